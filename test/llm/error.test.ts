import { describe, expect, test } from 'bun:test'
import { APIError } from 'openai'
import { retryAfter, toProviderError } from '../../src/llm/error.ts'

const NOW = Date.parse('2026-11-20T10:00:00Z')
const headers = (value: string) => new Headers({ 'retry-after': value })

describe('Retry-After', () => {
  test.each([
    ['3', 3],
    [' 1.5 ', 1.5],
    ['0', 0],
    ['Fri, 20 Nov 2026 10:00:20 GMT', 20],
    ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
    ['-5', 0],
    ['later', undefined],
    ['', undefined],
  ])('%p → %p', (value, seconds) => {
    // A bare negative number is a date of long ago to `Date.parse`, hence no wait.
    expect(retryAfter(headers(value), NOW)).toBe(seconds)
  })
  test('absent', () => {
    expect(retryAfter(new Headers(), NOW)).toBeUndefined()
    expect(retryAfter(undefined, NOW)).toBeUndefined()
  })
})

const http = (status: number, body: object = {}) => APIError.generate(status, { error: body }, undefined, new Headers())

describe('what is worth another try at once', () => {
  test.each([
    [401, {}, 'model_auth', false],
    [403, {}, 'model_auth', false],
    [400, {}, 'model_request_refused', false],
    [404, {}, 'model_not_found', false],
    [402, {}, 'model_no_credit', false],
    [400, { code: 'context_length_exceeded' }, 'model_context_exceeded', false],
    [400, { code: 'tool_use_failed' }, 'model_bad_response', true],
    [408, {}, 'model_unavailable', true],
    [413, {}, 'model_request_refused', false],
    [429, {}, 'model_busy', true],
    [429, { code: 'insufficient_quota' }, 'model_no_credit', false],
    [500, {}, 'model_unavailable', true],
    [503, {}, 'model_unavailable', true],
    [529, { type: 'overloaded_error' }, 'model_busy', true],
    [400, { code: 'content_filter' }, 'model_refused', false],
  ] as const)('%p %p → %s, %p', (status, body, code, transient) => {
    expect(toProviderError(http(status, body), false)).toMatchObject({ code, transient })
  })
})

test('an unknown error is an absent provider before the body and a cut answer within it', () => {
  expect(toProviderError(new TypeError('socket'), false)).toMatchObject({ code: 'model_unavailable', transient: true })
  expect(toProviderError(new TypeError('socket'), true)).toMatchObject({ code: 'model_truncated', transient: false })
})

test('the cause holds what an operator can look up and the sentence without secrets', () => {
  const upstream = {
    message: 'Bad key sk-live-0123 of a@b.example for “buy milk today”',
    code: 'invalid_api_key',
    type: 'the request “buy milk” is bad',
  }
  const error = APIError.generate(401, { error: upstream }, undefined, new Headers({ 'x-request-id': 'req_7' }))
  const { cause } = toProviderError(error, false)
  expect(cause).toMatchObject({
    message: 'status 401, code invalid_api_key, type none, request req_7, said: 401 Bad key … of … for …',
  })
})

test('one of ours passes as it is', () => {
  const ours = toProviderError(new SyntaxError('…'), true)
  expect(ours.code).toBe('model_bad_response')
  expect(toProviderError(ours, true)).toBe(ours)
})
