/** The conversations of `eval` against the scripted endpoint playing a good, a small and a bad model, and the built-in assistant. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { rowFor } from '../../../src/cli/eval/row.ts'
import { loadConfig } from '../../../src/config.ts'
import type { Database } from '../../../src/db/database.ts'
import { type Conversation, conversations } from '../../../src/eval/judge.ts'
import { testDatabase } from '../../support/database.ts'
import {
  calls,
  type FakeProvider,
  type FakeRequest,
  fakeProvider,
  type Reply,
  says,
} from '../../support/fake-provider.ts'

const textsOf = ({ body }: FakeRequest) =>
  (body.messages ?? []).flatMap(({ role, content }) => (role === 'user' ? [content ?? ''] : []))

/** The conversation that the request is in, when its last message has just been said. */
const meant = (request: FakeRequest): Conversation | undefined => {
  const last = textsOf(request).at(-1) ?? ''
  return conversations()
    .filter((one) => last.includes(one.says.at(-1) ?? ''))
    .sort((a, b) => (b.says.at(-1) ?? '').length - (a.says.at(-1) ?? '').length)[0]
}

const partOf = (part: string) => {
  if (part.startsWith('t:')) return { title: part.slice(2) }
  if (part.startsWith('!')) return { priority: part.slice(1) }
  if (part.startsWith('#')) return { add_tags: [part.slice(1)] }
  if (part.startsWith('~')) return { repeat: part === '~DAILY' ? 'every day' : 'every thursday' }
  if (part === '-') return { clear: ['due_on'] }
  if (/^\d\d:\d\d$/.test(part)) return { due_time: part }
  if (part.startsWith('+')) return { when: part === '+1' ? 'tomorrow' : `in ${part.slice(1)} days` }
  return { when: part.length === 3 ? part : part }
}

/** What a model does that always understands. */
const callsFor = ({ changes, says }: Conversation) => {
  const parts = (words: string[]) => Object.assign({}, ...words.map(partOf)) as Record<string, unknown>
  const all = changes.map(({ kind, id, title, parts: words }) => {
    const { add_tags, ...rest } = parts(words)
    if (kind === '+')
      return { name: 'add_task', arguments: { title, ...rest, ...(add_tags ? { tags: add_tags } : {}) } }
    if (kind === 'x') return { name: 'complete_task', arguments: { task_id: id } }
    if (kind === 'o') return { name: 'toggle_task_status', arguments: { task_id: id } }
    if (kind === '-') return { name: 'delete_task', arguments: { task_id: id } }
    return { name: 'update_task', arguments: { task_id: id, ...rest, ...(add_tags ? { add_tags } : {}) } }
  })
  return says.length > 1 && changes.length === 0 ? [] : all
}

const answered = ({ body }: FakeRequest) => body.messages?.at(-1)?.role === 'tool'

const good = (request: FakeRequest): Reply => {
  const conversation = meant(request)
  const wanted = conversation ? callsFor(conversation) : []
  return answered(request) || wanted.length === 0 ? says('Here you are.') : calls(wanted)
}
/** Adds what it is told to, with nothing but a title, and completes; the rest is talk. */
const small = (request: FakeRequest): Reply => {
  const wanted = (meant(request) ? callsFor(meant(request) as Conversation) : []).filter(({ name }) =>
    /add|complete/.test(name),
  )
  const plain = wanted.map(
    ({ name, arguments: { title, task_id } }: { name: string; arguments: Record<string, unknown> }) => ({
      name,
      arguments: title === undefined ? { task_id } : { title },
    }),
  )
  return answered(request) || plain.length === 0 ? says('Okay.') : calls(plain)
}
/** Makes a task of whatever is said, and claims the rest. */
const bad = (request: FakeRequest): Reply =>
  answered(request)
    ? says('✅ I have updated your list.')
    : calls([{ name: 'add_task', arguments: { title: (textsOf(request).at(-1) ?? '').slice(-60).trim() || 'x' } }])

const MODELS = { good, small, bad }
let db: Database
let fake: FakeProvider
beforeAll(async () => {
  db = await testDatabase()
  fake = await fakeProvider(says('hi'))
})
afterAll(async () => {
  await fake.stop()
  await db.close()
})

/** Every third, so that all groups come and a busy machine is not kept for long. */
const list = conversations().filter((_, at) => at % 3 === 0)

const rateOf = async (name: 'openai' | 'builtin') => {
  const config = loadConfig({
    JWT_SECRET: 'a secret of the tests, long enough for all of them',
    LLM_PROVIDERS: name,
    OPENAI_BASE_URL: fake.url,
    OPENAI_API_KEY: 'sk-x',
    OPENAI_MODEL: 'scripted',
    USER_DAILY_TOKEN_LIMIT: '0',
    DAILY_TOKEN_LIMIT: '0',
  })
  const { provider, model, total } = await rowFor(name, { config, db, list, tell: () => undefined })
  expect([provider, model, total.all]).toEqual([name, name === 'builtin' ? name : 'scripted', list.length])
  return total.right / total.all
}

/** Shares of conversations that are right. */
const rates: Record<string, number> = {}

test.each(Object.keys(MODELS) as (keyof typeof MODELS)[])('a %s model', async (name) => {
  fake.play(MODELS[name])
  rates[name] = await rateOf('openai')
})

test('the good one is good, the bad one under 40 %, the small one between', () => {
  const { good = 0, small = 0, bad = 1 } = rates
  expect(good).toBeGreaterThanOrEqual(0.9)
  expect(bad).toBeLessThan(0.4)
  expect([bad < small, small < good]).toEqual([true, true])
})

test('the built-in assistant is as good as a good one', async () => {
  expect(await rateOf('builtin')).toBeGreaterThanOrEqual(0.85)
})
