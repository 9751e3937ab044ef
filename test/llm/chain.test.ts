import { describe, expect, test } from 'bun:test'
import { PAUSE_MS } from '../../src/llm/breaker.ts'
import { type ChainEvent, createChain } from '../../src/llm/chain.ts'
import { providerError } from '../../src/llm/error.ts'
import type { ProviderErrorCode, TurnEvent } from '../../src/llm/provider.ts'
import { createLog } from '../../src/log.ts'
import { registry } from '../../src/metrics.ts'
import { codeOf, outcome, request, said, scriptedProvider } from './turn.ts'

type Turns = Parameters<typeof scriptedProvider>[1]

function setUp(scripts: Record<string, Turns>) {
  const lines: Record<string, unknown>[] = []
  const log = createLog('debug', { write: (line) => lines.push(JSON.parse(line)) })
  const clock = { now: 0 }
  const providers = Object.entries(scripts).map(([name, turns]) => scriptedProvider(name, turns))
  const chain = createChain(providers, { log, now: () => clock.now })
  const turn = (provider?: string, signal = new AbortController().signal) =>
    outcome<ChainEvent>(chain.turn(request(), { signal, provider, run_id: 'run-1' }))
  return { chain, turn, clock, lines, asked: () => providers.map((provider) => provider.asked) }
}

const failing = (code: ProviderErrorCode): Turns => [[providerError(code)]]
const begun = (code: ProviderErrorCode): Turns => [[{ type: 'text', delta: 'One' }, providerError(code)]]
const call: TurnEvent = { type: 'tool_call', call: { id: 'a', name: 'list_tasks', arguments: '{}' } }

describe('who answers', () => {
  const scenarios: {
    name: string
    scripts: Record<string, Turns>
    provider?: string
    asked: number[]
    answers?: string
    text?: string
    code?: string
  }[] = [
    {
      name: 'the first, when it can',
      scripts: { openai: [said('A')], builtin: [said('B')] },
      asked: [1, 0],
      answers: 'openai',
      text: 'A',
    },
    ...(
      [
        'model_auth',
        'model_busy',
        'model_unavailable',
        'model_bad_response',
        'model_timeout',
        'model_truncated',
      ] as const
    ).map((code) => ({
      name: `the next, after ${code}`,
      scripts: { openai: failing(code), builtin: [said('B')] },
      asked: [1, 1],
      answers: 'builtin',
      text: 'B',
    })),
    ...(['model_refused', 'output_limit'] as const).map((code) => ({
      name: `nobody after ${code}`,
      scripts: { openai: failing(code), builtin: [said('B')] },
      asked: [1, 0],
      code,
    })),
    {
      name: 'the third, when two fail',
      scripts: { openrouter: failing('model_busy'), openai: failing('model_auth'), builtin: [said('B')] },
      asked: [1, 1, 1],
      answers: 'builtin',
      text: 'B',
    },
    {
      name: 'nobody: the last error is thrown',
      scripts: { openrouter: failing('model_busy'), openai: failing('model_auth') },
      asked: [1, 1],
      code: 'model_auth',
    },
    {
      name: 'never another after the first word',
      scripts: { openai: begun('model_truncated'), builtin: [said('B')] },
      asked: [1, 0],
      answers: 'openai',
      text: 'One',
      code: 'model_truncated',
    },
    {
      name: 'never another after the first tool call',
      scripts: { openai: [[call, providerError('model_unavailable')]], builtin: [said('B')] },
      asked: [1, 0],
      answers: 'openai',
      code: 'model_unavailable',
    },
    {
      name: 'the pinned one alone',
      scripts: { openai: [said('A')], builtin: [said('B')] },
      provider: 'builtin',
      asked: [0, 1],
      answers: 'builtin',
      text: 'B',
    },
    {
      name: 'nobody in place of a pinned one that fails',
      scripts: { openai: failing('model_unavailable'), builtin: [said('B')] },
      provider: 'openai',
      asked: [1, 0],
      code: 'model_unavailable',
    },
    {
      name: 'nobody in place of a pinned one that is gone from the configuration',
      scripts: { openai: [said('A')] },
      provider: 'gemini',
      asked: [0],
      code: 'model_unavailable',
    },
    {
      name: 'a turn without its last event is cut, with what came',
      scripts: { openai: [[{ type: 'text', delta: 'One' }]], builtin: [said('B')] },
      asked: [1, 0],
      answers: 'openai',
      text: 'One',
      code: 'model_truncated',
    },
    {
      name: 'the next, after a turn without any event',
      scripts: { openai: [[]], builtin: [said('B')] },
      asked: [1, 1],
      answers: 'builtin',
      text: 'B',
    },
    { name: 'nobody of none', scripts: {}, asked: [], code: 'model_unavailable' },
  ]
  test.each(scenarios)('$name', async ({ scripts, provider, asked, answers, text = '', code }) => {
    const set = setUp(scripts)
    const { events, text: heard, error } = await set.turn(provider)
    expect(codeOf(error)).toBe(code)
    expect(heard).toBe(text)
    expect(set.asked()).toEqual(asked)
    const named = events.filter((event) => event.type === 'provider')
    expect(named).toEqual(
      answers
        ? [expect.objectContaining({ type: 'provider', provider: answers, model: `${answers}-model`, tools: true })]
        : [],
    )
    expect(events[0]).toEqual(named[0] as ChainEvent)
  })

  test('names them in order', () => {
    expect(setUp({ openai: [], builtin: [] }).chain.providers.map(({ name }) => name)).toEqual(['openai', 'builtin'])
  })
})

describe('stopping', () => {
  test('throws the reason and asks nobody else', async () => {
    const stop = new AbortController()
    stop.abort('stopped')
    const set = setUp({ openai: [said('A')], builtin: [said('B')] })
    expect((await set.turn(undefined, stop.signal)).error).toBe('stopped')
    expect(set.asked()).toEqual([1, 0])
  })

  test('counts as nobody’s failure', async () => {
    const set = setUp({ openai: [said('A')], builtin: [said('B')] })
    for (let i = 0; i < 5; i++) await set.turn(undefined, AbortSignal.abort('stopped'))
    expect((await set.turn()).text).toBe('A')
    expect(set.lines.filter((line) => line.level !== 'debug' && line.code)).toEqual([])
  })

  test('a reader who leaves at the first event ends the provider’s stream', async () => {
    let ended = false
    const provider = {
      name: 'openai',
      model: 'm',
      async *stream() {
        try {
          yield* said('One', 'two')
        } finally {
          ended = true
        }
      },
    }
    const chain = createChain([provider], { log: createLog('silent') })
    for await (const event of chain.turn(request(), { signal: new AbortController().signal })) {
      expect(event.type).toBe('provider')
      break
    }
    expect(ended).toBe(true)
  })
})

describe('a provider that keeps failing', () => {
  const scripts = { openai: [...Array(4).fill([providerError('model_timeout')]), said('A')], builtin: [said('B')] }

  test('is passed over after three failures, tried by one turn after the pause, and taken back when it can', async () => {
    const set = setUp(scripts)
    for (let i = 0; i < 3; i++) await set.turn()
    expect(set.asked()).toEqual([3, 3])
    await set.turn()
    expect(set.asked()).toEqual([3, 4])
    set.clock.now += PAUSE_MS
    expect((await set.turn()).text).toBe('B')
    expect((await set.turn()).text).toBe('B')
    expect(set.asked()).toEqual([4, 6])
    set.clock.now += PAUSE_MS
    expect((await set.turn()).text).toBe('A')
    expect((await set.turn()).text).toBe('A')
    expect(set.asked()).toEqual([6, 6])
  })

  test('does not use up the trial of a provider that is not reached', async () => {
    const set = setUp({
      gemini: [said('G')],
      openai: failing('model_auth'),
    })
    for (let i = 0; i < 3; i++) await set.turn('openai')
    set.clock.now += PAUSE_MS
    for (let i = 0; i < 3; i++) expect((await set.turn()).text).toBe('G')
    expect(set.asked()).toEqual([3, 3])
  })

  test('is asked all the same when it is pinned, or when there is nobody else', async () => {
    const set = setUp({ openai: [...Array(4).fill([providerError('model_unavailable')]), said('A')] })
    for (let i = 0; i < 3; i++) await set.turn()
    expect(codeOf((await set.turn()).error)).toBe('model_unavailable')
    expect(set.asked()).toEqual([4])
    expect((await set.turn('openai')).text).toBe('A')
  })

  test('an answer that began makes up for the failures before it, even when it breaks off', async () => {
    const set = setUp({ openai: begun('model_truncated'), builtin: [said('B')] })
    for (let i = 0; i < 5; i++) await set.turn()
    expect(set.asked()).toEqual([5, 0])
  })
})

describe('log and metrics', () => {
  test('a good turn is one line with facts and without a word of it', async () => {
    const set = setUp({ openai: [said('secret words')] })
    await set.turn()
    const [line] = set.lines.filter((one) => one.level === 'info')
    expect(line).toMatchObject({
      message: 'model call finished',
      run_id: 'run-1',
      provider: 'openai',
      model: 'openai-model',
    })
    expect(line?.duration_ms).toBeNumber()
    expect(line?.first_token_ms).toBeNumber()
    expect(JSON.stringify(set.lines)).not.toContain('secret words')
    expect(JSON.stringify(set.lines)).not.toContain('on my list')
  })

  test.each([
    ['model_auth', 'error'],
    ['model_busy', 'warn'],
  ] as const)('%s is logged as %s and counted', async (code, level) => {
    const errors = async () => {
      const metric = await registry.getSingleMetric('provider_errors_total')?.get()
      return metric?.values.find(({ labels }) => labels.provider === `p-${code}` && labels.code === code)?.value
    }
    const set = setUp({ [`p-${code}`]: failing(code), builtin: [said('B')] })
    await set.turn()
    expect(await errors()).toBe(1)
    expect(set.lines.find((line) => line.message === 'model call failed')).toMatchObject({ level, code })
  })
})
