/** Runs as server-sent events for REST: `id: <run>:<seq>`, `event: <type>`, the ChatKit object as data. */
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { frameText, streamResponse } from '../../lib/sse.ts'
import { sseEvents } from '../../metrics.ts'
import type { LoggedEvent } from '../../run/schema.ts'

const DRAINING = frameText({ event: 'server.draining', data: { type: 'server.draining' } })

async function* toFrames(run_id: string, batches: AsyncGenerator<LoggedEvent[]>) {
  for await (const batch of batches) {
    yield batch.map(({ seq, event }) => frameText({ id: `${run_id}:${seq}`, event: event.type, data: event })).join('')
    sseEvents.inc({ type: 'rest' }, batch.length)
  }
}

/** @throws not_found, bad_cursor before anything is sent; afterwards only events speak. */
export const eventStream = async (
  core: Core,
  caller: Caller,
  run_id: string,
  after: number,
  request: Request,
  headers: Record<string, string>,
): Promise<Response> => {
  const leave = new AbortController()
  const signal = AbortSignal.any([leave.signal, request.signal])
  const batches = await core.run.events(caller, run_id, after, signal)
  return streamResponse(toFrames(run_id, batches), {
    leave,
    headers,
    notice: { signal: core.draining, frame: DRAINING },
  })
}
