import { describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import { noteCaller } from '../../../src/door/http/context.ts'
import { hashId } from '../../../src/log.ts'
import { httpDuration, httpRequests } from '../../../src/metrics.ts'
import { SECRET_SQL, testGate } from '../../support/gate.ts'

const things = '/api/v1/things'

describe('one line a request', () => {
  test.each([
    ['GET', things, 200, things, undefined],
    ['HEAD', things, 200, things, undefined],
    ['GET', `${things}/7?limit=5`, 200, `${things}/:id`, undefined],
    ['GET', '/api/v1/secret-path', 404, 'unmatched', 'not_found'],
    ['PUT', things, 405, things, 'method_not_allowed'],
    ['POST', things, 400, things, 'validation_error'],
    ['GET', `${things}/throw/plain`, 500, `${things}/throw/plain`, 'internal'],
    ['GET', `${things}/throw/draining`, 503, `${things}/throw/:code`, 'draining'],
    ['GET', '/hello', 200, '/hello', undefined],
    ['GET', '/broken', 500, '/broken', 'internal'],
  ])('%s %s: %p, by its pattern', async (method, path, status, route, code) => {
    const { ask, lines } = testGate()
    const answer = await ask(method, path)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ method, status, route, request_id: answer.headers.get('x-request-id') })
    expect(lines[0]?.code).toBe(code as string)
    expect(lines[0]?.duration_ms).toBeGreaterThanOrEqual(0)
    expect(lines[0]?.level).toBe(status >= 500 ? 'error' : 'info')
    expect(JSON.stringify(lines)).not.toContain('secret-path')
  })

  test('an unexpected failure is told with its cause, an expected one without', async () => {
    const { ask, lines } = testGate()
    await ask('GET', `${things}/throw/plain`)
    await ask('GET', `${things}/throw/run_active`)
    expect(lines[0]?.err).toMatchObject({ type: 'Error', message: `relation failed: ${SECRET_SQL}` })
    expect(lines[1]).not.toHaveProperty('err')
  })

  test('holds no body, no query, no header and no address', async () => {
    const { ask, lines } = testGate()
    await ask('POST', `${things}?token=canary-1`, {
      body: { title: 'canary-2', password: 'canary-3' },
      headers: { authorization: 'Bearer canary-4', cookie: 'todochat=canary-5', 'user-agent': 'canary-6' },
    })
    expect(JSON.stringify(lines)).not.toContain('canary')
  })

  test('a client that leaves is no failure of ours', async () => {
    const leaving = new AbortController()
    const door = new Elysia().get('/api/slow', () => {
      leaving.abort()
      throw new DOMException('The connection was closed.', 'AbortError')
    })
    const { app, lines } = testGate({}, { doors: [door] })
    await app.handle(new Request('http://localhost/api/slow', { signal: leaving.signal }))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ level: 'info', status: 499, route: '/api/slow' })
    expect(lines[0]).not.toHaveProperty('err')
  })

  test('the same failure with the client still there is ours', async () => {
    const door = new Elysia().get('/api/slow', () => {
      throw new DOMException('Our own deadline.', 'AbortError')
    })
    const { ask, lines } = testGate({}, { doors: [door] })
    expect((await ask('GET', '/api/slow')).status).toBe(500)
    expect(lines[0]).toMatchObject({ level: 'error', status: 500 })
  })

  test('names the user by hash alone', async () => {
    const door = new Elysia().get('/mine', ({ request }) => {
      noteCaller(request, { user_id: 'ada-id', time_zone: 'UTC', scopes: [], by: 'cookie', credential_id: 'c' })
      return 'x'
    })
    const { ask, lines } = testGate({}, { doors: [door] })
    await ask('GET', '/mine')
    expect(lines[0]?.user).toBe(hashId('ada-id'))
    expect(JSON.stringify(lines)).not.toContain('ada-id')
  })
})

describe('counts', () => {
  const countOf = async (labels: Record<string, string>) => {
    const { values } = await httpRequests.get()
    const same = values.filter((one) =>
      Object.entries(labels).every(([name, value]) => Object(one.labels)[name] === value),
    )
    return same.reduce((sum, { value }) => sum + value, 0)
  }

  test('go by pattern, method and status', async () => {
    const labels = { route: `${things}/:id`, method: 'GET', status: '200' }
    const before = await countOf(labels)
    const { ask } = testGate()
    for (const id of [1, 2, 3]) await ask('GET', `${things}/${id}`)
    expect(await countOf(labels)).toBe(before + 3)
    const durations = (await httpDuration.get()).values.filter(
      ({ labels: one, metricName }) => metricName?.endsWith('_count') && Object(one).route === `${things}/:id`,
    )
    expect(durations.length).toBeGreaterThan(0)
  })

  test('made-up paths and methods make no new labels', async () => {
    const { ask } = testGate()
    for (let path = 0; path < 20; path++) await ask('GET', `/made-up-${path}`)
    await ask('PROPFIND', '/made-up')
    const { values } = await httpRequests.get()
    expect(values.filter(({ labels }) => String(labels.route).includes('made-up'))).toEqual([])
    expect(values.filter(({ labels }) => labels.method === 'PROPFIND')).toEqual([])
  })
})
