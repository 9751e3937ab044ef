/** The span of one use of a tool: its name and how it came out, at whichever door; the rest of it stays out. */
import { afterEach, expect, test } from 'bun:test'
import { type Facts, type Span, type SpanStart, useTracer } from '../../src/span.ts'
import { tracedTool } from '../../src/tool/span.ts'

afterEach(() => useTracer(undefined))

const record = () => {
  const begun: SpanStart[] = []
  const noted: (Facts | string)[] = []
  const span: Span = {
    recording: true,
    traceparent: undefined,
    name: () => undefined,
    note: (facts) => void noted.push(facts),
    event: () => undefined,
    fail: (code) => void noted.push(code),
    end: () => void noted.push('end'),
    within: (act) => act(),
  }
  const start = (given: SpanStart) => {
    begun.push(given)
    return span
  }
  useTracer({ start, current: () => undefined, outside: (act) => act(), close: async () => undefined })
  return { begun, noted }
}

test.each([
  ['done', [{ 'todochat.tool.outcome': 'done' }, 'end']],
  ['failed', [{ 'todochat.tool.outcome': 'failed' }, 'tool_failed', 'end']],
])('a call that is %s', async (outcome, expected) => {
  const { begun, noted } = record()
  const came = await tracedTool(
    'add_task',
    async () => ({ title: 'a secret', outcome }),
    (done) => done.outcome,
  )
  expect(came.title).toBe('a secret')
  expect(begun.map(({ name, facts }) => [name, facts?.['gen_ai.tool.name']])).toEqual([
    ['execute_tool add_task', 'add_task'],
  ])
  expect(noted).toEqual(expected)
})
