/** A running answer for a page: the run’s events as pieces of HTML, each with its target. */
import { Elysia } from 'elysia'
import type { Child } from '../../../../views/jsx/runtime.ts'
import { digestOf, NoticeWords, Partial } from '../../../../views/part/page.tsx'
import { TaskPanel } from '../../../../views/part/task-panel.tsx'
import { AnswerArticle, changedTasks, Foot } from '../../../../views/part/turn.tsx'
import { versionsOf } from '../../../../views/part/versions.tsx'
import type { Caller } from '../../../account/schema.ts'
import type { Core } from '../../../core.ts'
import { isAppError, notFound } from '../../../errors.ts'
import { BEAT, streamResponse, withHeartbeat } from '../../../lib/sse.ts'
import type { Log } from '../../../log.ts'
import { sseEvents } from '../../../metrics.ts'
import type { LoggedEvent, Run } from '../../../run/schema.ts'
import { cookieHolds } from '../../auth/still-valid.ts'
import { type PagesOptions, pageMacros } from '../context.ts'
import { accepts, safePath } from '../response.ts'
import { taskPanelOf } from '../task/task-panel.ts'
import { type FrameContext, frameOf, partsOf, snapshotOf } from './answer-frames.tsx'
import { conversationOf, pendingOf } from './conversation.tsx'
import { createGather, SILENCE_MS } from './gather.ts'
import { apply, newAnswer, type StreamedAnswer } from './streamed-answer.ts'
import { againKey, followedDigest } from './turns.tsx'
import { type ChatWindow, windowOf } from './window.ts'

/** HTML in a server-sent event: every line needs its own `data:`, or text could forge an event. */
export const htmlFrame = (html: string, id?: number | string) =>
  `${id === undefined ? '' : `id: ${id}\n`}${html
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`

/** Places of the pieces of a chat in the digests of its page. */
const PANEL = 1
const LOG = 4

const END = 'event: end\ndata: \n\n'

interface Reader {
  core: Core
  caller: Caller
  thread_id: string
  run_id: string
  /** The last event the page has. */
  have: number
  /** How the page is otherwise, if it says so. */
  page?: PageState | undefined
}

/** What a page is kept up to date by, as it last knew it. */
interface PageState {
  window: ChatWindow
  digests: string[]
}

/** From the address by which the page is kept up to date, which it adds to the one of the answer. */
const pageStateOf = (request: Request): PageState | undefined => {
  const watch = safePath(new URL(request.url).searchParams.get('page'))
  if (!watch) return undefined
  const { searchParams } = new URL(watch, request.url)
  const at = safePath(searchParams.get('at')) ?? '/'
  const digests = (searchParams.get('have') ?? '').split('.')
  return digests.length === LOG + 1 ? { window: windowOf(new URL(at, request.url)), digests } : undefined
}

/** Fragments beside the answer itself: panel, title, notice. Each is sent only when it changed. */
const around = async (reader: Reader, answer: StreamedAnswer) => {
  const { thread_id } = reader
  const { tasks_changed, title, notice } = answer
  Object.assign(answer, { tasks_changed: false, title: undefined, notice: undefined })
  const panel = tasks_changed ? await taskPanelOf(reader, `/chat/${thread_id}`) : undefined
  if (panel && reader.page) reader.page.digests[PANEL] = digestOf(<TaskPanel {...panel} />)
  return (
    <>
      {panel && (
        <Partial to="#todos" swap="outerMorph">
          <TaskPanel {...panel} />
        </Partial>
      )}
      {title && (
        <Partial to={`#thread-title, #session-${thread_id} .name`} swap="innerHTML">
          {title}
        </Partial>
      )}
      {notice && (
        <Partial to="#said" swap="innerHTML">
          <NoticeWords text={notice} />
        </Partial>
      )}
    </>
  )
}

/** The foot of an answer that has just ended, as a fresh page has it. */
export const footOf = async ({ core, caller }: Pick<Reader, 'core' | 'caller'>, run: Run) => {
  const { thread_id, items } = run
  const { forks } = await core.thread.open(caller, thread_id, { limit: 1 })
  const message = items.find(({ type }) => type === 'user_message')
  const [first] = items.filter((item) => item !== message)
  return (
    <Foot
      run={run}
      thread_id={thread_id}
      undoable={changedTasks(items)}
      time_zone={caller.time_zone}
      versions={versionsOf(forks).get(first?.id ?? '')}
      again={message && { item_id: message.id, message_key: againKey(run) }}
    />
  )
}

/** The end takes the place of the live box, and thereby closes the stream. A chat that was deleted has none. */
const Ending = ({ run, foot }: { run: Run; foot: Child }) => (
  <Partial to={`#live-${run.id}`} swap="outerHTML">
    {foot}
  </Partial>
)

/** What the page has now that the answer has ended, so that what keeps it up to date does not send it again. */
const knownNow = async ({ core, caller, thread_id, run_id, page }: Reader, article: Child) => {
  if (!page) return undefined
  const conversation = await conversationOf({ core, caller }, thread_id, page.window).catch(gone)
  const log = conversation && followedDigest(conversation, run_id, article, page.digests[LOG] ?? '')
  return page.digests.with(LOG, log ?? '').join('.')
}

const gone = (error: unknown) => {
  if (!isAppError(error, 'not_found')) throw error
  return null
}

const isWidget = ({ event }: LoggedEvent) => 'item' in event && event.item.type === 'widget'

/**
 * A snapshot first, which brings whatever the page has to the state at `have` or later; then what changes. Events the
 * page has already are folded in silence, so that a snapshot never shows less than the page did.
 */
async function* framesOf(reader: Reader, batches: AsyncGenerator<LoggedEvent[]>): AsyncGenerator<string> {
  const answer = newAnswer()
  const context: FrameContext = { run_id: reader.run_id, pending: await pendingOf(reader.core, reader.caller) }
  const gather = createGather()
  let joined = false
  for await (const come of withHeartbeat(batches, { every_ms: SILENCE_MS })) {
    const batch = typeof come === 'symbol' ? [] : come
    for (const logged of batch) apply(answer, logged)
    sseEvents.inc({ type: 'page' }, batch.length)
    if (answer.seq < reader.have && !answer.run) continue
    if (come === BEAT ? !gather.waits() : !gather.isEnough(batch) && joined) continue
    gather.sent()
    if (batch.some(isWidget)) context.pending = await pendingOf(reader.core, reader.caller)
    const pieces = joined ? frameOf(answer, context) : snapshotOf(answer, context)
    joined = true
    const html = `${pieces}${await around(reader, answer)}`
    if (!answer.run) {
      if (html) yield htmlFrame(html, answer.seq)
      continue
    }
    const foot = await footOf(reader, answer.run).catch(gone)
    const article = (
      <AnswerArticle run_id={reader.run_id} end={foot}>
        {partsOf(answer, context)}
      </AnswerArticle>
    )
    const id = (await knownNow(reader, article)) ?? answer.seq
    yield htmlFrame(`${html}${<Ending run={answer.run} foot={foot} />}`, id)
    yield END
  }
}

/** A failure after the first byte only ends the stream; the page connects again and goes on from what it has. */
async function* logged(frames: AsyncGenerator<string>, log: Log): AsyncGenerator<string> {
  try {
    yield* frames
  } catch (err) {
    log.error({ err }, 'page stream broke off')
  }
}

const seqOf = (text: string | null) => (text && /^\d{1,9}$/.test(text) ? Number(text) : 0)

const haveOf = (request: Request) =>
  Math.max(seqOf(request.headers.get('last-event-id')), seqOf(new URL(request.url).searchParams.get('have')))

/** The run of this thread, seen by its owner. @throws not_found */
const runIn = async (core: Core, caller: Caller, thread_id: string, run_id: string) => {
  const run = await core.run.show(caller, run_id)
  if (run.thread_id !== thread_id) throw notFound('The run')
  return run
}

export const streamRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/stream' }).use(pageMacros(options)).get(
    '/chat/:id/runs/:run_id/stream',
    async ({ context: { core, log, caller, request }, params }) => {
      const { id: run_id } = await runIn(core, caller, params.id, params.run_id)
      const leave = new AbortController()
      const batches = await core.run.events(caller, run_id, 0, AbortSignal.any([leave.signal, request.signal]))
      const reader = { core, caller, thread_id: params.id, run_id, have: haveOf(request), page: pageStateOf(request) }
      return streamResponse(logged(framesOf(reader, batches), log), {
        leave,
        gzip: accepts(request, 'gzip'),
        valid: cookieHolds(core, request),
        watch: core.account.watch(caller),
      })
    },
    { signed_in: 'stream', limit: 'follow' },
  )
