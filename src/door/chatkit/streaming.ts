/** Operations that answer with a stream. Whatever goes wrong in them is an `error` event of a good response. */
import type { Delivery } from '../../delivery/delivery.ts'
import { AppError, isAppError } from '../../errors.ts'
import { isId } from '../../lib/id.ts'
import type { Resent } from '../../run/read.ts'
import type { Started } from '../../run/run.ts'
import { isLive } from '../../run/schema.ts'
import { errorEvent, failureHere } from './error.ts'
import { clickOf, messageOf } from './message.ts'
import { NO_ITEMS, threadObject } from './objects.ts'
import type { ActionParams, Params, StreamingOperation } from './protocol.ts'
import { type ChatKitContext, type ChatKitEvent, closingOf, eventsResponse, runResponse } from './stream.ts'

const FRAME_MAX_CHARS = 200

/** Which loaded UI asks; constant as long as its page lives. */
const frameOf = ({ request }: ChatKitContext) => {
  const frame = request.headers.get('chatkit-frame-instance-id')
  return frame && frame.length <= FRAME_MAX_CHARS ? frame : undefined
}

/** What the client has of an answer, when it says so. */
const seenOf = ({ request }: ChatKitContext) => {
  const [run_id = '', seq = ''] = (request.headers.get('last-event-id') ?? '').split(':')
  return isId(run_id) && /^\d{1,9}$/.test(seq) ? { run_id, seq: Number(seq) } : undefined
}

/** Where a request that was sent again goes on: what the client has of this very run. */
const haveOf = (context: ChatKitContext, run_id: string, delivery: Delivery) => {
  const seen = seenOf(context)
  return delivery.repeated && seen?.run_id === run_id ? seen.seq : 0
}

const follow = async (context: ChatKitContext, delivery: Delivery, run_id: string, before: ChatKitEvent[] = []) => {
  const after = haveOf(context, run_id, delivery)
  try {
    return await runResponse(context, { run_id, after, delivery, before: after === 0 ? before : [] })
  } catch (error) {
    // A number beyond the log is none of ours: then the whole of it is sent.
    if (after === 0 || !isAppError(error, 'bad_cursor')) throw error
    return runResponse(context, { run_id, after: 0, delivery, before })
  }
}

/**
 * The answer that the client has a part of, when it sends the same again and says so: also long after it, and from
 * clients that name no frame. What answers something else is none of it, and the message is a new one.
 */
const again = async (context: ChatKitContext, delivery: Delivery, sent: Resent): Promise<Response | undefined> => {
  const { core, caller } = context
  const seen = seenOf(context)
  if (!seen) return undefined
  const run = await core.run.resume(caller, seen.run_id, sent).catch((error: unknown) => {
    if (!isAppError(error, 'run_mismatch')) throw error
  })
  if (!run) return undefined
  await core.thread.showOpen(caller, run.thread_id)
  await delivery.attach(run.id)
  return follow(context, { ...delivery, repeated: true }, run.id)
}

/**
 * Begins a run, or waits for one that is being stopped. The same frame never asks while it shows an answer, so when it
 * does, it has left that answer and we only have not noticed yet.
 */
const beginning = async (
  context: ChatKitContext,
  thread_id: string,
  begin: () => Promise<Started>,
): Promise<Started> => {
  const { core, caller } = context
  try {
    return await begin()
  } catch (error) {
    if (!isAppError(error, 'run_active')) throw error
    const live = await core.run.liveOn(caller, thread_id)
    if (live && !live.stopping && !(await core.delivery.asked(caller, live.id, frameOf(context)))) throw error
    if (live) await core.run.cancel(caller, live.id)
    return begin()
  }
}

const create = async (context: ChatKitContext, { input }: Params<'threads.create'>, delivery: Delivery) => {
  const { core, caller } = context
  const message = messageOf(context, input)
  core.run.check(message.text)
  const known = await again(context, delivery, { text: message.text })
  if (known) return known
  const made = await core.thread.create(caller, {}, delivery.claim('thread'))
  const { id } = made.value
  const before: ChatKitEvent[] = [
    { type: 'thread.created', thread: threadObject(made.value, { ...NO_ITEMS, data: [] }) },
  ]
  try {
    const { run } = await core.run.start(caller, id, message, delivery.claim('run'))
    await delivery.attach(run.id)
    return await follow(context, delivery, run.id, before)
  } catch (error) {
    // A thread whose first run could not begin would only stand empty in the list.
    if (!made.replayed && !(await core.run.latest(caller, id))) await core.thread.remove(caller, id)
    throw error
  }
}

const add = async (
  context: ChatKitContext,
  { thread_id, input }: Params<'threads.add_user_message'>,
  delivery: Delivery,
) => {
  const { core, caller } = context
  const message = messageOf(context, input)
  const known = await again(context, delivery, { thread_id, text: message.text })
  if (known) return known
  const { run } = await beginning(context, thread_id, () =>
    core.run.start(caller, thread_id, message, delivery.claim('run')),
  )
  await delivery.attach(run.id)
  return follow(context, delivery, run.id)
}

/** The run at work on the thread, once a response of it that is just being closed has had its effect. */
const liveNow = async ({ core, caller }: ChatKitContext, thread_id: string) => {
  const live = await core.run.liveOn(caller, thread_id)
  const closing = live && closingOf(live.id)
  if (!closing) return live
  await closing
  return core.run.liveOn(caller, thread_id)
}

/**
 * An answer to the message that goes on without this client, as after a restart, is followed rather than begun anew; one
 * that the frame has just stopped, without our having noticed, is not.
 */
const retry = async (
  context: ChatKitContext,
  { thread_id, item_id }: Params<'threads.retry_after_item'>,
  delivery: Delivery,
) => {
  const { core, caller } = context
  if (!isId(item_id)) throw new AppError('not_found', 'The item was not found.')
  const known = await again(context, delivery, { thread_id, item_id })
  if (known) return known
  const live = await liveNow(context, thread_id)
  const goesOn = live?.message_id === item_id && !live.stopping
  if (goesOn && (await core.delivery.asked(caller, live.id, frameOf(context))) !== 'open') {
    await delivery.attach(live.id)
    return follow(context, delivery, live.id)
  }
  const { run } = await beginning(context, thread_id, () =>
    core.run.retry(caller, thread_id, item_id, delivery.claim('retry')),
  )
  await delivery.attach(run.id)
  return follow(context, delivery, run.id)
}

/** The answer at work, or what the client has not seen of the one that ended meanwhile; else there is nothing to tell. */
const resume = async (
  context: ChatKitContext,
  { thread_id }: Params<'threads.resume'>,
  delivery: Delivery,
): Promise<Response> => {
  const { core, caller } = context
  await core.thread.showOpen(caller, thread_id)
  await liveNow(context, thread_id)
  const run = await core.run.latest(caller, thread_id)
  const seen = run !== undefined && seenOf(context)?.run_id === run.id
  if (!run || !(seen || isLive(run.status))) return eventsResponse([], delivery)
  await delivery.attach(run.id)
  return follow(context, { ...delivery, repeated: true }, run.id)
}

/** We never ask the page to run a tool or to fill in questions, so nothing waits for either. */
const nothingWaits = async ({ core, caller }: ChatKitContext, thread_id: string, what: string): Promise<never> => {
  await core.thread.showOpen(caller, thread_id)
  throw new AppError('conflict', `No ${what} waits in this thread.`)
}

const click = async ({ core, caller, request }: ChatKitContext, params: ActionParams, delivery: Delivery) => {
  const { events } = await core.widget.act(caller, clickOf(request, params), delivery.claim('action'))
  const options: ChatKitEvent = { type: 'stream_options', stream_options: { allow_cancel: false } }
  return eventsResponse([options, ...events], delivery)
}

const answer = async (
  context: ChatKitContext,
  { type, params }: StreamingOperation,
  delivery: Delivery,
): Promise<Response> => {
  switch (type) {
    case 'threads.create':
      return create(context, params, delivery)
    case 'threads.add_user_message':
      return add(context, params, delivery)
    case 'threads.retry_after_item':
      return retry(context, params, delivery)
    case 'threads.add_client_tool_output':
      return nothingWaits(context, params.thread_id, 'client tool')
    case 'threads.add_structured_input':
      return nothingWaits(context, params.thread_id, 'question')
    case 'threads.custom_action':
      return click(context, params, delivery)
    case 'threads.resume':
      return resume(context, params, delivery)
  }
}

export const answerStreaming = async (context: ChatKitContext, operation: StreamingOperation): Promise<Response> => {
  try {
    const { core, caller } = context
    const delivery = await core.delivery.open(caller, frameOf(context), operation)
    return await answer(context, operation, delivery)
  } catch (error) {
    const { cause } = failureHere(error)
    if (cause) context.log.error({ err: cause, operation: operation.type }, 'a ChatKit operation failed')
    return eventsResponse([errorEvent(error)])
  }
}
