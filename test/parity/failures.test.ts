/** When the model, the database or the budget fails: every door that answers ends the run alike and says the same. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { unavailable } from '../../src/db/failure.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { calls, cuts, type FakeProvider, fails, fakeProvider, type Reply, says } from '../support/fake-provider.ts'
import { chatDoors, everything, type Guest, guestOf } from './support.ts'

let db: Database
let it: TestApp
let provider: FakeProvider
let away = false

/** The same database, which may be made to be away. */
const breakable = (real: Database): Database => {
  const whileThere =
    <A extends unknown[], T>(act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (away) throw unavailable(new Error('away'))
      return act(...args)
    }
  return {
    ...real,
    query: whileThere(real.query) as Database['query'],
    execute: whileThere(real.execute) as Database['execute'],
    transaction: whileThere(real.transaction) as Database['transaction'],
  }
}

beforeAll(async () => {
  provider = await fakeProvider(says('hello'))
  db = await testDatabase()
  const settings = {
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: 'sk-very-secret',
    LLM_PROVIDERS: 'openai',
    USER_DAILY_TOKEN_LIMIT: '50000',
  }
  it = await testApp({ db: breakable(db), settings })
})
afterAll(async () => {
  away = false
  await it.close()
  await provider.stop()
  await db.close()
})

/** The one-shot door beside the doors of chats. */
const doors = () => {
  const oneShot = async ({ id, token }: Guest, conversation_id: string, message: string) => {
    const response = await it.call('POST', `/api/${id}/chat`, { token, body: { message, conversation_id } })
    const text = await response.text()
    return response.status < 400 ? undefined : { status: response.status, text }
  }
  return [...chatDoors(it).map(({ name, say }) => ({ name, say })), { name: 'one-shot', say: oneShot }]
}

const newThread = async ({ token }: Guest) => {
  const made = await it.call('POST', '/api/v1/chatkit/sessions', { token })
  return ((await made.json()) as { id: string }).id
}

const ADD = { name: 'add_task', arguments: { title: 'milk' } }
const REPLIES: Record<string, Reply[]> = {
  'the model answers': [says('Good morning')],
  'the model calls a tool': [calls([ADD]), says('Added.')],
  'the model calls a tool that is none': [calls([{ name: 'rm_rf', arguments: {} }]), says('Sorry.')],
  'the model refuses the key': [fails(401)],
  'the model is broken': [fails(500)],
  'the answer breaks off after a tool': [calls([ADD]), cuts('Half a', 'clean')],
}

describe('every door ends the run alike when', () => {
  test.each(Object.keys(REPLIES))('%s', async (what) => {
    const seen: ({ door: string } & Awaited<ReturnType<typeof everything>>)[] = []
    for (const door of doors()) {
      provider.play(REPLIES[what] ?? [])
      const who = await guestOf(it)
      await door.say(who, await newThread(who), 'Good morning')
      seen.push({ door: door.name, ...(await everything(it, who)) })
    }
    const [first, ...others] = seen
    for (const other of others) expect(other).toEqual({ ...first, door: other.door } as typeof other)
    expect(first?.runs).toHaveLength(1)
  })
})

describe('every door refuses before anything is kept when', () => {
  test('the person’s tokens of the day are spent', async () => {
    for (const door of doors()) {
      const who = await guestOf(it)
      const thread_id = await newThread(who)
      await db.execute(
        (sql) => sql`
          insert into daily_usage (user_id, day, tokens)
          select ${who.id}, day, 50000 from unnest(array[current_date - 1, current_date, current_date + 1]) as day`,
      )
      const before = await everything(it, who)
      const refusal = await door.say(who, thread_id, 'Good morning')
      expect([door.name, refusal?.status ?? 429]).toEqual([door.name, 429])
      expect(refusal?.text).toContain('Your daily allowance is used up.')
      expect(await everything(it, who)).toEqual(before)
    }
  })

  test('the database is away', async () => {
    for (const door of doors()) {
      const who = await guestOf(it)
      const thread_id = await newThread(who)
      away = true
      const refusal = await door.say(who, thread_id, 'Good morning')
      away = false
      expect([door.name, refusal?.status ?? 503]).toEqual([door.name, 503])
      expect(refusal?.text).toContain('The database cannot be reached just now')
      expect((await everything(it, who)).items).toHaveLength(0)
    }
  })
})
