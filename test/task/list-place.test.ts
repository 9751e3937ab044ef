/** What a cursor carries of a task in each order, and that it comes back as it went. */
import { expect, test } from 'bun:test'
import { encodeCursor } from '../../src/lib/cursor.ts'
import { keyFor, placeOf } from '../../src/task/list-place.ts'
import { type StoredTask, TASK_SORTS } from '../../src/task/schema.ts'

const TASK: StoredTask = {
  id: 7,
  title: '🦊\u0001'.repeat(100),
  description: null,
  status: 'pending',
  priority: 'low',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  remind_from: null,
  created_at: '2026-11-20T12:00:00.000Z',
  updated_at: '2026-11-20T12:00:00.000Z',
  completed_at: null,
  next_id: null,
}
const DUE = { due_on: 'infinity', due_time: '24:00', id: 7 }
const VALUES = {
  due: '',
  priority: 'low',
  title: '🦊\u0001'.repeat(20),
  created: TASK.created_at,
  completed: 'infinity',
}

test.each(
  TASK_SORTS.flatMap((sort) => [
    { sort, reverse: false },
    { sort, reverse: true },
  ]),
)('%j', (order) => {
  const cursor = encodeCursor(keyFor(order)(TASK))
  expect(cursor.length).toBeLessThanOrEqual(512)
  expect(placeOf(cursor, order)).toEqual({ value: VALUES[order.sort], ...DUE })
  expect(() => placeOf(cursor, { ...order, reverse: !order.reverse })).toThrow('not one of this list')
  expect(() => placeOf(cursor, undefined)).toThrow('not one of this list')
})

test('without an order a cursor carries the status', () => {
  expect(placeOf(encodeCursor(keyFor(undefined)(TASK)), undefined)).toEqual({ status: 'pending', ...DUE })
})
