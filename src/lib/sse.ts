/**
 * Server-sent events on the wire: framing, heartbeats, and a body that stops when its reader does. Data is JSON, so an
 * event is always one line and no text can forge another.
 */

import { gzipped } from './gzip-stream.ts'
import { createSilence } from './pauses.ts'

/** Silence after which a comment keeps proxies and idle timers from closing the stream. */
export const HEARTBEAT_MS = 10_000
const OPENING = ': open\nretry: 2000\n\n'
const COMMENT = ': hb\n\n'

/** What `withHeartbeat` puts between the values. */
export const BEAT = Symbol('heartbeat')
export const NOTICE = Symbol('notice')

interface Frame {
  id?: string
  event?: string
  data: unknown
}

export const frameText = ({ id, event, data }: Frame) =>
  `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`

interface StreamOptions {
  /** Called when the reader leaves. */
  leave: AbortController
  /** Sent once, as soon as its signal fires while the stream is open. */
  notice?: { signal: AbortSignal; frame: string }
  /** Whether the reader may still read. Asked again while the stream is open, which ends when not. */
  valid?: () => Promise<boolean>
  /** Called when the stream begins; may end it by aborting, and returns the function to call when it is over. */
  watch?: (leave: AbortController) => () => void
}

/** So often at most it is asked whether a reader may still read: with a frame or a heartbeat. */
const VALID_MS = 5_000

interface Heartbeat {
  every_ms: number
  /** Ends the values at once when it fires. */
  signal?: AbortSignal
  /** Answered once as NOTICE when it fires. */
  notice?: AbortSignal
}

/**
 * The values, and BEAT whenever none came for so long. Who leaves takes the source along, also one that is just
 * waiting. Nothing is attached to a promise that outlives the next value: a long stream would gather it up.
 */
export async function* withHeartbeat<T>(
  values: AsyncGenerator<T>,
  { every_ms, signal, notice }: Heartbeat,
): AsyncGenerator<T | typeof BEAT | typeof NOTICE> {
  const silence = createSilence(every_ms)
  let wake: () => void = () => undefined
  const woken = () => wake()
  let came: IteratorResult<T> | { error: unknown } | undefined
  const ask = () => {
    came = undefined
    values.next().then(
      (result) => {
        came = result
        wake()
      },
      (error: unknown) => {
        came = { error }
        wake()
      },
    )
  }
  let noticed = notice === undefined
  signal?.addEventListener('abort', woken)
  notice?.addEventListener('abort', woken)
  try {
    ask()
    while (!signal?.aborted) {
      if (came === undefined && (noticed || !notice?.aborted)) {
        const { promise, resolve } = Promise.withResolvers<boolean>()
        wake = () => resolve(false)
        silence.begin(() => resolve(true))
        const silent = await promise
        silence.end()
        if (silent) yield BEAT
      } else if (!noticed && notice?.aborted) {
        noticed = true
        yield NOTICE
      } else if (came && 'error' in came) throw came.error
      else if (came?.done) return
      else if (came) {
        yield came.value
        ask()
      }
    }
  } finally {
    signal?.removeEventListener('abort', woken)
    notice?.removeEventListener('abort', woken)
    silence.close()
    // Not waited for: a source in the middle of its work ends after it.
    values.return(undefined).catch(() => undefined)
  }
}

/** Not awaited; when it fails, the next one counts. */
const createLook = ({ leave, valid }: StreamOptions) => {
  let looked = Date.now()
  return () => {
    if (!valid || Date.now() - looked < VALID_MS) return
    looked = Date.now()
    valid().then(
      (may) => may || leave.abort(),
      () => undefined,
    )
  }
}

/** The frames with what keeps a stream alive between them. */
async function* alive(frames: AsyncGenerator<string>, stream: StreamOptions): AsyncGenerator<string> {
  const { leave, notice, watch } = stream
  const look = createLook(stream)
  const over = watch?.(leave)
  try {
    yield OPENING
    const options = { every_ms: HEARTBEAT_MS, signal: leave.signal, ...(notice && { notice: notice.signal }) }
    for await (const frame of withHeartbeat(frames, options)) {
      look()
      if (frame === BEAT) yield COMMENT
      else if (frame === NOTICE) yield notice?.frame ?? ''
      else yield frame
    }
  } finally {
    over?.()
  }
}

/** The lines, and word of their end, whichever it is. */
export async function* endingWith<T>(lines: AsyncGenerator<T>, over: () => void): AsyncGenerator<T> {
  try {
    yield* lines
  } finally {
    over()
  }
}

/** A body that is pulled: a reader that does not read stops the producer instead of filling memory. */
export const pulledBody = (lines: AsyncGenerator<string | Uint8Array<ArrayBuffer>>, onleave?: () => void) => {
  const text = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(typeof value === 'string' ? text.encode(value) : value)
      },
      // A generator that is not running stands at its last frame for ever unless it is ended here.
      async cancel() {
        onleave?.()
        await lines.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const

interface ResponseOptions {
  headers?: Record<string, string>
  /** Compressed, with a flush after each frame. */
  gzip?: boolean
}

/** A streamed answer; the headers and a first comment go out before the first frame is there. */
export const streamResponse = (
  frames: AsyncGenerator<string>,
  { headers, gzip = false, ...options }: StreamOptions & ResponseOptions,
) => {
  const lines = alive(frames, options)
  return new Response(
    pulledBody(gzip ? gzipped(lines) : lines, () => options.leave.abort()),
    { headers: { ...SSE_HEADERS, ...(gzip && { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }), ...headers } },
  )
}
