/** Load from several client processes at once, and what it cost the server. */
import type { Load, Loaded } from '../clients/load.ts'
import { cpuMs } from './machine.ts'
import { runClient } from './process.ts'

export const CLIENTS = 2

export interface Request {
  method: string
  path: string
  headers?: Record<string, string>
  body?: object
}

/** As it goes on the wire. */
export const wireText = ({ method, path, headers = {}, body }: Request, host: string): string => {
  const text = body === undefined ? '' : JSON.stringify(body)
  const all = {
    host,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(method !== 'GET' && { 'content-length': String(Buffer.byteLength(text)) }),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${text}`
}

interface Wanted {
  url: string
  pid: number
  requests: Request[]
  connections: number
  warm_ms: number
  ms: number
}

export interface Round {
  per_second: number
  times: number[]
  /** Microseconds of the server's processor time per answer, those of the warming up included. */
  cpu_us: number
  faults: string[]
}

/** One round: the connections are shared out between the client processes. */
export const round = async ({ url, pid, requests, connections, warm_ms, ms }: Wanted): Promise<Round> => {
  const wire = requests.map((one) => wireText(one, new URL(url).host))
  const share = (client: number) =>
    wire.filter((_, at) => at % CLIENTS === client % wire.length || wire.length < CLIENTS)
  const before = await cpuMs(pid)
  const loaded = await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) =>
      runClient<Loaded>('clients/load.ts', {
        ...{ url, warm_ms, ms, requests: share(client) },
        connections: Math.ceil(connections / CLIENTS),
      } satisfies Load),
    ),
  )
  const times = loaded.flatMap((one) => one.times)
  const answers = times.length * (1 + warm_ms / ms)
  return {
    times,
    per_second: loaded.reduce((sum, one) => sum + (one.times.length * 1000) / one.ms, 0),
    cpu_us: ((await cpuMs(pid)) - before) * (1000 / answers),
    faults: loaded.flatMap(({ failed }) =>
      Object.entries(failed).map(([status, count]) => `${count} answers of ${requests[0]?.path} were ${status}`),
    ),
  }
}
