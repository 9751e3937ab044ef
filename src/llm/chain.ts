/**
 * Providers in order. Before a run’s first token or tool call a failing provider falls through to the next; from then on
 * the run is pinned to the one that began, because another model would not continue the same answer.
 */

import type { Log } from '../log.ts'
import { providerDuration, providerErrors } from '../metrics.ts'
import { type Span, startPart } from '../span.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import { providerError } from './error.ts'
import {
  type Heard,
  type Provider,
  ProviderError,
  type ProviderErrorCode,
  type TurnEvent,
  type TurnRequest,
} from './provider.ts'

/** Who was to answer and does not, and why. */
export interface Fall {
  provider: string
  model: string
  code: FallCode
}
/** Why another provider answers: a failure of the first, or our own limit. */
type FallCode = ProviderErrorCode | 'usage_limit_reached'

/** The first event of every turn says who answers it. */
export interface Answering {
  type: 'provider'
  provider: string
  model: string
  /** False once the model has refused tools. */
  tools: boolean
  /** When it is not the one to be asked first. */
  instead_of?: Fall
}
export type ChainEvent = TurnEvent | Answering

interface TurnOptions {
  signal: AbortSignal
  /** Name of the provider that the run is pinned to; no other is asked then. */
  provider?: string
  /** Name of the provider to ask before the others. */
  first?: string
  /** For the log only. */
  run_id?: string
  /** Takes text after the first, from providers that know how. */
  heard?: Heard
}

export interface Chain {
  /** In the order they are asked. */
  readonly providers: Answerer[]
  /** Those in order that would be asked now; the ones that keep failing are passed over. */
  asked(): Answerer[]
  /** The provider that a client means by its name or the name of its model. */
  named(wish: string): string | undefined
  /**
   * Streams one turn. @throws ProviderError of the last provider asked; whatever the signal’s reason is, when aborted.
   */
  turn(request: TurnRequest, options: TurnOptions): AsyncGenerator<ChainEvent>
}

type Answerer = Pick<Provider, 'name' | 'model'>

/** A refusal would be the same, or should be, elsewhere; an answer that is too long has already cost its tokens. */
const FALLS_THROUGH: ReadonlySet<ProviderErrorCode> = new Set<ProviderErrorCode>([
  'model_auth',
  'model_busy',
  'model_unavailable',
  'model_bad_response',
  'model_timeout',
  'model_truncated',
  'model_not_found',
  'model_no_credit',
  'model_request_refused',
  'model_context_exceeded',
])

/** About our request, not about the provider’s health. */
const OURS: ReadonlySet<ProviderErrorCode> = new Set<ProviderErrorCode>([
  'model_request_refused',
  'model_context_exceeded',
])

interface Link {
  provider: Provider
  breaker: Breaker
}

export const createChain = (providers: Provider[], options: { log: Log; now?: () => number }): Chain => {
  const links = providers.map((provider): Link => ({ provider, breaker: createBreaker(options.now) }))

  async function* turn(request: TurnRequest, asked: TurnOptions): AsyncGenerator<ChainEvent> {
    const { signal, provider, first: wished, run_id, heard } = asked
    const inTurn = links.toSorted((a, b) => Number(b.provider.name === wished) - Number(a.provider.name === wished))
    const pinned = links.filter((link) => link.provider.name === provider)
    const candidates = provider === undefined ? inOrder(inTurn) : pinned
    const log = options.log.child({ run_id })
    const { link, first, events } = await choose(candidates, (link) => observed(link, request, { signal, log, heard }))
    try {
      yield answering(link, provider === undefined ? inTurn[0] : link)
      yield first
      yield* events
    } finally {
      await events.return(undefined)
    }
  }
  const named = (wish: string) => providers.find(({ name, model }) => name === wish || model === wish)?.name
  const nameOf = ({ name, model }: Answerer) => ({ name, model })
  const asked = () => links.filter(({ breaker }) => !breaker.open).map(({ provider }) => nameOf(provider))
  return { providers: providers.map(nameOf), asked, named, turn }
}

const answering = ({ provider }: Link, wanted: Link | undefined): Answering => {
  const { name, model } = provider
  const fallen = wanted && wanted.provider !== provider
  return {
    type: 'provider',
    provider: name,
    model,
    tools: provider.tools?.() ?? true,
    ...(fallen && {
      instead_of: { provider: wanted.provider.name, model: wanted.provider.model, code: wanted.breaker.reason },
    }),
  }
}

/** Lazily, because asking a breaker may use up its one trial. One provider is asked even when all are failing. */
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
const choose = async (candidates: Iterable<Link>, ask: (link: Link) => Events) => {
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

const fallsThrough = (error: unknown): error is ProviderError =>
  error instanceof ProviderError && FALLS_THROUGH.has(error.code)

interface Observing {
  signal: AbortSignal
  log: Log
  heard: Heard | undefined
}

/** The provider’s events, with log, metrics and breaker looking on. Never ends well without `done`. */
async function* observed({ provider, breaker }: Link, request: TurnRequest, { signal, log, heard }: Observing): Events {
  const began = performance.now()
  const elapsed = () => Math.round(performance.now() - began)
  const details = { provider: provider.name, model: provider.model }
  let first_token_ms: number | undefined
  let last: TurnEvent['type'] | undefined
  const span = startPart(callOf(provider))
  const { traceparent } = span
  log.debug(details, 'model call started')
  try {
    for await (const event of provider.stream(traceparent ? { ...request, traceparent } : request, signal, heard)) {
      if (first_token_ms === undefined) {
        first_token_ms = elapsed()
        breaker.succeeded()
        span.event('first_token')
      }
      if (event.type === 'done') noteSpent(span, event)
      last = event.type
      yield event
    }
    if (last !== 'done') throw providerError('model_truncated')
    log.info({ ...details, first_token_ms, duration_ms: elapsed() }, 'model call finished')
  } catch (error) {
    noteFailure(breaker, provider, error)
    span.fail(error instanceof ProviderError ? error.code : 'stopped')
    logFailure(error, { ...details, first_token_ms, duration_ms: elapsed() }, log)
    throw error
  } finally {
    providerDuration.observe({ provider: provider.name }, elapsed() / 1000)
    span.end()
  }
}

/** A model call in the words of the conventions for generative models. */
const callOf = ({ name, model }: Provider) =>
  ({
    name: `chat ${model}`,
    kind: 'client',
    facts: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': name,
      'gen_ai.provider.name': name,
      'gen_ai.request.model': model,
    },
  }) as const

const noteSpent = (span: Span, { finish, usage }: Extract<TurnEvent, { type: 'done' }>) =>
  span.note({
    'gen_ai.usage.input_tokens': usage.input_tokens,
    'gen_ai.usage.output_tokens': usage.output_tokens,
    'gen_ai.response.finish_reasons': [finish],
  })

/** Failures that stay until an operator does something. */
const MENDED_BY_OPERATOR: ReadonlySet<ProviderErrorCode> = new Set<ProviderErrorCode>([
  'model_auth',
  'model_not_found',
  'model_no_credit',
  'model_request_refused',
])

/** A slow first token of a server of one’s own is a model being loaded: the next request may find it ready. */
const noteFailure = (breaker: Breaker, { own }: Provider, error: unknown) => {
  if (!fallsThrough(error)) return
  if (OURS.has(error.code) || (own && error.code === 'model_timeout')) breaker.noted(error.code)
  else breaker.failed(error.code)
}

/** A stop by the person or by a limit of the run is no error of the provider. */
const logFailure = (
  error: unknown,
  details: { provider: string; duration_ms: number; [fact: string]: string | number | undefined },
  log: Log,
) => {
  if (!(error instanceof ProviderError)) return log.debug(details, 'model call stopped')
  providerErrors.inc({ provider: details.provider, code: error.code })
  const level = MENDED_BY_OPERATOR.has(error.code) ? 'error' : 'warn'
  log[level]({ ...details, code: error.code, retry_after: error.retry_after, err: error }, 'model call failed')
}
