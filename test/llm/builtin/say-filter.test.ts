import { expect, test } from 'bun:test'
import { english } from '../../../src/language/en.ts'
import { spanish } from '../../../src/language/es.ts'
import { sayFilter } from '../../../src/llm/builtin/say-filter.ts'
import { FRIDAY } from './support.ts'

test.each([
  [{ status: 'pending', due_before: '2026-11-19' }, 'overdue'],
  [{ status: 'pending', due_after: '2026-11-21', due_before: '2026-11-21', tag: 'home' }, 'open, due tomorrow, #home'],
  [{ status: 'pending', due_before: '2026-11-21' }, 'open, due by tomorrow'],
  [{ due_after: '2026-11-21' }, 'due from tomorrow on'],
  [{ status: 'completed' }, 'done'],
  [{ undated: true, priority: 'high', q: 'tax' }, 'high priority, without a date, “tax”'],
] as const)('%p', (filter, said) => expect(sayFilter(filter, { language: english, when: FRIDAY })).toBe(said))

test('in the language of the answer', () =>
  expect(sayFilter({ status: 'pending', undated: true }, { language: spanish, when: FRIDAY })).toBe(
    'pendientes, sin fecha',
  ))
