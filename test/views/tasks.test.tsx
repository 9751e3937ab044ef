import { expect, test } from 'bun:test'
import { TaskList } from '../../views/tasks.tsx'
import { TODAY, taskWith } from './fixtures.tsx'

const list = { waiting: new Set<number>(), today: TODAY, filters: {} }
const empty = { ...list, tasks: [], total: 0 }

test('a list with tasks counts them and offers the way back', () => {
  const html = String(<TaskList {...list} tasks={[taskWith('Milk')]} total={1} />)
  expect(html).toContain('1 task<')
  expect(html).toContain('/tasks/undo')
})

test('an empty list says how to begin, and what emptied it can be taken back', () => {
  const html = String(<TaskList {...empty} />)
  expect(html).toContain('Write a task above')
  expect(html).toContain('/tasks/undo')
})

test('a filter that nothing fits leads to all tasks', () => {
  const html = String(<TaskList {...empty} filters={{ q: 'milk' }} />)
  expect(html).toContain('<a href="/tasks">Show all tasks</a>')
  expect(html).not.toContain('Write a task above')
})
