import { describe, expect, test } from 'bun:test'
import { sameChanges, toShownChange } from '../../src/confirmation/schema.ts'
import type { StoredTask } from '../../src/task/schema.ts'

const TASK: StoredTask = {
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
  remind_from: null,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  completed_at: null,
  next_id: 7,
}
const shown = (before: Partial<StoredTask>, after: Partial<StoredTask> | null) =>
  toShownChange({
    task_id: 1,
    change: 'changed',
    before: { ...TASK, ...before },
    after: after && { ...TASK, ...after },
  })

test('what is shown of a change has the real title and no number of ours', () => {
  const change = shown({}, null)
  expect(change).toMatchObject({ task_id: 1, title: 'Milk', after: null })
  expect(change.before).not.toHaveProperty('next_id')
})

describe('the same question', () => {
  test.each([
    ['moments apart', shown({}, { updated_at: 'later', completed_at: 'later' }), true],
    ['with another new title', shown({}, { title: 'Bread' }), false],
    ['of a task that has another title by now', shown({ title: 'Oat milk' }, {}), false],
    ['that would remove it', shown({}, null), false],
  ])('%s: %p', (_, other, same) => {
    expect(sameChanges([shown({}, {})], [other])).toBe(same)
  })
  test('not about fewer tasks', () => expect(sameChanges([shown({}, {})], [])).toBe(false))
})
