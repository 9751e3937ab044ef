/**
 * Turns whatever goes wrong with a provider into one of our codes and one of our sentences. The provider’s words never
 * pass, not even into `cause`: they may quote the key or the person’s message, and causes end in logs. Status, code,
 * type and request id pass, because an operator can look them up.
 */
import { APIConnectionError, APIError } from 'openai'
import { ProviderError, type ProviderErrorCode, type ProviderErrorOptions } from './provider.ts'

const SENTENCES: Record<ProviderErrorCode, string> = {
  model_auth: 'The assistant is not set up correctly.',
  model_busy: 'The assistant is very busy. Please try again in a moment.',
  model_unavailable: 'The assistant cannot be reached right now. Please try again.',
  model_bad_response: 'The assistant’s answer could not be read. Please try again.',
  model_timeout: 'The assistant took too long to answer. Please try again.',
  model_truncated: 'The answer broke off before its end. Please try again.',
  model_refused: 'The assistant’s provider declined to answer this.',
  output_limit: 'The answer grew too long and was cut off.',
}

export const providerError = (code: ProviderErrorCode, options: ProviderErrorOptions = {}) =>
  new ProviderError(code, SENTENCES[code], options)

/** `begun`: the body had started, so a lost connection is a cut answer and not an absent provider. */
export function toProviderError(error: unknown, begun: boolean): ProviderError {
  if (error instanceof ProviderError) return error
  const cause = new Error(facts(error))
  if (error instanceof SyntaxError) return providerError('model_bad_response', { cause })
  if (error instanceof APIConnectionError) return providerError('model_unavailable', { cause, transient: true })
  if (error instanceof APIError) {
    const retry_after = retryAfter(error.headers)
    return providerError(...classify(error, { cause, retry_after }))
  }
  return begun
    ? providerError('model_truncated', { cause })
    : providerError('model_unavailable', { cause, transient: true })
}

type Classified = [ProviderErrorCode, ProviderErrorOptions]

/** An error object inside a stream has no status; gateways then put the number or a word into `code` or `type`. */
function classify(error: APIError, options: ProviderErrorOptions): Classified {
  const status = error.status ?? Number(error.code)
  const word = `${error.code ?? ''} ${error.type ?? ''}`
  if (/insufficient_quota|billing/.test(word)) return ['model_busy', options]
  if (/content_filter|content_policy|moderation/.test(word)) return ['model_refused', options]
  if (status === 401 || status === 403 || /api_key|authentication|permission/.test(word)) return ['model_auth', options]
  if (status === 429 || /rate_limit|too_many|resource_exhausted|overloaded/i.test(word)) {
    return ['model_busy', { ...options, transient: true }]
  }
  // 408 and 409 are a gateway’s “not now”. Any other 4xx is about our request and will fail again.
  const passing = !(status >= 400 && status < 500) || status === 408 || status === 409
  return ['model_unavailable', { ...options, transient: passing }]
}

/** Seconds of a `Retry-After` header, which is a number or an HTTP date; undefined when absent or senseless. */
export function retryAfter(headers: Headers | undefined, now = Date.now()): number | undefined {
  const value = headers?.get('retry-after')?.trim()
  if (!value) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}

/** Only short identifiers: anything with a space or longer than 64 characters could be prose. */
const identifier = (value: unknown) => (/^[\w.:-]{1,64}$/.test(String(value)) ? String(value) : 'none')

function facts(error: unknown): string {
  if (!(error instanceof APIError)) return `connection ${identifier(errno(error))}`
  if (error instanceof APIConnectionError) return `connection ${identifier(errno(error.cause) ?? error.name)}`
  const { status, code, type, requestID } = error
  return `status ${identifier(status)}, code ${identifier(code)}, type ${identifier(type)}, request ${identifier(requestID)}`
}

const errno = (error: unknown) =>
  error instanceof Error && 'code' in error ? error.code : error instanceof Error ? error.name : undefined
