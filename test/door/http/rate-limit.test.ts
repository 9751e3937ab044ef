import { describe, expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Account } from '../../../src/account/account.ts'
import { loadConfig } from '../../../src/config.ts'
import { auth } from '../../../src/door/auth/auth.ts'
import { beginContext } from '../../../src/door/http/context.ts'
import { limits, spend } from '../../../src/door/http/rate-limit.ts'
import { AppError, isAppError } from '../../../src/errors.ts'
import { createLog } from '../../../src/log.ts'
import { createRateLimit } from '../../../src/rate-limit/rate-limit.ts'
import { read, testGate } from '../../support/gate.ts'

const limitOf = (env: Record<string, string> = {}) =>
  createRateLimit({ config: loadConfig(env), log: createLog('silent') })

/** An account whose access tokens are `tdc_`, the user’s id and as many x as are wanting; it knows no `nobody`. */
const account = {
  settings: { jwt_secret: 'x'.repeat(32) },
  callerOfAccessToken: async (token: string) => {
    const user_id = token.slice(4).replace(/x+$/, '')
    if (user_id === 'nobody') throw new AppError('unauthenticated', 'No.')
    return { user_id, time_zone: 'UTC', scopes: ['chat'], by: 'access_token', credential_id: token }
  },
} as unknown as Account

/** Routes as the REST door has them. */
const gateWith = (env: Record<string, string> = {}) => {
  const limit = limitOf(env)
  const door = new Elysia({ name: 'limited', prefix: '/api/v1' })
    .use(auth({ account }))
    .use(limits({ limit }))
    .post('/chat', ({ caller }) => ({ user_id: caller.user_id }), {
      caller: 'chat',
      limit: 'chat',
      body: Type.Object({ text: Type.String() }, { additionalProperties: false }),
    })
    .post('/open', () => ({ open: true }), { body: Type.Object({ text: Type.String() }) })
    .get('/sessions', () => ({ sessions: [] }), { caller: 'chat', limit: 'chat' })
    .get('/tasks', () => ({ tasks: [] }), { caller: 'chat', limit: 'tasks' })
    .get('/events', () => ({ events: [] }), { caller: 'chat', limit: 'follow' })
  return testGate(env, { doors: [door], account })
}
const as = (user_id: string) => ({ headers: { authorization: `Bearer tdc_${user_id.padEnd(43, 'x')}` } })
const say = (user_id: string, text: unknown = 'hello') => ({ ...as(user_id), body: { text } })

const rate = ({ headers }: { headers: Headers }) =>
  ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`))

describe('the chat budget', () => {
  test('admits thirty a minute over all routes that share it and refuses the 31st', async () => {
    const gate = gateWith()
    for (let hit = 1; hit <= 30; hit++) {
      const answer =
        hit % 2
          ? await gate.ask('POST', '/api/v1/chat', say('ada'))
          : await gate.ask('GET', '/api/v1/sessions', as('ada'))
      expect(answer.status).toBe(200)
      const [most, remaining, reset] = rate(answer)
      expect([most, remaining]).toEqual(['30', `${30 - hit}`])
      // The window slides while they are asked.
      expect(Number(reset)).toBeWithin(1, 61)
    }
    const refused = await gate.ask('POST', '/api/v1/chat', say('ada'))
    expect(refused.status).toBe(429)
    expect(refused.json.error).toMatchObject({ code: 'rate_limited', details: { limit: 30, remaining: 0 } })
    expect(Number(refused.headers.get('retry-after'))).toBeWithin(1, 61)
    expect(rate(refused).slice(0, 2)).toEqual(['30', '0'])
    // Neither somebody else nor other budgets of the same person are touched.
    expect((await gate.ask('POST', '/api/v1/chat', say('ben'))).status).toBe(200)
    expect((await gate.ask('GET', '/api/v1/tasks', as('ada'))).status).toBe(200)
    expect((await gate.ask('GET', '/api/v1/events', as('ada'))).status).toBe(200)
  })

  test('is spent by wrong bodies too, and a refusal comes before the body is looked at', async () => {
    const gate = gateWith({ RATE_LIMIT_REQUESTS_PER_MINUTE: '2' })
    expect((await gate.ask('POST', '/api/v1/chat', say('ada', 5))).status).toBe(400)
    expect((await gate.ask('POST', '/api/v1/chat', say('ada'))).status).toBe(200)
    expect((await gate.ask('POST', '/api/v1/chat', say('ada', 5))).status).toBe(429)
  })

  test('is not spent by strangers', async () => {
    const gate = gateWith({ RATE_LIMIT_REQUESTS_PER_MINUTE: '1' })
    for (let hit = 0; hit < 5; hit++)
      expect((await gate.ask('POST', '/api/v1/chat', { body: { text: 'x' } })).status).toBe(401)
    expect((await gate.ask('POST', '/api/v1/chat', say('ada'))).status).toBe(200)
  })
})

test('the task budget is its own', async () => {
  const gate = gateWith({ RATE_LIMIT_TASKS_PER_MINUTE: '3' })
  const statuses = []
  for (let hit = 0; hit < 4; hit++) statuses.push((await gate.ask('GET', '/api/v1/tasks', as('ada'))).status)
  expect(statuses).toEqual([200, 200, 200, 429])
  expect((await gate.ask('GET', '/api/v1/sessions', as('ada'))).status).toBe(200)
})

describe('the budget of an address', () => {
  test.each([
    ['no credential', {}],
    ['a forged one', { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }],
    ['an unknown access token', as('nobody').headers],
    ['nonsense', { authorization: 'Basic YTpi' }],
  ])('is spent by 401s with %s; the next is 429', async (_, headers) => {
    const gate = gateWith({ RATE_LIMIT_IP_PER_MINUTE: '3' })
    const sent = { headers: headers as Record<string, string> }
    const statuses = []
    for (let hit = 0; hit < 5; hit++) statuses.push((await gate.ask('GET', '/api/v1/tasks', sent)).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    const refused = await gate.ask('GET', '/api/v1/tasks', sent)
    expect(refused.json.error?.code).toBe('rate_limited')
    expect(refused.headers.has('retry-after')).toBe(true)
    // Who has a good credential goes on, also from there: many people may share an address.
    expect((await gate.ask('GET', '/api/v1/tasks', as('ada'))).status).toBe(200)
  })

  test('is not spent by good credentials, however many', async () => {
    const gate = gateWith({ RATE_LIMIT_IP_PER_MINUTE: '2' })
    for (let hit = 0; hit < 10; hit++) expect((await gate.ask('GET', '/api/v1/tasks', as('ada'))).status).toBe(200)
  })

  test('a failed sign-in costs once, not also for being a 401', async () => {
    const gate = testGate({ RATE_LIMIT_IP_PER_MINUTE: '3' })
    const statuses = []
    for (let hit = 0; hit < 5; hit++) statuses.push((await gate.ask('POST', '/api/v1/things/sign')).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
  })

  test('following has one per address of its own', async () => {
    const gate = gateWith({ RATE_LIMIT_IP_PER_MINUTE: '2' })
    const statuses = []
    for (const user of ['ada', 'ben', 'cleo']) statuses.push((await gate.ask('GET', '/api/v1/events', as(user))).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await gate.ask('GET', '/api/v1/events')).status).toBe(401)
  })
})

describe('spending by hand, as pages do', () => {
  const caller = { user_id: 'ada', time_zone: 'UTC', scopes: [], by: 'cookie', credential_id: 'c' } as const

  test('counts on the caller and leaves the allowance for the headers', async () => {
    const request = new Request('http://localhost/chat')
    const context = beginContext(request, {})
    await spend({ limit: limitOf() }, 'chat', request, caller)
    expect(context.allowance).toEqual({
      limit: 30,
      remaining: 29,
      reset_seconds: 60,
      policy: 'chat',
      window_seconds: 60,
    })
    expect(context.address_counted).toBe(false)
  })

  test('per user without a user is a mistake of ours, never a free ride', async () => {
    const outcome = await spend({ limit: limitOf() }, 'chat', new Request('http://localhost/')).catch((error) => error)
    expect(isAppError(outcome, 'internal')).toBe(true)
  })

  test('a route that limits before it knows its caller fails at once', async () => {
    const limit = limitOf()
    const wrong = new Elysia({ prefix: '/api/v1' }).use(limits({ limit })).get('/open', () => 'x', { limit: 'tasks' })
    expect((await testGate({}, { doors: [wrong] }).ask('GET', '/api/v1/open')).status).toBe(500)
  })
})

test('the limits of an app without a gate still hold', async () => {
  const app = new Elysia()
    .use(limits({ limit: limitOf({ RATE_LIMIT_IP_PER_MINUTE: '1' }) }))
    .get('/x', () => 'x', { limit: 'follow' })
  const statuses = []
  for (let hit = 0; hit < 2; hit++)
    statuses.push((await read(await app.handle(new Request('http://localhost/x')))).status)
  expect(statuses).toEqual([200, 500])
})

describe('what an unknown caller sends is not read', () => {
  /** A body that says whether anybody took a byte of it. */
  const watchedBody = () => {
    const seen = { read: false }
    const body = new ReadableStream(
      {
        pull(controller) {
          seen.read = true
          controller.enqueue(new TextEncoder().encode('{"text":"hello"}'))
          controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    return { seen, body }
  }
  const send = async (gate: ReturnType<typeof gateWith>, path: string, headers: Record<string, string>) => {
    const { seen, body } = watchedBody()
    const request = new Request(`http://localhost${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    return { ...(await read(await gate.app.handle(request))), ...seen, seen }
  }

  const strangers: [string, Record<string, string>][] = [
    ['no credential', {}],
    ['a forged token', { authorization: 'Bearer a.b.c' }],
    ['an access token of nobody', as('nobody').headers],
  ]
  test.each(strangers)('with %s', async (_, headers) => {
    const answer = await send(gateWith(), '/api/v1/chat', headers)
    expect([answer.status, answer.seen.read]).toEqual([401, false])
  })

  test('with a spent address on a route that is open to all', async () => {
    const gate = gateWith({ RATE_LIMIT_IP_PER_MINUTE: '1' })
    await send(gate, '/api/v1/chat', {})
    const answer = await send(gate, '/api/v1/open', {})
    expect([answer.status, answer.seen.read]).toEqual([429, false])
    expect(answer.headers.get('retry-after')).toBeTruthy()
  })

  test('a known caller is read, and pays nothing at the address', async () => {
    const gate = gateWith({ RATE_LIMIT_IP_PER_MINUTE: '1' })
    for (let i = 0; i < 3; i++) expect((await send(gate, '/api/v1/chat', as('ada').headers)).status).toBe(200)
  })
})
