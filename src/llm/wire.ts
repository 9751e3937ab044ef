/**
 * The bytes between us and a provider: a `fetch` that bounds what is read. The `openai` package buffers a line or an
 * error page whole, so a provider gone wrong could otherwise fill the memory of everybody’s process.
 */
import { providerError } from './failure.ts'

/** One SSE line at most. A chunk holds a few tokens; whole tool arguments are bounded to 64 KiB. */
export const MAX_LINE_BYTES = 512 * 1024
/** A whole streamed body at most: 64 KiB of text, one byte a chunk, in envelopes of some 300 bytes. */
export const MAX_STREAM_BYTES = 32 * 1024 * 1024
/** A body of JSON, often one line: OpenRouter’s list of models has about half a megabyte. */
export const MAX_JSON_BYTES = 8 * 1024 * 1024
/** An error page is cut here; only its JSON code is of use. */
export const MAX_ERROR_BYTES = 16 * 1024

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

export const boundedFetch =
  (ask: Fetch = fetch): Fetch =>
  async (url, init) => {
    const response = await ask(url, init)
    return response.body ? new Response(response.body.pipeThrough(guard(response)), response) : response
  }

function guard(response: Response) {
  if (!response.ok) return cutAfter(MAX_ERROR_BYTES)
  const isJson = response.headers.get('content-type')?.includes('json')
  return isJson ? bounded(MAX_JSON_BYTES, MAX_JSON_BYTES) : bounded(MAX_STREAM_BYTES, MAX_LINE_BYTES)
}

const NEWLINE = 10

function bounded(most: number, most_a_line: number) {
  let line = 0
  let total = 0
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      const end = bytes.lastIndexOf(NEWLINE)
      line = end < 0 ? line + bytes.length : bytes.length - end - 1
      total += bytes.length
      if (line > most_a_line || total > most) return controller.error(providerError('output_limit'))
      controller.enqueue(bytes)
    },
  })
}

function cutAfter(most: number) {
  let left = most
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      controller.enqueue(bytes.subarray(0, left))
      left -= bytes.length
      if (left <= 0) controller.terminate()
    },
  })
}
