import { describe, expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { Elysia, NotFoundError, ParseError, ValidationError } from 'elysia'
import { envelope, failureOf } from '../../../src/door/http/error.ts'
import { AppError, ERROR_CODES } from '../../../src/errors.ts'

const SECRET = 'select secret from users'

describe('our own errors', () => {
  test.each(ERROR_CODES.map((code) => [code] as const))(
    '%s keeps its code, words and details, not its cause',
    async (code) => {
      const failure = failureOf(
        new AppError(code, 'Words for people.', { details: { run_id: 'r1' }, cause: new Error(SECRET) }),
      )
      const response = envelope(failure, 'request-1')
      expect(response.status).toBe(failure.status)
      const text = await response.text()
      expect(JSON.parse(text)).toEqual({
        success: false,
        error: { code, message: 'Words for people.', request_id: 'request-1', details: { run_id: 'r1' } },
      })
      expect(text).not.toContain(SECRET)
    },
  )

  test('no details, no field for them', async () => {
    const body = await envelope(failureOf(new AppError('forbidden', 'No.')), 'request-1').json()
    expect(Object.keys(body.error)).toEqual(['code', 'message', 'request_id'])
  })
})

describe('foreign errors', () => {
  test.each([
    ['an error', new Error(SECRET)],
    ['an error with a status and a code', Object.assign(new Error(SECRET), { status: 418, code: 'not_found' })],
    ['text', SECRET],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', { message: SECRET, code: 'SECRET' }],
  ])('%s is internal, its words for the log alone', async (_, thrown) => {
    const failure = failureOf(thrown)
    expect(failure).toMatchObject({ status: 500, code: 'internal' })
    expect(await envelope(failure, 'r').text()).not.toContain('secret')
    expect(failure.cause).toBeDefined()
  })

  test.each([
    ['the framework’s 404', new NotFoundError(SECRET), 404, 'not_found'],
    ['a parser that failed', new ParseError(new Error(SECRET)), 400, 'bad_json'],
    ['our error inside a parser', new ParseError(new AppError('payload_too_large', 'Big.')), 413, 'payload_too_large'],
  ])('%s', async (_, thrown, status, code) => {
    const failure = failureOf(thrown)
    expect(failure).toMatchObject({ status, code })
    expect(await envelope(failure, 'r').text()).not.toContain('secret')
  })
})

describe('headers', () => {
  const headersOf = (code: (typeof ERROR_CODES)[number], sent = false, options = {}) =>
    failureOf(new AppError(code, 'x', options), sent).headers

  test.each([
    ['unauthenticated', false, 'Bearer realm="todochat"'],
    ['unauthenticated', true, 'Bearer realm="todochat", error="invalid_token"'],
    ['invalid_credentials', false, 'Bearer realm="todochat"'],
    ['invalid_credentials', true, 'Bearer realm="todochat"'],
    ['insufficient_scope', true, 'Bearer realm="todochat", error="insufficient_scope"'],
    ['forbidden', true, undefined],
    ['not_found', true, undefined],
  ] as const)('%s with a token sent (%p) challenges with %p', (code, sent, challenge) => {
    expect(headersOf(code, sent)['www-authenticate']).toBe(challenge as string)
  })

  test('a missing scope is named in the challenge', () => {
    const challenge = headersOf('insufficient_scope', true, { details: { scope: 'tasks:write' } })['www-authenticate']
    expect(challenge).toBe('Bearer realm="todochat", error="insufficient_scope", scope="tasks:write"')
  })

  test.each([
    ['database_unavailable', {}, '5'],
    ['draining', {}, '5'],
    ['draining', { retry_after: 2 }, '2'],
    ['rate_limited', { retry_after: 12.2 }, '13'],
    ['rate_limited', { retry_after: 0 }, '1'],
    ['session_limit_reached', {}, undefined],
    ['usage_limit_reached', { retry_after: 3600 }, '3600'],
    ['storage_full', {}, undefined],
  ] as const)('%s %p says Retry-After %p', (code, options, wait) => {
    expect(headersOf(code, false, options)['retry-after']).toBe(wait as string)
  })

  test('a refused limit tells its budget', () => {
    const details = { limit: 30, remaining: 0, reset_seconds: 41, policy: 'chat', window_seconds: 60 }
    expect(headersOf('rate_limited', false, { details, retry_after: 41 })).toEqual({
      'retry-after': '41',
      'ratelimit-limit': '30',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '41',
      ratelimit: '"chat";r=0;t=41',
      'ratelimit-policy': '"chat";q=30;w=60',
    })
    expect(headersOf('rate_limited')).toEqual({})
  })
})

describe('what the framework checked', () => {
  const SHORT_PASSWORD = 'hunter2'
  const thrownBy = async (schema: object, sent: object): Promise<unknown> => {
    let thrown: unknown
    const app = new Elysia({ normalize: false })
      .onError(({ error }) => {
        thrown = error
        return 'x'
      })
      .post('/', () => 'fine', schema)
    const headers = { 'content-type': 'application/json' }
    await app.handle(new Request('http://localhost/', { method: 'POST', headers, body: JSON.stringify(sent) }))
    return thrown
  }

  test('a wrong body becomes a list of places and rules and never repeats the value', async () => {
    const error = await thrownBy(
      {
        body: Type.Object(
          { password: Type.String({ minLength: 8 }), n: Type.Integer() },
          { additionalProperties: false },
        ),
      },
      { password: SHORT_PASSWORD, n: '4711', extra: 'value-of-extra' },
    )
    expect(error).toBeInstanceOf(ValidationError)
    const text = await envelope(failureOf(error), 'r').text()
    expect(JSON.parse(text).error).toMatchObject({
      code: 'validation_error',
      details: [
        { path: '/extra', message: 'The field extra is not known here.' },
        { path: '/password', message: 'Password must have at least 8 characters.' },
        { path: '/n', message: 'N must be a whole number.' },
      ],
    })
    for (const forbidden of [SHORT_PASSWORD, '4711', 'value-of-extra']) expect(text).not.toContain(forbidden)
  })

  test('an answer of ours that does not fit is our failure, and even the log gets only the place', async () => {
    const error = await thrownBy({ response: Type.Object({ secret: Type.Integer() }) }, {})
    const failure = failureOf(error)
    expect(failure).toMatchObject({ status: 500, code: 'internal' })
    expect(failure.details).toBeUndefined()
    expect(String(failure.cause)).toContain('answer does not fit')
    expect(String(failure.cause)).not.toContain('fine')
  })
})
