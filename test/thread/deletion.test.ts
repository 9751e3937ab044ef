/** A deleted session: hidden on every door at once, restorable for 30 days, gone for good when asked or afterwards. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createLog } from '../../src/log.ts'
import { keepHouse } from '../../src/maintenance.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type Chat, chatWith } from '../support/chat.ts'

const S = '/api/v1/chatkit/sessions'
let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { RATE_LIMIT_REQUESTS_PER_MINUTE: '1000', MAX_SESSIONS_PER_USER: '3' } })
})
afterAll(() => it.close())

const ask = async (chat: Chat, method: string, path: string, body?: unknown) => {
  const response = await it.call(method, path, { token: chat.who.token, body })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined }
}
/** A person whose session holds an answer and a question that waits. */
const scene = async () => {
  const chat = await chatWith(it, 'ada')
  const { session_id, run } = await chat.ask('add Milk')
  await chat.ask('delete 1', session_id)
  return { chat, id: session_id, run: `${S}/${session_id}/threads/${session_id}/runs/${run.id}` }
}

describe('a deleted session', () => {
  test('is nowhere, and whole again when it is restored', async () => {
    const { chat, id, run } = await scene()
    const before = await ask(chat, 'GET', `${S}/${id}`)
    const [confirmation] = (await ask(chat, 'GET', '/api/v1/confirmations')).body.confirmations
    expect(await ask(chat, 'DELETE', `${S}/${id}`)).toEqual({ status: 200, body: { id, deleted: true } })
    for (const path of [`${S}/${id}`, run, `${run}/events`])
      expect([path, (await ask(chat, 'GET', path)).status]).toEqual([path, 404])
    expect((await ask(chat, 'GET', S)).body.sessions).toEqual([])
    expect((await ask(chat, 'GET', `${S}?q=milk`)).body.sessions).toEqual([])
    expect((await ask(chat, 'GET', '/api/v1/confirmations')).body.confirmations).toEqual([])
    const settle = await ask(chat, 'POST', `/api/v1/confirmations/${confirmation.id}`, { approve: true })
    expect(settle.status).toBe(404)
    for (const [method, path] of [
      ['DELETE', ''],
      ['POST', '/threads'],
    ] as const)
      expect((await ask(chat, method, `${S}/${id}${path}`)).status).toBe(404)
    expect((await ask(chat, 'PATCH', `${S}/${id}`, { title: 'x' })).status).toBe(404)
    expect((await chat.send(id, 'hello')).status).toBe(404)

    const restored = await ask(chat, 'POST', `${S}/${id}/restore`)
    expect(restored.status).toBe(200)
    expect((await ask(chat, 'GET', `${S}/${id}`)).body).toEqual(before.body)
    expect((await ask(chat, 'GET', run)).status).toBe(200)
    expect((await ask(chat, 'GET', '/api/v1/confirmations')).body.confirmations).toHaveLength(1)
  })

  test('is nobody else’s to restore or erase', async () => {
    const { chat, id } = await scene()
    await ask(chat, 'DELETE', `${S}/${id}`)
    const bob = await chatWith(it, 'bob')
    expect((await ask(bob, 'POST', `${S}/${id}/restore`)).status).toBe(403)
    expect((await ask(bob, 'DELETE', `${S}/${id}?forever=true`)).status).toBe(403)
    expect((await ask(chat, 'POST', `${S}/${id}/restore`)).status).toBe(200)
  })

  test('goes for good when asked to, hidden or not', async () => {
    const { chat, id } = await scene()
    await ask(chat, 'DELETE', `${S}/${id}`)
    expect((await ask(chat, 'DELETE', `${S}/${id}?forever=true`)).status).toBe(200)
    expect((await ask(chat, 'POST', `${S}/${id}/restore`)).status).toBe(404)
    expect((await ask(chat, 'DELETE', `${S}/${id}?forever=true`)).status).toBe(404)
    const rows = await it.db.query(
      (sql) => sql`select 1 from items where user_id = ${chat.who.id} and thread_id = ${id}`,
    )
    expect(rows).toHaveLength(0)
  })

  test('goes by itself after 30 days, not before', async () => {
    const { chat, id } = await scene()
    await ask(chat, 'DELETE', `${S}/${id}`)
    const age = (days: number) =>
      it.db.execute(
        (sql) => sql`
        update threads set deleted_at = now() - make_interval(days => ${days}) where user_id = ${chat.who.id} and id = ${id}`,
      )
    const left = async () =>
      (await it.db.query((sql) => sql`select 1 from threads where user_id = ${chat.who.id} and id = ${id}`)).length
    const keep = () => keepHouse({ db: it.db, account: it.core.account, log: createLog('silent'), retention_days: 0 })
    await age(29)
    await keep()
    expect(await left()).toBe(1)
    await age(31)
    expect((await ask(chat, 'POST', `${S}/${id}/restore`)).status).toBe(404)
    await keep()
    expect(await left()).toBe(0)
  })
})

test('archived and deleted sessions do not count towards the limit, each exactly once', async () => {
  const chat = await chatWith(it, 'eve')
  const make = async () => (await ask(chat, 'POST', S)).body.id as string
  const [a = '', b = '', c = ''] = [await make(), await make(), await make()]
  expect((await ask(chat, 'POST', S)).body.error.code).toBe('session_limit_reached')
  await ask(chat, 'PATCH', `${S}/${a}`, { archived: true })
  await ask(chat, 'PATCH', `${S}/${a}`, { archived: true, title: 'still archived' })
  const d = await make()
  expect((await ask(chat, 'POST', S)).status).toBe(429)
  await ask(chat, 'DELETE', `${S}/${b}`)
  await ask(chat, 'DELETE', `${S}/${a}`)
  const e = await make()
  expect((await ask(chat, 'POST', S)).status).toBe(429)
  await ask(chat, 'DELETE', `${S}/${b}?forever=true`)
  expect((await ask(chat, 'POST', S)).status).toBe(429)
  for (const id of [c, d, e]) await ask(chat, 'DELETE', `${S}/${id}?forever=true`)
  await ask(chat, 'POST', `${S}/${a}/restore`)
  await ask(chat, 'PATCH', `${S}/${a}`, { archived: false })
  await make()
  await make()
  expect((await ask(chat, 'POST', S)).status).toBe(429)
})
