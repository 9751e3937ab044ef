/** How models behave, against the whole product: asked over REST, judged by the list, the words and what it was told. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../support/app.ts'
import { ARGUMENT_BEHAVIOURS } from '../support/behaviours/arguments.ts'
import { BEFORE, type Behaviour, type Expected, USUAL } from '../support/behaviours/behaviour.ts'
import { TURN_BEHAVIOURS } from '../support/behaviours/turns.ts'
import { WORD_BEHAVIOURS } from '../support/behaviours/words.ts'
import { chatWith } from '../support/chat.ts'
import { templateFaults } from '../support/chat-template.ts'
import { type FakeProvider, fakeProvider, says } from '../support/fake-provider.ts'

let fake: FakeProvider
let it: TestApp
beforeAll(async () => {
  fake = await fakeProvider(says('hi'))
  const provider = { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' }
  it = await testApp({ settings: { ...provider, RATE_LIMIT_SIGNUPS_PER_DAY: '1000' } })
})
afterAll(async () => {
  await it.close()
  await fake.stop()
})

interface Task {
  title: string
  status: string
  priority: string
  due_on: string | null
  due_time: string | null
  tags: string[]
}
const lineOf = ({ title, status, priority, due_on, due_time, tags }: Task) =>
  [
    title,
    ...[due_on, due_time?.slice(0, 5), status === 'completed' && '✓', priority !== 'none' && priority],
    ...tags.map((tag) => `#${tag}`),
  ]
    .filter(Boolean)
    .join(' ')

let people = 0
const seen = async ({ turns }: Behaviour): Promise<Omit<Expected, 'told'> & { told: string }> => {
  const chat = await chatWith(it, `person${people++}-`)
  for (const body of BEFORE) await it.call('POST', '/api/v1/tasks', { token: chat.who.token, body })
  fake.requests.length = 0
  fake.play(turns)
  const { run, text } = await chat.ask('please do it')
  const asked = fake.requests.length
  fake.play(says('Well.'))
  await chat.ask('and now?', run.thread_id)
  const sent = fake.requests.map(({ body }) => body.messages ?? [])
  expect(sent.flatMap(templateFaults)).toEqual([])
  const results = sent
    .flat()
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => content)
  const lines = run.items.flatMap(({ type, task }: { type: string; task?: { title: string } }) =>
    type === 'task' ? [task?.title] : [],
  )
  const tasks: (Task & { id: number })[] = await chat.tasks()
  const list = tasks.toSorted((a, b) => a.id - b.id).map(lineOf)
  return { status: run.status, code: run.error?.code ?? null, text, lines, list, asked, told: results.join('\n') }
}

describe.each([
  ['arguments', ARGUMENT_BEHAVIOURS],
  ['turns', TURN_BEHAVIOURS],
  ['words', WORD_BEHAVIOURS],
])('%s', (_, behaviours) => {
  test.each(behaviours.map((one): [string, Behaviour] => [one.name, one]))('%s', async (_, behaviour) => {
    const { text, told, ...rest } = { ...USUAL, ...behaviour.expects }
    expect(await seen(behaviour)).toEqual({
      ...rest,
      text: typeof text === 'string' ? text : expect.stringMatching(text),
      told: expect.stringMatching(told),
    })
  })
})
