/** Two processes’ worth of program over one Postgres: every verb works from either. Needs DATABASE_URL. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../support/app.ts'
import { type Chat, chatWith, endOf } from '../support/chat.ts'
import { SERVER_URL, testDatabase } from '../support/database.ts'
import { type FakeProvider, fakeProvider, hangs, says } from '../support/fake-provider.ts'
import { allEvents } from '../support/sse.ts'
import { eventually } from '../support/watched.ts'

const STORY = 'Two processes told one story, word by word, and neither lost a letter.'
const carriers: { name: string; settings: Record<string, string> }[] = [
  { name: 'NOTIFY', settings: {} },
  ...(process.env.REDIS_URL ? [{ name: 'Redis', settings: { REDIS_URL: process.env.REDIS_URL } }] : []),
]

if (!SERVER_URL) console.warn('LEFT OUT: tests of several instances need DATABASE_URL.')
else
  for (const carrier of carriers) {
    describe(`two instances, hints over ${carrier.name}`, () => {
      let fake: FakeProvider
      let first: Chat
      let second: TestApp
      let db: TestApp['db']
      beforeAll(async () => {
        fake = await fakeProvider(says(STORY))
        db = await testDatabase()
        const settings = { OPENAI_BASE_URL: fake.url, LLM_PROVIDERS: 'openai', ...carrier.settings }
        first = await chatWith(await testApp({ db, settings }))
        second = await testApp({ db, settings })
      })
      afterAll(async () => {
        await second.close()
        await first.it.close()
        await db.close()
        await fake.stop()
      })
      const there = (method: string, path: string, body?: unknown) =>
        second.call(method, path, { token: first.who.token, ...(body !== undefined && { body }) })

      test('an answer is followed from the other one, word by word', async () => {
        fake.play(says(STORY, { pause: 15 }))
        const id = await first.session()
        const here = await first.send(id, 'tell me')
        const run_id = here.headers.get('x-run-id')
        const [a, b] = await Promise.all([
          allEvents(here),
          there('GET', `${first.runs(id)}/${run_id}/events`).then(allEvents),
        ])
        expect(b).toEqual(a)
        expect(endOf(b).status).toBe('completed')
      })

      test('an answer is stopped from the other one', async () => {
        fake.play(hangs('Half of it'))
        const id = await first.session()
        const here = await first.send(id, 'tell me')
        const run_id = here.headers.get('x-run-id')
        // Its answer is waited for as long as a second, which a busy machine may need for the hint alone.
        const stop = async () => (await there('POST', `${first.runs(id)}/${run_id}/cancel`)).json()
        await eventually(async () => (await stop()).status === 'cancelled')
        expect(endOf(await allEvents(here)).status).toBe('cancelled')
      })

      test('a key sent to both has one effect', async () => {
        fake.play(says(STORY))
        const id = await first.session()
        const body = { message: { content: [{ type: 'input_text', text: 'tell me' }] } }
        const headers = { 'idempotency-key': 'both' }
        const both = await Promise.all(
          [first.it, second].map((it) => it.call('POST', first.runs(id), { token: first.who.token, headers, body })),
        )
        expect(new Set(both.map((response) => response.headers.get('x-run-id'))).size).toBe(1)
        const [a, b] = await Promise.all(both.map(allEvents))
        expect(b).toEqual(a as typeof b & object)
      })

      test('a sign-out here is one there soon', async () => {
        const bob = await first.it.signUp('bob')
        const me = () => second.call('GET', '/api/v1/auth/me', { token: bob.token })
        expect((await me()).status).toBe(200)
        await first.it.call('POST', '/api/v1/auth/signout', { token: bob.token })
        await eventually(async () => (await me()).status === 401)
      })
    })
  }
