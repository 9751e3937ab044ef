import { describe, expect, test } from 'bun:test'
import { describeDifference } from '../../src/task/difference.ts'
import type { Task } from '../../src/task/schema.ts'

const WHEN = { now: '2026-11-20T12:00:00.000Z', time_zone: 'UTC' }
const TASK: Task = {
  id: 1,
  title: 'Milk',
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  created_at: '',
  updated_at: '',
  completed_at: null,
}

describe('a difference in words', () => {
  test.each<[Partial<Task>, string[]]>([
    [{}, []],
    [{ title: 'HACKED' }, ['title “Milk” → “HACKED”']],
    [{ status: 'completed', completed_at: 'now' }, ['status open → done']],
    [{ priority: 'high' }, ['priority none → high']],
    [{ due_on: '2026-11-21', due_time: '17:00' }, ['due none → tomorrow at 17:00']],
    [{ repeat: 'FREQ=WEEKLY;BYDAY=MO' }, ['repeats none → every Monday']],
    [{ tags: ['a', 'b'], description: 'x' }, ['description none → “x”', 'tags none → #a #b']],
  ])('%j', (change, lines) => {
    expect(describeDifference({ before: TASK, after: { ...TASK, ...change } }, WHEN)).toEqual(lines)
  })

  test('of what goes and of what comes back', () => {
    expect(describeDifference({ before: TASK, after: null }, WHEN)).toEqual(['is removed'])
    expect(describeDifference({ before: null, after: TASK }, WHEN)).toEqual(['comes back'])
  })
})
