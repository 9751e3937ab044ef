/**
 * A reverse proxy as operators have one: round robin over the instances that say they are ready, asked every half second.
 * A request that an instance did not take is offered to the next one; what nobody takes is answered 503.
 */

import type { Places } from './place.ts'
import type { Instance } from './process.ts'

const LOOK_MS = 500
/** An instance that does not answer its health check within this time is out. */
const LOOK_MAX_MS = 2_000

const isReady = async (url: string) => {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(LOOK_MAX_MS), keepalive: false })).ok
  } catch {
    // Refused or silent: out until it answers again.
    return false
  }
}

export interface HttpProxy {
  url: string
  /** Waits until it knows exactly these to be ready. */
  ready(): string[]
}

/** Headers that speak of one connection only. */
const passed = (headers: Headers) => {
  const copy = new Headers(headers)
  for (const name of ['connection', 'keep-alive', 'transfer-encoding', 'host']) copy.delete(name)
  return copy
}

const NOBODY = () => Response.json({ error: 'no instance is ready' }, { status: 503, headers: { 'retry-after': '1' } })

export const httpProxy = (places: Places, instances: Instance[]): HttpProxy => {
  let ready: string[] = []
  let turn = 0
  const looks = instances.map(({ url }) => {
    let busy = false
    return async () => {
      if (busy) return
      busy = true
      const good = await isReady(url)
      ready = [...ready.filter((one) => one !== url), ...(good ? [url] : [])].toSorted()
      busy = false
    }
  })
  const timer = setInterval(() => looks.forEach((look) => void look()), LOOK_MS)

  const forward = async (request: Request, body: ArrayBuffer | undefined) => {
    const { pathname, search } = new URL(request.url)
    const order = ready.map((_, at) => ready[(turn + at) % ready.length] as string)
    turn += 1
    for (const url of order) {
      const response = await fetch(`${url}${pathname}${search}`, {
        method: request.method,
        headers: passed(request.headers),
        body,
        signal: request.signal,
        keepalive: false,
        decompress: false,
        redirect: 'manual',
      }).catch(() => undefined)
      // Draining is the one answer that another instance can better.
      if (response && !(await drains(response))) return response
    }
    return undefined
  }

  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 0,
    development: false,
    // A body that broke off upstream breaks off here; without this Bun prints it.
    error: () => new Response(null, { status: 502 }),
    async fetch(request) {
      const body = ['GET', 'HEAD'].includes(request.method) ? undefined : await request.arrayBuffer()
      const response = await forward(request, body)
      return response
        ? new Response(relayed(response), { status: response.status, headers: passed(response.headers) })
        : NOBODY()
    },
  })
  places.later(() => server.stop(true))
  places.later(() => clearInterval(timer))
  return { url: `http://127.0.0.1:${server.port}`, ready: () => ready }
}

/** The body as it comes; where it breaks off upstream, the connection breaks here too, so that the client knows. */
const relayed = (response: Response) => {
  const reader = response.body?.getReader()
  if (!reader) return null
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        controller.error(error)
      }
    },
    cancel: () => reader.cancel(),
  })
}

const drains = async (response: Response) => {
  if (response.status !== 503) return false
  return (await response.clone().text()).includes('"draining"')
}
