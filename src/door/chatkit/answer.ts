/** Operations that answer with a stream. Whatever goes wrong in them is an `error` event of a good response. */
import type { Delivery } from '../../delivery/delivery.ts'
import { AppError, isAppError } from '../../errors.ts'
import { isId } from '../../lib/id.ts'
import type { Started } from '../../run/run.ts'
import { errorEvent, failureHere } from './failure.ts'
import { clickOf, messageOf } from './message.ts'
import type { ActionParams, Params, StreamingOperation } from './request.ts'
import { closingOf, eventsResponse, runResponse, type Told, type Visit } from './stream.ts'
import { NO_ITEMS, threadObject } from './wire.ts'

const FRAME_MAX_CHARS = 200

/** Which loaded UI asks; constant as long as its page lives. */
const frameOf = ({ request }: Visit) => {
  const frame = request.headers.get('chatkit-frame-instance-id')
  return frame && frame.length <= FRAME_MAX_CHARS ? frame : undefined
}

/** Where a request that was sent again goes on: what the client has of this very run. */
const haveOf = ({ request }: Visit, run_id: string, delivery: Delivery) => {
  const [id, seq = ''] = (request.headers.get('last-event-id') ?? '').split(':')
  return delivery.repeated && id === run_id && /^\d{1,9}$/.test(seq) ? Number(seq) : 0
}

const follow = async (visit: Visit, delivery: Delivery, run_id: string, before: Told[] = []) => {
  const after = haveOf(visit, run_id, delivery)
  try {
    return await runResponse(visit, { run_id, after, delivery, before: after === 0 ? before : [] })
  } catch (error) {
    // A number beyond the log is none of ours: then the whole of it is sent.
    if (after === 0 || !isAppError(error, 'bad_cursor')) throw error
    return runResponse(visit, { run_id, after: 0, delivery, before })
  }
}

/**
 * Begins a run, or waits for one that is being stopped. The same frame never asks while it shows an answer, so when it
 * does, it has left that answer and we only have not noticed yet.
 */
const beginning = async (visit: Visit, thread_id: string, begin: () => Promise<Started>): Promise<Started> => {
  const { core, caller } = visit
  try {
    return await begin()
  } catch (error) {
    if (!isAppError(error, 'run_active')) throw error
    const live = await core.run.liveOn(caller, thread_id)
    if (live && !live.stopping && !(await core.delivery.asked(caller, live.id, frameOf(visit)))) throw error
    if (live) await core.run.cancel(caller, live.id)
    return begin()
  }
}

const create = async (visit: Visit, { input }: Params<'threads.create'>, delivery: Delivery) => {
  const { core, caller } = visit
  const message = messageOf(visit, input)
  core.run.check(message.text)
  const made = await core.thread.create(caller, {}, delivery.claim('thread'))
  const { id } = made.value
  const before: Told[] = [{ type: 'thread.created', thread: threadObject(made.value, { ...NO_ITEMS, data: [] }) }]
  try {
    const { run } = await core.run.start(caller, id, message, delivery.claim('run'))
    await delivery.attach(run.id)
    return await follow(visit, delivery, run.id, before)
  } catch (error) {
    // A thread whose first run could not begin would only stand empty in the list.
    if (!made.replayed && !(await core.run.latest(caller, id))) await core.thread.remove(caller, id)
    throw error
  }
}

const add = async (visit: Visit, { thread_id, input }: Params<'threads.add_user_message'>, delivery: Delivery) => {
  const { core, caller } = visit
  const message = messageOf(visit, input)
  const { run } = await beginning(visit, thread_id, () =>
    core.run.start(caller, thread_id, message, delivery.claim('run')),
  )
  await delivery.attach(run.id)
  return follow(visit, delivery, run.id)
}

/** The run at work on the thread, once a response of it that is just being closed has had its effect. */
const liveNow = async ({ core, caller }: Visit, thread_id: string) => {
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
const retry = async (visit: Visit, { thread_id, item_id }: Params<'threads.retry_after_item'>, delivery: Delivery) => {
  const { core, caller } = visit
  if (!isId(item_id)) throw new AppError('not_found', 'The item was not found.')
  const live = await liveNow(visit, thread_id)
  const goesOn = live?.message_id === item_id && !live.stopping
  if (goesOn && (await core.delivery.asked(caller, live.id, frameOf(visit))) !== 'open') {
    await delivery.attach(live.id)
    return follow(visit, delivery, live.id)
  }
  const { run } = await beginning(visit, thread_id, () =>
    core.run.retry(caller, thread_id, item_id, delivery.claim('retry')),
  )
  await delivery.attach(run.id)
  return follow(visit, delivery, run.id)
}

/** We never ask the page to run a tool or to fill in questions, so nothing waits for either. */
const nothingWaits = async ({ core, caller }: Visit, thread_id: string, what: string): Promise<never> => {
  await core.thread.showOpen(caller, thread_id)
  throw new AppError('conflict', `No ${what} waits in this thread.`)
}

const click = async ({ core, caller, request }: Visit, params: ActionParams, delivery: Delivery) => {
  const { events } = await core.widget.act(caller, clickOf(request, params), delivery.claim('action'))
  const options: Told = { type: 'stream_options', stream_options: { allow_cancel: false } }
  return eventsResponse([options, ...events], delivery)
}

const answer = async (visit: Visit, { type, params }: StreamingOperation, delivery: Delivery): Promise<Response> => {
  switch (type) {
    case 'threads.create':
      return create(visit, params, delivery)
    case 'threads.add_user_message':
      return add(visit, params, delivery)
    case 'threads.retry_after_item':
      return retry(visit, params, delivery)
    case 'threads.add_client_tool_output':
      return nothingWaits(visit, params.thread_id, 'client tool')
    case 'threads.add_structured_input':
      return nothingWaits(visit, params.thread_id, 'question')
    case 'threads.custom_action':
      return click(visit, params, delivery)
  }
}

export const answerStreaming = async (visit: Visit, operation: StreamingOperation): Promise<Response> => {
  try {
    const { core, caller } = visit
    const delivery = await core.delivery.open(caller, frameOf(visit), operation)
    return await answer(visit, operation, delivery)
  } catch (error) {
    const { cause } = failureHere(error)
    if (cause) visit.log.error({ err: cause, operation: operation.type }, 'a ChatKit operation failed')
    return eventsResponse([errorEvent(error)])
  }
}
