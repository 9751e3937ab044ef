/**
 * What an endpoint takes, as data: every one is believed to take everything until it refuses a request for it. A
 * lesson is learned once per process and provider; the request is then asked again without what was refused.
 */
import { APIError } from 'openai'

export interface Capabilities {
  stream_options: boolean
  tools: boolean
  temperature: boolean
  /** Tokens of conversation it can read, by estimate; halved whenever it says that a request was too long. */
  context_tokens: number
}

export const EVERYTHING: Capabilities = {
  stream_options: true,
  tools: true,
  temperature: true,
  context_tokens: Number.POSITIVE_INFINITY,
}

/** Below this a conversation is not worth halving again. */
const CONTEXT_MIN_TOKENS = 200

/** Refusals as servers word them; the first that fits is learned. */
const LESSONS: readonly { words: RegExp; without: 'stream_options' | 'tools' | 'temperature' }[] = [
  { words: /stream_options/i, without: 'stream_options' },
  { words: /temperature/i, without: 'temperature' },
  {
    words:
      /(?:not|n't) support(?:s|ed)? (?:the )?(?:tool|function)|support(?:s)? tool use|"?tools"? (?:is|are) not|tool choice requires|extra_forbidden.*\btools\b/i,
    without: 'tools',
  },
]

/** Wordings of OpenAI, vLLM, llama.cpp, Gemini and OpenRouter. */
const TOO_LONG =
  /context_length_exceeded|exceed_context_size|maximum context length|context (?:size|length|window)|prompt is too long|too many tokens|token count.{0,40}exceeds/i

/** Statuses that are about the request; a server in trouble teaches nothing. */
const TEACHES: ReadonlySet<number | undefined> = new Set([400, 404, 413, 422, 500, 501])

const wordsOf = (error: APIError) => `${error.code ?? ''} ${error.type ?? ''} ${error.message}`

export const isTooLong = (error: unknown): boolean =>
  error instanceof APIError && error.status !== 429 && TOO_LONG.test(wordsOf(error))

/** What the endpoint takes after this refusal; undefined when it taught nothing new. `sent_tokens`: what was refused. */
export const learned = (known: Capabilities, error: unknown, sent_tokens: number): Capabilities | undefined => {
  if (!(error instanceof APIError) || !TEACHES.has(error.status)) return undefined
  const lesson = LESSONS.find(({ words, without }) => known[without] && words.test(wordsOf(error)))
  if (lesson) return { ...known, [lesson.without]: false }
  const half = Math.floor(Math.min(sent_tokens, known.context_tokens) / 2)
  return isTooLong(error) && half >= CONTEXT_MIN_TOKENS ? { ...known, context_tokens: half } : undefined
}
