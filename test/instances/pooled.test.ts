/**
 * Two instances that hear each other only by looking, as behind a transaction pooler. The looks are in the test's hand:
 * how many it takes is counted, not how long they take. Needs DATABASE_URL.
 */
import { afterAll, beforeAll, expect, spyOn, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { readNotices } from '../../src/pubsub/store.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type Chat, chatWith, endOf } from '../support/chat.ts'
import { SERVER_URL, testDatabase } from '../support/database.ts'
import { ending, type FakeProvider, fakeProvider, hangs, words } from '../support/fake-provider.ts'
import { allEvents, type SentEvent, sentEvents } from '../support/sse.ts'
import { eventually } from '../support/watched.ts'

/** One look so often: an event is late by one of them at most, and so is a stop. */
const LOOK_MS = 250

if (!SERVER_URL) console.warn('LEFT OUT: tests of several instances need DATABASE_URL.')
else {
  let fake: FakeProvider
  let db: Database
  let first: Chat
  let second: TestApp
  let look_first: () => Promise<void>
  let look_second: (must?: boolean) => Promise<void>

  /** An instance whose looks happen only when they are called for; each call must lead to one. */
  const pooledApp = async () => {
    const looks: Promise<unknown>[] = []
    const query = ((work, options) => {
      // Leases are looked at every two seconds, and would find a stop too.
      if (options?.urgent) return Promise.reject(new Error('not now'))
      const answer = db.query(work, options)
      if ((work as unknown) === readNotices) looks.push(answer)
      return answer
    }) as Database['query']
    const steps: (() => void)[] = []
    const every = globalThis.setInterval
    const spy = spyOn(globalThis, 'setInterval').mockImplementation(((act: () => void, ms?: number) => {
      if (ms === LOOK_MS) steps.push(act)
      return every(ms === LOOK_MS ? () => undefined : act, ms)
    }) as typeof setInterval)
    const settings = { OPENAI_BASE_URL: fake.url, LLM_PROVIDERS: 'openai' }
    const { listen: _, ...pooled } = db
    const it = await testApp({ db: { ...pooled, query }, settings })
    spy.mockRestore()
    expect(steps).toHaveLength(1)
    const look = async (must = true) => {
      const before = looks.length
      steps[0]?.()
      if (!must && looks.length === before) return
      expect(looks).toHaveLength(before + 1)
      await looks.at(-1)
      // What was read is handed on, and the next look may begin.
      await Bun.sleep(0)
    }
    return { it, look }
  }

  beforeAll(async () => {
    fake = await fakeProvider([])
    db = await testDatabase()
    const [one, other] = [await pooledApp(), await pooledApp()]
    first = await chatWith(one.it)
    second = other.it
    look_first = one.look
    look_second = other.look
  })
  afterAll(async () => {
    await second.close()
    await first.it.close()
    await db.close()
    await fake.stop()
  })
  const there = (method: string, path: string) => second.call(method, path, { token: first.who.token })

  test('a stop is heard by the next look', async () => {
    fake.play(hangs('Half of it'))
    const id = await first.session()
    const here = await first.send(id, 'tell me')
    const run_id = here.headers.get('x-run-id')
    const asked = there('POST', `${first.runs(id)}/${run_id}/cancel`)
    const cancelled = () =>
      db.query((sql) => sql`select 1 from notices where text like '%cancel%' and text like ${`%${run_id}%`} limit 1`)
    await eventually(async () => (await cancelled()).length === 1)
    await look_first()
    expect(endOf(await allEvents(here)).status).toBe('cancelled')
    await asked
  })

  test('a reader makes every step a look, and hears what was written before it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    fake.play({ steps: [...words('Half '), { until: promise }, ...words('whole.'), ...ending('stop')] })
    const id = await first.session()
    const here = await first.send(id, 'tell me')
    const run_id = here.headers.get('x-run-id')
    const read: SentEvent[] = []
    const reading = (async () => {
      for await (const event of sentEvents(await there('GET', `${first.runs(id)}/${run_id}/events`))) read.push(event)
    })()
    await eventually(async () => read.length > 0)
    for (let n = 0; n < 10; n++) await look_second()
    resolve()
    expect(endOf(await allEvents(here)).status).toBe('completed')
    // A reader who was told nothing for two seconds has looked by itself; then nobody is left to look for.
    await look_second(false)
    await reading
    expect(endOf(read).status).toBe('completed')
  })
}
