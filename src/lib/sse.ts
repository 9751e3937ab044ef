/**
 * Server-sent events on the wire: framing, heartbeats, and a body that stops when its reader does. Data is JSON, so an
 * event is always one line and no text can forge another.
 */

/** Silence after which a comment keeps proxies and idle timers from closing the stream. */
export const HEARTBEAT_MS = 10_000
const OPENING = ': open\nretry: 2000\n\n'
const BEAT = ': hb\n\n'

export interface Frame {
  id?: string
  event?: string
  data: unknown
}

export const frameText = ({ id, event, data }: Frame) =>
  `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`

export interface StreamOptions {
  /** Told to stop when the reader leaves. */
  leave: AbortController
  /** Sent once, as soon as its signal fires while the stream is open. */
  notice?: { signal: AbortSignal; frame: string }
}

const fired = (signal: AbortSignal) => {
  const { promise, resolve } = Promise.withResolvers<'notice'>()
  if (signal.aborted) resolve('notice')
  signal.addEventListener('abort', () => resolve('notice'), { once: true })
  return promise
}

/** The frames with what keeps a stream alive between them. */
async function* alive(frames: AsyncIterator<string>, { notice }: StreamOptions): AsyncGenerator<string> {
  yield OPENING
  let next = frames.next()
  let told = notice && fired(notice.signal)
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined
    const beat = new Promise<'beat'>((resolve) => {
      timer = setTimeout(() => resolve('beat'), HEARTBEAT_MS)
    })
    const came = await Promise.race([next, beat, ...(told ? [told] : [])]).finally(() => clearTimeout(timer))
    if (came === 'beat') yield BEAT
    else if (came === 'notice') {
      told = undefined
      if (notice) yield notice.frame
    } else if (came.done) return
    else {
      yield came.value
      next = frames.next()
    }
  }
}

/** A body that is pulled: a reader that does not read stops the producer instead of filling memory. */
const body = (frames: AsyncGenerator<string>, options: StreamOptions) => {
  const text = new TextEncoder()
  const lines = alive(frames, options)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(text.encode(value))
      },
      cancel() {
        options.leave.abort()
      },
    },
    { highWaterMark: 0 },
  )
}

export const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const

/** A streamed answer; the headers and a first comment go out before the first frame is there. */
export const streamResponse = (
  frames: AsyncGenerator<string>,
  options: StreamOptions & { headers?: Record<string, string> },
) => new Response(body(frames, options), { headers: { ...SSE_HEADERS, ...options.headers } })
