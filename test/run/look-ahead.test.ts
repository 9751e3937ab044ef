/** What a model reads is looked up while the message is being kept; what changes in between must not be missed. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { hiddenNote } from '../../src/thread/item.ts'
import { appendItems } from '../../src/thread/store.ts'
import { type Chat, chatThrough } from '../support/chat.ts'
import { testDatabase } from '../support/database.ts'
import { type FakeProvider, fakeProvider, says } from '../support/fake-provider.ts'

let fake: FakeProvider
let chat: Chat
let real: Database
/** What happens after all that was asked so far has been answered, and before the next message is kept. */
let meanwhile: (() => Promise<unknown>) | undefined

/** Lets `meanwhile` happen between the look at a thread and the statement that keeps the message. */
const interrupted = (db: Database): Database => {
  const asked = new Set<Promise<unknown>>()
  return {
    ...db,
    query: (work, options) => {
      const answer = db.query(work, options)
      const seen = answer.catch(() => undefined).finally(() => asked.delete(seen))
      asked.add(seen)
      return answer
    },
    execute: async (work, options) => {
      const act = meanwhile
      meanwhile = undefined
      if (act) {
        await Promise.all(asked)
        await act()
      }
      return db.execute(work, options)
    },
  }
}

beforeAll(async () => {
  real = await testDatabase()
  fake = await fakeProvider(says('hi'))
  chat = await chatThrough(fake.url, {}, { db: interrupted(real) })
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
  await real.close()
})

const told = () => (fake.requests.at(-1)?.body.messages ?? []).filter(({ role }) => role !== 'system')

test('a message is told once, behind all that was said before', async () => {
  fake.play([says('First answer.'), says('Second answer.'), says('Third answer.')])
  const { session_id } = await chat.ask('one')
  await chat.ask('two', session_id)
  await chat.ask('three', session_id)
  const lines = told().map(({ role, content }) => `${role}: ${content}`)
  expect(lines).toHaveLength(5)
  for (const [at, words] of ['one', 'First answer.', 'two', 'Second answer.', 'three'].entries())
    expect(lines[at]).toContain(words)
  expect(lines.at(-1)).toStartWith('user: three')
})

test('what is added to the thread while its message is being kept is read as well', async () => {
  fake.play([says('First answer.'), says('Second answer.')])
  const { session_id, run } = await chat.ask('one')
  let added = false
  meanwhile = async () => {
    const note = hiddenNote(run.id, 'Something came in between.')
    await real.execute((sql) => appendItems(sql, chat.who.id, session_id, [note]))
    added = true
  }
  await chat.ask('two', session_id)
  expect(added).toBe(true)
  expect(JSON.stringify(told())).toContain('Something came in between.')
})
