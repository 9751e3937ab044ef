/** ETags of tasks and sessions: what they cover, and the conditions that clients tie to them. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'

let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp({ settings: { RATE_LIMIT_REQUESTS_PER_MINUTE: '1000' } })
  ada = await it.signUp('ada')
})
afterAll(() => it.close())

const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await it.call(method, `/api/v1${path}`, { token: ada.token, body, headers })
  const text = await response.text()
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    body: text ? JSON.parse(text) : undefined,
  }
}
const newTask = async () => {
  const made = await ask('POST', '/tasks', { title: 'Milk' })
  return { id: made.body.id as number, etag: made.etag }
}

describe('the ETag of a task', () => {
  test('is the same wherever the same state is answered, and another after a change', async () => {
    const { id, etag } = await newTask()
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    expect((await ask('GET', `/tasks/${id}`)).etag).toBe(etag)
    const changed = await ask('PATCH', `/tasks/${id}`, { title: 'Oat milk' })
    expect(changed.etag).not.toBe(etag)
    expect((await ask('GET', `/tasks/${id}`)).etag).toBe(changed.etag)
    const toggled = await ask('POST', `/tasks/${id}/toggle`)
    expect(toggled.etag).not.toBe(changed.etag)
    expect((await ask('GET', `/tasks/${id}`)).etag).toBe(toggled.etag)
  })

  test('If-None-Match: 304 without a body while it is the same, also among others and as a weak tag', async () => {
    const { id, etag } = await newTask()
    for (const header of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const same = await ask('GET', `/tasks/${id}`, undefined, { 'if-none-match': header })
      expect([header, same.status, same.body, same.etag]).toEqual([header, 304, undefined, etag])
    }
    await ask('PATCH', `/tasks/${id}`, { title: 'Oat milk' })
    for (const header of [etag, '"other"', 'nonsense'])
      expect((await ask('GET', `/tasks/${id}`, undefined, { 'if-none-match': header })).status).toBe(200)
  })

  const acts: [string, string, unknown][] = [
    ['PATCH', '', { title: 'Oat milk' }],
    ['POST', '/toggle', undefined],
    ['DELETE', '', undefined],
  ]
  test.each(acts)('If-Match of an older state refuses %s%s and changes nothing', async (method, path, body) => {
    const { id, etag } = await newTask()
    const now = await ask('PATCH', `/tasks/${id}`, { priority: 'high' })
    for (const header of [etag, `W/${now.etag}`, '"other"', 'nonsense']) {
      const refused = await ask(method, `/tasks/${id}${path}`, body, { 'if-match': header })
      expect([header, refused.status, refused.body.error.code]).toEqual([header, 412, 'changed_meanwhile'])
    }
    expect((await ask('GET', `/tasks/${id}`)).body).toEqual(now.body)
    const done = await ask(method, `/tasks/${id}${path}`, body, { 'if-match': `"x", ${now.etag}` })
    expect(done.status).toBeLessThan(300)
  })

  test('of twenty who change the same state one does, the others are told', async () => {
    const { id, etag } = await newTask()
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => ask('PATCH', `/tasks/${id}`, { title: `t${n}` }, { 'if-match': etag })),
    )
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(all.filter(({ status }) => status === 412)).toHaveLength(19)
  })

  test('If-Match: * changes what is there; what is not there is 404', async () => {
    const { id } = await newTask()
    expect((await ask('PATCH', `/tasks/${id}`, { title: 'x' }, { 'if-match': '*' })).status).toBe(200)
    expect((await ask('PATCH', '/tasks/99999', { title: 'x' }, { 'if-match': '"x"' })).status).toBe(404)
  })
})

describe('the ETag of a session', () => {
  const S = '/chatkit/sessions'
  test('covers title, pinned and archived, not what is said', async () => {
    const made = await ask('POST', S, { title: 'Shopping' })
    const path = `${S}/${made.body.id}`
    expect((await ask('GET', path)).etag).toBe(made.etag)
    const message = { message: { content: [{ type: 'input_text', text: 'hello' }] } }
    await ask('POST', `${path}/threads/${made.body.id}/runs`, message, { accept: 'application/json' })
    expect((await ask('GET', path)).etag).toBe(made.etag)
    for (const change of [{ title: 'Food' }, { pinned: true }, { archived: true }]) {
      const before = (await ask('GET', path)).etag
      expect((await ask('PATCH', path, change)).etag).not.toBe(before)
    }
  })

  test('If-Match of an older state is 412; of twenty at once one succeeds', async () => {
    const made = await ask('POST', S, { title: 'Shopping' })
    const path = `${S}/${made.body.id}`
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => ask('PATCH', path, { title: `t${n}` }, { 'if-match': made.etag })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)])
    expect(all.find(({ status }) => status === 412)?.body.error.code).toBe('changed_meanwhile')
    expect((await ask('PATCH', path, { title: 'x' }, { 'if-match': '*' })).status).toBe(200)
  })

  test('If-Match of an older state deletes nothing; that of the state it has does', async () => {
    for (const forever of ['', '?forever=true']) {
      const made = await ask('POST', S, { title: 'Shopping' })
      const path = `${S}/${made.body.id}`
      const now = await ask('PATCH', path, { pinned: true })
      const refused = await ask('DELETE', `${path}${forever}`, undefined, { 'if-match': made.etag })
      expect([refused.status, refused.body.error.code]).toEqual([412, 'changed_meanwhile'])
      expect((await ask('GET', path)).status).toBe(200)
      expect((await ask('DELETE', `${path}${forever}`, undefined, { 'if-match': now.etag })).status).toBe(200)
      expect((await ask('GET', path)).status).toBe(404)
    }
  })

  test('is answered by a restore', async () => {
    const made = await ask('POST', S, { title: 'Shopping' })
    await ask('DELETE', `${S}/${made.body.id}`)
    expect((await ask('POST', `${S}/${made.body.id}/restore`)).etag).toBe(made.etag)
  })
})
