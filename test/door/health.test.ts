import { afterAll, describe, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { type Health, healthRoutes, type ModelCheck } from '../../src/door/health.ts'
import { AppError } from '../../src/errors.ts'
import { createLog } from '../../src/log.ts'
import { createRateLimit, type Limit } from '../../src/rate-limit/rate-limit.ts'
import { type TestGate, testGate } from '../support/gate.ts'

const gates: TestGate[] = []
afterAll(async () => {
  for (const { app } of gates) if (app.server) await app.stop(true)
})

interface Circumstances {
  database?: 'gone' | 'broken' | 'empty'
  draining?: boolean
  llm?: ModelCheck
  openrouter?: ModelCheck
  state?: ReturnType<Limit['state']>
  METRICS_TOKEN?: string
}

const gateIn = ({ database, draining = false, llm, openrouter, state = 'memory', METRICS_TOKEN }: Circumstances) => {
  const asked = { ping: 0, llm: 0, deep: 0 }
  const core: Health = {
    version: '1.2.3',
    async ping() {
      asked.ping++
      if (database === 'gone') throw new AppError('database_unavailable', 'Gone.', { cause: new Error('at 10.0.0.7') })
      if (database === 'broken') throw new TypeError('select secret')
    },
    async schema() {
      if (database === 'empty') throw new Error('The schema is behind')
    },
    draining: () => draining,
    async llm(which) {
      asked.llm++
      return (which === 'openrouter' ? openrouter : llm) ?? { status: 'not_configured' }
    },
    answering: async () => ({ wanted: { name: 'openai', model: 'm-1' }, answers: { name: 'builtin', model: 'words' } }),
    disk: () => (database === 'empty' ? undefined : 'low'),
    async backup() {
      if (database === 'gone') throw new AppError('database_unavailable', 'Gone.')
      return { status: 'current', age_seconds: 3600.4 }
    },
    async deep() {
      asked.deep++
      return { status: 'failed', reason: 'The model takes no tools.' }
    },
  }
  const env: Record<string, string> = METRICS_TOKEN === undefined ? {} : { METRICS_TOKEN }
  const limit = { ...createRateLimit({ config: loadConfig({}), log: createLog('silent') }), state: () => state }
  const door = healthRoutes({ health: core, limit }, { METRICS_TOKEN })
  const gate = testGate(env, { doors: [door] })
  gates.push(gate)
  return { ...gate, asked }
}
const failed: ModelCheck = { status: 'failed', reason: 'The provider refused the key.' }
const fine: ModelCheck = { status: 'connected' }

describe('checks', () => {
  test.each([
    ['/health', {}, 200, { status: 'healthy', version: '1.2.3' }],
    ['/health', { database: 'gone', draining: true }, 200, { status: 'healthy', version: '1.2.3' }],
    ['/health/db', {}, 200, { status: 'healthy', database: 'connected' }],
    ['/health/db', { database: 'gone' }, 503, { status: 'unhealthy', database: 'disconnected' }],
    ['/health/openrouter', {}, 200, { status: 'healthy', openrouter: 'not_configured' }],
    ['/health/openrouter', { openrouter: fine }, 200, { status: 'healthy', openrouter: 'connected' }],
    [
      '/health/openrouter',
      { openrouter: failed },
      503,
      { status: 'unhealthy', openrouter: 'failed', reason: failed.reason },
    ],
    ['/health/llm', { llm: fine, openrouter: failed }, 200, { status: 'healthy', llm: 'connected' }],
    ['/health/llm', { llm: failed }, 503, { status: 'unhealthy', llm: 'failed', reason: failed.reason }],
    ['/health/ready', {}, 200, { status: 'healthy' }],
    ['/health/ready', { draining: true }, 503, { status: 'unhealthy', reason: 'draining' }],
    ['/health/ready', { database: 'gone' }, 503, { status: 'unhealthy', reason: 'database' }],
    ['/health/ready', { llm: failed, state: 'redis_away' }, 200, { status: 'healthy' }],
    [
      '/health/all',
      { llm: fine },
      200,
      {
        status: 'healthy',
        version: '1.2.3',
        redis: 'not_configured',
        database: 'connected',
        llm: 'connected',
        openrouter: 'not_configured',
        answers: 'builtin',
        instead_of: 'm-1 (openai)',
        backup: 'current',
        disk: 'low',
        backup_age_seconds: '3600',
      },
    ],
    ['/health/all', { state: 'redis' }, 200, { redis: 'connected' }],
    ['/health/all', { state: 'redis_away' }, 200, { status: 'healthy', redis: 'disconnected' }],
    ['/health/all', { database: 'gone' }, 503, { status: 'unhealthy', database: 'disconnected', backup: 'unknown' }],
    ['/health/all', { llm: failed }, 503, { status: 'unhealthy', llm: 'failed' }],
  ] as [string, Circumstances, number, Record<string, string>][])(
    '%s with %j is %p',
    async (path, circumstances, status, body) => {
      const answer = await gateIn(circumstances).ask('GET', path)
      expect(answer.status).toBe(status)
      if (path === '/health/all') expect(answer.json).toMatchObject(body)
      else expect(answer.json as unknown).toEqual(body)
      expect(answer.text).not.toContain('10.0.0.7')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    },
  )

  test('a stream of ticks shows whether something on the way keeps them back', async () => {
    const { text, headers } = await gateIn({ database: 'gone' }).ask('GET', '/health/stream')
    expect(headers.get('content-type')).toBe('text/event-stream')
    expect(text).toBe('data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\n')
  })

  test('being alive asks nobody', async () => {
    const { ask, asked } = gateIn({})
    for (let n = 0; n < 5; n++) await ask('GET', '/health')
    expect(asked).toEqual({ ping: 0, llm: 0, deep: 0 })
  })

  test('a mistake of ours is no outage of the database: 500, told to the log alone', async () => {
    const { ask, lines } = gateIn({ database: 'broken' })
    const answer = await ask('GET', '/health/db')
    expect([answer.status, answer.json.error?.code]).toEqual([500, 'internal'])
    expect(answer.text).not.toContain('secret')
    expect(lines.at(-1)?.level).toBe('error')
  })

  test.each(['POST', 'DELETE'])('%s is not known', async (method) => {
    expect((await gateIn({}).ask(method, '/health')).status).toBe(405)
  })
})

describe('the check that costs tokens', () => {
  const ask = async (METRICS_TOKEN: string | undefined, headers: Record<string, string>) => {
    const gate = gateIn(METRICS_TOKEN === undefined ? {} : { METRICS_TOKEN })
    gate.app.listen({ port: 0, hostname: '127.0.0.1' })
    const response = await fetch(`http://127.0.0.1:${gate.app.server?.port}/health/llm?deep=1`, { headers })
    return { status: response.status, asked: gate.asked.deep }
  }
  test.each<[string, string | undefined, Record<string, string>, object]>([
    ['from this machine', undefined, {}, { status: 503, asked: 1 }],
    ['with the token', 'metrics-token-1', { authorization: 'Bearer metrics-token-1' }, { status: 503, asked: 1 }],
    ['without the token', 'metrics-token-1', {}, { status: 401, asked: 0 }],
  ])('%s', async (_, token, headers, wanted) => {
    expect(await ask(token, headers)).toEqual(wanted as { status: number; asked: number })
  })
})

describe('metrics', () => {
  const TOKEN = 'metrics-token-1'
  const listening = (circumstances: Circumstances) => {
    const gate = gateIn(circumstances)
    gate.app.listen({ hostname: '127.0.0.1', port: 0 })
    return (headers: Record<string, string>) => fetch(`http://127.0.0.1:${gate.app.server?.port}/metrics`, { headers })
  }

  test.each([
    ['from this machine', {}, {}, 200],
    ['from this machine, under its address', {}, { host: '[::1]:8000' }, 200],
    ['from this machine, under a foreign name', {}, { host: 'evil.example' }, 403],
    ['from this machine, under a name that begins alike', {}, { host: '127.0.0.1.evil.example' }, 403],
    [
      'with the token, under any name',
      { METRICS_TOKEN: TOKEN },
      { authorization: `Bearer ${TOKEN}`, host: 'todo.example' },
      200,
    ],
    ['from this machine, through a proxy', {}, { 'x-forwarded-for': '198.51.100.1' }, 403],
    ['from this machine, through another proxy', {}, { via: '1.1 caddy' }, 403],
    ['with the token', { METRICS_TOKEN: TOKEN }, { authorization: `Bearer ${TOKEN}` }, 200],
    [
      'with the token, through a proxy',
      { METRICS_TOKEN: TOKEN },
      { authorization: `bearer ${TOKEN}`, via: '1.1 caddy' },
      200,
    ],
    ['without the token', { METRICS_TOKEN: TOKEN }, {}, 401],
    ['with another', { METRICS_TOKEN: TOKEN }, { authorization: 'Bearer metrics-token-2' }, 401],
    ['with the beginning', { METRICS_TOKEN: TOKEN }, { authorization: 'Bearer metrics' }, 401],
    ['with an empty one', { METRICS_TOKEN: TOKEN }, { authorization: 'Bearer ' }, 401],
    ['with another scheme', { METRICS_TOKEN: TOKEN }, { authorization: `Basic ${TOKEN}` }, 401],
  ] as [string, Circumstances, Record<string, string>, number][])('%s', async (_, circumstances, headers, status) => {
    const answer = await listening(circumstances)(headers)
    const text = await answer.text()
    expect(answer.status).toBe(status)
    expect(text.includes('# TYPE http_requests_total counter')).toBe(status === 200)
    expect(answer.headers.has('www-authenticate')).toBe(status === 401)
  })

  test('from nowhere in particular are refused', async () => {
    expect((await gateIn({}).ask('GET', '/metrics')).status).toBe(403)
  })
})

test('a database without the schema is not ready', async () => {
  const { ask } = gateIn({ database: 'empty' })
  const answer = await ask('GET', '/health/ready')
  expect([answer.status, answer.json]).toEqual([503, { status: 'unhealthy', reason: 'schema' }])
})
