/** No request, of anyone, may hold the event loop: a corpus of hostile ones through the routes, in CPU time. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { longJson } from '../../src/door/http/long-json.ts'
import { newId } from '../../src/lib/id.ts'
import { exportTasks } from '../../src/task/export/export.ts'
import { EXPORT_FORMATS, type Task } from '../../src/task/schema.ts'
import { appendItems } from '../../src/thread/store.ts'
import { modern, send } from '../door/mcp/support.ts'
import { type Person, type TestApp, testApp } from '../support/app.ts'
import { SERVER_URL } from '../support/database.ts'
import { cpu, holdOf } from './hold.ts'
import { BODIES, FILES, MARKDOWN, QUERIES, RULES, TYPED } from './texts.ts'

const HOLD_MAX_MS = 50
const TRIES = 5
const UNLIMITED = Object.fromEntries(
  ['REQUESTS', 'TASKS', 'IP', 'PAGES'].map((name) => [`RATE_LIMIT_${name}_PER_MINUTE`, '1000000']),
)
const SESSIONS = '/api/v1/chatkit/sessions'
const TASKS = '/api/v1/tasks'

let it: TestApp
let ada: Person
let cookie = ''

beforeAll(async () => {
  it = await testApp({ settings: { ...UNLIMITED, MAX_SESSIONS_PER_USER: '100000' } })
  ada = await it.signUp('ada')
  cookie = await signInAtThePage()
  await call('POST', TASKS, { title: 'the first' })
})
afterAll(() => it.close())

const signInAtThePage = async () => {
  const body = new URLSearchParams({ email: ada.email, password: ada.password }).toString()
  const response = await it.app.handle(page('POST', '/signin', body))
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

const page = (method: string, path: string, body?: string) =>
  new Request(`http://localhost${path}`, {
    method,
    headers: {
      accept: 'text/html',
      cookie,
      'sec-fetch-site': 'same-origin',
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(body !== undefined && { body }),
  })

const call = async (method: string, path: string, body?: unknown) => {
  const headers = { accept: 'application/json' }
  const response = await it.call(method, path, { token: ada.token, body, headers })
  return { status: response.status, text: await response.text() }
}
const open = async (request: Request) => {
  const response = await it.app.handle(request)
  return { status: response.status, text: await response.text() }
}
const session = async () => JSON.parse((await call('POST', SESSIONS)).text).id as string

/** Fails with what was measured; a 500 is a failure as well. */
const isCheap = async (work: () => Promise<{ status: number }>) => {
  let status = 0
  const held = await holdOf(
    async () => {
      status = (await work()).status
    },
    TRIES,
    HOLD_MAX_MS,
  )
  expect(status).toBeLessThan(500)
  expect(held, `held the loop for ${held.toFixed(1)} ms of CPU`).toBeLessThanOrEqual(HOLD_MAX_MS)
}

describe('the measure itself', () => {
  const busy = (ms: number) => async () => {
    const until = cpu() + ms
    while (cpu() < until);
  }

  test('sees a hold, and not the waiting', async () => {
    expect(await holdOf(busy(80), 1, 0)).toBeGreaterThan(50)
    expect(await holdOf(() => Bun.sleep(80), 3, 20)).toBeLessThan(40)
  })

  test('there are enough cases', () => {
    const texts = [MARKDOWN, BODIES].map((one) => Object.keys(one).length)
    const cases =
      texts.reduce((sum, one) => sum + one, 0) + Object.keys(TYPED).length * 5 + RULES.length * 2 + QUERIES.length * 3
    expect(cases).toBeGreaterThanOrEqual(150)
  })
})

describe('an answer in Markdown', () => {
  test.each(Object.entries(MARKDOWN))('%s', async (_, text) => {
    const id = await session()
    const data = { content: [{ type: 'output_text', text, annotations: [] }] }
    const item = {
      id: newId(),
      type: 'assistant_message' as const,
      data,
      created_at: new Date().toISOString(),
      run_id: newId(),
    }
    await it.db.transaction((sql) => appendItems(sql, ada.id, id, [item]))
    await isCheap(() => open(page('GET', `/chat/${id}`)))
  })
})

describe('a typed text', () => {
  const typed = Object.entries(TYPED)

  test.each(typed)('as a message: %s', async (_, text) => {
    await isCheap(async () => {
      const id = await session()
      return call('POST', `${SESSIONS}/${id}/threads/${id}/runs`, {
        message: { content: [{ type: 'input_text', text }] },
      })
    })
  })
  test.each(typed)('as a quick add: %s', async (_, text) => {
    await isCheap(() => open(page('POST', '/tasks', new URLSearchParams({ title: text }).toString())))
  })
  test.each(typed)('as title and description: %s', async (_, text) => {
    await isCheap(() => call('POST', TASKS, { title: text.slice(0, 200).toWellFormed().trim(), description: text }))
  })
  test.each(typed)('as a search of tasks: %s', async (_, text) => {
    await isCheap(() => call('GET', `${TASKS}?q=${encodeURIComponent(text)}`))
  })
  test.each(typed)('as a title of a chat, searched: %s', async (_, text) => {
    const id = await session()
    await call('PATCH', `${SESSIONS}/${id}`, { title: text.slice(0, 100).toWellFormed() })
    await isCheap(() => call('GET', `${SESSIONS}?q=${encodeURIComponent(text.slice(0, 100).toWellFormed())}`))
  })
})

describe('a recurrence', () => {
  test.each(RULES)('given and completed: %s', async (repeat) => {
    await isCheap(async () => {
      const made = await call('POST', TASKS, { title: 'x', due_on: '2026-01-01', repeat })
      const { id } = JSON.parse(made.text)
      return id ? call('POST', `${TASKS}/${id}/toggle`) : made
    })
  })
  test.each(RULES)('for fifty tasks in one call of an agent: %s', async (repeat) => {
    const titles = Array.from({ length: 50 }, (_, n) => `t${n}`)
    const params = { name: 'add_task', arguments: { titles, repeat, due_on: '2026-01-01' } }
    await isCheap(async () => {
      const answer = await send(it, { token: ada.token, ...modern('tools/call', params) })
      // It has to reach the tool, whatever the tool thinks of the rule.
      expect(answer.json).toHaveProperty('result')
      return answer
    })
  })
})

describe('fifty completions that a person approves', () => {
  /** Fifty tasks with the rule, which an agent wants to complete; undefined for a rule that is refused. */
  const asked = async (who: Person, repeat: string) => {
    const use = async (name: string, args: object) =>
      (await send(it, { token: who.token, ...modern('tools/call', { name, arguments: args }) })).json.result
    const titles = Array.from({ length: 50 }, (_, n) => `t${n}`)
    const made = (await use('add_task', { titles, repeat, due_on: '2026-01-01' })).structuredContent?.tasks
    const task_ids = made?.map(({ id }: { id: number }) => id)
    return task_ids && (await use('complete_task', { task_ids })).structuredContent.confirmation.id
  }

  test.each(RULES)('%s', async (repeat) => {
    const bob = await it.signUp('bob')
    const first = await asked(bob, repeat)
    // A rule that is refused makes no task.
    if (!first) return
    const questions = [first]
    while (questions.length < TRIES) questions.push(await asked(bob, repeat))
    await isCheap(async () => {
      const path = `/api/v1/confirmations/${questions.pop()}`
      const answer = await it.call('POST', path, { token: bob.token, body: { approve: true } })
      expect(answer.status).toBe(200)
      return answer
    })
  })
})

describe('a body', () => {
  test.each(Object.entries(BODIES))('%s', async (_, body) => {
    await isCheap(() => call('POST', TASKS, body))
  })
})

describe('a query', () => {
  test.each(QUERIES)('of tasks, chats and pages: %#', async (query) => {
    await isCheap(() => call('GET', `${TASKS}?${query}`))
    await isCheap(() => call('GET', `${SESSIONS}?${query}`))
    await isCheap(() => open(page('GET', `/tasks?${query}`)))
  })
})

describe('a file to take away', () => {
  const at = '2026-11-21T12:00:00.000Z'
  const empty = { priority: 'none', due_on: null, due_time: null, repeat: null, remind_at: null } as const
  const tasks = Array.from(
    { length: 20_000 },
    (_, id): Task => ({
      ...{
        id,
        title: `Water the plants of house ${id}`,
        description: `before the ${id}th of the month`,
        tags: ['garden'],
      },
      ...{ ...empty, status: 'pending', created_at: at, updated_at: at, completed_at: null },
    }),
  )

  test.each(EXPORT_FORMATS)('20,000 tasks as %s', async (format) => {
    await isCheap(async () => new Response(await exportTasks(tasks, format, new Date(at))))
  })
  test('everything: 20,000 tasks, and two changes of each with what was before', async () => {
    const task_changes = [...tasks, ...tasks].map((task) => ({ before: task, after: task }))
    await isCheap(async () => {
      const answer = longJson({ tasks, task_changes })
      await answer.body?.pipeTo(new WritableStream())
      return answer
    })
  })
})

describe('a file to import', () => {
  const TYPES = { csv: 'text/csv', todotxt: 'text/plain', ics: 'text/calendar', markdown: 'text/markdown' }

  test.each(FILES)('%s: %s', async (format, _, body) => {
    const headers = { 'content-type': TYPES[format] }
    const path = `${TASKS}/import?format=${format}&dry_run=true`
    await isCheap(() => it.call('POST', path, { token: ada.token, body, headers }))
  })

  test('is added and taken back', async () => {
    const bob = await it.signUp('bob')
    // Without a server the engine of the tests works in this very thread, and its statements would be measured.
    const body = Array.from({ length: SERVER_URL ? 5_000 : 500 }, (_, n) => `t${n} due:2026-12-01`).join('\n')
    const headers = { 'content-type': TYPES.todotxt }
    await isCheap(async () => {
      await it.call('POST', `${TASKS}/import?format=todotxt`, { token: bob.token, body, headers })
      return it.call('POST', `${TASKS}/undo`, { token: bob.token })
    })
  })
})
