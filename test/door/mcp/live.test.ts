/** `subscriptions/listen`: whose changes are told to whom, how soon, how many streams, and what ends them. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'
import { eventually } from '../../support/watched.ts'
import { modern, modernClient, send, tokenWith } from './support.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const add = (person: Person, title: string, app = it) =>
  app.call('POST', '/api/v1/tasks', { token: person.token, body: { title } })

/** A client that listens, and what it hears. */
const listening = async (person: Person, uris: string[], token = person.token, app = it) => {
  const client = await modernClient(app, token)
  const heard: string[] = []
  let wake: () => void = () => undefined
  const hear = (what: string) => {
    heard.push(what)
    wake()
  }
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => hear(params.uri))
  client.setNotificationHandler('notifications/resources/list_changed', () => hear('list'))
  const subscription = await client.listen({ resourceSubscriptions: uris, resourcesListChanged: true })
  /** Waits until all of these were heard. */
  const until = async (...wanted: string[]) => {
    while (!wanted.every((one) => heard.includes(one))) await new Promise<void>((resolve) => (wake = resolve))
  }
  return { heard, until, subscription, client }
}

test('a change by another door is told: the list, the task, and what to list anew', async () => {
  const ada = await it.signUp('ada')
  const { heard, until, client } = await listening(ada, ['todo://tasks', 'todo://tasks/1', 'todo://tasks/2'])
  await add(ada, 'Milk')
  await until('todo://tasks', 'todo://tasks/1', 'list')
  expect(heard).not.toContain('todo://tasks/2')
  await client.close()
})

test('a change on another instance is told too', async () => {
  const other = await testApp({ db: it.db })
  const ada = await it.signUp('ada')
  const { until, client } = await listening(ada, ['todo://tasks'])
  await add(ada, 'Milk', other)
  await until('todo://tasks')
  await client.close()
  await other.close()
})

test('what was not asked for is not told', async () => {
  const ada = await it.signUp('ada')
  const { heard, until, client } = await listening(ada, ['todo://tasks/2'])
  await add(ada, 'one')
  await add(ada, 'two')
  await until('todo://tasks/2')
  expect(heard).not.toContain('todo://tasks')
  expect(heard).not.toContain('todo://tasks/1')
  await client.close()
})

test('nobody hears of another’s tasks, although the addresses are the same', async () => {
  const [ada, bob] = [await it.signUp('ada'), await it.signUp('bob')]
  const of_ada = await listening(ada, ['todo://tasks', 'todo://tasks/1'])
  const of_bob = await listening(bob, ['todo://tasks', 'todo://tasks/1'])
  await add(ada, 'Milk')
  await of_ada.until('todo://tasks/1')
  expect(of_bob.heard).toEqual([])
  await add(bob, 'Bread')
  await of_bob.until('todo://tasks/1')
  await of_ada.client.close()
  await of_bob.client.close()
})

test('a token that may not read hears nothing', async () => {
  const ada = await it.signUp('ada')
  const deaf = await listening(ada, ['todo://tasks'], await tokenWith(it, ada.token, ['tasks:write']))
  const hearing = await listening(ada, ['todo://tasks'])
  await add(ada, 'Milk')
  await hearing.until('todo://tasks')
  expect(deaf.heard).toEqual([])
  await deaf.client.close()
  await hearing.client.close()
})

test('twenty streams for one user; the next is told to wait, until one has ended', async () => {
  const ada = await it.signUp('ada')
  const { body, headers = {} } = modern('subscriptions/listen', { notifications: { resourcesListChanged: true } })
  const all: Record<string, string> = {
    ...headers,
    authorization: `Bearer ${ada.token}`,
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  }
  const open = (signal?: AbortSignal) =>
    it.app.handle(
      new Request('http://localhost/mcp', { method: 'POST', body: JSON.stringify(body), headers: all, signal }),
    )
  const leave = new AbortController()
  const streams = await Promise.all(Array.from({ length: 20 }, () => open(leave.signal)))
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]))
  const refused = await open()
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
  expect(await refused.json()).toMatchObject({ error: { data: { code: 'stream_limit_reached' } } })
  leave.abort()
  const last = new AbortController()
  await eventually(async () => (await open(last.signal)).status === 200)
  last.abort()
})

test('a stopping instance ends the streams and opens no new ones; calls are still answered', async () => {
  const stopping = await testApp({ db: it.db })
  const ada = await it.signUp('ada')
  const { subscription, client } = await listening(ada, ['todo://tasks'], ada.token, stopping)
  const ended = subscription.closed
  await stopping.close()
  await ended
  const again = modern('subscriptions/listen', { notifications: { resourcesListChanged: true } })
  const { json, status } = await send(stopping, { token: ada.token, ...again })
  expect([status, json.error.data.code]).toEqual([503, 'draining'])
  expect((await client.callTool({ name: 'list_tasks', arguments: {} })).isError).toBeFalsy()
})
