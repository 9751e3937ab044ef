import { expect, test } from 'bun:test'
import { dayOf, TaskPanel } from '../../../views/part/task-panel.tsx'
import { TODAY, taskWith } from '../fixtures.tsx'

const due = (due_on: string | null, id = 1) => taskWith('Milk', { id, due_on, due_time: null, status: 'pending' })
const panel = (tasks: ReturnType<typeof due>[], total = tasks.length) => ({ tasks, total, today: TODAY, next: '/chat' })

test.each([
  ['an empty list', [], 0, undefined],
  ['late and of today', [due('2026-11-01'), due(TODAY), due(TODAY)], 3, '1 overdue, 2 due today.'],
  ['only of today', [due(TODAY), due('2026-12-01')], 2, '1 due today.'],
  ['none before tomorrow', [due('2026-11-21'), due(null)], 2, 'Nothing is due today.'],
  ['more due than are shown', [due(TODAY)], 40, undefined],
  ['more than are shown, due later', [due(TODAY), due('2026-12-01')], 40, '1 due today.'],
])('the day with %s', (_, tasks, total, words) => {
  expect(dayOf(panel(tasks, total))).toBe(words)
})

test.each([[[due(TODAY)]], [[]]])('what emptied the panel, too, can be taken back (%#)', (tasks) => {
  expect(String(<TaskPanel {...panel(tasks)} />)).toContain('/tasks/undo')
})
