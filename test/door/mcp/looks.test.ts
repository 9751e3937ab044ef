/** What agents may look at: what changed since when, and what became of their questions. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { modern, modernClient, send } from './support.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

// biome-ignore lint/suspicious/noExplicitAny: contents have the shape each test expects
type Json = any
const parsed = ({ contents: [content] }: Json): Json => JSON.parse(content.text)

describe('what changed', () => {
  const reader = async () => {
    const bob = await it.signUp('bob')
    const client = await modernClient(it, bob.token)
    const add = (title: string) => it.call('POST', '/api/v1/tasks', { token: bob.token, body: { title } })
    const read = async (since = '') => parsed(await client.readResource({ uri: `todo://changes${since}` }))
    return { add, read, token: bob.token }
  }
  const said = ({ changes }: Json) => changes.map(({ change, title, actor }: Json) => [change, title, actor])

  test('is told newest first, with who did it, and what to ask from next time', async () => {
    const { add, read, token } = await reader()
    expect(await read()).toEqual({ changes: [], last: 0, has_more: false })
    await add('Milk')
    await it.call('PATCH', '/api/v1/tasks/1', { token, body: { title: 'Oat milk' } })
    const first = await read()
    expect(said(first)).toEqual([
      ['changed', 'Oat milk', 'api'],
      ['added', 'Milk', 'api'],
    ])
    expect(first).toMatchObject({ last: 2, has_more: false, changes: [{ before: { title: 'Milk' } }, {}] })
    expect(await read('/2')).toEqual({ changes: [], last: 2, has_more: false })
    await add('Bread')
    expect(said(await read('/2'))).toEqual([['added', 'Bread', 'api']])
    expect(said(await read('/0'))).toHaveLength(3)
  })

  test('since a moment', async () => {
    const { add, read } = await reader()
    await add('Milk')
    const { at } = (await read()).changes[0]
    await it.db.execute(
      (sql) => sql`update task_changes set created_at = created_at - interval '1 hour' where created_at = ${at}`,
    )
    await add('Bread')
    const minutes = (n: number) => encodeURIComponent(new Date(Date.parse(at) + n * 60_000).toISOString())
    expect(said(await read(`/${minutes(-30)}`))).toEqual([['added', 'Bread', 'api']])
    expect(said(await read(`/${minutes(-90)}`))).toHaveLength(2)
    expect(said(await read(`/${minutes(30)}`))).toEqual([])
  })

  test('more than fits says so', async () => {
    const { read, token } = await reader()
    const body = Array.from({ length: 130 }, (_, n) => `task ${n}`).join('\n')
    const headers = { 'content-type': 'text/plain' }
    await it.call('POST', '/api/v1/tasks/import?format=todotxt', { token, body, headers })
    const all = await read('/0')
    expect([all.changes.length, all.last, all.has_more]).toEqual([100, 130, true])
    const late = await read('/40')
    expect([late.changes.length, late.has_more]).toEqual([90, false])
  })
})

describe('a question to the person', () => {
  test('can be looked at without calling again: while it waits, and what was decided', async () => {
    const bob = await it.signUp('bob')
    for (const title of ['Milk', 'Bread']) await it.call('POST', '/api/v1/tasks', { token: bob.token, body: { title } })
    const client = await modernClient(it, bob.token)
    const look = async (uri: string) => parsed(await client.readResource({ uri }))
    const ask = async (task_id: number): Promise<Json> =>
      client.callTool({ name: 'delete_task', arguments: { task_id } })
    const [milk, bread] = [await ask(1), await ask(2)]
    const [one, other] = [milk, bread].map(({ structuredContent }) => structuredContent.confirmation)
    const uri = `todo://confirmations/${one.id}`
    expect(milk.content[0].text).toContain(uri)
    expect(await look(uri)).toMatchObject({
      id: one.id,
      status: 'pending',
      titles: ['Milk'],
      url: one.url,
      tool_calls: [],
    })
    expect((await look('todo://confirmations')).confirmations.map(({ id }: Json) => id)).toEqual([other.id, one.id])
    const settle = (id: string, approve: boolean) =>
      it.call('POST', `/api/v1/confirmations/${id}`, { token: bob.token, body: { approve } })
    await settle(one.id, true)
    await settle(other.id, false)
    expect(await look(uri)).toMatchObject({
      status: 'approved',
      tool_calls: [{ name: 'delete_task', result: { deleted: true, task_id: 1 } }],
    })
    expect(await look(`todo://confirmations/${other.id}`)).toMatchObject({ status: 'declined', tool_calls: [] })
    expect(await look('todo://confirmations')).toEqual({ confirmations: [] })
    const eve = await it.signUp('eve')
    const { json } = await send(it, { token: eve.token, ...modern('resources/read', { uri }) })
    expect(json.error.code).toBe(-32602)
  })
})
