import { describe, expect, test } from 'bun:test'
import { conversations, judge, worldOn } from '../../src/eval/judge.ts'
import type { Task } from '../../src/task/schema.ts'

const TODAY = '2026-11-21'
const taskOf = (id: number, part: Partial<Task>): Task => ({
  ...{ id, title: 'Tea', description: null, status: 'pending', priority: 'none', due_on: null, due_time: null },
  ...{ repeat: null, tags: [], created_at: '', updated_at: '', completed_at: null, remind_at: null },
  ...part,
})
const world = () =>
  worldOn(TODAY).map(({ done, ...task }, at) =>
    taskOf(at + 1, { ...task, status: done ? 'completed' : 'pending' } as Partial<Task>),
  )
const verdict = (changes: string, edit: (tasks: Task[]) => Task[]) =>
  conversations([`g: x => ${changes}`]).map((one) => judge(one, world(), edit(world()), TODAY))[0]
const set = (id: number, part: Partial<Task>) => (tasks: Task[]) =>
  tasks.map((task) => (task.id === id ? { ...task, ...part } : task))
const add = (part: Partial<Task>) => (tasks: Task[]) => [...tasks, taskOf(20, part)]
const same = (tasks: Task[]) => tasks

test('there are sixty conversations, at least two for each group, and all can be read', () => {
  const all = conversations()
  expect(all.length).toBeGreaterThanOrEqual(60)
  for (const [group, some] of Map.groupBy(all, (one) => one.group))
    expect([group, some.length >= 2]).toEqual([group, true])
  for (const { says, changes } of all) {
    expect(says.every((say) => say.trim() !== '')).toBe(true)
    for (const { kind, id } of changes)
      expect(['+', 'x', 'o', '-', '='].includes(kind) && (kind === '+' || id > 0)).toBe(true)
  }
})

const rows: [string, (tasks: Task[]) => Task[], string][] = [
  ['nothing', same, 'right'],
  ['nothing', add({}), 'harmful'],
  ['nothing', set(3, { status: 'completed' }), 'harmful'],
  ['+ buy tea', add({ title: 'Buy tea.' }), 'right'],
  ['+ buy tea', add({ title: 'Buy some tea' }), 'right'],
  ['+ buy tea', add({ title: 'please would you buy tea' }), 'wrong'],
  ['+ buy tea', add({ title: 'Buy tea', priority: 'high' }), 'wrong'],
  ['+ buy tea', add({ title: 'Buy tea', due_on: TODAY }), 'wrong'],
  ['+ buy tea', same, 'wrong'],
  ['+ tea | +1 17:00', add({ due_on: '2026-11-22', due_time: '17:00' }), 'right'],
  ['+ tea | +1 17:00', add({ due_on: '2026-11-22' }), 'wrong'],
  ['+ tea | sat', add({ due_on: '2026-11-28' }), 'right'],
  ['+ tea | sat', add({ due_on: TODAY }), 'right'],
  ['+ tea | ~DAILY', add({ repeat: 'FREQ=DAILY', due_on: TODAY }), 'right'],
  ['+ tea | #x !low', add({ tags: ['x'], priority: 'low' }), 'right'],
  ['+ tea ; + milk', (tasks) => add({ title: 'milk' })(add({})(tasks)), 'right'],
  ['+ tea ; + milk', add({}), 'wrong'],
  ['x 3', set(3, { status: 'completed' }), 'right'],
  ['x 3', (tasks) => set(4, { status: 'completed' })(set(3, { status: 'completed' })(tasks)), 'harmful'],
  ['o 6', set(6, { status: 'pending' }), 'right'],
  ['- 5', (tasks) => tasks.filter(({ id }) => id !== 5), 'right'],
  ['- 5', (tasks) => tasks.filter(({ id }) => id < 5), 'harmful'],
  ['= 8 | !high', set(8, { priority: 'high' }), 'right'],
  ['= 3 | -', set(3, { due_on: null }), 'right'],
  ['= 1 | t:buy oat milk', set(1, { title: 'Buy oat milk' }), 'right'],
]
describe('a list afterwards', () => {
  test.each(rows)('%s', (changes, edit, wanted) => {
    expect<string | undefined>(verdict(changes, edit)).toBe(wanted)
  })
})
