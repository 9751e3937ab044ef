/**
 * Turns whatever goes wrong with a provider into one of our codes and one of our sentences. The provider’s own sentence
 * goes into `cause` alone, for the operator’s log, without what could be a key or a user's words; clients never see it.
 */

import { APIConnectionError, APIError } from 'openai'
import { cutText } from '../lib/text.ts'
import { isTooLong } from './capabilities.ts'
import { ProviderError, type ProviderErrorCode, type ProviderErrorOptions } from './provider.ts'

const SENTENCES: Record<ProviderErrorCode, string> = {
  model_auth: 'The assistant is not set up correctly.',
  model_busy: 'The assistant is very busy. Please try again in a moment.',
  model_unavailable: 'The assistant cannot be reached right now. Please try again.',
  model_bad_response: 'The assistant’s answer could not be read. Please try again.',
  model_timeout: 'The assistant took too long to answer. Please try again.',
  model_truncated: 'The answer broke off before its end. Please try again.',
  model_refused: 'The assistant’s provider declined to answer this.',
  model_not_found: 'The configured model is not there.',
  model_no_credit: 'The assistant’s provider has no credit left.',
  model_request_refused: 'The assistant’s provider did not take the request.',
  model_context_exceeded: 'The conversation is too long for the model.',
  output_limit: 'The answer grew too long and was cut off.',
}

export const providerError = (code: ProviderErrorCode, options: ProviderErrorOptions = {}) =>
  new ProviderError(code, SENTENCES[code], options)

/** `begun`: the body had started, so a lost connection is a cut answer and not an absent provider. */
export const toProviderError = (error: unknown, begun: boolean): ProviderError => {
  if (error instanceof ProviderError) return error
  const cause = new Error(errorDetails(error))
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

interface Kind {
  code: ProviderErrorCode
  statuses?: readonly number[]
  words?: RegExp
  transient?: boolean
}

/** The first that fits: what the words say comes before what the status says. */
const KINDS: readonly Kind[] = [
  { code: 'model_no_credit', statuses: [402], words: /insufficient_quota|billing|insufficient (?:credits|balance)/i },
  { code: 'model_refused', words: /content_filter|content_policy|moderation/i },
  { code: 'model_auth', statuses: [401, 403], words: /api_key|authentication|permission/i },
  {
    code: 'model_busy',
    statuses: [429],
    words: /rate_limit|too_many|resource_exhausted|overloaded/i,
    transient: true,
  },
  // The model wrote a call that its own server could not read; another try is another throw.
  { code: 'model_bad_response', words: /tool_use_failed/i, transient: true },
  { code: 'model_not_found', words: /model_not_found|model .{0,80}not found|not a valid model/i },
]

/** An error object inside a stream has no status; gateways then put the number or a word into `code` or `type`. */
const classify = (error: APIError, options: ProviderErrorOptions): Classified => {
  const status = error.status ?? Number(error.code)
  if (isTooLong(error)) return ['model_context_exceeded', options]
  const named = `${error.code ?? ''} ${error.type ?? ''}`
  // Prose is read only where it is about the request: elsewhere it may hold any word.
  const words = status >= 400 && status < 500 && status !== 429 ? `${named} ${error.message}` : named
  const kind = KINDS.find((one) => one.statuses?.includes(status) || one.words?.test(words))
  if (kind) return [kind.code, { ...options, transient: kind.transient ?? false }]
  if (status === 404) return ['model_not_found', options]
  // 408 and 409 are a gateway’s “not now”. Any other 4xx is about our request and will fail again.
  if (status >= 400 && status < 500 && status !== 408 && status !== 409) return ['model_request_refused', options]
  return ['model_unavailable', { ...options, transient: true }]
}

/** Seconds of a `Retry-After` header, which is a number or an HTTP date; undefined when absent or senseless. */
export const retryAfter = (headers: Headers | undefined, now = Date.now()): number | undefined => {
  const value = headers?.get('retry-after')?.trim()
  if (!value) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}

/** Only short identifiers: anything with a space or longer than 64 characters could be prose. */
const identifier = (value: unknown) => (/^[\w.:-]{1,64}$/.test(String(value)) ? String(value) : 'none')

const SAID_MAX_CHARS = 200

/** What could be a key, an address or a quotation of a user's message. */
const SECRETS =
  /\b(?:sk|AIza|Bearer)[-_ ]?[\w.-]{4,}|[\w.+-]+@[\w.-]+|(?=\S*\d)[\w-]{16,}|["'“‘`][^"'”’`]*\s[^"'”’`]*["'”’`]|<[^>]*>/gi

/** The provider’s sentence as far as a log may hold it. */
const redacted = (words: string) => {
  const line = words.replaceAll(/\s+/g, ' ').replaceAll(SECRETS, '…')
  return cutText(line, SAID_MAX_CHARS)
}

const errorDetails = (error: unknown): string => {
  if (!(error instanceof APIError)) return `connection ${identifier(errno(error))}`
  if (error instanceof APIConnectionError) return `connection ${identifier(errno(error.cause) ?? error.name)}`
  const { status, code, type, requestID } = error
  const facts = `status ${identifier(status)}, code ${identifier(code)}, type ${identifier(type)}, request ${identifier(requestID)}`
  return `${facts}, said: ${redacted(error.message)}`
}

const errno = (error: unknown) =>
  error instanceof Error && 'code' in error ? error.code : error instanceof Error ? error.name : undefined
