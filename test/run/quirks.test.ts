/** Every quirk of an endpoint against the whole product: asked over REST, judged by the list and by the answer. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { testApp } from '../support/app.ts'
import { type Chat, chatWith } from '../support/chat.ts'
import { testDatabase } from '../support/database.ts'
import { calls, type FakeProvider, failsInStream, fakeProvider, says } from '../support/fake-provider.ts'
import { FAULT_QUIRKS } from '../support/quirks/faults.ts'
import { type Expected, type Quirk, scriptOf, USUAL } from '../support/quirks/quirk.ts'
import { REQUEST_QUIRKS } from '../support/quirks/requests.ts'
import { STREAM_QUIRKS } from '../support/quirks/streams.ts'
import { TEXT_QUIRKS } from '../support/quirks/texts.ts'

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

/** Three answers that broke: after a tool, after some words, before the first word. Each leaves a note. */
const failBefore = async (chat: Chat) => {
  fake.play([calls([{ name: 'list_tasks', arguments: {} }]), failsInStream({ code: 'invalid' })])
  const { session_id } = await chat.ask('what is there?')
  fake.play(failsInStream({ code: 'invalid' }, 'You have'))
  await chat.ask('what else?', session_id)
  fake.play(failsInStream({ code: 'invalid' }))
  await chat.ask('are you there?', session_id)
  return session_id
}

let people = 0
const seen = async (quirk: Quirk): Promise<Expected> => {
  const settings = { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai', ...quirk.settings }
  const chat = await chatWith(await testApp({ db, settings }), `person${people++}-`)
  const session_id = quirk.after_failure && (await failBefore(chat))
  fake.play(scriptOf(quirk))
  const { run, text } = await chat.ask('please add milk', session_id)
  const titles = (await chat.tasks()).map(({ title }) => title).toSorted()
  await chat.it.close()
  return { status: run.status, code: run.error?.code ?? null, provider: run.provider, text, titles }
}

describe.each([
  ['requests', REQUEST_QUIRKS],
  ['streams', STREAM_QUIRKS],
  ['texts', TEXT_QUIRKS],
  ['faults', FAULT_QUIRKS],
])('%s', (_, quirks) => {
  test.each(quirks.map((quirk): [string, Quirk] => [`row ${quirk.row}: ${quirk.name}`, quirk]))(
    '%s',
    async (_, quirk) => {
      const text = quirk.says ? { text: expect.stringMatching(quirk.says) } : {}
      expect(await seen(quirk)).toEqual({ ...USUAL, ...quirk.expects, ...text })
    },
  )
})
