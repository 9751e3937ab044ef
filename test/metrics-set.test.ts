/** What operators look at is counted where it happens, and nothing that strangers send makes new series. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../src/lib/id.ts'
import { createLog } from '../src/log.ts'
import { keepHouse } from '../src/maintenance.ts'
import { registry } from '../src/metrics.ts'
import { ATTEMPTS_MAX } from '../src/run/recovery.ts'
import { type TestApp, testApp } from './support/app.ts'
import { type Chat, chatThrough, chatWith, endOf } from './support/chat.ts'
import { type FakeProvider, fails, fakeProvider, hangs, says } from './support/fake-provider.ts'
import { allEvents } from './support/sse.ts'
import { eventually, metricNow } from './support/watched.ts'

/** How much each of the named series grows while `act` runs. */
const grown = async (names: [name: string, labels?: Record<string, string>, suffix?: string][], act: () => unknown) => {
  const before = await Promise.all(names.map((one) => metricNow(...one)))
  await act()
  const after = await Promise.all(names.map((one) => metricNow(...one)))
  return after.map((value, at) => value - (before[at] ?? 0))
}

describe('runs', () => {
  let fake: FakeProvider
  let chat: Chat
  beforeAll(async () => {
    fake = await fakeProvider([])
    chat = await chatThrough(fake.url)
  })
  afterAll(async () => {
    await chat.it.close()
    await fake.stop()
  })

  /** As another process would have taken it, and died, on its given attempt. */
  const takeAway = (attempt: number) =>
    chat.it.db.execute(
      (sql) =>
        sql`update runs set attempt = ${attempt}, lease_until = now() - interval '1 minute', owner = ${newId()} where status = 'running'`,
    )
  const hanging = async () => {
    const asked = fake.requests.length
    const response = await chat.send(await chat.session(), 'hello')
    await eventually(async () => fake.requests.length > asked)
    return response
  }

  test('lost to another process and taken over again', async () => {
    fake.play([hangs('Half of '), says('All of it.')])
    const lost = await metricNow('runs_lost_total')
    const growth = await grown([['runs_taken_over_total'], ['runs_lost_total']], async () => {
      const response = await hanging()
      await takeAway(2)
      expect(endOf(await allEvents(response)).status).toBe('completed')
      await eventually(async () => (await metricNow('runs_lost_total')) > lost)
    })
    expect(growth).toEqual([1, 1])
  })

  test('interrupted too often', async () => {
    fake.play(hangs('Half of '))
    const ended = () => metricNow('runs_total', { status: 'interrupted' })
    const before = await ended()
    const growth = await grown([['runs_total', { status: 'interrupted' }]], async () => {
      const response = await hanging()
      await takeAway(ATTEMPTS_MAX)
      expect(endOf(await allEvents(response)).status).toBe('interrupted')
      await eventually(async () => (await ended()) > before)
    })
    expect(growth).toEqual([1])
  })

  test('with their events, tokens, provider and its failures by kind', async () => {
    fake.play([says('hi', { usage: { input: 90, output: 20 } }), fails(401)])
    let events = 0
    const refused = () => metricNow('provider_errors_total', { code: 'model_auth' })
    const before = await refused()
    const growth = await grown(
      [
        ['run_events', {}, '_count'],
        ['run_events', {}, '_sum'],
        ['tokens_total', { kind: 'output' }],
        ['provider_duration_seconds', { provider: 'openai' }, '_count'],
        ['provider_errors_total', { provider: 'openai', code: 'model_auth' }],
        ['first_token_seconds', { provider: 'openai' }, '_count'],
      ],
      async () => {
        for (const status of ['completed', 'failed']) {
          const ended = await chat.ask('hello')
          expect(ended.run.status).toBe(status)
          events += ended.events.length
        }
        await eventually(async () => (await refused()) > before)
      },
    )
    expect(growth).toEqual([2, events, 20, 2, 1, 1])
  })

  test('refused by a budget of tokens', async () => {
    fake.play(says('hi', { usage: { input: 90, output: 20 } }))
    const other = await chatThrough(fake.url, { USER_DAILY_TOKEN_LIMIT: '100' })
    const { session_id } = await other.ask('hello')
    const growth = await grown([['rate_limit_refusals_total', { limit: 'user_tokens' }]], async () => {
      expect((await other.send(session_id, 'again')).status).toBe(429)
    })
    expect(growth).toEqual([1])
    await other.it.close()
  })
})

describe('tables that are pruned', () => {
  test('with their rows and the age of the oldest', async () => {
    const it = await testApp()
    const { token } = await it.signUp()
    for (const key of ['one', 'two'])
      await it.call('POST', '/api/v1/tasks', { token, body: { title: key }, headers: { 'idempotency-key': key } })
    await it.db.execute((sql) => sql`update idempotency_keys set created_at = now() - interval '2 hours'`)
    registry.resetMetrics()
    await keepHouse({ db: it.db, account: it.core.account, log: createLog('silent'), retention_days: 0 })
    const kept = (table: string) =>
      Promise.all(['kept_rows', 'kept_age_seconds'].map((name) => metricNow(name, { table })))
    const [rows, age] = await kept('idempotency_keys')
    expect(rows).toBe(2)
    expect(age).toBeGreaterThanOrEqual(7200)
    expect(age).toBeLessThan(7800)
    // One that is empty is shown as such.
    const shown = (await registry.metrics()).split('\n').filter((line) => line.startsWith('kept_rows{'))
    expect(shown.map((line) => /"(\w+)"/.exec(line)?.[1])).toContain('deliveries')
    await it.close()
  })
})

describe('people', () => {
  let it: TestApp
  beforeAll(async () => {
    it = await testApp()
  })
  afterAll(() => it.close())

  test('sign in, and fail to', async () => {
    const { email, password } = await it.signUp()
    const outcomes = ['signed_in', 'wrong_password', 'unknown_account']
    const growth = await grown(
      outcomes.map((outcome) => ['sign_ins_total', { outcome }]),
      async () => {
        for (const body of [
          { email, password },
          { email, password: 'not hers at all' },
          { email: 'nobody@example.org', password },
        ])
          await it.call('POST', '/api/v1/auth/signin', { body })
      },
    )
    expect(growth).toEqual([1, 1, 1])
  })

  test('whatever they send, no series bears their words or their number', async () => {
    const chat = await chatWith(it, 'flood')
    const wander = async (from: number) => {
      for (let n = from; n < from + 8; n++) {
        const id = newId()
        await it.call('GET', `/wander-${n}`, { token: chat.who.token })
        await it.call('GET', `/api/v1/tasks/${id}`, { token: chat.who.token })
        await it.call('GET', `/api/v1/chatkit/sessions/${id}`, { token: `strange-${n}` })
        await it.app.handle(new Request(`http://localhost/wander-${n}`, { method: `WANDER${n}` }))
        await it.call('POST', '/api/v1/auth/signin', { body: { email: `wander-${n}@example.org`, password: id } })
        await it.call('POST', '/mcp', {
          token: chat.who.token,
          body: { jsonrpc: '2.0', id: n, method: 'tools/call', params: { name: `wander_${n}`, arguments: {} } },
          headers: { accept: 'application/json, text/event-stream' },
        })
      }
      const lines = (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#'))
      // A limit that is reached on the way is a status and a name of its own; of these there are few.
      return [...new Set(lines.map((line) => line.replace(/ [^ ]*$/, '').replace(/(status|limit)="\w+"/, '')))]
    }
    const first = await wander(0)
    const second = await wander(100)
    expect(second.filter((line) => !first.includes(line))).toEqual([])
    const words = /wander|strange|example\.org|[0-9a-f]{8}-[0-9a-f]{4}-/i
    expect(second.filter((line) => words.test(line))).toEqual([])
  })
})
