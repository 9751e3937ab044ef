/** What spans do while a tracer is in use, and that they do nothing while none is. */
import { afterEach, expect, test } from 'bun:test'
import { outsideSpans, type Span, startPart, type Tracer, traced, traceId, useTracer } from '../src/span.ts'
import { errorOf } from './support/failure.ts'

afterEach(() => useTracer(undefined))

/** Writes down what happens; `within` is the span that runs now. */
const recorder = () => {
  const told: string[] = []
  let within: string | undefined
  const inside = <T>(name: string | undefined, act: () => T): T => {
    const before = within
    within = name
    try {
      return act()
    } finally {
      within = before
    }
  }
  const start: Tracer['start'] = ({ name }) => {
    told.push(`start ${name}`)
    const span: Span = {
      recording: true,
      traceparent: name,
      name: (next) => void told.push(`name ${next}`),
      note: (facts) => void told.push(`note ${JSON.stringify(facts)}`),
      event: (event) => void told.push(`event ${event}`),
      fail: (code) => void told.push(`fail ${code}`),
      end: () => void told.push(`end ${name}`),
      within: (act) => inside(name, act),
    }
    return span
  }
  const tracer: Tracer = {
    start,
    current: () => (within === undefined ? undefined : { trace_id: within }),
    outside: (act) => inside(undefined, act),
    close: async () => undefined,
  }
  return { told, tracer }
}

test('without a tracer work is done as it is', async () => {
  expect(await traced({ name: 'work' }, async ({ recording, traceparent }) => [recording, traceparent])).toEqual([
    false,
    undefined,
  ])
  expect(startPart({ name: 'part' }).recording).toBe(false)
  expect([traceId(), outsideSpans(() => 7)]).toEqual([undefined, 7])
})

test('work is within its span, and ends it', async () => {
  const { told, tracer } = recorder()
  useTracer(tracer)
  const ids = await traced({ name: 'work' }, async (span) => {
    span.note({ a: 1 })
    startPart({ name: 'part' }).end()
    return [traceId(), outsideSpans(traceId)]
  })
  expect(ids).toEqual(['work', undefined])
  expect(told).toEqual(['start work', 'note {"a":1}', 'start part', 'end part', 'end work'])
})

test('a part of nothing is no span', () => {
  const { told, tracer } = recorder()
  useTracer(tracer)
  startPart({ name: 'part' }).end()
  expect(told).toEqual([])
})

test.each([
  [Object.assign(new Error('words'), { code: 'not_found' }), 'not_found'],
  [new TypeError('words'), 'TypeError'],
  [null, 'error'],
])('failure %# is thrown on, and told by its code', async (failure, code) => {
  const { told, tracer } = recorder()
  useTracer(tracer)
  expect(await errorOf(traced({ name: 'work' }, () => Promise.reject(failure)))).toBe(failure)
  expect(told).toEqual(['start work', `fail ${code}`, 'end work'])
})
