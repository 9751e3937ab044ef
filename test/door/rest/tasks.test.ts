import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Task } from '../../../src/task/schema.ts'
import { type Person, testApp } from '../../support/app.ts'
import { read } from '../../support/gate.ts'

const app = await testApp()
afterAll(() => app.close())

interface Sent {
  body?: unknown
  headers?: Record<string, string>
}
const ask = async (who: Person | undefined, method: string, path: string, sent: Sent = {}) =>
  read(await app.call(method, path, { ...sent, ...(who && { token: who.token }) }))

let ada: Person
let luz: Person
beforeAll(async () => {
  ada = await app.signUp('ada')
  luz = await app.signUp('luz')
})

/** Both doors to the same tasks. */
const BASES: [string, (who: Person) => string][] = [
  ['/api/v1/tasks', () => '/api/v1/tasks'],
  ['/api/{user_id}/tasks', (who) => `/api/${who.id}/tasks`],
]

describe.each(BASES)('%s', (_, baseOf) => {
  test('the life of a task', async () => {
    const who = await app.signUp('bob')
    const base = baseOf(who)
    const made = await ask(who, 'POST', base, { body: { title: ' Buy milk ', due_on: '2099-05-01', tags: ['shop'] } })
    expect(made.status).toBe(201)
    expect(made.json).toEqual({
      id: 1,
      title: 'Buy milk',
      description: null,
      status: 'pending',
      priority: 'none',
      due_on: '2099-05-01',
      due_time: null,
      repeat: null,
      tags: ['shop'],
      remind_at: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: expect.stringMatching(/Z$/),
      completed_at: null,
    })
    expect(await ask(who, 'GET', `${base}/1`)).toMatchObject({ status: 200, json: made.json })
    const changed = await ask(who, 'PATCH', `${base}/1`, { body: { title: 'Oat milk', due_time: '09:30' } })
    expect(changed).toMatchObject({ status: 200, json: { id: 1, title: 'Oat milk', due_time: '09:30' } })
    const toggled = await ask(who, 'POST', `${base}/1/toggle`)
    expect(toggled).toMatchObject({ status: 200, json: { status: 'completed', completed_at: expect.any(String) } })
    const gone = await ask(who, 'DELETE', `${base}/1`)
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect(await ask(who, 'GET', `${base}/1`)).toMatchObject({ status: 404, json: { error: { code: 'not_found' } } })
    const undone = await ask(who, 'POST', `${base}/undo`)
    expect(undone).toMatchObject({ status: 200, json: { undone: 'deleted “Oat milk”', task: toggled.json } })
    expect((await ask(who, 'GET', base)).json).toEqual({ tasks: [toggled.json], has_more: false, after: null })
  })

  test('no list but one’s own, and an empty one is []', async () => {
    const who = await app.signUp('new')
    await ask(ada, 'POST', baseOf(ada), { body: { title: 'not yours' } })
    expect((await ask(who, 'GET', baseOf(who))).json).toEqual({ tasks: [], has_more: false, after: null })
  })

  test('pages', async () => {
    const who = await app.signUp('pages')
    for (const title of ['a', 'b', 'c']) await ask(who, 'POST', baseOf(who), { body: { title } })
    const first = await ask(who, 'GET', `${baseOf(who)}?limit=2`)
    expect(first.json).toMatchObject({ tasks: [{ id: 1 }, { id: 2 }], has_more: true })
    const rest = await ask(who, 'GET', `${baseOf(who)}?limit=2&after=${first.json.after}`)
    expect(rest.json).toEqual({ tasks: [expect.objectContaining({ id: 3 })], has_more: false, after: null } as never)
  })

  test('filters', async () => {
    const who = await app.signUp('filters')
    const tasks = [
      { title: 'Milk', due_on: '2099-01-01', priority: 'high', tags: ['shop'] },
      { title: '50% off', due_on: '2099-02-01' },
    ]
    for (const body of tasks) await ask(who, 'POST', baseOf(who), { body })
    await ask(who, 'POST', `${baseOf(who)}/2/toggle`)
    const found = async (query: string) =>
      ((await ask(who, 'GET', `${baseOf(who)}?${query}`)).json.tasks as Task[]).map(({ id }) => id)
    expect(await found('status=pending')).toEqual([1])
    expect(await found('status=completed')).toEqual([2])
    expect(await found('status=all')).toEqual(await found('limit=20'))
    expect(await found('q=MILK')).toEqual([1])
    expect(await found('q=%25')).toEqual([2])
    expect(await found('due_before=2099-01-01')).toEqual([1])
    expect(await found('due_after=2099-01-02')).toEqual([2])
    expect(await found('priority=high&tag=shop&status=pending')).toEqual([1])
    expect(await found('priority=high&status=completed')).toEqual([])
  })

  test('somebody else’s task is not there, and stays as it is', async () => {
    const { json: mine } = await ask(ada, 'POST', baseOf(ada), { body: { title: 'private words' } })
    const theirs = `${baseOf(luz)}/${mine.id}`
    const answers = [
      await ask(luz, 'GET', theirs),
      await ask(luz, 'PATCH', theirs, { body: { title: 'taken' } }),
      await ask(luz, 'POST', `${theirs}/toggle`),
      await ask(luz, 'DELETE', theirs),
    ]
    for (const { status, json, text } of answers) {
      expect([status, json.error?.code]).toEqual([404, 'not_found'])
      expect(text).not.toContain('private')
    }
    expect((await ask(ada, 'GET', `${baseOf(ada)}/${mine.id}`)).json).toEqual(mine)
  })
})

describe('another user’s path', () => {
  const routes: [string, string, unknown][] = [
    ['GET', '', undefined],
    ['GET', '?format=csv', undefined],
    ['POST', '', { title: 'x' }],
    ['GET', '/1', undefined],
    ['PATCH', '/1', { title: 'x' }],
    ['DELETE', '/1', undefined],
    ['POST', '/1/toggle', undefined],
    ['POST', '/undo', undefined],
  ]
  let owner: Person
  beforeAll(async () => {
    owner = await app.signUp('owner')
    await ask(owner, 'POST', '/api/v1/tasks', { body: { title: 'private words' } })
  })
  test.each(routes)('%s %s is 403, and nothing happens there', async (method, path, body) => {
    const before = (await ask(owner, 'GET', '/api/v1/tasks')).json
    for (const id of [owner.id, 'me', 'v2', "' or true --"]) {
      const { status, json, text } = await ask(luz, method, `/api/${encodeURIComponent(id)}/tasks${path}`, { body })
      expect([status, json.error?.code]).toEqual([403, 'forbidden'])
      expect(text).not.toContain('private')
    }
    expect((await ask(owner, 'GET', '/api/v1/tasks')).json).toEqual(before)
  })

  test.each(routes)('%s %s without a token is 401, on both doors', async (method, path, body) => {
    for (const base of ['/api/v1/tasks', `/api/${ada.id}/tasks`]) {
      const { status, json, headers } = await ask(undefined, method, base + path, { body })
      expect([status, json.error?.code]).toEqual([401, 'unauthenticated'])
      expect(headers.get('www-authenticate')).toStartWith('Bearer')
    }
  })
})

describe('scopes of an access token', () => {
  const tokenFor = async (...scopes: string[]) => {
    const { json } = await ask(ada, 'POST', '/api/v1/auth/tokens', { body: { name: 'cli', scopes } })
    return { ...ada, token: String(json.token) }
  }
  test('reading does not write', async () => {
    const reader = await tokenFor('tasks:read')
    expect((await ask(reader, 'GET', '/api/v1/tasks')).status).toBe(200)
    for (const [method, path] of [
      ['POST', ''],
      ['PATCH', '/1'],
      ['DELETE', '/1'],
      ['POST', '/1/toggle'],
      ['POST', '/undo'],
    ] as const) {
      const body = method === 'PATCH' || path === '' ? { title: 'x' } : undefined
      const { status, json } = await ask(reader, method, `/api/v1/tasks${path}`, { body })
      expect([status, json.error?.code]).toEqual([403, 'insufficient_scope'])
    }
  })

  test('neither writing nor chatting reads', async () => {
    for (const scope of ['tasks:write', 'chat'])
      expect((await ask(await tokenFor(scope), 'GET', '/api/v1/tasks')).status).toBe(403)
  })
})

describe('bad input changes nothing', () => {
  const rows: [string, string, Sent, number, string][] = [
    ['GET', '?status=bogus', {}, 400, 'validation_error'],
    ['GET', '?priority=urgent', {}, 400, 'validation_error'],
    ['GET', '?due_before=2026-02-30', {}, 400, 'validation_error'],
    ['GET', '?due_after=soon', {}, 400, 'validation_error'],
    ['GET', '?q=', {}, 400, 'validation_error'],
    ['GET', '?q=%00', {}, 400, 'validation_error'],
    ['GET', '?tag=two%20words', {}, 400, 'validation_error'],
    ['GET', '?sort=id', {}, 400, 'validation_error'],
    ['GET', '?order=id;drop', {}, 400, 'validation_error'],
    ['GET', '?__proto__=1', {}, 400, 'validation_error'],
    ['GET', '?limit=0', {}, 400, 'validation_error'],
    ['GET', '?limit=101', {}, 400, 'validation_error'],
    ['GET', '?limit=ten', {}, 400, 'validation_error'],
    ['GET', '?after=nonsense', {}, 400, 'bad_cursor'],
    ['GET', '?format=xml', {}, 400, 'validation_error'],
    ['GET', '?format=csv&status=bogus', {}, 400, 'validation_error'],
    ['POST', '', {}, 400, 'validation_error'],
    ['POST', '', { body: {} }, 400, 'validation_error'],
    ['POST', '', { body: { title: '' } }, 400, 'validation_error'],
    ['POST', '', { body: { title: ' \n\t ' } }, 400, 'validation_error'],
    ['POST', '', { body: { title: 'a'.repeat(201) } }, 400, 'validation_error'],
    ['POST', '', { body: { title: 'a\0' } }, 400, 'validation_error'],
    ['POST', '', { body: '{"title":"\\ud800"}' }, 400, 'validation_error'],
    ['POST', '', { body: { title: 1 } }, 400, 'validation_error'],
    ['POST', '', { body: { title: 'x', user_id: 'luz' } }, 400, 'validation_error'],
    ['POST', '', { body: { title: 'x', id: 1 } }, 400, 'validation_error'],
    ['POST', '', { body: { title: 'x', status: 'completed' } }, 400, 'validation_error'],
    ['POST', '', { body: '{"title":"x","__proto__":{"id":9}}' }, 400, 'validation_error'],
    ['POST', '', { body: { title: 'x', due_on: '2026-02-30' } }, 400, 'validation_error'],
    ['POST', '', { body: { title: 'x', due_time: '10:00' } }, 400, 'validation_error'],
    ['POST', '', { body: { title: 'x', repeat: 'FREQ=SECONDLY' } }, 400, 'validation_error'],
    ['POST', '', { body: [{ title: 'x' }] }, 400, 'validation_error'],
    ['POST', '', { body: '{"title":' }, 400, 'bad_json'],
    ['POST', '', { body: 'title=x', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    ['POST', '', { body: { title: 'x'.repeat(300_000) } }, 413, 'payload_too_large'],
    ['POST', '', { body: { title: 'x' }, headers: { 'idempotency-key': '' } }, 400, 'validation_error'],
    ['PATCH', '/1', { body: { status: 'done' } }, 400, 'validation_error'],
    ['PATCH', '/1', { body: { title: null } }, 400, 'validation_error'],
    ['PATCH', '/1', { body: { created_at: '2020-01-01T00:00:00Z' } }, 400, 'validation_error'],
    ['PATCH', '/1', { body: { due_time: '10:00' } }, 400, 'validation_error'],
    ['PATCH', '/99', { body: { title: 'x' } }, 404, 'not_found'],
    ['GET', '/99', {}, 404, 'not_found'],
    ['GET', '/0', {}, 404, 'not_found'],
    ['GET', '/-1', {}, 404, 'not_found'],
    ['GET', '/1.5', {}, 404, 'not_found'],
    ['GET', '/1e3', {}, 404, 'not_found'],
    ['GET', '/9999999999', {}, 404, 'not_found'],
    ['GET', `/${encodeURIComponent("1' or '1'='1")}`, {}, 404, 'not_found'],
    ['POST', '/99/toggle', {}, 404, 'not_found'],
    ['POST', '/1/toggle', { body: { status: 'completed' } }, 400, 'validation_error'],
    ['POST', '/undo', { body: { steps: 2 } }, 400, 'validation_error'],
    ['DELETE', '/99', {}, 404, 'not_found'],
    ['PUT', '/1', { body: { title: 'x' } }, 405, 'method_not_allowed'],
    ['DELETE', '', {}, 405, 'method_not_allowed'],
  ]
  let who: Person
  beforeAll(async () => {
    who = await app.signUp('careful')
    await ask(who, 'POST', '/api/v1/tasks', { body: { title: 'as it was' } })
  })
  test.each(rows)('%s %s %j: %i %s', async (method, path, sent, status, code) => {
    const before = (await ask(who, 'GET', '/api/v1/tasks')).json
    const answer = await ask(who, method, `/api/v1/tasks${path}`, sent)
    expect([answer.status, answer.json.error?.code]).toEqual([status, code])
    expect(answer.json).toMatchObject({ success: false, error: { request_id: expect.any(String) } })
    // The id of a request is random: it may hold any four letters.
    const said = answer.text.replace(answer.json.error?.request_id ?? '', '')
    expect(said).not.toMatch(/select |insert |at \/|node_modules|postgres|xxxx|aaaa/i)
    expect((await ask(who, 'GET', '/api/v1/tasks')).json).toEqual(before)
  })

  test('details name each field, never its value', async () => {
    const body = { title: ' ', due_on: 'banana', priority: 'papaya' }
    const { json, text } = await ask(ada, 'POST', '/api/v1/tasks', { body })
    for (const path of ['/title', '/due_on', '/priority'])
      expect(json.error?.details).toContainEqual({ path, message: expect.any(String) })
    expect(text).not.toMatch(/banana|papaya/)
  })
})

describe('Idempotency-Key', () => {
  const keyed = (key: string, body?: unknown): Sent => ({
    headers: { 'idempotency-key': key },
    ...(body ? { body } : {}),
  })

  test('50 parallel creates: one task, one answer', async () => {
    const who = await app.signUp('once')
    const all = await Promise.all(
      Array.from({ length: 50 }, () => ask(who, 'POST', '/api/v1/tasks', keyed('k1', { title: 'only one' }))),
    )
    expect(all.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(49)
    for (const { status, json } of all) expect([status, json]).toEqual([201, all[0]?.json as never])
    expect((await ask(who, 'GET', '/api/v1/tasks')).json.tasks).toHaveLength(1)
  })

  test('another body: 422; another user or no key: another task', async () => {
    const [who, other] = [await app.signUp('once'), await app.signUp('other')]
    await ask(who, 'POST', '/api/v1/tasks', keyed('k', { title: 'a' }))
    const reused = await ask(who, 'POST', '/api/v1/tasks', keyed('k', { title: 'b' }))
    expect([reused.status, reused.json.error?.code]).toEqual([422, 'idempotency_key_reused'])
    expect((await ask(other, 'POST', '/api/v1/tasks', keyed('k', { title: 'b' }))).status).toBe(201)
    expect((await ask(who, 'POST', '/api/v1/tasks', { body: { title: 'a' } })).json).toMatchObject({ id: 2 })
  })

  test('both doors share the key', async () => {
    const who = await app.signUp('once')
    await ask(who, 'POST', '/api/v1/tasks', keyed('k', { title: 'a' }))
    const again = await ask(who, 'POST', `/api/${who.id}/tasks`, keyed('k', { title: 'a' }))
    expect([again.status, again.headers.get('idempotent-replayed'), again.json.id]).toEqual([201, 'true', 1 as never])
  })

  test('a refused request leaves its key free', async () => {
    const who = await app.signUp('once')
    expect((await ask(who, 'POST', '/api/v1/tasks', keyed('k', { title: 'a', due_on: '2026-02-30' }))).status).toBe(400)
    expect((await ask(who, 'POST', '/api/v1/tasks', keyed('k', { title: 'a' }))).status).toBe(201)
  })

  test('toggle and undo happen once per key, and per task', async () => {
    const who = await app.signUp('once')
    for (const title of ['a', 'b']) await ask(who, 'POST', '/api/v1/tasks', { body: { title } })
    for (const replayed of [null, 'true']) {
      const { headers, json } = await ask(who, 'POST', '/api/v1/tasks/1/toggle', keyed('k'))
      expect([headers.get('idempotent-replayed'), json.status as unknown]).toEqual([replayed, 'completed'])
    }
    expect((await ask(who, 'POST', '/api/v1/tasks/2/toggle', keyed('k'))).json.status).toBe('completed')
    for (const replayed of [null, 'true']) {
      const { headers, json } = await ask(who, 'POST', '/api/v1/tasks/undo', keyed('k'))
      expect([headers.get('idempotent-replayed'), json.undone as unknown]).toEqual([replayed, 'completed “b”'])
    }
    expect((await ask(who, 'GET', '/api/v1/tasks/1')).json.status).toBe('completed')
  })
})

test('undo with nothing to undo is 409', async () => {
  const { status, json } = await ask(await app.signUp('fresh'), 'POST', '/api/v1/tasks/undo')
  expect([status, json.error?.code]).toEqual([409, 'nothing_to_undo'])
})

describe('?format=', () => {
  test.each([
    ['csv', 'text/csv; charset=utf-8; header=present', 'attachment; filename="tasks.csv"', "1,'=1+1,"],
    ['ics', 'text/calendar; charset=utf-8', 'attachment; filename="tasks.ics"', 'SUMMARY:=1+1'],
    ['todotxt', 'text/plain; charset=utf-8', 'attachment; filename="todo.txt"', ' =1+1 @sum'],
  ])('%s', async (format, type, disposition, expected) => {
    const who = await app.signUp('export')
    await ask(who, 'POST', '/api/v1/tasks', { body: { title: '=1+1', tags: ['sum'] } })
    await ask(who, 'POST', '/api/v1/tasks', { body: { title: 'not asked for' } })
    for (const base of ['/api/v1/tasks', `/api/${who.id}/tasks`]) {
      const { status, headers, text } = await ask(who, 'GET', `${base}?format=${format}&tag=sum`)
      expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
        200,
        type,
        disposition,
      ])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(text).toContain(expected)
      expect(text).not.toContain('not asked for')
    }
  })

  test('is not cut to a page', async () => {
    const who = await app.signUp('export')
    const some = Array.from({ length: 25 }, (_, at) => ({ title: `task ${at}` }))
    await Promise.all(some.map((body) => ask(who, 'POST', '/api/v1/tasks', { body })))
    expect((await ask(who, 'GET', '/api/v1/tasks?format=todotxt')).text.trim().split('\n')).toHaveLength(25)
  })
})

test('requests are counted on the budget of tasks', async () => {
  const { headers } = await ask(ada, 'GET', '/api/v1/tasks')
  expect(headers.get('ratelimit-limit')).toBe('100000')
  expect(Number(headers.get('ratelimit-remaining'))).toBeLessThan(100_000)
})

test('HEAD answers like GET, without the body', async () => {
  const { status, text } = await ask(ada, 'HEAD', '/api/v1/tasks')
  expect([status, text]).toEqual([200, ''])
})

describe('redo', () => {
  test('takes back the newest undo; nothing left is 409', async () => {
    const who = await app.signUp('redo')
    await ask(who, 'POST', '/api/v1/tasks', { body: { title: 'Milk' } })
    expect((await ask(who, 'POST', '/api/v1/tasks/undo')).json).toMatchObject({ tasks: [], task: null })
    const { status, json } = await ask(who, 'POST', '/api/v1/tasks/redo')
    expect([status, json]).toMatchObject([200, { undone: 'added “Milk”', tasks: [{ id: 1 }] }])
    const again = await ask(who, 'POST', '/api/v1/tasks/redo')
    expect([again.status, again.json.error?.code]).toEqual([409, 'nothing_to_redo'])
  })
})

test('filters and orders of a list come as text', async () => {
  const who = await app.signUp('cyd')
  const add = (body: object) => ask(who, 'POST', '/api/v1/tasks', { body })
  await add({ title: 'late', due_on: '2020-01-01' })
  await add({ title: 'a', priority: 'high' })
  await add({ title: 'Daily', repeat: 'FREQ=DAILY' })
  const titles = async (query: string) => {
    const { status, json } = await ask(who, 'GET', `/api/v1/tasks?${query}`)
    return status === 200 ? (json.tasks as Task[]).map(({ title }) => title) : [status, json.error?.code]
  }
  expect(await titles('overdue=true')).toEqual(['late'])
  expect(await titles('undated=true')).toEqual(['a'])
  expect(await titles('repeats=true')).toEqual(['Daily'])
  expect(await titles('due_after=today&due_before=tomorrow')).toEqual(['Daily'])
  expect(await titles('sort=-title')).toEqual(['late', 'Daily', 'a'])
  expect(await titles('sort=priority&limit=1')).toEqual(['a'])
  expect(await titles('overdue=yes')).toEqual([400, 'validation_error'])
  expect(await titles('sort=size')).toEqual([400, 'validation_error'])
  expect(await titles('q=a+b+c+d+e+f+g+h+i')).toEqual([400, 'validation_error'])
  expect(await titles('q=a+A+a+a+a+a+a+a+a+a')).toHaveLength(3)
  await ask(who, 'POST', '/api/v1/tasks/2/toggle')
  expect(await titles('completed_after=today&completed_before=tomorrow')).toEqual(['a'])
  const csv = await ask(who, 'GET', '/api/v1/tasks?overdue=true&format=csv')
  expect([csv.text.includes('late'), csv.text.includes('Daily')]).toEqual([true, false])
})
