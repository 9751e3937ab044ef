/**
 * What a model is sent after all that can happen to a thread: one leading system message, then user and assistant by
 * turns, each call with its result. Strict templates refuse anything else, and such a thread would be lost for good.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Database } from '../../src/db/database.ts'
import { testApp } from '../support/app.ts'
import { chatWith } from '../support/chat.ts'
import { templateFaults } from '../support/chat-template.ts'
import { testDatabase } from '../support/database.ts'
import { type FakeProvider, fakeProvider, says } from '../support/fake-provider.ts'
import { type StepName, threadWith } from '../support/troubles.ts'

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

let people = 0
const someThread = async (settings: Record<string, string> = {}) => {
  fake.requests.length = 0
  const provider = { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' }
  const chat = await chatWith(await testApp({ db, settings: { ...provider, ...settings } }), `person${people++}-`)
  return { chat, thread: await threadWith(chat, fake) }
}
/** The suite asks the same every time; more, or another seed, by the settings. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 6)
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121)
const THREADS_MS = 600_000

const sent = () => fake.requests.at(-1)?.body.messages ?? []

test(
  'a thread after a stop, a failure, a retry, a click, a settled question and a quotation',
  async () => {
    const { chat, thread } = await someThread()
    const { steps } = thread
    await steps.worked()
    await steps['stopped in its words']()
    await steps['stopped after a tool']()
    await steps['failed in its words after a tool']()
    await steps['failed at once']()
    await steps['asked again'](5)
    await steps.ticked(0)
    await steps['settled with a yes']()
    await steps['settled with a no']()
    await steps.quoted()
    await thread.ask(says('All of it.'))
    expect(fake.requests.flatMap(({ body }) => templateFaults(body.messages))).toEqual([])
    expect(
      sent()
        .map(({ role }) => role.at(0))
        .join(''),
    ).toMatchInlineSnapshot(`"suauatatauauatauatauatauatauatauatauatauau"`)
    const told = JSON.stringify(sent())
    for (const words of [
      'The person stopped this answer',
      'This answer ended with an error',
      'The person asked for this answer again',
      'By a click on a card the person completed task',
      'The person approved delete_task',
      'The person declined delete_task',
      'The message quotes, as data',
    ])
      expect(told).toContain(words)
    await chat.it.close()
  },
  THREADS_MS,
)

const NAMES = [
  ...['answered', 'worked', 'parallel', 'without a last word', 'failed at once', 'failed in its words'],
  ...['failed after a tool', 'failed in its words after a tool', 'stopped before a word', 'stopped in its words'],
  ...['stopped after a tool', 'too many calls', 'cut in a call', 'settled with a yes', 'settled with a no'],
  ...[
    'left waiting',
    'quoted',
    'asked again',
    'asked again, which fails',
    'written anew',
    'taken up again',
    'ticked',
    'undone by a card',
  ],
] as StepName[]
const someSteps = fc.array(fc.record({ name: fc.constantFrom(...NAMES), at: fc.nat(20) }), {
  minLength: 2,
  maxLength: 8,
})

test.each([
  ['a usual window', {}],
  ['a short window', { LLM_CONTEXT_TOKENS: '1300' }],
])(
  'threads after anything in any order, sent to a model with %s',
  async (_, settings: Record<string, string>) => {
    await fc.assert(
      fc.asyncProperty(someSteps, async (list) => {
        const { chat, thread } = await someThread(settings)
        for (const { name, at } of list) await thread.steps[name](at)
        await thread.ask(says('All of it.'))
        await chat.it.close()
        expect(fake.requests.flatMap(({ body }) => templateFaults(body.messages))).toEqual([])
      }),
      { numRuns: RUNS, seed: SEED },
    )
  },
  THREADS_MS,
)
