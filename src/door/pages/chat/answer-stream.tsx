/** A running answer for a page: the run’s events as pieces of HTML, each with its target. */
import { Elysia } from 'elysia'
import { NoticeWords, Partial } from '../../../../views/part/page.tsx'
import { TaskPanel } from '../../../../views/part/task-panel.tsx'
import { changedTasks, Foot } from '../../../../views/part/turn.tsx'
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
import { accepts } from '../response.ts'
import { taskPanelOf } from '../task/task-panel.ts'
import { type FrameContext, frameOf, snapshotOf } from './answer-frames.tsx'
import { againKey, pendingOf } from './conversation.tsx'
import { createGather, SILENCE_MS } from './gather.ts'
import { apply, newAnswer, type StreamedAnswer } from './streamed-answer.ts'

/** HTML in a server-sent event: every line needs its own `data:`, or text could forge an event. */
export const htmlFrame = (html: string, id?: number | string) =>
  `${id === undefined ? '' : `id: ${id}\n`}${html
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`

const END = 'event: end\ndata: \n\n'

interface Reader {
  core: Core
  caller: Caller
  thread_id: string
  run_id: string
  /** The last event the page has. */
  have: number
}

/** Fragments beside the answer itself: panel, title, notice. Each is sent only when it changed. */
const around = async (reader: Reader, answer: StreamedAnswer) => {
  const { thread_id } = reader
  const { tasks_changed, title, notice } = answer
  Object.assign(answer, { tasks_changed: false, title: undefined, notice: undefined })
  const panel = tasks_changed ? await taskPanelOf(reader, `/chat/${thread_id}`) : undefined
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
const ending = async (reader: Reader, { run }: StreamedAnswer) => {
  if (!run) return undefined
  const foot = await footOf(reader, run).catch(gone)
  return (
    <Partial to={`#live-${reader.run_id}`} swap="outerHTML">
      {foot}
    </Partial>
  )
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
    const html = `${pieces}${await around(reader, answer)}${(await ending(reader, answer)) ?? ''}`
    if (html) yield htmlFrame(html, answer.seq)
    if (answer.run) yield END
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
      const reader = { core, caller, thread_id: params.id, run_id, have: haveOf(request) }
      return streamResponse(logged(framesOf(reader, batches), log), {
        leave,
        gzip: accepts(request, 'gzip'),
        valid: cookieHolds(core, request),
        watch: core.account.watch(caller),
      })
    },
    { signed_in: 'stream', limit: 'follow' },
  )
