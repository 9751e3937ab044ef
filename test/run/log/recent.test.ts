import { describe, expect, test } from 'bun:test'
import { createRecent } from '../../../src/run/log/recent.ts'
import type { LoggedEvent } from '../../../src/run/schema.ts'
import { delta, run } from './support.ts'

const range = (from: number, to: number): LoggedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ seq: from + index, event: delta(String(from + index)) }))
const numbers = (events: LoggedEvent[] | undefined) => events?.map(({ seq }) => seq)

describe('recent events', () => {
  test('follow a place without gap while the run is at work here', () => {
    const recent = createRecent()
    recent.begin(run, 2, range(1, 2))
    recent.note(run.id, range(3, 5))
    expect(numbers(recent.since(run.id, 0))).toEqual([1, 2, 3, 4, 5])
    expect(numbers(recent.since(run.id, 4))).toEqual([5])
    expect(recent.since(run.id, 5)).toEqual([])
    expect(recent.of(run.user_id, run.id)?.seq).toBe(5)
    recent.end(run.id)
    expect(recent.since(run.id, 4)).toBeUndefined()
  })

  test('leave to the log what is older, what is ahead, and other runs', () => {
    const recent = createRecent()
    recent.begin(run, 0)
    recent.note(run.id, range(1, 100))
    expect(recent.since(run.id, 2)).toBeUndefined()
    expect(numbers(recent.since(run.id, 98))).toEqual([99, 100])
    expect(recent.since(run.id, 1000)).toBeUndefined()
    expect(recent.since('another', 0)).toBeUndefined()
  })

  test('of a run taken over begin where its log ended', () => {
    const recent = createRecent()
    recent.begin(run, 7)
    expect(recent.since(run.id, 3)).toBeUndefined()
    expect(recent.since(run.id, 7)).toEqual([])
    recent.note(run.id, range(8, 9))
    expect(numbers(recent.since(run.id, 7))).toEqual([8, 9])
  })

  test('tell nothing to another user', () => {
    const recent = createRecent()
    recent.begin(run, 1, range(1, 1))
    expect(recent.of('somebody else', run.id)).toBeUndefined()
  })
})
