/** Runs as server-sent events for REST: `id: <run>:<seq>`, `event: <type>`, the ChatKit object as data. */
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { frameText, streamResponse } from '../../lib/sse.ts'
import { sseEvents } from '../../metrics.ts'
import type { LoggedEvent } from '../../run/schema.ts'
import { bearerHolds } from '../auth/still-valid.ts'

const DRAINING = frameText({ event: 'server.draining', data: { type: 'server.draining' } })

async function* toFrames(run_id: string, batches: AsyncGenerator<LoggedEvent[]>) {
  for await (const batch of batches) {
    yield batch.map(({ seq, event }) => frameText({ id: `${run_id}:${seq}`, event: event.type, data: event })).join('')
    sseEvents.inc({ type: 'rest' }, batch.length)
  }
}

interface RunStream {
  run_id: string
  /** The last event that the client has; 0 is none. */
  after: number
  /** Whether this very request began the run. */
  own: boolean
  headers?: Record<string, string>
}

/** @throws not_found, bad_cursor, stream_limit_reached before anything is sent; afterwards only events speak. */
export const eventStream = async (
  { account, run, draining }: Pick<Core, 'account' | 'run' | 'draining'>,
  caller: Caller,
  request: Request,
  { run_id, after, own, headers }: RunStream,
): Promise<Response> => {
  const leave = new AbortController()
  const signal = AbortSignal.any([leave.signal, request.signal])
  const batches = await (own ? run.ownEvents : run.events)(caller, run_id, after, signal)
  return streamResponse(toFrames(run_id, batches), {
    leave,
    valid: bearerHolds({ account }, request),
    headers: { 'x-run-id': run_id, ...headers },
    watch: account.watch(caller),
    notice: { signal: draining, frame: DRAINING },
  })
}
