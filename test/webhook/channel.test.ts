/** Changes and reminders as a receiver gets them: signed, under one id over all attempts, and never from a change that was taken back. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import type { Server } from 'bun'
import { Webhook } from 'standardwebhooks'
import { createWebhookChannel } from '../../src/webhook/channel.ts'
import { outgoing } from '../reminder/support.ts'
import { type Person, type TestApp, testApp } from '../support/app.ts'
import { errorOf } from '../support/failure.ts'

interface Got {
  id: string
  type: string
  data: { task: { id: number; title: string; status: string }; missed?: boolean; total?: number }
}
let it: TestApp
let receiver: Server<undefined>
let got: Got[]
let status = 200
let secret = ''
beforeAll(async () => {
  it = await testApp({ settings: { WEBHOOK_ALLOW_PRIVATE: 'true' } })
  receiver = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const text = await request.text()
      const verified = new Webhook(secret).verify(text, Object.fromEntries(request.headers)) as Omit<Got, 'id'>
      got.push({ id: request.headers.get('webhook-id') ?? '', ...verified })
      return new Response('', { status, headers: { location: 'http://127.0.0.1:1/' } })
    },
  })
})
afterAll(async () => {
  await it.close()
  await receiver.stop(true)
})

let ada: Person
let hook = ''
const ask = async (method: string, path: string, body?: unknown) => {
  const response = await it.call(method, `/api/v1${path}`, { token: ada.token, ...(body !== undefined && { body }) })
  const text = await response.text()
  return text ? JSON.parse(text) : undefined
}
beforeEach(async () => {
  got = []
  status = 200
  ada = await it.signUp('ada')
  const made = await ask('POST', '/webhooks', { url: `http://127.0.0.1:${receiver.port}/hook` })
  secret = made.secret
  hook = made.id
})
afterEach(() => ask('DELETE', `/webhooks/${hook}`))

const log = async () => (await ask('GET', `/webhooks/${hook}/deliveries?limit=100`)).deliveries
/** Looks until nothing waits that could be sent now. */
const delivered = async (most: number) => {
  while (got.length < most) await it.core.reminder.look()
}

describe('a change', () => {
  test('is told as what it was, signed, and stands in the log', async () => {
    await ask('POST', '/tasks', { title: 'Tea' })
    await ask('PATCH', '/tasks/1', { title: 'Coffee' })
    await ask('POST', '/tasks/1/toggle')
    await ask('DELETE', '/tasks/1')
    await ask('POST', '/tasks/undo')
    await delivered(5)
    const types = got.map(({ type }) => type).sort()
    expect(types).toEqual(['task.changed', 'task.completed', 'task.created', 'task.created', 'task.deleted'])
    expect(got.find(({ type }) => type === 'task.completed')?.data.task).toMatchObject({ id: 1, title: 'Coffee' })
    expect(Object.keys(got[0]?.data.task ?? {})).not.toContain('next_id')
    while ((await log()).some((one: { status: string }) => one.status === 'waiting')) await it.core.reminder.look()
    expect((await log())[0]).toMatchObject({ status: 'sent', attempts: 1, answer: '200', next_at: null })
  })

  test('that was refused is not told, and nobody hears of another’s', async () => {
    await ask('POST', '/tasks', { title: '' })
    const eve = await it.signUp('eve')
    await it.call('POST', '/api/v1/tasks', { token: eve.token, body: { title: 'Secret' } })
    expect(await log()).toEqual([])
    const foreign = await it.call('GET', `/api/v1/webhooks/${hook}/deliveries`, { token: eve.token })
    expect(foreign.status).toBe(404)
    expect((await it.call('DELETE', `/api/v1/webhooks/${hook}`, { token: eve.token })).status).toBe(404)
  })

  test.each([500, 302])('is told again under the same id when the receiver answers %i', async (refusal) => {
    status = refusal
    await ask('POST', '/tasks', { title: 'Tea' })
    await delivered(1)
    while ((await log())[0].answer === null) await it.core.reminder.look()
    expect((await log())[0]).toMatchObject({
      status: 'waiting',
      answer: `The receiver answered ${refusal}.`,
      next_at: expect.any(String),
    })
    status = 200
    await it.db.execute((sql) => sql`update outbox set next_at = now() where user_id = ${ada.id}`)
    await delivered(2)
    expect(new Set(got.map(({ id }) => id)).size).toBe(1)
    while ((await log())[0].status === 'waiting') await it.core.reminder.look()
    expect((await log())[0]).toMatchObject({ status: 'sent', attempts: 2 })
  })

  test('is told no more to a receiver that is gone', async () => {
    status = 410
    await ask('POST', '/tasks', { title: 'Tea' })
    while ((await log())[0].status === 'waiting') await it.core.reminder.look()
    expect((await log())[0]).toMatchObject({ status: 'failed', attempts: 1 })
  })
})

test('a reminder is told with its task', async () => {
  await ask('DELETE', `/webhooks/${hook}`)
  const made = await ask('POST', '/webhooks', {
    url: `http://127.0.0.1:${receiver.port}/hook`,
    events: ['reminder.due'],
  })
  secret = made.secret
  hook = made.id
  await ask('POST', '/tasks', { title: 'Tea', remind_at: '2099-01-01T09:00' })
  await it.db.execute((sql) => sql`update reminders set at = now() where user_id = ${ada.id}`)
  await delivered(1)
  expect(got).toMatchObject([{ type: 'reminder.due', data: { task: { title: 'Tea' }, missed: false, total: 1 } }])
})

test('what was completed while the connection was made is not told', async () => {
  const order: string[] = []
  const resolve = async () => {
    order.push('looked up')
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const made = await ask('POST', '/webhooks', { url: `http://hook.example:${receiver.port}/hook` })
  const secrets = [it.config.JWT_SECRET ?? ''] as const
  const channel = createWebhookChannel({ db: it.db, secrets, allow_private: true, post_options: { resolve } })
  const confirm = async () => {
    order.push('confirmed')
    throw new Error('it is done')
  }
  const message = outgoing({ user_id: ada.id, target: made.id })
  expect(String(await errorOf(channel.send(message, AbortSignal.timeout(20_000), confirm)))).toContain('it is done')
  expect([order, got]).toEqual([['looked up', 'confirmed'], []])
})
