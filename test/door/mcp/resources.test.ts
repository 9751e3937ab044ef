/** Resources, their completion, and the prompt, as clients see them. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'
import { modern, modernClient, oldClient, rpc, send, tokenWith } from './support.ts'

let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp()
  ada = await it.signUp('ada')
  const add = (body: object) => it.call('POST', '/api/v1/tasks', { token: ada.token, body })
  await add({ title: 'Overdue', due_on: '2001-01-01', tags: ['home'] })
  await add({ title: 'Undated', tags: ['work', 'home'] })
  await add({ title: 'Far away', due_on: '2999-01-01' })
  await add({ title: 'Done' })
  await it.call('POST', '/api/v1/tasks/4/toggle', { token: ada.token })
})
afterAll(() => it.close())

// biome-ignore lint/suspicious/noExplicitAny: contents have the shape each test expects
type Json = any
const parsed = ({ contents: [content] }: Json): Json => JSON.parse(content.text)
const titlesOf = (list: Json): string[] => list.tasks.map(({ title }: Json) => title)

describe('resources', () => {
  test('are the list of what is open, and each task of it', async () => {
    const client = await modernClient(it, ada.token)
    const { resources } = await client.listResources()
    expect(resources.map(({ uri }) => uri)).toEqual([
      'todo://tasks',
      'todo://changes',
      'todo://confirmations',
      'todo://tasks/1',
      'todo://tasks/3',
      'todo://tasks/2',
    ])
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'todo://tasks/{id}',
      'todo://changes/{since}',
      'todo://confirmations/{id}',
    ])
    const list = parsed(await client.readResource({ uri: 'todo://tasks' }))
    expect([titlesOf(list), list.total]).toEqual([['Overdue', 'Far away', 'Undated'], 3])
    expect(parsed(await client.readResource({ uri: 'todo://tasks/4' }))).toMatchObject({ id: 4, status: 'completed' })
  })

  test('are never to be kept, and never for others', async () => {
    for (const [method, params] of [
      ['resources/list', {}],
      ['resources/read', { uri: 'todo://tasks' }],
      ['resources/read', { uri: 'todo://changes' }],
      ['resources/read', { uri: 'todo://confirmations' }],
    ] as const) {
      const { json } = await send(it, { token: ada.token, ...modern(method, params) })
      expect(json.result).toMatchObject({ ttlMs: 0, cacheScope: 'private' })
    }
  })

  test.each([
    'todo://tasks/99',
    'todo://tasks/0',
    'todo://tasks/x',
    'todo://tasks/1/2',
    'todo://tasks/99999999999',
    'todo://changes/yesterday',
    'todo://changes/-1',
    'todo://changes/2026-02-30T00:00:00Z',
    'todo://confirmations/1',
    'todo://confirmations/01900000-0000-7000-8000-000000000001',
    'file:///etc/passwd',
    'nonsense',
  ])('%s is not there, in either era', async (uri) => {
    for (const sent of [{ body: rpc('resources/read', { uri }) }, modern('resources/read', { uri })]) {
      const { json } = await send(it, { token: ada.token, ...sent })
      expect(json.error.code).toBe(-32602)
    }
  })

  test('another’s task is not there', async () => {
    const eve = await it.signUp('eve')
    const { json } = await send(it, { token: eve.token, ...modern('resources/read', { uri: 'todo://tasks/1' }) })
    expect(json.error).toMatchObject({ code: -32602, data: { uri: 'todo://tasks/1' } })
  })

  test('clients of 2025 read them too, and are promised no changes', async () => {
    const client = await oldClient(it, ada.token)
    expect(client.getServerCapabilities()?.resources).toEqual({ listChanged: false, subscribe: false })
    expect(titlesOf(parsed(await client.readResource({ uri: 'todo://tasks' })))).toHaveLength(3)
  })

  test('a token that may not read sees an empty list', async () => {
    const token = await tokenWith(it, ada.token, ['tasks:write'])
    const { json } = await send(it, { token, ...modern('resources/list') })
    const uris = json.result.resources.map(({ uri }: Json) => uri)
    expect(uris).toEqual(['todo://tasks', 'todo://changes', 'todo://confirmations'])
    for (const uri of uris)
      expect((await send(it, { token, ...modern('resources/read', { uri }) })).json).not.toHaveProperty('result')
  })
})

describe('completion', () => {
  const complete = async (ref: object, name: string, value: string, token = ada.token) => {
    const { json } = await send(it, { token, ...modern('completion/complete', { ref, argument: { name, value } }) })
    return json.result?.completion.values ?? json.error
  }
  const TASK = { type: 'ref/resource', uri: 'todo://tasks/{id}' }
  const PLAN = { type: 'ref/prompt', name: 'plan_day' }

  test.each([
    [TASK, 'id', '', ['1', '3', '2']],
    [TASK, 'id', '3', ['3']],
    [PLAN, 'day', 'to', ['today', 'tomorrow']],
    [PLAN, 'day', 'x', []],
    [PLAN, 'tag', '', ['home', 'work']],
    [PLAN, 'tag', 'w', ['work']],
    [PLAN, 'nothing', '', []],
  ])('%j %s %j', async (ref, name, begun, values) => {
    expect(await complete(ref, name, begun)).toEqual(values)
  })

  test('offers the coming week', async () => {
    expect(await complete(PLAN, 'day', '2')).toHaveLength(7)
  })

  test('tells nothing to a token that may not read', async () => {
    const token = await tokenWith(it, ada.token, ['tasks:write'])
    expect(await complete(PLAN, 'tag', '', token)).toMatchObject({ message: expect.stringContaining('tasks:read') })
  })
})

describe('plan_day', () => {
  const plan = async (args: object) => {
    const { json } = await send(it, {
      token: ada.token,
      ...modern('prompts/get', { name: 'plan_day', arguments: args }),
    })
    if (json.error) return json.error
    const [words, list] = json.result.messages
    return { words: words.content.text as string, titles: titlesOf(JSON.parse(list.content.resource.text)) }
  }

  test('brings what is due by then and what has no date, and says whose day it is', async () => {
    const today = new Date().toISOString().slice(0, 10)
    expect(await plan({})).toMatchObject({
      titles: ['Overdue', 'Undated'],
      words: expect.stringContaining(`The day is ${today} (UTC)`),
    })
    expect((await plan({ day: '2999-01-01' })).titles).toEqual(['Overdue', 'Far away', 'Undated'])
    expect((await plan({ tag: 'work' })).titles).toEqual(['Undated'])
  })

  test.each([{ day: 'someday' }, { day: '2026-02-30' }, { day: '01.02.2026' }])('refuses %j', async (args) => {
    expect(await plan(args)).toMatchObject({ code: -32602 })
  })

  test('is listed with its arguments, none needed', async () => {
    const { prompts } = await (await modernClient(it, ada.token)).listPrompts()
    expect(prompts).toMatchObject([
      {
        name: 'plan_day',
        arguments: [
          { name: 'day', required: false },
          { name: 'tag', required: false },
        ],
      },
    ])
  })
})
