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
import { type Provider, ProviderError, type TurnEvent, type TurnRequest } from './provider.ts'
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

  async function* stream(request: TurnRequest, signal: AbortSignal): AsyncGenerator<TurnEvent> {
    const patience = createDeadline(signal, timeouts.first_token_ms)
    const names = request.tools.map((tool) => tool.name)
    const answer = createAnswer({ names, provider: name, model })
    try {
      const response = await patience.wait(post(request, patience))
      yield* read(readChunks(response, { onBytes: patience.alive }), answer, patience, timeouts)
    } catch (error) {
      // A finish reason makes the answer complete; what fails after it is only the wait for usage and the end mark.
      const complete = answer.finished && !isCut(error)
      if (signal.aborted || !complete) throw failure(error, { signal, patience, answer })
    } finally {
      patience.release()
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

async function* read(
  chunks: AsyncIterator<unknown>,
  answer: Completion,
  patience: Deadline,
  timeouts: Timeouts,
): AsyncGenerator<TurnEvent> {
  for (;;) {
    const { value, done } = await patience.wait(chunks.next())
    if (done) return
    if (value === DONE) return answer.end()
    const late = answer.finished
    const { text, progress, cut } = answer.take(value)
    if (progress) patience.refill(timeouts.silence_ms)
    if (answer.finished && !late) patience.refill(timeouts.ending_ms)
    if (text) yield { type: 'text', delta: text }
    if (cut) throw providerError('output_limit')
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
