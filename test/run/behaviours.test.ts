/** How models behave, against the whole product: what people read, what is kept, what it costs. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { testApp } from '../support/app.ts'
import { type Chat, chatWith } from '../support/chat.ts'
import { testDatabase } from '../support/database.ts'
import { calls, type FakeProvider, fails, fakeProvider, hangs, type Script, says } from '../support/fake-provider.ts'
import { sentEvents } from '../support/sse.ts'

let db: Database
let fake: FakeProvider
const open: Chat[] = []
beforeAll(async () => {
  db = await testDatabase()
  fake = await fakeProvider(says('hi'))
})
afterAll(async () => {
  for (const chat of open) await chat.it.close()
  await fake.stop()
  await db.close()
})

let people = 0
const through = async (script: Script, settings: Record<string, string> = {}) => {
  fake.play(script)
  const all = { OPENAI_BASE_URL: fake.url, OPENAI_MODEL: 'tiny', LLM_PROVIDERS: 'openai,builtin', ...settings }
  const chat = await chatWith(await testApp({ db, settings: all }), `someone${people++}-`)
  open.push(chat)
  return chat
}
const lines = (run: { items: { type: string; task?: { title: string } }[] }) =>
  run.items.flatMap(({ type, task }) => (type === 'task' ? [task?.title] : []))

describe('somebody else answers', () => {
  test('and one line says who, and why; it is kept on every door', async () => {
    const chat = await through(fails(401))
    const { run, events, session_id } = await chat.ask('hello')
    const line = 'tiny refused its key, so the built-in assistant answers.'
    expect(run).toMatchObject({ status: 'completed', provider: 'builtin' })
    expect(events.filter(({ data }) => data.type === 'notice').map(({ data }) => data.message)).toEqual([line])
    expect(lines(run)).toEqual([line])
    expect(lines(await chat.get(`${chat.runs(session_id)}/${run.id}`))).toEqual([line])
    const { items } = await (
      await chat.it.call('POST', '/chatkit', {
        token: chat.who.token,
        body: { type: 'threads.get_by_id', params: { thread_id: session_id } },
      })
    ).json()
    expect(items.data.map(({ type }: { type: string }) => type)).toContain('task')
    expect((await chat.get(`/api/v1/chatkit/sessions/${session_id}`)).message_count).toBe(2)
  })

  test('past the daily ceiling of the instance', async () => {
    const chat = await through(says('Fine.'), { DAILY_TOKEN_LIMIT: '1' })
    await chat.ask('hello')
    const { run } = await chat.ask('hello again')
    expect(run.provider).toBe('builtin')
    expect(lines(run)).toEqual(['tiny has reached its daily limit, so the built-in assistant answers.'])
  })
})

describe('what a model says', () => {
  test('is not believed when it claims a change that no tool made', async () => {
    const { run } = await (await through(says('✅ I have added milk to your list.'))).ask('add milk')
    expect(lines(run)).toEqual(['Nothing was changed.'])
  })

  test('is believed when a tool made it', async () => {
    const script = [calls([{ name: 'add_task', arguments: { title: 'Milk' } }]), says('✅ I have added milk.')]
    expect(lines((await (await through(script)).ask('add milk')).run)).toEqual([])
  })

  test('is replaced by the tools’ own sentences when it says nothing after them', async () => {
    const script = [calls([{ name: 'add_task', arguments: { title: 'Milk' } }]), says('')]
    expect((await (await through(script)).ask('add milk')).text).toContain('Milk')
  })

  test('never shows a picture', async () => {
    const { text, events } = await (await through(says('Look: ![cat](https://x.example/c.png)'))).ask('hello')
    expect(text).toBe('Look: [cat](https://x.example/c.png)')
    expect(JSON.stringify(events)).not.toContain('![')
  })
})

describe('what an answer costs', () => {
  test('a stopped one counts what it was asked with and what was written', async () => {
    const chat = await through(hangs('I was about to'), { LLM_PROVIDERS: 'openai' })
    const session_id = await chat.session()
    const response = await chat.send(session_id, 'hello')
    const run_id = response.headers.get('x-run-id')
    for await (const { data } of sentEvents(response)) {
      if (!data.update?.delta) continue
      await chat.it.call('POST', `${chat.runs(session_id)}/${run_id}/cancel`, { token: chat.who.token })
    }
    const { usage, status } = await chat.get(`${chat.runs(session_id)}/${run_id}`)
    expect(status).toBe('cancelled')
    expect(usage.input_tokens).toBeGreaterThan(100)
    expect(usage.output_tokens).toBeGreaterThan(0)
  })

  const add = calls([{ name: 'add_task', arguments: { title: 'Milk' } }])
  test.each([
    ['the turn after a tool call', [add, says('Done.')], {}, 'completed'],
    ['a turn that was reserved and never asked', [add], { AGENT_MAX_TURNS: '1' }, 'failed'],
  ])('%s is counted as it was in the end', async (_, script, settings, status) => {
    const chat = await through(script, { LLM_PROVIDERS: 'openai', ...settings })
    const { run } = await chat.ask('add milk')
    expect(run.status).toBe(status)
    const { days } = await chat.get('/api/v1/auth/me/usage')
    expect(days.at(-1).tokens).toBe(run.usage.input_tokens + run.usage.output_tokens)
  })

  test('answers that begin together cannot pass a ceiling together', async () => {
    const settings = { LLM_PROVIDERS: 'openai', USER_DAILY_TOKEN_LIMIT: '100' }
    const gate = Promise.withResolvers<void>()
    const chat = await through({ steps: [{ until: gate.promise }, ...says('Fine.').steps] }, settings)
    const sessions = await Promise.all([1, 2, 3].map(() => chat.session()))
    let over = 0
    const answers = await Promise.all(
      sessions.map(async (id) => {
        const text = await (await chat.send(id, 'hello')).text()
        over += 1
        // The one that was let through goes on once the others have been refused.
        if (over === 2) gate.resolve()
        return text
      }),
    )
    expect(answers.filter((text) => text.includes('usage_limit_reached')).length).toBeGreaterThanOrEqual(2)
  })
})
