import { describe, expect, test } from 'bun:test'
import { providerError } from '../../src/llm/error.ts'
import { withRetry } from '../../src/llm/retry.ts'
import { ask, codeOf, request, said, scriptedProvider } from './turn.ts'

const busy = (retry_after?: number) => providerError('model_busy', { retry_after, transient: true })
const down = () => providerError('model_unavailable', { transient: true })

function setUp(turns: Parameters<typeof scriptedProvider>[1], chance = 0.5) {
  const waits: number[] = []
  const provider = scriptedProvider('openai', turns)
  const sleep = async (seconds: number) => {
    waits.push(seconds)
  }
  return { provider, waits, patient: withRetry(provider, { sleep, random: () => chance }) }
}

describe('asking again', () => {
  const scenarios: {
    name: string
    turns: Parameters<typeof scriptedProvider>[1]
    asked: number
    waits: number[]
    text?: string
    code?: string
  }[] = [
    { name: 'a good answer is asked once', turns: [said('Hi')], asked: 1, waits: [], text: 'Hi' },
    { name: 'the second try may go well', turns: [[down()], said('Hi')], asked: 2, waits: [0.3], text: 'Hi' },
    { name: 'so may the third', turns: [[down()], [busy()], said('Hi')], asked: 3, waits: [0.3, 0.6], text: 'Hi' },
    { name: 'there is no fourth', turns: [[down()]], asked: 3, waits: [0.3, 0.6], code: 'model_unavailable' },
    { name: 'Retry-After is honoured', turns: [[busy(1)], said('Hi')], asked: 2, waits: [1], text: 'Hi' },
    { name: 'also twice', turns: [[busy(4)], [busy(6)], said('Hi')], asked: 3, waits: [4, 6], text: 'Hi' },
    {
      name: 'up to ten seconds in all',
      turns: [[busy(6)], [busy(6)], said('Hi')],
      asked: 2,
      waits: [6],
      code: 'model_busy',
    },
    {
      name: 'a long Retry-After is not waited for',
      turns: [[busy(120)], said('Hi')],
      asked: 1,
      waits: [],
      code: 'model_busy',
    },
    { name: 'zero seconds are no wait', turns: [[busy(0)], said('Hi')], asked: 2, waits: [0], text: 'Hi' },
    {
      name: 'a refused key stays refused',
      turns: [[providerError('model_auth')], said('Hi')],
      asked: 1,
      waits: [],
      code: 'model_auth',
    },
    {
      name: 'a time-out has cost enough',
      turns: [[providerError('model_timeout')], said('Hi')],
      asked: 1,
      waits: [],
      code: 'model_timeout',
    },
    {
      name: 'never after the first event',
      turns: [[{ type: 'text', delta: 'One' }, down()], said('Hi')],
      asked: 1,
      waits: [],
      text: 'One',
      code: 'model_unavailable',
    },
  ]
  test.each(scenarios)('$name', async ({ turns, asked, waits, text = '', code }) => {
    const { patient, provider, waits: waited } = setUp(turns)
    const result = await ask(patient)
    expect(codeOf(result.error)).toBe(code)
    expect(result.text).toBe(text)
    expect(provider.asked).toBe(asked)
    expect(waited.map((seconds) => Math.round(seconds * 100) / 100)).toEqual(waits)
  })

  test('back-off lies between half and the whole, so that callers spread', async () => {
    for (const [chance, first, second] of [
      [0, 0.2, 0.4],
      [1, 0.4, 0.8],
    ] as const) {
      const { patient, waits } = setUp([[down()]], chance)
      await ask(patient)
      expect(waits).toEqual([first, second])
    }
  })

  test('says that it tries again, and with whom', async () => {
    const told: string[] = []
    const provider = scriptedProvider('gemini', [[busy(2)], said('Hi')])
    const patient = withRetry(provider, {
      sleep: async () => {},
      onRetry: (retry) => told.push(`${retry.provider} ${retry.attempt} ${retry.wait_seconds} ${retry.error.code}`),
    })
    await ask(patient)
    expect(told).toEqual(['gemini 1 2 model_busy'])
    expect([patient.name, patient.model]).toEqual(['gemini', 'gemini-model'])
  })
})

describe('stopping during the wait', () => {
  test('ends at once with the reason and does not ask again', async () => {
    const provider = scriptedProvider('openai', [[busy(9)], said('Hi')])
    const stop = new AbortController()
    const patient = withRetry(provider, { onRetry: () => queueMicrotask(() => stop.abort('stopped')) })
    expect((await ask(patient, request(), stop.signal)).error).toBe('stopped')
    expect(provider.asked).toBe(1)
  })

  test('also when stopped just before it', async () => {
    const provider = scriptedProvider('openai', [[busy(9)], said('Hi')])
    const stop = new AbortController()
    const patient = withRetry(provider, { onRetry: () => stop.abort('stopped') })
    expect((await ask(patient, request(), stop.signal)).error).toBe('stopped')
  })

  test('a wait that nobody stops ends by itself', async () => {
    const provider = scriptedProvider('openai', [[busy(0.001)], said('Hi')])
    expect((await ask(withRetry(provider))).text).toBe('Hi')
  })
})

test('a reader who leaves ends the provider’s stream', async () => {
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
  for await (const _event of withRetry(provider).stream(request(), new AbortController().signal)) break
  expect(ended).toBe(true)
})
