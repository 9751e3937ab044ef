/**
 * Asks the same provider again when it is likely to help: at most twice a turn, only before the turn’s first event, and
 * only for failures that pass (429, 5xx, lost connections). A `Retry-After` is honoured as long as all waits of the turn
 * together stay within ten seconds; a longer one ends the turn at once.
 */
import { type Heard, type Provider, ProviderError, type TurnEvent, type TurnRequest } from './provider.ts'

const RETRIES_MAX = 2
const WAIT_MAX_SECONDS = 10
const FIRST_BACKOFF_SECONDS = 0.4

export interface RetryOptions {
  /** Waits, or throws the signal’s reason. */
  sleep?: (seconds: number, signal: AbortSignal) => Promise<void>
  random?: () => number
  onRetry?: (retry: { provider: string; attempt: number; wait_seconds: number; error: ProviderError }) => void
}

export const withRetry = (provider: Provider, options: RetryOptions = {}): Provider => {
  const { sleep = pause, random = Math.random, onRetry } = options

  async function* stream(request: TurnRequest, signal: AbortSignal, heard?: Heard): AsyncGenerator<TurnEvent> {
    let waited = 0
    for (let attempt = 1; ; attempt++) {
      let begun = false
      try {
        for await (const event of provider.stream(request, signal, heard)) {
          begun = true
          yield event
        }
        return
      } catch (error) {
        if (begun || attempt > RETRIES_MAX || !isTransient(error)) throw error
        const wait_seconds = error.retry_after ?? backoff(attempt, random())
        waited += wait_seconds
        if (waited > WAIT_MAX_SECONDS) throw error
        onRetry?.({ provider: provider.name, attempt, wait_seconds, error })
        await sleep(wait_seconds, signal)
      }
    }
  }
  return { ...provider, stream }
}

const isTransient = (error: unknown): error is ProviderError => error instanceof ProviderError && error.transient

/** Doubling, of which half is chance, so that callers who failed together do not come back together. */
const backoff = (attempt: number, chance: number) => FIRST_BACKOFF_SECONDS * 2 ** (attempt - 1) * (0.5 + chance / 2)

const pause = (seconds: number, signal: AbortSignal) => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = () => {
    clearTimeout(timer)
    reject(signal.reason)
  }
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', stop)
    resolve()
  }, seconds * 1000)
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  return promise
}
