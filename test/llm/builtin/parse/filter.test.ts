import { expect, test } from 'bun:test'
import { readFilter } from '../../../../src/llm/builtin/parse/filter.ts'
import { contextOf, FRIDAY } from '../support.ts'

const read = (words: string) => {
  const { filter, rest } = readFilter(words, FRIDAY, contextOf(words).languages)
  return [filter, rest]
}

test.each([
  ['what is due tomorrow', { due_after: '2026-11-21', due_before: '2026-11-21' }, ''],
  ['everything in the next two weeks', { due_after: '2026-11-20', due_before: '2026-12-04' }, ''],
  ['tasks due before friday', { due_before: '2026-11-27' }, ''],
  ['my overdue tasks', { status: 'pending', due_before: '2026-11-19' }, ''],
  ['tasks without a date', { undated: true }, ''],
  [
    'completed since monday',
    { status: 'completed', completed_after: '2026-11-16', completed_before: '2026-11-20' },
    '',
  ],
  ['the garden things', {}, 'garden'],
  ['#work urgent', { tag: 'work', priority: 'high' }, ''],
  ['überfällige Aufgaben', { status: 'pending', due_before: '2026-11-19' }, ''],
  ['las tareas completadas', { status: 'completed' }, ''],
])('%p', (words, filter, rest) => expect(read(words)).toEqual([filter, rest]))
