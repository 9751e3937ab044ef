/** What reminders and digests say. */
import { expect, test } from 'bun:test'
import { digestLetter, reminderLetter } from '../../src/mail/letters.ts'
import type { Task } from '../../src/task/schema.ts'

const about = {
  url: 'https://todo.example',
  now: '2026-11-20T12:00:00Z',
  time_zone: 'Europe/Berlin',
  unsubscribe: 'https://todo.example/unsubscribe/x',
}
const task = (id: number, parts: Partial<Task> = {}) =>
  ({ id, title: `Task ${id}`, due_on: null, due_time: null, status: 'pending', ...parts }) as Task

test('one that rings names the task, when it is due, and where it is done', () => {
  const { subject, groups, links, footer } = reminderLetter(
    [task(3, { due_on: '2026-11-20', due_time: '17:00' })],
    1,
    about,
  )
  expect(subject).toBe('Reminder: Task 3')
  expect(groups).toEqual([{ lines: [{ text: 'Task 3 (today at 17:00)', href: 'https://todo.example/remind/3' }] }])
  expect(links?.[0]).toEqual({ label: 'Done or later', href: 'https://todo.example/remind/3' })
  expect(footer?.at(-1)?.href).toBe(about.unsubscribe)
})

test('those that were missed are counted, and a few named', () => {
  const { subject, groups } = reminderLetter([task(1), task(2)], 9, about)
  expect(subject).toBe('9 reminders')
  expect(groups[0]?.heading).toBe('Missed while you were away')
  expect(groups[0]?.lines.at(-1)?.text).toBe('and 7 more')
})

test('a digest has the parts that hold something, and none is nothing', () => {
  const nothing = { overdue: [], overdue_total: 0, today: [], today_total: 0, done: [], done_total: 0 }
  expect(digestLetter(nothing, about)).toBeUndefined()
  const done = digestLetter({ ...nothing, done: [task(1)], done_total: 1 }, about)
  expect(done?.subject).toBe('Your day: nothing due')
  expect(done?.groups.map(({ heading }) => heading)).toEqual(['Done yesterday (1)'])
})
