/** What a model reads is looked up while the message is being kept; what changes in between must not be missed. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Database, Sql } from '../../src/db/database.ts'
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
/** While set, what is asked waits until the next change was made. */
let kept: PromiseWithResolvers<void> | undefined
let looks = 0

/** Counts the looks at the past of a thread. */
const counted = (sql: Sql): Sql =>
  new Proxy(sql, {
    apply(target, self, words) {
      if (`${words[0]}`.includes('from runs r join items m')) looks += 1
      return Reflect.apply(target, self, words)
    },
  })

/** What is asked before the change, as who the caller is, must not wait for it. */
const CHANGE_MAX_MS = 500
const asSoonAs = (change: Promise<void>) => Promise.race([change, Bun.sleep(CHANGE_MAX_MS)])

/** Lets `meanwhile` happen between the look at a thread and the statement that keeps the message. */
const interrupted = (db: Database): Database => {
  const asked = new Set<Promise<unknown>>()
  return {
    ...db,
    query: (work, options) => {
      const ask = () => db.query((sql) => work(counted(sql)), options)
      const answer = kept ? asSoonAs(kept.promise).then(ask) : ask()
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
      return db.execute(work, options).finally(() => kept?.resolve())
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

test('a look that comes late and sees the message itself is not made again', async () => {
  fake.play([says('First answer.'), says('Second answer.'), says('Third answer.')])
  const { session_id } = await chat.ask('one')
  looks = 0
  await chat.ask('two', session_id)
  expect(looks).toBe(1)
  kept = Promise.withResolvers()
  await chat.ask('three', session_id)
  kept = undefined
  expect(looks).toBe(2)
  expect(told().map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user'])
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
