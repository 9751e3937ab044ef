/** Files through the door: what they may be, what comes of them, and the way back. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'

const TYPES = { csv: 'text/csv', todotxt: 'text/plain', ics: 'text/calendar', markdown: 'text/markdown' } as const
type Format = keyof typeof TYPES

let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp()
  ada = await it.signUp('ada')
})
afterAll(() => it.close())

interface Send {
  query?: string
  headers?: Record<string, string>
  token?: string
  base?: string
}
const send = async (format: Format, body: string, { query = '', headers = {}, token, base }: Send = {}) => {
  const response = await it.call('POST', `${base ?? '/api/v1'}/tasks/import?format=${format}${query}`, {
    token: token ?? ada.token,
    body,
    headers: { 'content-type': TYPES[format], ...headers },
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
const list = async (who = ada) =>
  (await (await it.call('GET', '/api/v1/tasks?limit=100&sort=created', { token: who.token })).json()).tasks

describe('an import', () => {
  test('adds all tasks of a file as one act, which undo takes back and redo brings again', async () => {
    const eve = await it.signUp('eve')
    const text = '- [ ] Call mum tomorrow #family\n- [x] Pay rent\n# Notes\n- Buy milk !high\n'
    const { status, body } = await send('markdown', text, { token: eve.token })
    expect(status).toBe(200)
    expect(body).toMatchObject({ added: 3, skipped: 1, errors: [] })
    expect(body.tasks).toMatchObject([
      { id: 1, title: 'Call mum', tags: ['family'], status: 'pending' },
      { id: 2, title: 'Pay rent', status: 'completed' },
      { id: 3, title: 'Buy milk', priority: 'high' },
    ])
    const { changes } = await (await it.call('GET', '/api/v1/changes', { token: eve.token })).json()
    expect(changes).toHaveLength(3)
    expect(changes[0]).toMatchObject({ actor: 'api', change: 'added' })
    const undone = await (await it.call('POST', '/api/v1/tasks/undo', { token: eve.token })).json()
    expect(undone.undone).toBe('added 3 tasks')
    expect(await list(eve)).toEqual([])
    await it.call('POST', '/api/v1/tasks/redo', { token: eve.token })
    expect(await list(eve)).toHaveLength(3)
  })

  test('in a dry run tells the same and adds nothing', async () => {
    const before = await list()
    const { status, body } = await send('csv', 'title,due_on\nTea,2026-12-01\n', { query: '&dry_run=true' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ added: 1, skipped: 0, errors: [], tasks: [{ title: 'Tea', due_on: '2026-12-01' }] })
    expect(body.tasks[0]).not.toHaveProperty('id')
    expect(await list()).toEqual(before)
  })

  test('with any error adds nothing', async () => {
    const before = await list()
    const { status, body } = await send('csv', 'title,due_on\nTea,2026-12-01\nMilk,2026-02-30\n')
    expect(status).toBe(200)
    expect(body).toMatchObject({ added: 0, errors: [{ line: 3 }] })
    expect(await list()).toEqual(before)
  })

  test('with an Idempotency-Key happens once', async () => {
    const eve = await it.signUp('eve')
    const options = { token: eve.token, headers: { 'idempotency-key': 'import-1' } }
    const first = await send('todotxt', 'Tea\nMilk\n', options)
    const again = await send('todotxt', 'Tea\nMilk\n', options)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.body).toEqual(first.body)
    expect(await list(eve)).toHaveLength(2)
    expect((await send('todotxt', 'Other\n', options)).body.error.code).toBe('idempotency_key_reused')
  })

  test('through the path that names the user, and not through another’s', async () => {
    const eve = await it.signUp('eve')
    expect((await send('todotxt', 'Tea', { token: eve.token, base: `/api/${eve.id}` })).body.added).toBe(1)
    expect((await send('todotxt', 'Tea', { token: eve.token, base: `/api/${ada.id}` })).status).toBe(403)
  })

  test('of an empty file adds nothing', async () => {
    for (const format of ['csv', 'todotxt', 'markdown'] as const)
      expect((await send(format, '')).body).toEqual({ added: 0, skipped: 0, errors: [], tasks: [] })
    expect((await send('ics', '')).body).toMatchObject({ added: 0, errors: [{ line: 1 }] })
  })
})

describe('the door refuses', () => {
  test.each([
    ['another type', 'csv', 'application/json', 415, 'unsupported_media_type'],
    ['the type of another format', 'csv', 'text/calendar', 415, 'unsupported_media_type'],
    ['a form', 'markdown', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['another charset', 'csv', 'text/csv; charset=latin1', 415, 'unsupported_media_type'],
  ] as const)('%s', async (_, format, type, status, code) => {
    const answer = await send(format, 'title\nTea', { headers: { 'content-type': type } })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  test('a format it does not know, and none', async () => {
    const headers = { 'content-type': 'text/csv' }
    for (const query of ['?format=xml', '', '?format=csv&dry_run=perhaps', '?format=csv&canary=1']) {
      const path = `/api/v1/tasks/import${query}`
      expect((await it.call('POST', path, { token: ada.token, body: 'title', headers })).status).toBe(400)
    }
  })

  test('more than 4 MB, and takes what is just below', async () => {
    const line = `${'x'.repeat(99)}\n`
    const full = line.repeat(Math.floor((4 * 1024 * 1024) / line.length))
    const over = await send('todotxt', `${full}${line}`)
    expect([over.status, over.body.error.code]).toEqual([413, 'payload_too_large'])
    expect((await send('todotxt', '\n'.repeat(4 * 1024 * 1024))).status).toBe(200)
  })

  test('what is no text', async () => {
    const response = await it.app.handle(
      new Request('http://localhost/api/v1/tasks/import?format=csv', {
        method: 'POST',
        headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'text/csv' },
        body: new Uint8Array([0x74, 0xff, 0xfe]),
      }),
    )
    expect(response.status).toBe(400)
  })

  test('more open tasks than one may have, dry or not; finished ones do not count', async () => {
    const small = await testApp({ settings: { MAX_TASKS_PER_USER: '3' } })
    try {
      const bob = await small.signUp('bob')
      const ask = async (text: string, query = '') => {
        const headers = { 'content-type': 'text/plain' }
        const path = `/api/v1/tasks/import?format=todotxt${query}`
        const response = await small.call('POST', path, { token: bob.token, body: text, headers })
        return [response.status, (await response.json()).added]
      }
      expect(await ask('a\nb\nc\nd')).toEqual([429, undefined])
      expect(await ask('a\nb\nc\nd', '&dry_run=true')).toEqual([429, undefined])
      expect(await ask('a\nb\nx c\nx d')).toEqual([200, 4])
      expect(await ask('c\nd')).toEqual([429, undefined])
      expect(await ask('c')).toEqual([200, 1])
      expect(await ask('x e')).toEqual([200, 1])
    } finally {
      await small.close()
    }
  })

  test('an access token that may not write', async () => {
    const mint = async (scopes: string[]) =>
      (await (await it.call('POST', '/api/v1/auth/tokens', { token: ada.token, body: { name: 'x', scopes } })).json())
        .token as string
    expect((await send('todotxt', 'Tea', { token: await mint(['tasks:read']) })).status).toBe(403)
    expect((await send('todotxt', 'Tea', { token: await mint(['tasks:write']) })).status).toBe(200)
  })
})

test('ten thousand tasks come and go in one act each', async () => {
  const eve = await it.signUp('eve')
  const text = Array.from({ length: 10_000 }, (_, at) => `Task ${at} @bulk due:2026-12-01`).join('\n')
  const { body } = await send('todotxt', text, { token: eve.token })
  expect([body.added, body.tasks.length, body.tasks[9_999].title]).toEqual([10_000, 10_000, 'Task 9999'])
  const over = await send('todotxt', `${text}\nOne more`, { token: eve.token })
  expect([over.status, over.body.error.code]).toEqual([429, 'task_limit_reached'])
  const undone = await (await it.call('POST', '/api/v1/tasks/undo', { token: eve.token })).json()
  expect(undone.undone).toBe('added 10000 tasks')
  expect(await list(eve)).toEqual([])
})
