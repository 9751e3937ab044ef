import { expect, test } from 'bun:test'
import { binRowOf, entryOf } from '../../../../src/door/pages/changes/words.ts'
import { wallOf } from '../../../../src/lib/calendar.ts'
import type { Change, PastAct } from '../../../../src/task/changes.ts'
import { taskWith } from '../../../views/fixtures.tsx'

const ADA = { time_zone: 'Europe/Berlin' }
const changed = (more: Partial<Change>): PastAct => ({
  holds: true,
  changes: [
    {
      id: 7,
      at: '2020-01-01T23:30:00.000Z',
      actor: 'person',
      change: 'changed',
      task_id: 1,
      title: 'Milk',
      before: null,
      after: null,
      holds: true,
      follows: false,
      ...more,
    },
  ],
})
const plain = {
  description: null,
  repeat: null,
  tags: [] as string[],
  priority: 'none' as const,
  due_on: null,
  due_time: null,
}
const task = (more: object) => taskWith('Milk', { ...plain, ...more })

test.each([
  ['person', 'You'],
  ['assistant', 'The assistant'],
  ['api', 'You, through another app'],
  ['agent:Claude', 'Claude, with an access token'],
  ['agent', 'Another assistant'],
])('%s is called %s', (actor, who) => {
  expect(entryOf(changed({ actor }), ADA).who).toBe(who)
})

test('the moment is that of the person’s own clock', () => {
  expect(entryOf(changed({}), ADA).when).toBe('Thu 2 Jan 2020 at 00:30')
})

const LINES: [Partial<Change>, string[]][] = [
  [{ change: 'added', after: task({}) }, []],
  [
    {
      change: 'added',
      after: task({ due_on: '2030-01-02', repeat: 'FREQ=WEEKLY;BYDAY=MO', priority: 'low', tags: ['a'] }),
    },
    ['Wed 2 Jan 2030 · every Monday · low priority · #a'],
  ],
  [{ change: 'deleted', before: task({}) }, []],
  [{ change: 'changed', before: task({}), after: task({ title: 'Bread' }) }, ['title “Milk” → “Bread”']],
  [{ change: 'completed', before: task({}), after: task({ status: 'completed' }) }, []],
  [{ change: 'undone', before: task({}) }, ['is removed']],
  [{ change: 'undone', after: task({}) }, ['comes back']],
]
test.each(LINES)('%j', (change, lines) => {
  expect(entryOf(changed(change), ADA).rows[0]?.lines).toEqual(lines)
})

test('a deleted chat says how long it is kept', () => {
  const at = new Date().toISOString()
  const row = (days_left: number) => binRowOf({ id: 'x', title: null, deleted_at: at, days_left }, ADA)
  expect(row(30)).toEqual({ id: 'x', title: 'New chat', when: 'Deleted today · gone for good in 30 days' })
  expect(row(1).when).toEndWith('in 1 day')
})

test('a line begins with a capital, also where a sentence would go on', () => {
  const { day } = wallOf(new Date(), ADA.time_zone)
  const [row] = entryOf(changed({ change: 'added', after: task({ due_on: day, tags: ['b'] }) }), ADA).rows
  expect(row?.lines[0]).toMatch(/^(Today|Yesterday) · #b$/)
})
