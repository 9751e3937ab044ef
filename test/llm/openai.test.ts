import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { inspect } from 'node:util'
import { createOpenAiProvider, type OpenAiSettings } from '../../src/llm/openai.ts'
import type { ProviderError, TurnEvent } from '../../src/llm/provider.ts'
import { requestTokens } from '../../src/llm/tokens.ts'
import * as fakes from '../support/fake-provider.ts'
import { ask, codeOf, outcome, request } from './turn.ts'

const KEY = 'sk-live-0123456789'
const running: fakes.FakeProvider[] = []
afterEach(async () => {
  for (const fake of running.splice(0)) await fake.stop()
})

async function setUp(script: fakes.Script, settings: Partial<OpenAiSettings> = {}) {
  const fake = await fakes.fakeProvider(script)
  running.push(fake)
  const provider = createOpenAiProvider({
    name: 'openai',
    base_url: fake.url,
    api_key: KEY,
    model: 'fake-model',
    ...settings,
  })
  return { fake, provider }
}

const done = (finish: string, input_tokens = 11, output_tokens = 7) => ({
  type: 'done',
  finish,
  usage: { input_tokens, output_tokens },
})

describe('a good answer', () => {
  test('streams text and ends with usage', async () => {
    const { provider } = await setUp(fakes.says('Two tasks are due.', { usage: { input: 120, output: 5 } }))
    const { events, error } = await ask(provider)
    expect(error).toBeUndefined()
    expect(events).toEqual([
      { type: 'text', delta: 'Two' },
      { type: 'text', delta: ' tasks' },
      { type: 'text', delta: ' are' },
      { type: 'text', delta: ' due.' },
      done('stop', 120, 5) as TurnEvent,
    ])
  })

  test('hands text on before the answer has ended', async () => {
    const gate = Promise.withResolvers<void>()
    const { provider } = await setUp({
      steps: [...fakes.words('First'), { until: gate.promise }, ...fakes.ending('stop')],
    })
    const seen: string[] = []
    const { error } = await outcome(provider.stream(request(), new AbortController().signal), (event) => {
      seen.push(event.type)
      if (event.type === 'text') gate.resolve()
    })
    expect(error).toBeUndefined()
    expect(seen).toEqual(['text', 'done'])
  })

  test('collects interleaved pieces of several calls into whole ones, in order', async () => {
    const script = fakes.calls([
      { name: 'add_task', arguments: { title: 'Buy “Milch” in Köln 🥛' }, id: 'call_a' },
      { name: 'list_tasks', arguments: { status: 'pending' }, id: 'call_b' },
    ])
    const { provider } = await setUp(script)
    const { events } = await ask(provider)
    expect(events).toEqual([
      { type: 'tool_call', call: { id: 'call_a', name: 'add_task', arguments: '{"title":"Buy “Milch” in Köln 🥛"}' } },
      { type: 'tool_call', call: { id: 'call_b', name: 'list_tasks', arguments: '{"status":"pending"}' } },
      done('tool_calls') as TurnEvent,
    ])
  })

  test('passes malformed arguments on as they are: the loop answers the model', async () => {
    const { provider } = await setUp(fakes.calls([{ name: 'add_task', arguments: '{"title":"cut' }]))
    const { events, error } = await ask(provider)
    expect(error).toBeUndefined()
    expect(events[0]).toMatchObject({ type: 'tool_call', call: { arguments: '{"title":"cut' } })
  })

  test('counts tokens itself when the server does not', async () => {
    const { provider } = await setUp(fakes.says('abcdef', { usage: null }))
    const { events } = await ask(provider)
    expect(events.at(-1)).toEqual(done('stop', requestTokens(request()), 2) as TurnEvent)
  })

  test('comments and a missing end mark are fine', async () => {
    const { provider } = await setUp({
      steps: [{ raw: ': PROCESSING\n\n' }, ...fakes.words('Hi'), ...fakes.ending('stop').slice(0, -1)],
    })
    expect(await ask(provider)).toMatchObject({ text: 'Hi', error: undefined })
  })

  test.each([
    ['hangs', 'hang'],
    ['is reset', 'reset'],
    ['breaks its JSON', { raw: 'data: {{\n\n' }],
  ] as const)('is complete when the connection %s after the finish reason', async (_name, trouble) => {
    const ended = fakes.ending('stop', null).slice(0, 1)
    const { provider } = await setUp(
      { steps: [...fakes.words('Done'), ...ended, { pause: 250 }, trouble] },
      { timeouts: { ending_ms: 600 } },
    )
    const { text, events, error } = await ask(provider)
    expect(error).toBeUndefined()
    expect(text).toBe('Done')
    expect(events.at(-1)).toMatchObject({ type: 'done', finish: 'stop' })
  })

  test('length is a finish of its own, and none of its calls is trusted', async () => {
    const { provider } = await setUp([
      fakes.says('So long', { finish: 'length' }),
      fakes.calls([{ name: 'delete_task', arguments: { task_id: 3 } }], { text: 'Well', finish: 'length' }),
    ])
    expect((await ask(provider)).events.at(-1)).toEqual(done('length') as TurnEvent)
    const cut = await ask(provider)
    expect(cut.events.at(-1)).toEqual(done('length') as TurnEvent)
    expect(cut.events.some((event) => event.type === 'tool_call')).toBe(false)
  })
})

describe('a bad answer ends with our code and keeps the text before it', () => {
  const quick = { timeouts: { first_token_ms: 60, silence_ms: 60 } }
  const scenarios: {
    name: string
    script: fakes.Reply
    code: string
    text?: string
    settings?: Partial<OpenAiSettings>
  }[] = [
    { name: '401', script: fakes.fails(401), code: 'model_auth' },
    { name: '403', script: fakes.fails(403), code: 'model_auth' },
    { name: '429', script: fakes.fails(429), code: 'model_busy' },
    {
      name: '429 for an empty purse',
      script: fakes.fails(429, { code: 'insufficient_quota' }),
      code: 'model_no_credit',
    },
    { name: '400', script: fakes.fails(400), code: 'model_request_refused' },
    { name: '404', script: fakes.fails(404, { code: 'model_not_found' }), code: 'model_not_found' },
    { name: '500', script: fakes.fails(500), code: 'model_unavailable' },
    { name: '502 with a page', script: fakes.page(502), code: 'model_unavailable' },
    { name: '200 with a page', script: fakes.page(200), code: 'model_bad_response' },
    { name: 'an empty stream', script: fakes.nothing(), code: 'model_bad_response' },
    { name: 'an end mark alone', script: { steps: [{ data: '[DONE]' }] }, code: 'model_bad_response' },
    { name: 'a finish without a word', script: { steps: fakes.ending('stop') }, code: 'model_bad_response' },
    { name: 'broken JSON at once', script: fakes.breaks(), code: 'model_bad_response' },
    { name: 'broken JSON later', script: fakes.breaks('One two'), code: 'model_bad_response', text: 'One two' },
    { name: 'a chunk of no kind', script: { steps: [{ data: { data: [] } }] }, code: 'model_bad_response' },
    { name: 'a chunk that is a number', script: { steps: [{ data: '7' }] }, code: 'model_bad_response' },
    { name: 'silence before headers', script: fakes.hangsBeforeHeaders(), code: 'model_timeout', settings: quick },
    { name: 'silence before the first token', script: fakes.hangs(), code: 'model_timeout', settings: quick },
    {
      name: 'silence later',
      script: fakes.hangs('One two'),
      code: 'model_timeout',
      text: 'One two',
      settings: { timeouts: { silence_ms: 400 } },
    },
    { name: 'a clean cut', script: fakes.cuts('One two'), code: 'model_truncated', text: 'One two' },
    {
      name: 'a cut after the first empty chunk',
      script: { steps: [{ data: { choices: [{ delta: { role: 'assistant' } }] } }] },
      code: 'model_truncated',
    },
    { name: 'content_filter', script: fakes.says('I', { finish: 'content_filter' }), code: 'model_refused', text: 'I' },
    {
      name: 'a refusal',
      script: { steps: [{ data: { choices: [{ delta: { refusal: 'No.' } }] } }] },
      code: 'model_refused',
    },
    { name: 'an error in the stream: 401', script: fakes.failsInStream({ code: 401 }), code: 'model_auth' },
    {
      name: 'an error in the stream: key',
      script: fakes.failsInStream({ code: 'invalid_api_key' }),
      code: 'model_auth',
    },
    {
      name: 'an error in the stream: 429',
      script: fakes.failsInStream({ code: 429 }, 'One'),
      code: 'model_busy',
      text: 'One',
    },
    {
      name: 'an error in the stream: overload',
      script: fakes.failsInStream({ type: 'overloaded_error' }),
      code: 'model_busy',
    },
    {
      name: 'an error in the stream: 502',
      script: fakes.failsInStream({ code: 502 }, 'One'),
      code: 'model_unavailable',
      text: 'One',
    },
    {
      name: 'an error in the stream: moderation',
      script: fakes.failsInStream({ code: 'content_policy_violation' }),
      code: 'model_refused',
    },
    { name: 'an error in the stream without a code', script: fakes.failsInStream({}), code: 'model_unavailable' },
    {
      name: 'the finish reason error',
      script: fakes.says('One', { finish: 'error' }),
      code: 'model_unavailable',
      text: 'One',
    },
  ]
  test.each(scenarios)('$name → $code', async ({ script, code, text = '', settings }) => {
    const { provider } = await setUp(script, settings)
    const result = await ask(provider)
    expect(codeOf(result.error)).toBe(code)
    expect(result.text).toBe(text)
    expect(result.events.every((event) => event.type === 'text')).toBe(true)
    const shown = (result.error as ProviderError).message
    expect(shown).toMatch(/^(The|Please)\b.*\.$/)
    // People read our sentence alone; the log has the provider’s, without the key and without pages of markup.
    for (const words of ['upstream', 'Gateway']) expect(shown).not.toContain(words)
    for (const secret of [KEY, '<p>']) expect(inspect(result.error)).not.toContain(secret)
  })

  test('a reset in the middle → model_truncated', async () => {
    const heard = Promise.withResolvers<void>()
    const { provider } = await setUp(fakes.cuts('One', 'reset', heard.promise))
    const result = await outcome(provider.stream(request(), new AbortController().signal), () => heard.resolve())
    expect(codeOf(result.error)).toBe('model_truncated')
    expect(result.text).toBe('One')
  })

  test('calls of a cut answer are not handed on', async () => {
    const whole = fakes.calls([{ name: 'delete_task', arguments: { task_id: 1 } }])
    const { provider } = await setUp({ steps: whole.steps.slice(0, 3) })
    const result = await ask(provider)
    expect(codeOf(result.error)).toBe('model_truncated')
    expect(result.events).toEqual([])
  })

  test('nobody listening → model_unavailable, worth another try', async () => {
    const { fake, provider } = await setUp(fakes.says('Hi'))
    await fake.stop()
    const { error } = await ask(provider)
    expect(codeOf(error)).toBe('model_unavailable')
    expect((error as ProviderError).transient).toBe(true)
  })

  test.each([
    ['7', 7],
    [undefined, undefined],
    ['soon', undefined],
  ])('Retry-After %p is read as %p seconds', async (retry_after, seconds) => {
    const { provider } = await setUp(fakes.fails(429, { retry_after }))
    const { error } = await ask(provider)
    expect(error).toMatchObject({ code: 'model_busy', retry_after: seconds, transient: true })
  })
})

describe('bounds', () => {
  test('text is cut at 64 KiB and the provider is left', async () => {
    const { fake, provider } = await setUp(fakes.floods(50))
    const { text, error } = await ask(provider)
    expect(codeOf(error)).toBe('output_limit')
    expect(Buffer.byteLength(text)).toBe(64 * 1024)
    expect(await fake.requests[0]?.closed).toBe('left')
  })

  test('a character is never split at the limit', async () => {
    const { provider } = await setUp({
      steps: [{ data: { choices: [{ delta: { content: `x${'🥛'.repeat(20_000)}` } }] } }],
    })
    const { text, error } = await ask(provider)
    expect(codeOf(error)).toBe('output_limit')
    expect(text.isWellFormed()).toBe(true)
    expect(Buffer.byteLength(text)).toBe(64 * 1024 - 3)
  })

  test.each([
    ['arguments over 64 KiB', fakes.calls([{ name: 'add_task', arguments: { title: 'x'.repeat(65 * 1024) } }])],
    [
      'more calls than anybody needs',
      fakes.calls(Array.from({ length: 65 }, () => ({ name: 'list_tasks', arguments: {} }))),
    ],
    ['one line without end', { steps: [{ raw: 'data: ' }, { raw: 'x'.repeat(600 * 1024) }, 'hang'] } as fakes.Reply],
  ])('%s → output_limit', async (_name, script) => {
    const { provider } = await setUp(script)
    const { events, error } = await ask(provider)
    expect(codeOf(error)).toBe('output_limit')
    expect(events).toEqual([])
  })

  test('the limit also holds in the chunk that ends the answer', async () => {
    const last = { choices: [{ delta: { content: 'x'.repeat(70_000) }, finish_reason: 'stop' }] }
    const { provider } = await setUp({ steps: [{ data: last }] })
    expect(codeOf((await ask(provider)).error)).toBe('output_limit')
  })

  test('an error page is not read to its end', async () => {
    const steps: fakes.Step[] = [{ flood: { x: 'y'.repeat(1000) }, times: 100_000 }]
    const { fake, provider } = await setUp({ status: 500, steps })
    expect(codeOf((await ask(provider)).error)).toBe('model_unavailable')
    expect(await fake.requests[0]?.closed).toBe('left')
  })
})

describe('stopping', () => {
  test.each([
    ['before headers', fakes.hangsBeforeHeaders()],
    ['before the first token', fakes.hangs()],
  ])('%s throws the reason and leaves the provider', async (_name, script) => {
    const stop = new AbortController()
    const { fake, provider } = await setUp((seen) => {
      queueMicrotask(() => stop.abort(new Error('The person stopped it.')))
      expect(seen.path).toBe('/v1/chat/completions')
      return script
    })
    const { error } = await ask(provider, request(), stop.signal)
    expect(error).toBe(stop.signal.reason)
    expect(await fake.requests[0]?.closed).toBe('left')
  })

  test('in the middle keeps what came', async () => {
    const stop = new AbortController()
    const { fake, provider } = await setUp(fakes.hangs('One'))
    const result = await outcome(provider.stream(request(), stop.signal), () => stop.abort('stopped'))
    expect(result).toMatchObject({ text: 'One', error: 'stopped' })
    expect(await fake.requests[0]?.closed).toBe('left')
  })

  test('already stopped never asks', async () => {
    const { fake, provider } = await setUp(fakes.says('Hi'))
    const { error } = await ask(provider, request(), AbortSignal.abort('stopped'))
    expect(error).toBe('stopped')
    expect(fake.requests).toHaveLength(0)
  })

  test('a reader who leaves closes the connection', async () => {
    const { fake, provider } = await setUp(fakes.hangs('One two three'))
    for await (const _event of provider.stream(request(), new AbortController().signal)) break
    expect(await fake.requests[0]?.closed).toBe('left')
  })
})

describe('what the provider is asked', () => {
  test('model, messages, tools and usage; the key only in its header', async () => {
    const { fake, provider } = await setUp(fakes.says('Hi'), { headers: { 'X-Title': 'TodoChat' } })
    const tools = [{ name: 'add_task', description: 'Adds a task.', parameters: { type: 'object' } }]
    await ask(provider, request('Buy milk', { tools }))
    const [seen] = fake.requests
    expect(seen?.path).toBe('/v1/chat/completions')
    expect(seen?.headers.get('authorization')).toBe(`Bearer ${KEY}`)
    expect(seen?.headers.get('x-title')).toBe('TodoChat')
    expect(seen?.body).toEqual({
      model: 'fake-model',
      messages: [
        { role: 'system', content: 'You keep a to-do list.' },
        { role: 'user', content: 'Buy milk' },
      ],
      tools: [{ type: 'function', function: tools[0] as (typeof tools)[0] }],
      stream: true,
      stream_options: { include_usage: true },
    })
  })

  describe('whatever the package finds in the environment', () => {
    const found = {
      OPENAI_API_KEY: 'sk-env',
      OPENAI_ADMIN_KEY: 'sk-env',
      OPENAI_ORG_ID: 'org',
      OPENAI_PROJECT_ID: 'project',
    }
    const before = Object.keys(found).map((name) => [name, process.env[name]] as const)
    beforeAll(() => Object.assign(process.env, found))
    afterAll(() => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
    })

    test.each([
      ['a keyless server gets no key', undefined, null],
      ['ours is the key', KEY, `Bearer ${KEY}`],
    ])('%s', async (_name, api_key, authorization) => {
      const { fake, provider } = await setUp(fakes.says('Hi'), { api_key })
      expect((await ask(provider)).text).toBe('Hi')
      const headers = fake.requests[0]?.headers
      expect(headers?.get('authorization')).toBe(authorization)
      expect([headers?.get('openai-organization'), headers?.get('openai-project')]).toEqual([null, null])
    })
  })

  test('the package does not try again by itself', async () => {
    const { fake, provider } = await setUp(fakes.fails(500))
    await ask(provider)
    expect(fake.requests).toHaveLength(1)
  })
})
