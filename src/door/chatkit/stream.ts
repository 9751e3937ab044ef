/**
 * Streams of the ChatKit door: `id: <run>:<seq>` and the event object, never `event:`. Here closing the request is how
 * the UI says stop, so it cancels the run; a shutdown of ours is sent as an error that allows a retry, and cancels nothing.
 */
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import type { Delivery } from '../../delivery/delivery.ts'
import { frameText, streamResponse } from '../../lib/sse.ts'
import type { Log } from '../../log.ts'
import { sseEvents } from '../../metrics.ts'
import type { LoggedEvent, Run, RunEvent } from '../../run/schema.ts'
import { bearerHolds } from '../auth/still-valid.ts'
import { errorEvent } from './error.ts'
import type { threadObject } from './objects.ts'

export interface ChatKitContext {
  core: Core
  log: Log
  caller: Caller
  request: Request
}

/** `thread.created` is sent by this door alone: other doors make threads before the first message. */
export type ChatKitEvent = RunEvent | { type: 'thread.created'; thread: ReturnType<typeof threadObject> }

const BROKE_OFF: RunEvent = {
  type: 'error',
  code: 'custom',
  message: 'The connection broke off. What was written was kept.',
  allow_retry: true,
}
const LEAVING: RunEvent = { type: 'error', code: 'stream.error', allow_retry: true }

/** Whether the answer ends in words of its own about what went wrong. */
const framed = (run_id: string, batch: LoggedEvent[]) =>
  batch
    .filter(({ event }) => event.type !== 'run.done')
    .map(({ seq, event }) => frameText({ id: `${run_id}:${seq}`, data: event }))
    .join('')

const endOf = (batch: LoggedEvent[]): Run | undefined => {
  const last = batch.at(-1)?.event
  return last?.type === 'run.done' ? last.run : undefined
}

/** Responses of this process that are being closed, by run: a request meanwhile waits until the run is cancelled. */
const closings = new Map<string, Promise<void>>()

export const closingOf = (run_id: string): Promise<void> | undefined => closings.get(run_id)

/** Acts on the closing of a response once: notes it, and stops the run unless a newer response has taken its place. */
const watchClosing = ({ core, log, caller, request }: ChatKitContext, delivery: Delivery, run_id: string) => {
  const leave = new AbortController()
  const closed = AbortSignal.any([leave.signal, request.signal])
  let over = false
  const left = async () => {
    if (over) return
    over = true
    // During a shutdown it is unknown who closed first, so the run is not cancelled but handed over.
    const last = await delivery.broken()
    if (last && !core.draining.aborted) await core.run.cancel(caller, run_id)
  }
  closed.addEventListener('abort', () => {
    const closing = left()
      .catch((err) => log.error({ err, run_id }, 'a closed ChatKit stream could not stop its run'))
      .finally(() => closings.delete(run_id))
    closings.set(run_id, closing)
  })
  const end = async () => {
    over = true
    await delivery.delivered()
  }
  return { leave, closed, end, left }
}

interface RunStream {
  run_id: string
  /** The last event that the client has; 0 is none. */
  after: number
  delivery: Delivery
  /** Sent before the run's own events. */
  before?: ChatKitEvent[]
}

async function* runFrames(
  { run_id, delivery, before = [] }: RunStream,
  batches: AsyncGenerator<LoggedEvent[]>,
  watch: ReturnType<typeof watchClosing>,
): AsyncGenerator<string> {
  if (before.length > 0) yield before.map((data) => frameText({ id: `${run_id}:0`, data })).join('')
  for await (const batch of batches) {
    const text = framed(run_id, batch)
    sseEvents.inc({ type: 'chatkit' }, batch.length)
    if (text) yield text
    const run = endOf(batch)
    if (!run) continue
    // A client that returns to an answer which its own broken connection cancelled gets an error that says so.
    if (delivery.repeated && run.status === 'cancelled') yield frameText({ data: BROKE_OFF })
    return watch.end()
  }
  // The batches ended without the run: the reader left, or we do.
  if (watch.closed.aborted) return
  await delivery.left()
  yield frameText({ data: LEAVING })
}

/** A failure after the first byte can only be an event. */
async function* telling(frames: AsyncGenerator<string>, { log }: ChatKitContext): AsyncGenerator<string> {
  try {
    yield* frames
  } catch (error) {
    log.error({ err: error }, 'a ChatKit stream broke off')
    yield frameText({ data: errorEvent(error) })
  }
}

/** Follows a run for this request. @throws what following throws, before anything is sent */
export const runResponse = async (context: ChatKitContext, stream: RunStream): Promise<Response> => {
  const watch = watchClosing(context, stream.delivery, stream.run_id)
  const { run } = context.core
  const follow = stream.delivery.repeated ? run.events : run.ownEvents
  const batches = await follow(context.caller, stream.run_id, stream.after, watch.closed)
  return streamResponse(telling(runFrames(stream, batches, watch), context), {
    leave: watch.leave,
    valid: bearerHolds(context.core, context.request),
    headers: { 'x-run-id': stream.run_id },
    watch: context.core.account.watch(context.caller),
  })
}

/** A stream of what happened already. */
export const eventsResponse = (events: ChatKitEvent[], delivery?: Delivery): Response => {
  async function* frames() {
    yield events.map((data) => frameText({ data })).join('')
    await delivery?.delivered()
  }
  return streamResponse(frames(), { leave: new AbortController() })
}
