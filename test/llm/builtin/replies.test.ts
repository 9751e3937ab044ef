import { expect, test } from 'bun:test'
import { german } from '../../../src/language/de.ts'
import { english } from '../../../src/language/en.ts'
import { fill } from '../../../src/language/fill.ts'
import { describing, plainText, sayTrouble, sayUndone, titlesOf } from '../../../src/llm/builtin/replies.ts'
import { newTask } from './fake.ts'
import { FRIDAY } from './support.ts'

test('titles are shown as they are, on one line, bounded by whole characters', () => {
  expect(plainText('*a*\n[b](c)')).toBe('\\*a\\* \\[b\\](c)')
  expect(plainText('🍎'.repeat(300))).toBe(`${'🍎'.repeat(99)}…`)
})

test('a task is described in the language of the answer', () => {
  const task = newTask(3, 'Brot', { due_on: '2026-11-21', priority: 'high', repeat: 'FREQ=DAILY' })
  expect(describing(task, { language: german, when: FRIDAY })).toBe(
    '“Brot” (#3), fällig morgen, hohe Priorität, jeden Tag',
  )
})

test('many titles are cut and counted', () => {
  expect(titlesOf(['a', 'b', 'c', 'd', 'e', 'f', 'g'], english)).toBe('“a”, “b”, “c”, “d”, “e” and 2 more')
})

test('gaps are filled and troubles are in our words', () => {
  expect(fill('{n} of {x}', { n: 2, x: 'y' })).toBe('2 of y')
  expect(sayTrouble({ kind: 'failed', message: 'No task 9. Call list_tasks to see valid ids.' }, english)).toBe(
    '⚠️ There is no task 9.',
  )
})

test('what was taken back is said in the language of the answer', () => {
  const said = (undone: string, language: typeof english) =>
    sayUndone({ kind: 'undone', undone, task: null }, { language, when: FRIDAY })
  expect(said('added “Milk”', english)).toBe('📝 Undone: added “Milk”.')
  expect(said('added “die Steuer”', german)).toBe('📝 Rückgängig gemacht: “die Steuer”.')
  expect(said('added 3 tasks', german)).toBe('📝 Rückgängig gemacht: 3.')
})
