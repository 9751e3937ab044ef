/**
 * A provider that speaks OpenAI’s streaming Chat Completions: OpenAI itself, OpenRouter, Gemini’s compatible endpoint,
 * or any server behind a base URL. Retries and fall-back are not here (`retry.ts`, `chain.ts`). The `openai` package
 * asks and reads errors; the stream is read by `sse.ts`, because the package’s own reader knows no comments, no
 * deadline, no whole completions and no difference between an end and a cut.
 */
import OpenAI from 'openai'
import { type Capabilities, EVERYTHING, learned } from './capabilities.ts'
import { createDeadline, type Deadline, TIMEOUTS, type Timeouts } from './deadline.ts'
import { providerError, toProviderError } from './error.ts'
import { type Heard, type Provider, ProviderError, type TurnEvent, type TurnRequest } from './provider.ts'
import { readableBy, toChatCompletion } from './request.ts'
import { type Completion, createAnswer } from './stream/completion.ts'
import { DONE, readChunks } from './stream/sse.ts'
import { estimateTokens, requestTokens } from './tokens.ts'
import { createFetch } from './transport.ts'

export interface OpenAiSettings {
  name: string
  base_url: string
  /** Absent for a local server that asks for none; then no Authorization header is sent. */
  api_key?: string
  model: string
  headers?: Record<string, string>
  /** Fields a call must have that its provider gave none for. */
  call_extra?: Record<string, unknown>
  temperature?: number
  /** Tokens of a conversation it is sent at most, by estimate. */
  context_tokens?: number
  /** A server of the operator’s own, which may have to load its model first. */
  own?: boolean
  timeouts?: Partial<Timeouts>
}

const timeoutsOf = ({ timeouts }: OpenAiSettings): Timeouts => ({ ...TIMEOUTS, ...timeouts })

/** The package’s client with everything it would do by itself, or read from the environment, switched off. */
export const createClient = (settings: OpenAiSettings) => {
  const { base_url, api_key, headers } = settings
  return new OpenAI({
    baseURL: base_url,
    apiKey: api_key ?? 'none',
    organization: null,
    project: null,
    defaultHeaders: { ...headers, ...(api_key === undefined && { Authorization: null }) },
    maxRetries: 0,
    logLevel: 'off',
    fetch: createFetch({ connect_ms: timeoutsOf(settings).connect_ms }),
  })
}

/** Refusals of one turn that may teach something: each takes one thing away. */
const LESSONS_MAX = 6

export const createOpenAiProvider = (settings: OpenAiSettings): Provider => {
  const { name, model, own = false } = settings
  const client = createClient(settings)
  const timeouts = timeoutsOf(settings)
  let can: Capabilities = { ...EVERYTHING, context_tokens: settings.context_tokens ?? EVERYTHING.context_tokens }

  const post = async (request: TurnRequest, patience: Deadline) => {
    // The package’s own timer covers the headers only and must not fire before ours.
    const { traceparent } = request
    const headers = traceparent === undefined ? {} : { traceparent }
    const options = { signal: patience.signal, timeout: timeouts.first_token_ms * 2, headers }
    for (let lessons = 0; ; lessons++) {
      const asked = can
      try {
        return await client.chat.completions.create(toChatCompletion(request, settings, asked), options).asResponse()
      } catch (error) {
        const better = learned(
          asked,
          error,
          requestTokens({ messages: readableBy(request.messages, asked), tools: [] }),
        )
        if (!better || lessons === LESSONS_MAX) throw error
        can = better
      }
    }
  }

  async function* stream(request: TurnRequest, signal: AbortSignal, heard?: Heard): AsyncGenerator<TurnEvent> {
    const patience = createDeadline(signal, timeouts.first_token_ms)
    const names = request.tools.map((tool) => tool.name)
    const answer = createAnswer({ names, provider: name, model })
    let refused: { error: unknown } | undefined
    let rest: Promise<void> | undefined
    const lingers = (body: Promise<void>) => {
      rest = body
    }
    const tell = (delta: string) => {
      try {
        heard?.(delta)
      } catch (error) {
        refused = { error }
        throw error
      }
    }
    try {
      const response = await patience.wait(post(request, patience))
      yield* read(response, { answer, patience, timeouts, heard: heard && tell, lingers })
    } catch (error) {
      if (refused) throw refused.error
      // A finish reason makes the answer complete; what fails after it is only the wait for usage and the end mark.
      const complete = answer.finished && !isCut(error)
      if (signal.aborted || !complete) throw failure(error, { signal, patience, answer })
    } finally {
      if (rest) linger(rest, patience)
      else patience.release()
    }
    signal.throwIfAborted()
    if (patience.expired && !answer.finished) throw providerError('model_timeout')
    yield* answer.close({
      may_be_empty: request.messages.at(-1)?.role === 'tool',
      usage: (written) => ({ input_tokens: requestTokens(request), output_tokens: estimateTokens(written) }),
    })
  }
  return { name, model, own, tools: () => can.tools, stream }
}

/** After its end mark a body may take so long to end; its connection serves the next turn then. */
const LINGER_MS = 1_000

const linger = (body: Promise<void>, patience: Deadline) => {
  const timer = setTimeout(patience.release, LINGER_MS)
  timer.unref()
  body.catch(() => undefined).finally(() => clearTimeout(timer))
}

interface Reading {
  answer: Completion
  patience: Deadline
  timeouts: Timeouts
  heard: Heard | undefined
  /** The end mark was seen; the body ends soon. */
  lingers: (body: Promise<void>) => void
}

/** Reads until the server says that this was all; the rest of the connection is not waited for. */
const listen = (response: Response, { answer, patience, timeouts, lingers }: Reading, say: Heard) =>
  new Promise<void>((resolve, reject) => {
    let done = false
    const onChunk = (value: unknown) => {
      if (done) return
      if (value === DONE) {
        done = true
        answer.end()
        lingers(body)
        return resolve()
      }
      const late = answer.finished
      const { text, progress, cut } = answer.take(value)
      if (progress) patience.refill(timeouts.silence_ms)
      if (answer.finished && !late) patience.refill(timeouts.ending_ms)
      if (text) say(text)
      if (cut) throw providerError('output_limit')
    }
    const body = readChunks(response, { onBytes: patience.alive, onChunk })
    body.then(resolve, reject)
  })

/** The text of the answer; once the first of it was taken, `heard` is told the rest as it comes. */
async function* read(response: Response, reading: Reading): AsyncGenerator<TurnEvent, void> {
  const { patience, heard } = reading
  const waiting: string[] = []
  let way: 'events' | 'heard' | 'closed' = 'events'
  let taken = false
  let over = false
  let news = Promise.withResolvers<void>()
  const end = listen(response, reading, (text) => {
    if (way === 'heard') return heard?.(text)
    if (way === 'events') waiting.push(text)
    news.resolve()
  }).finally(() => {
    over = true
    news.resolve()
  })
  // What failed is thrown below, after the text that came before it.
  end.catch(() => undefined)
  try {
    for (;;) {
      for (const delta of waiting.splice(0)) {
        yield { type: 'text', delta }
        taken = true
      }
      if (waiting.length > 0) continue
      if (over) return await end
      if (taken && heard) way = 'heard'
      news = Promise.withResolvers()
      await patience.wait(news.promise)
    }
  } finally {
    way = 'closed'
  }
}

const isCut = (error: unknown) => error instanceof ProviderError && error.code === 'output_limit'

interface Circumstances {
  signal: AbortSignal
  patience: Deadline
  answer: Completion
}

const failure = (error: unknown, { signal, patience, answer }: Circumstances): unknown => {
  if (signal.aborted) return signal.reason
  return patience.expired ? providerError('model_timeout') : toProviderError(error, answer.begun)
}
