/** Runs over a real HTTP provider that behaves and misbehaves: what the client sees of each. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Chat, chatThrough } from '../support/chat.ts'
import {
  breaks,
  calls,
  cuts,
  type FakeProvider,
  fails,
  failsInStream,
  fakeProvider,
  hangs,
  nothing,
  page,
  type Script,
  says,
  UPSTREAM_WORDS,
} from '../support/fake-provider.ts'
import { streamedText } from '../support/sse.ts'

let fake: FakeProvider
let chat: Chat
beforeAll(async () => {
  fake = await fakeProvider(says('hi'))
  chat = await chatThrough(fake.url)
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

describe('a provider that behaves', () => {
  test('text is streamed, kept and counted', async () => {
    fake.play(says('Hello there, friend.', { usage: { input: 40, output: 5 } }))
    const { run, events, text, session_id } = await chat.ask('hello')
    expect(text).toBe('Hello there, friend.')
    expect(streamedText(events)).toBe(text)
    expect(run).toMatchObject({
      status: 'completed',
      provider: 'openai',
      usage: { input_tokens: 40, output_tokens: 5 },
    })
    const { messages } = await chat.get(`/api/v1/chatkit/sessions/${session_id}`)
    expect(messages[1].content[0].text).toBe(text)
  })

  test('tool calls change tasks and their results reach the model', async () => {
    fake.play([calls([{ name: 'add_task', arguments: { title: 'Buy milk' } }]), says('Added it.')])
    const { run, events, text } = await chat.ask('please add milk')
    expect(run.status).toBe('completed')
    expect(text).toBe('Added it.')
    expect((await chat.tasks()).map((task) => task.title)).toContain('Buy milk')
    const types = events.map(({ data }) => data.type)
    expect(types.indexOf('client_effect')).toBeGreaterThan(0)
    const workflow = events.find(({ data }) => data.type === 'thread.item.done' && data.item.type === 'workflow')
    expect(workflow?.data.item.workflow.tasks[0]).toMatchObject({ status_indicator: 'complete' })
    const sent = fake.requests.at(-1)?.body.messages ?? []
    expect(sent.at(-1)).toMatchObject({ role: 'tool' })
    expect(JSON.parse(sent.at(-1)?.content ?? '').task.title).toBe('Buy milk')
    expect(JSON.stringify(events)).not.toContain('"tool_call"')
  })

  test('what came before is sent along, tool calls with their results', async () => {
    fake.play([calls([{ name: 'list_tasks', arguments: {} }]), says('That is all.'), says('Yes.')])
    const { session_id } = await chat.ask('what is there?')
    await chat.ask('sure?', session_id)
    const roles = fake.requests.at(-1)?.body.messages?.map(({ role }) => role)
    expect(roles).toEqual(['system', 'user', 'assistant', 'tool', 'assistant', 'user'])
  })

  test('an answer cut by length is complete with a notice', async () => {
    fake.play(says('as far as', { finish: 'length' }))
    const { run, events } = await chat.ask('write a lot')
    expect(run.status).toBe('completed')
    expect(events.some(({ data }) => data.type === 'notice')).toBe(true)
  })
})

const faults: { name: string; script: Script; code: string; kept?: string }[] = [
  { name: '401', script: fails(401), code: 'model_auth' },
  { name: '429 that asks for long', script: fails(429, { retry_after: 120 }), code: 'model_busy' },
  { name: '500', script: fails(500), code: 'model_unavailable' },
  { name: 'HTML with 200', script: page(), code: 'model_bad_response' },
  { name: 'an empty stream', script: nothing(), code: 'model_bad_response' },
  { name: 'a stream cut cleanly', script: cuts('one two three'), code: 'model_truncated', kept: 'one two three' },
  { name: 'a stream reset', script: cuts('one two', 'reset'), code: 'model_truncated', kept: 'one two' },
  { name: 'broken JSON', script: breaks('one'), code: 'model_bad_response', kept: 'one' },
  {
    name: 'an error in the stream',
    script: failsInStream({ code: 500 }, 'one'),
    code: 'model_unavailable',
    kept: 'one',
  },
  { name: 'a refusal', script: says('', { finish: 'content_filter' }), code: 'model_refused' },
]

describe('a provider that misbehaves', () => {
  for (const { name, script, code, kept } of faults) {
    test(`${name} ends the run as ${code}, not a word of it reaches the client`, async () => {
      fake.play(script)
      const { run, events, session_id } = await chat.ask('hello')
      expect(run).toMatchObject({ status: 'failed', error: { code } })
      const error = events.find(({ data }) => data.type === 'error')
      expect(error?.data).toMatchObject({ allow_retry: true })
      const session = await chat.get(`/api/v1/chatkit/sessions/${session_id}`)
      const shown = JSON.stringify([events, session])
      expect(shown).not.toContain(UPSTREAM_WORDS)
      expect(shown).not.toContain('sk-very')
      expect(session.messages[1]?.content[0].text).toBe(kept)
    })
  }

  test('a provider that falls silent is given up at the time limit, its words are kept', async () => {
    fake.play(hangs('I was about to'))
    const hurried = await chatThrough(fake.url, { AGENT_TIMEOUT_SECONDS: '1' })
    const { run, text, events } = await hurried.ask('hello')
    expect(run).toMatchObject({ status: 'failed', error: { code: 'run_timeout' } })
    // On a busy machine the second may be over before a word has come.
    expect(text).toBe(streamedText(events))
    expect(['', 'I was about to']).toContain(text)
    await hurried.it.close()
  })

  test('calls that cannot be understood are told to the model, three turns of them end the run', async () => {
    const wrong = [
      { name: 'add_task', arguments: '{"title": "cut' },
      { name: 'no_such_tool', arguments: {} },
      { name: 'add_task', arguments: { title: { text: 'x' } } },
    ]
    for (const call of wrong) {
      fake.play([calls([call]), says('Sorry.')])
      expect((await chat.ask('go')).run.status).toBe('completed')
      expect(JSON.parse(fake.requests.at(-1)?.body.messages?.at(-1)?.content ?? '')).toHaveProperty('error')
      fake.play((_, index) => calls([{ ...call, name: index % 2 ? 'no_such_tool' : call.name }]))
      expect((await chat.ask('go')).run).toMatchObject({ status: 'failed', error: { code: 'model_bad_tool_call' } })
    }
    expect((await chat.tasks()).map(({ title }) => title)).not.toContain('x')
  })

  test('an endless tool loop ends, the same call again and again sooner', async () => {
    fake.play(calls([{ name: 'list_tasks', arguments: {} }]))
    expect((await chat.ask('loop')).run.error.code).toBe('repeated_tool_call')
    expect(fake.requests.length).toBeLessThanOrEqual(60)
    fake.play((_, index) => calls([{ name: 'list_tasks', arguments: { q: `number ${index}` } }]))
    expect((await chat.ask('loop')).run.error.code).toBe('turn_limit')
    fake.play((_, index) =>
      calls(Array.from({ length: 8 }, (_, i) => ({ name: 'list_tasks', arguments: { q: `${index} ${i}` } }))),
    )
    expect((await chat.ask('loop')).run.error.code).toBe('tool_call_limit')
  })
})

describe('several providers', () => {
  test('the built-in assistant answers when the others fail before the first word', async () => {
    fake.play(fails(500))
    const other = await chatThrough(fake.url, { LLM_PROVIDERS: 'openai,builtin' })
    const { run } = await other.ask('add buy bread')
    expect(run).toMatchObject({ status: 'completed', provider: 'builtin' })
    expect((await other.tasks())[0].title.toLowerCase()).toBe('buy bread')
    await other.it.close()
  })

  test('nobody takes over in the middle of an answer', async () => {
    fake.play(cuts('one two'))
    const other = await chatThrough(fake.url, { LLM_PROVIDERS: 'openai,builtin' })
    expect((await other.ask('hello')).run).toMatchObject({
      status: 'failed',
      provider: 'openai',
      error: { code: 'model_truncated' },
    })
    await other.it.close()
  })

  test('past the daily ceiling only the built-in assistant answers', async () => {
    fake.play(says('hi', { usage: { input: 90, output: 20 } }))
    const other = await chatThrough(fake.url, { LLM_PROVIDERS: 'openai,builtin', DAILY_TOKEN_LIMIT: '100' })
    expect((await other.ask('hello')).run.provider).toBe('openai')
    expect((await other.ask('hello')).run.provider).toBe('builtin')
    await other.it.close()
  })

  test('past the own daily allowance a user is refused before the provider is asked', async () => {
    fake.play(says('hi', { usage: { input: 90, output: 20 } }))
    const other = await chatThrough(fake.url, { USER_DAILY_TOKEN_LIMIT: '100' })
    const { session_id } = await other.ask('hello')
    const asked = fake.requests.length
    const refused = await other.send(session_id, 'again')
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({ error: { code: 'usage_limit_reached' } })
    expect(fake.requests).toHaveLength(asked)
    await other.it.close()
  })
})
