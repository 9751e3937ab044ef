import { expect, test } from 'bun:test'
import { groupsOf, withWaiting } from '../../views/task-groups.ts'
import { TODAY, taskWith } from './fixtures.tsx'

test('tasks stand in groups by day, in the order of the days; empty ones are left out', () => {
  const tasks = [
    taskWith('late', { due_on: '2026-11-19' }),
    taskWith('now', { due_on: TODAY }),
    taskWith('next', { due_on: '2026-11-21' }),
    taskWith('later', { due_on: '2026-11-22' }),
    taskWith('some day', { due_on: null }),
    taskWith('over', { due_on: '2026-11-19', status: 'completed' }),
  ]
  const shown = (list: typeof tasks) =>
    groupsOf(list, TODAY).map(({ name, tasks }) => [name, tasks.map((t) => t.title)])
  expect(shown(tasks)).toEqual([
    ['Overdue', ['late']],
    ['Today', ['now']],
    ['Tomorrow', ['next']],
    ['Upcoming', ['later']],
    ['No date', ['some day']],
    ['Done', ['over']],
  ])
  expect(shown(tasks.slice(1, 2))).toEqual([['Today', ['now']]])
  expect(shown([])).toEqual([])
})

test('a task that waits stays in its group, and where it was among the open ones', () => {
  const open = [
    taskWith('first', { id: 1, due_time: '09:00' }),
    taskWith('third', { id: 3, due_time: '09:00' }),
    taskWith('some day', { id: 4, due_on: null, due_time: null }),
  ]
  const done = taskWith('long done', { id: 5, status: 'completed' })
  const waiting = taskWith('second', { id: 2, due_time: '09:00', status: 'completed' })
  // The list may have it already, among the done ones.
  const list = withWaiting([...open, waiting, done], [waiting])
  expect(list.map(({ title }) => title)).toEqual(['first', 'second', 'third', 'some day', 'long done'])
  expect(groupsOf(list, TODAY, new Set([2])).map(({ name, tasks }) => [name, tasks.length])).toEqual([
    ['Today', 3],
    ['No date', 1],
    ['Done', 1],
  ])
})
