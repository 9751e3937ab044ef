import { expect, test } from 'bun:test'
import { passes, toolFilters } from '../../../src/llm/builtin/tool-filters.ts'
import { newTask } from './fake.ts'

test('what the tool does not know is left to us', () => {
  const { known, left } = toolFilters({ status: 'pending', tag: 'home', undated: true, due_before: undefined })
  expect({ ...known, ...left }).toEqual({ status: 'pending', tag: 'home', undated: true } as never)
  expect(known).toMatchObject({ status: 'pending', tag: 'home' })
})

test('a task passes what it fits', () => {
  const dated = newTask(1, 'a', { due_on: '2026-11-20', repeat: 'FREQ=DAILY' })
  const done = newTask(2, 'b', { completed_at: '2026-11-19T10:00:00Z' })
  expect([
    passes(dated, { undated: true }),
    passes(dated, { repeats: true }),
    passes(done, { completed_after: '2026-11-18' }),
    passes(done, { completed_before: '2026-11-18' }),
  ]).toEqual([false, true, true, false])
})
