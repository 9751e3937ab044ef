/** The tools as clients of both eras see and use them, from the list to the end of a task’s life. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'
import { breakableApp, modern, modernClient, oldClient, rpc, send } from './support.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

// biome-ignore lint/suspicious/noExplicitAny: results have the shape each test expects
type Result = any
type Call = (name: string, args?: object) => Promise<Result>
type Connect = (person: Person) => Promise<Call>

const ERAS: [string, Connect][] = [
  [
    'the newest revision, SDK 2',
    async ({ token }) => {
      const client = await modernClient(it, token)
      return (name, args = {}) => client.callTool({ name, arguments: { ...args } })
    },
  ],
  [
    'the revisions of 2025, SDK 1',
    async ({ token }) => {
      const client = await oldClient(it, token)
      // The client checks results against the tools’ schemas only once it has seen the list.
      await client.listTools()
      return (name, args = {}) => client.callTool({ name, arguments: { ...args } })
    },
  ],
]

describe('the list', () => {
  /** So many bytes go to every client before its first call; a change is a change of a public interface. */
  const LIST_MAX_BYTES = 24 * 1024

  test('is a public interface: changed on purpose only, with its size', async () => {
    const { token } = await it.signUp()
    const client = await modernClient(it, token)
    const { tools } = await client.listTools()
    const bytes = Buffer.byteLength(JSON.stringify(tools))
    expect({ bytes, tools }).toMatchSnapshot()
    expect(bytes).toBeLessThan(LIST_MAX_BYTES)
  })

  test('is the same in both eras, for everybody, and may be kept', async () => {
    const [ada, bob] = [await it.signUp('ada'), await it.signUp('bob')]
    const old = await (await oldClient(it, ada.token)).listTools()
    const { json } = await send(it, { token: bob.token, ...modern('tools/list') })
    expect(JSON.parse(JSON.stringify(old.tools))).toEqual(json.result.tools)
    expect(json.result).toMatchObject({ ttlMs: 300_000, cacheScope: 'public' })
  })

  test('has every hint, a title and a description for each tool, and names no user', async () => {
    const { token } = await it.signUp()
    const { tools } = await (await modernClient(it, token)).listTools()
    for (const { annotations, title, description, inputSchema } of tools) {
      const hints = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const
      for (const hint of hints) expect(annotations?.[hint]).toBeBoolean()
      expect([title, description]).toEqual([expect.any(String), expect.any(String)])
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false })
      expect(JSON.stringify(inputSchema)).not.toMatch(/user_?id|owner|"confirm/i)
    }
  })

  test('tells the truth: what only reads changes nothing, what is idempotent does nothing more when repeated', async () => {
    const ada = await it.signUp()
    const call = await (ERAS[0] as [string, Connect])[1](ada)
    const state = async () =>
      (await call('list_tasks')).structuredContent.tasks.map(
        ({ updated_at: _, completed_at: __, ...task }: Result) => task,
      )
    await call('add_task', { titles: ['a', 'b'], repeat: null })
    const args: Record<string, object> = {
      list_tasks: {},
      update_task: { task_id: 1, priority: 'high' },
      complete_task: { task_id: 1 },
      delete_task: { task_id: 2 },
    }
    const { tools } = await (await modernClient(it, ada.token)).listTools()
    for (const { name, annotations } of tools.filter(({ annotations }) => annotations?.idempotentHint)) {
      const before = await state()
      await call(name, args[name])
      const once = await state()
      await call(name, args[name])
      expect([name, await state()]).toEqual([name, once])
      if (annotations?.readOnlyHint) expect([name, once]).toEqual([name, before])
    }
  })
})

describe.each(ERAS)('with %s', (_, connect) => {
  test('a task lives its whole life, and every text carries its id', async () => {
    const ada = await it.signUp('ada')
    const call = await connect(ada)
    const added = await call('add_task', { title: 'Milk', due_on: '2031-05-01', tags: ['home'] })
    expect(added.structuredContent.task).toMatchObject({
      id: 1,
      title: 'Milk',
      due_on: '2031-05-01',
      status: 'pending',
    })
    const steps: [string, object, RegExp, object][] = [
      ['list_tasks', {}, /^1 of 1 tasks: 1 “Milk” \(due 2031-05-01, #home\)/, { total: 1 }],
      ['update_task', { task_id: 1, title: 'Oat milk' }, /^Changed task 1 “Oat milk”/, { task: { title: 'Oat milk' } }],
      ['complete_task', { task_id: 1 }, /^Completed task 1/, { task: { status: 'completed' } }],
      ['complete_task', { task_id: 1 }, /^Completed task 1/, { task: { status: 'completed' } }],
      ['toggle_task_status', { task_id: 1 }, /^Reopened task 1/, { task: { status: 'pending' } }],
      ['undo_last_change', {}, /^Undone: reopened “Oat milk”/, { task: { status: 'completed' } }],
      [
        'delete_task',
        { task_id: 1 },
        /confirmations\/[\w-]{36}/,
        { deleted: false, confirmation: { titles: ['Oat milk'] } },
      ],
    ]
    for (const [name, args, words, wanted] of steps) {
      const result = await call(name, args)
      expect([name, result.isError ?? false]).toEqual([name, false])
      expect(result.content[0].text).toMatch(words)
      expect(result.structuredContent).toMatchObject(wanted)
    }
    const { confirmations } = (await (
      await it.call('GET', '/api/v1/confirmations', { token: ada.token })
    ).json()) as Result
    await it.call('POST', `/api/v1/confirmations/${confirmations[0].id}`, { token: ada.token, body: { approve: true } })
    expect((await call('list_tasks')).structuredContent.total).toBe(0)
  })

  test('several titles or ids in one call, answered in order', async () => {
    const call = await connect(await it.signUp())
    const added = await call('add_task', { titles: ['a', 'b', 'c'], priority: 'high' })
    expect(added.structuredContent.tasks.map(({ id, title, priority }: Result) => [id, title, priority])).toEqual([
      [1, 'a', 'high'],
      [2, 'b', 'high'],
      [3, 'c', 'high'],
    ])
    const done = await call('complete_task', { task_ids: [3, 1] })
    expect(done.structuredContent.tasks.map(({ id }: Result) => id)).toEqual([3, 1])
  })

  test('pages with a cursor end', async () => {
    const call = await connect(await it.signUp())
    await call('add_task', { titles: Array.from({ length: 7 }, (_, at) => `task ${at}`) })
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const { structuredContent } = await call('list_tasks', { limit: 3, ...(cursor && { cursor }) })
      seen.push(...structuredContent.tasks.map(({ id }: Result) => id))
      cursor = structuredContent.next_cursor
    } while (cursor && seen.length < 20)
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  test('another’s task, a deleted one and one that never was are refused in the same words', async () => {
    const [ada, eve] = [await it.signUp('ada'), await it.signUp('eve')]
    await (await connect(ada))('add_task', { titles: ['one', 'two', 'three'] })
    const call = await connect(eve)
    for (const name of ['complete_task', 'toggle_task_status', 'delete_task']) {
      const [theirs, never] = [await call(name, { task_id: 2 }), await call(name, { task_id: 999 })]
      expect([theirs.isError, never.isError]).toEqual([true, true])
      expect(theirs.content[0].text).toBe('No task 2. Call list_tasks to see valid ids.')
      expect(never.content[0].text).toBe('No task 999. Call list_tasks to see valid ids.')
    }
    expect((await call('list_tasks', { q: 'two' })).structuredContent.total).toBe(0)
    expect((await (await connect(ada))('list_tasks')).structuredContent.tasks[1].status).toBe('pending')
  })

  test.each<[string, object, RegExp]>([
    ['add_task', { title: '   ' }, /must not be empty|either title, titles or tasks/],
    ['add_task', {}, /either title, titles or tasks/],
    ['add_task', { title: 'a\0b' }, /cannot be stored/],
    ['add_task', { title: '\ud800' }, /cannot be stored/],
    ['add_task', { title: 'x', when: 'the blue one' }, /was not understood/],
    ['complete_task', { task_id: 'one' }, /Task id must be a whole number/],
    ['complete_task', { task_ids: [] }, /either task_id or task_ids/],
    ['list_tasks', { cursor: 'nonsense' }, /cursor out to begin again/],
    ['update_task', { task_id: 1 }, /Nothing to change/],
    ['undo_last_change', {}, /nothing to undo/],
  ])('%s %j is an error that says how to go on', async (name, args, words) => {
    const call = await connect(await it.signUp())
    const result = await call(name, args)
    expect(result.isError).toBe(true)
    expect(result.content[0].text).toMatch(words)
    expect(result.structuredContent).toBeUndefined()
  })
})

test.each(['drop_table', 'constructor', '__proto__', 'toString', ''])('%j is no tool, in either era', async (name) => {
  const { token } = await it.signUp()
  for (const sent of [
    { body: rpc('tools/call', { name, arguments: {} }) },
    modern('tools/call', { name, arguments: {} }),
  ]) {
    const { json } = await send(it, { token, ...sent })
    expect([json.error?.code, json.result]).toEqual([
      name === '' && 'headers' in sent ? json.error?.code : -32602,
      undefined,
    ])
  }
})

test('200 calls at once are all answered, each with its own', async () => {
  const { token } = await it.signUp()
  const titles = Array.from({ length: 200 }, (_, at) => `task ${at}`)
  const answers = await Promise.all(
    titles.map((title, at) =>
      send(it, {
        token,
        ...(at % 2
          ? modern('tools/call', { name: 'add_task', arguments: { title } })
          : { body: rpc('tools/call', { name: 'add_task', arguments: { title } }, at) }),
      }),
    ),
  )
  expect(answers.map(({ json }) => json.result.structuredContent.task.title)).toEqual(titles)
  expect(new Set(answers.map(({ json }) => json.result.structuredContent.task.id)).size).toBe(200)
})

test('an outage is told as one, and nothing of our insides', async () => {
  const broken = await breakableApp()
  const { token } = await broken.signUp()
  const client = await modernClient(broken, token)
  await client.callTool({ name: 'list_tasks', arguments: {} })
  broken.breakDatabase()
  const result: Result = await client.callTool({ name: 'list_tasks', arguments: {} }).catch((error: Error) => error)
  expect(JSON.stringify(result) + String(result.message ?? '')).toMatch(/database/i)
  expect(JSON.stringify(result)).not.toMatch(/node_modules|\.ts:|select /)
  await broken.close()
})
