/**
 * A provider that speaks OpenAI’s streaming Chat Completions: OpenAI itself, OpenRouter, Gemini’s compatible endpoint,
 * or any server behind a base URL. Retries and fall-back are not here (`retry.ts`, `chain.ts`). The `openai` package has
 * no deadline inside a stream and ends its loop without an error on a cut, an HTML page or an abort, hence the own
 * patience and the rule that only a finish reason is success.
 */
import OpenAI from 'openai'
import { type Answer, createAnswer } from './answer.ts'
import { providerError, toProviderError } from './failure.ts'
import { createPatience, type Patience, TIMEOUTS, type Timeouts } from './patience.ts'
import { type Provider, ProviderError, type TurnEvent, type TurnRequest } from './provider.ts'
import { toChatCompletion } from './request.ts'
import { estimateTokens, requestTokens } from './tokens.ts'
import { boundedFetch } from './wire.ts'

export interface OpenAiSettings {
  name: string
  base_url: string
  /** Absent for a local server that asks for none; then no Authorization header is sent. */
  api_key?: string
  model: string
  headers?: Record<string, string>
  /** Fields the provider wants on every tool call it reads back. */
  call_extra?: Record<string, unknown>
  timeouts?: Partial<Timeouts>
}

/** The package’s client with everything it would do by itself, or read from the environment, switched off. */
export const createClient = ({ base_url, api_key, headers }: OpenAiSettings) =>
  new OpenAI({
    baseURL: base_url,
    apiKey: api_key ?? 'none',
    organization: null,
    project: null,
    defaultHeaders: { ...headers, ...(api_key === undefined && { Authorization: null }) },
    maxRetries: 0,
    logLevel: 'off',
    fetch: boundedFetch(),
  })

export function createOpenAiProvider(settings: OpenAiSettings): Provider {
  const { name, model } = settings
  const client = createClient(settings)
  const timeouts = { ...TIMEOUTS, ...settings.timeouts }

  async function* stream(request: TurnRequest, signal: AbortSignal): AsyncGenerator<TurnEvent> {
    const patience = createPatience(signal, timeouts.first_token_ms)
    const answer = createAnswer()
    const ask = async () => {
      // The package’s own timer covers the headers only and must not fire before ours.
      const options = { signal: patience.signal, timeout: timeouts.first_token_ms * 2 }
      const chunks = await client.chat.completions.create(toChatCompletion(request, settings), options)
      return chunks[Symbol.asyncIterator]()
    }
    try {
      yield* read(await patience.wait(ask()), answer, patience, timeouts)
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
  return { name, model, stream }
}

async function* read(
  chunks: AsyncIterator<unknown>,
  answer: Answer,
  patience: Patience,
  timeouts: Timeouts,
): AsyncGenerator<TurnEvent> {
  for (;;) {
    const { value, done } = await patience.wait(chunks.next())
    if (done) return
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
  patience: Patience
  answer: Answer
}

function failure(error: unknown, { signal, patience, answer }: Circumstances): unknown {
  if (signal.aborted) return signal.reason
  return patience.expired ? providerError('model_timeout') : toProviderError(error, answer.begun)
}
