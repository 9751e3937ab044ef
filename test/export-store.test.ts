/** What an account’s export holds beside sessions and tasks: changes, runs with usage, feedback; the person’s own. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { selectFeedback, selectMessages, selectRuns } from '../src/export-store.ts'
import { newReader } from './push/reader.ts'
import { type Person, type TestApp, testApp } from './support/app.ts'
import { type Chat, chatWith } from './support/chat.ts'

let chat: Chat
beforeAll(async () => {
  chat = await chatWith(await testApp())
})
afterAll(() => chat.it.close())

test('the export has changes, runs and feedback, and nothing of others', async () => {
  const { run, session_id } = await chat.ask('add milk')
  const [item] = run.items
  const body = { type: 'items.feedback', params: { thread_id: session_id, item_ids: [item.id], kind: 'positive' } }
  expect((await chat.it.call('POST', '/chatkit', { token: chat.who.token, body })).status).toBe(200)
  expect(await chat.get('/api/v1/auth/me/export')).toMatchObject({
    task_changes: [{ id: 1, actor: 'assistant', title: 'milk', run_id: run.id }],
    runs: [{ id: run.id, session_id, status: 'completed', usage: run.usage }],
    feedback: [{ id: item.id, kind: 'positive' }],
  })
  const { token } = await chat.it.signUp('luz')
  const other = await (await chat.it.call('GET', '/api/v1/auth/me/export', { token })).json()
  expect(other).toMatchObject({ task_changes: [], runs: [], feedback: [] })
})

test('more than one page is read to its end', async () => {
  for (let at = 0; at < 105; at += 1) {
    await chat.it.call('POST', '/api/v1/tasks', { token: chat.who.token, body: { title: `t${at}` } })
  }
  await chat.ask('add bread')
  const { task_changes, runs } = await chat.get('/api/v1/auth/me/export')
  expect([task_changes.length, runs.length]).toEqual([107, 2])
  const [first, second] = await chat.it.db.query((sql) => selectRuns(sql, chat.who.id, { limit: 5 }))
  const behind = await chat.it.db.query((sql) => selectRuns(sql, chat.who.id, { after: first?.id, limit: 5 }))
  expect(behind).toEqual(second ? [second] : [])
  expect(await chat.it.db.query((sql) => selectFeedback(sql, chat.who.id, { limit: 5 }))).toHaveLength(1)
})

describe('what reaches a person where no page is open', () => {
  const settings = { PUBLIC_URL: 'http://localhost' }

  /** A calendar address, a browser, a webhook with a message to it, each with its secret. */
  const reachable = async (it: TestApp, { token }: Person) => {
    const ask = async (method: string, path: string, body?: unknown) => {
      const response = await it.call(method, `/api/v1${path}`, { token, ...(body !== undefined && { body }) })
      expect([path, response.status]).toEqual([path, 201])
      return response.json()
    }
    const { given } = newReader()
    const endpoint = `https://push.example/${crypto.randomUUID()}`
    const subscription = { endpoint, keys: given }
    const feed = await ask('POST', '/auth/me/feed')
    await ask('POST', '/auth/me/push', subscription)
    const hook = await ask('POST', '/webhooks', { url: 'https://example.org/hook', events: ['task.created'] })
    await ask('POST', '/tasks', { title: 'Milk', remind_at: '2030-01-01T09:00' })
    return [feed.url, hook.secret, subscription.endpoint, subscription.keys.auth, subscription.keys.p256dh]
  }

  test('is in the export without its secrets', async () => {
    const it = await testApp({ settings })
    try {
      const ada = await it.signUp('ada')
      const secrets = await reachable(it, ada)
      const file = await (await it.call('GET', '/api/v1/auth/me/export', { token: ada.token })).json()
      expect(file).toMatchObject({
        calendar_address: { used_at: null },
        push_subscriptions: [{ service: 'push.example' }],
        webhooks: [{ url: 'https://example.org/hook', events: ['task.created'] }],
        sent_messages: [{ channel: 'webhook', kind: 'task.created' }],
      })
      for (const secret of secrets) expect(JSON.stringify(file)).not.toContain(secret)
      const eve = await it.signUp('eve')
      expect(await it.db.query((sql) => selectMessages(sql, eve.id, { limit: 5 }))).toEqual([])
    } finally {
      await it.close()
    }
  })

  test('is gone from every table once the account is erased', async () => {
    const it = await testApp({ settings })
    try {
      const ada = await it.signUp('ada')
      await reachable(it, ada)
      const owned = await it.db.query(
        (sql) => sql<{ name: string }[]>`select table_name as name from information_schema.columns
          where column_name = 'user_id' and table_schema = current_schema() order by table_name limit 100`,
      )
      const rows = async () => {
        const counts: Record<string, number> = {}
        for (const { name } of owned) {
          const [row] = await it.db.query(
            (sql) => sql`select count(*)::int as n from ${sql(name)} where user_id = ${ada.id}`,
          )
          if (row?.n > 0) counts[name] = row?.n
        }
        return counts
      }
      const before = await rows()
      for (const name of ['calendar_feeds', 'push_subscriptions', 'webhooks', 'outbox', 'reminders', 'tasks'])
        expect([name, before[name]]).toEqual([name, 1])
      const { token } = ada
      const erased = await it.call('DELETE', '/api/v1/auth/me', { token, body: { password: 'correct horse battery' } })
      expect(erased.status).toBe(204)
      expect(await rows()).toEqual({})
    } finally {
      await it.close()
    }
  })
})
