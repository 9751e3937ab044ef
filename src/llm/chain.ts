/**
 * Providers in order. Before a run’s first token or tool call a failing provider falls through to the next; from then on
 * the run is pinned to the one that began, because another model would not continue the same answer.
 */
import type { Log } from '../log.ts'
import { providerDuration, providerErrors } from '../metrics.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import { providerError } from './failure.ts'
import { type Provider, ProviderError, type ProviderErrorCode, type TurnEvent, type TurnRequest } from './provider.ts'

/** The first event of every turn says who answers it. */
export type ChainEvent = TurnEvent | { type: 'provider'; provider: string; model: string }

export interface TurnOptions {
  signal: AbortSignal
  /** Name of the provider the run is pinned to; then nobody else is asked. */
  provider?: string
  /** Name of the provider to ask before the others. */
  first?: string
  /** For the log only. */
  run_id?: string
}

export interface Chain {
  /** Names in the order they are asked. */
  readonly providers: string[]
  /** The provider that a client means by its name or the name of its model. */
  named(wish: string): string | undefined
  /**
   * Streams one turn. @throws ProviderError of the last provider asked; whatever the signal’s reason is, when aborted.
   */
  turn(request: TurnRequest, options: TurnOptions): AsyncGenerator<ChainEvent>
}

/** A refusal would be the same, or should be, elsewhere; an answer that is too long has already cost its tokens. */
const FALLS_THROUGH: ReadonlySet<ProviderErrorCode> = new Set<ProviderErrorCode>([
  'model_auth',
  'model_busy',
  'model_unavailable',
  'model_bad_response',
  'model_timeout',
  'model_truncated',
])

interface Link {
  provider: Provider
  breaker: Breaker
}

export function createChain(providers: Provider[], options: { log: Log; now?: () => number }): Chain {
  const links = providers.map((provider): Link => ({ provider, breaker: createBreaker(options.now) }))

  async function* turn(request: TurnRequest, asked: TurnOptions): AsyncGenerator<ChainEvent> {
    const { signal, provider, first: wished, run_id } = asked
    const inTurn = links.toSorted((a, b) => Number(b.provider.name === wished) - Number(a.provider.name === wished))
    const candidates =
      provider === undefined ? inOrder(inTurn) : links.filter((link) => link.provider.name === provider)
    const log = options.log.child({ run_id })
    const { link, first, events } = await choose(candidates, (link) => observed(link, request, signal, log))
    try {
      yield { type: 'provider', provider: link.provider.name, model: link.provider.model }
      yield first
      yield* events
    } finally {
      await events.return(undefined)
    }
  }
  const named = (wish: string) => providers.find(({ name, model }) => name === wish || model === wish)?.name
  return { providers: providers.map(({ name }) => name), named, turn }
}

/** Lazily, because asking a breaker may use up its one trial. Somebody must be asked, also when all are failing. */
function* inOrder(links: Link[]): Generator<Link> {
  let asked = false
  for (const link of links) {
    if (!link.breaker.allows()) continue
    asked = true
    yield link
  }
  const [first] = links
  if (!asked && first) yield first
}

type Events = AsyncGenerator<TurnEvent, void>

/** The first provider whose turn begins. */
async function choose(candidates: Iterable<Link>, ask: (link: Link) => Events) {
  let last: unknown = providerError('model_unavailable')
  for (const link of candidates) {
    const events = ask(link)
    try {
      const first = await events.next()
      if (!first.done) return { link, events, first: first.value }
    } catch (error) {
      if (!fallsThrough(error)) throw error
      last = error
    }
  }
  throw last
}

const fallsThrough = (error: unknown) => error instanceof ProviderError && FALLS_THROUGH.has(error.code)

/** The provider’s events, with log, metrics and breaker looking on. Never ends well without `done`. */
async function* observed({ provider, breaker }: Link, request: TurnRequest, signal: AbortSignal, log: Log): Events {
  const began = performance.now()
  const elapsed = () => Math.round(performance.now() - began)
  const facts = { provider: provider.name, model: provider.model }
  let first_token_ms: number | undefined
  let last: TurnEvent['type'] | undefined
  log.debug(facts, 'Model call started')
  try {
    for await (const event of provider.stream(request, signal)) {
      if (first_token_ms === undefined) breaker.succeeded()
      first_token_ms ??= elapsed()
      last = event.type
      yield event
    }
    if (last !== 'done') throw providerError('model_truncated')
    log.info({ ...facts, first_token_ms, duration_ms: elapsed() }, 'Model call finished')
  } catch (error) {
    if (fallsThrough(error)) breaker.failed()
    complain(error, { ...facts, first_token_ms, duration_ms: elapsed() }, log)
    throw error
  } finally {
    providerDuration.observe({ provider: provider.name }, elapsed() / 1000)
  }
}

/** A stop by the person or by a limit of the run is nobody’s fault and no error of the provider. */
function complain(
  error: unknown,
  facts: { provider: string; duration_ms: number; [fact: string]: string | number | undefined },
  log: Log,
) {
  if (!(error instanceof ProviderError)) return log.debug(facts, 'Model call stopped')
  providerErrors.inc({ provider: facts.provider, code: error.code })
  const level = error.code === 'model_auth' ? 'error' : 'warn'
  log[level]({ ...facts, code: error.code, retry_after: error.retry_after, err: error }, 'Model call failed')
}
