/**
 * The bytes between us and a provider: a `fetch` for the `openai` package over `node:http(s)`. Bun’s own `fetch` runs
 * 256 requests of a process at a time; answers beyond them would wait for others to end. Connections are kept alive,
 * the reader sets the pace, an abort closes the request at once, and no body can fill the memory.
 */
import { once } from 'node:events'
import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { providerError } from './error.ts'

/** A whole streamed body at most: 64 KiB of text, one byte a chunk, in envelopes of some 300 bytes. */
const STREAM_MAX_BYTES = 32 * 1024 * 1024
/** A body of JSON: OpenRouter’s list of models has about half a megabyte. */
const JSON_MAX_BYTES = 8 * 1024 * 1024
/** An error page is cut here; only its JSON code and sentence are of use. */
const ERROR_MAX_BYTES = 16 * 1024

const KEEP_ALIVE_MS = 30_000
const agent = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS, maxSockets: Number.POSITIVE_INFINITY }
const AGENTS = { 'http:': new http.Agent(agent), 'https:': new https.Agent(agent) }

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

interface TransportOptions {
  /** Time to a connection, its TLS included. */
  connect_ms: number
  /** Proxies come from the environment, as for `fetch`. */
  env?: Record<string, string | undefined>
}

/** Whether requests to the host go through a proxy; only Bun’s `fetch` knows how. */
const isProxied = ({ protocol, hostname }: URL, env: Record<string, string | undefined>) => {
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  if (!(env[name] || env[name.toUpperCase()])) return false
  const spared = (env.no_proxy ?? env.NO_PROXY ?? '').split(',').map((host) => host.trim().replace(/^\./, ''))
  return !spared.some((host) => host === '*' || (host && (hostname === host || hostname.endsWith(`.${host}`))))
}

export const createFetch =
  ({ connect_ms, env = process.env }: TransportOptions): Fetch =>
  async (target, init = {}) => {
    const url = new URL(target instanceof Request ? target.url : target)
    if (isProxied(url, env)) return bounded(await fetch(url, init))
    const { request, message } = await ask(url, init, connect_ms)
    const arrival = { request, message, limit: limitOf(message) }
    const response = new Response(streamOf(arrival), { status: message.statusCode ?? 502, headers: headersOf(message) })
    arrivals.set(response, arrival)
    return response
  }

/** An answer that has begun; whoever reads it first has all of it. */
interface Arrival {
  request: ClientRequest
  message: IncomingMessage
  limit: Limit
}
const arrivals = new WeakMap<Response, Arrival>()

/**
 * Hands over the body as it comes, without the many promises of a stream; `take` must not wait, and what it throws ends
 * the request.
 */
export const readBody = async (response: Response, take: (bytes: Uint8Array) => void): Promise<void> => {
  const arrival = arrivals.get(response)
  if (arrival) return listen(arrival, take)
  for await (const bytes of response.body ?? []) take(bytes)
}

const ask = async (url: URL, { method = 'GET', headers, body, signal }: RequestInit, connect_ms: number) => {
  signal?.throwIfAborted()
  const send = url.protocol === 'https:' ? https.request : http.request
  const request = send(url, {
    method,
    headers: Object.fromEntries(new Headers(headers)),
    agent: AGENTS[url.protocol === 'https:' ? 'https:' : 'http:'],
    ...(signal && { signal }),
  })
  const stopClock = limitConnecting(request, connect_ms)
  request.end(typeof body === 'string' ? body : undefined)
  try {
    const [message]: IncomingMessage[] = await once(request, 'response')
    if (!message) throw new Error('no response')
    return { request, message }
  } finally {
    stopClock()
    // Later failures are reported by the body stream.
    request.on('error', ignore)
  }
}

/** Made out here: a function made beside the request’s body would hold those 20 KB for as long as the answer takes. */
const ignore = () => undefined

const limitConnecting = (request: ClientRequest, connect_ms: number) => {
  const late = () => request.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }))
  const timer = setTimeout(late, connect_ms)
  const stop = () => clearTimeout(timer)
  request.once('socket', (socket) => {
    if (socket.connecting)
      socket.once(socket instanceof Object && 'encrypted' in socket ? 'secureConnect' : 'connect', stop)
    else stop()
  })
  return stop
}

const headersOf = ({ headers }: IncomingMessage) => {
  const list = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) list.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return list
}

interface Limit {
  bytes: number
  /** Past it the body ends, in place of an error. */
  cut: boolean
}

const limitOf = ({ statusCode = 502, headers }: IncomingMessage): Limit => {
  if (statusCode >= 400) return { bytes: ERROR_MAX_BYTES, cut: true }
  return { bytes: headers['content-type']?.includes('json') ? JSON_MAX_BYTES : STREAM_MAX_BYTES, cut: false }
}

/** Resolves at the end of the body. */
const listen = ({ request, message, limit }: Arrival, take: (bytes: Buffer) => void) =>
  new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(error)
      request.destroy()
    }
    const cut = () => message.complete || reject(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
    let left = limit.bytes
    message.on('data', (bytes: Buffer) => {
      left -= bytes.length
      if (left < 0) {
        if (limit.cut) resolve()
        return fail(providerError('output_limit'))
      }
      try {
        take(bytes)
      } catch (error) {
        fail(error)
      }
    })
    message.once('end', resolve)
    message.once('error', reject)
    message.once('close', cut)
    if (message.destroyed) cut()
  })

/** The body at the reader’s pace; when the reader leaves, the connection is closed. */
const streamOf = (arrival: Arrival) => {
  const { request, message } = arrival
  let begun = false
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (begun) return void message.resume()
        begun = true
        listen(arrival, (bytes) => {
          controller.enqueue(bytes)
          if ((controller.desiredSize ?? 0) <= 0) message.pause()
        }).then(
          () => controller.close(),
          (error) => controller.error(error),
        )
      },
      cancel: () => void request.destroy(),
    },
    { highWaterMark: 0 },
  )
}

/** A proxied answer has the same bounds. */
const bounded = (response: Response) => {
  if (!response.body) return response
  const limit = limitOf({
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
  } as IncomingMessage)
  let left = limit.bytes
  const guard = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      left -= bytes.length
      if (left >= 0) controller.enqueue(bytes)
      else if (limit.cut) controller.terminate()
      else controller.error(providerError('output_limit'))
    },
  })
  return new Response(response.body.pipeThrough(guard), response)
}
