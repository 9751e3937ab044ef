/** A running answer for a page: the run’s events as pieces of HTML, each with its target. */
import { Elysia } from 'elysia'
import { type Answer, apply, newAnswer } from '../../../views/answer.ts'
import { type FrameContext, frameOf, snapshotOf } from '../../../views/part/frame.tsx'
import { wordsOf } from '../../../views/part/item.tsx'
import { NoticeWords } from '../../../views/part/notice.tsx'
import { Panel } from '../../../views/part/panel.tsx'
import { Partial } from '../../../views/part/partial.tsx'
import { Foot } from '../../../views/part/turn.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { notFound } from '../../errors.ts'
import { streamResponse } from '../../lib/sse.ts'
import type { Log } from '../../log.ts'
import { sseEvents } from '../../metrics.ts'
import type { LoggedEvent } from '../../run/schema.ts'
import { spend } from '../plugin/limits.ts'
import { againKey, pendingOf } from './conversation.tsx'
import { panelOf } from './panel.ts'
import { needPerson } from './person.ts'

/** HTML in a server-sent event: every line needs its own `data:`, or text could forge an event. */
export const htmlFrame = (html: string, id?: number) =>
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

/** Pieces beside the answer itself: panel, title, notice. What was told once is not told again. */
const around = async ({ core, caller, thread_id }: Reader, answer: Answer) => {
  const { tasks_changed, title, notice } = answer
  Object.assign(answer, { tasks_changed: false, title: undefined, notice: undefined })
  const panel = tasks_changed ? await panelOf(core, caller, `/chat/${thread_id}`) : undefined
  return (
    <>
      {panel && (
        <Partial to="#todos" swap="outerMorph">
          <Panel {...panel} />
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

/** The end takes the place of the live box, and thereby closes the stream. */
const ending = ({ thread_id, run_id }: Reader, { run, message }: Answer) =>
  run && (
    <Partial to={`#live-${run_id}`} swap="outerHTML">
      <Foot run={run} thread_id={thread_id} text={message && wordsOf(message)} message_key={againKey(run)} />
    </Partial>
  )

const isWidget = ({ event }: LoggedEvent) => 'item' in event && event.item.type === 'widget'

/**
 * A snapshot first, which brings whatever the page has to the state at `have` or later; then what changes. Events the
 * page has already are folded in silence, so that a snapshot never shows less than the page did.
 */
async function* framesOf(reader: Reader, batches: AsyncGenerator<LoggedEvent[]>): AsyncGenerator<string> {
  const answer = newAnswer()
  const context: FrameContext = { run_id: reader.run_id, pending: await pendingOf(reader.core, reader.caller) }
  let joined = false
  for await (const batch of batches) {
    for (const logged of batch) apply(answer, logged)
    if (answer.seq < reader.have && !answer.run) continue
    if (batch.some(isWidget)) context.pending = await pendingOf(reader.core, reader.caller)
    const pieces = joined ? frameOf(answer, context) : snapshotOf(answer, context)
    joined = true
    const html = `${pieces}${await around(reader, answer)}${ending(reader, answer) ?? ''}`
    sseEvents.inc({ type: 'page' }, batch.length)
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
export const runIn = async (core: Core, caller: Caller, thread_id: string, run_id: string) => {
  const run = await core.run.show(caller, run_id)
  if (run.thread_id !== thread_id) throw notFound('The run')
  return run
}

export const streamRoutes = (core: Core, log: Log) =>
  new Elysia({ name: 'pages/stream' }).get('/chat/:id/runs/:run_id/stream', async ({ request, params }) => {
    const caller = await needPerson(core, request)
    await spend(core, 'follow', request)
    const { id: run_id } = await runIn(core, caller, params.id, params.run_id)
    const leave = new AbortController()
    const batches = await core.run.events(caller, run_id, 0, AbortSignal.any([leave.signal, request.signal]))
    const reader = { core, caller, thread_id: params.id, run_id, have: haveOf(request) }
    return streamResponse(logged(framesOf(reader, batches), log), { leave })
  })
