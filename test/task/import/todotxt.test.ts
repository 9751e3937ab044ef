import { expect, test } from 'bun:test'
import { reading } from './support.ts'

const rows: [string, object][] = [
  ['Buy milk', { title: 'Buy milk' }],
  ['(A) Buy milk', { title: 'Buy milk', priority: 'high' }],
  ['(B) 2026-11-01 Buy milk', { title: 'Buy milk', priority: 'medium' }],
  ['(F) Buy milk', { title: 'Buy milk', priority: 'low' }],
  ['(a) Buy milk', { title: '(a) Buy milk' }],
  ['x 2026-11-20 2026-11-01 Buy milk pri:A', { title: 'Buy milk', priority: 'high', completed: true }],
  ['x Buy milk', { title: 'Buy milk', completed: true }],
  ['xylophone lesson', { title: 'xylophone lesson' }],
  ['X marks', { title: 'X marks' }],
  ['Call @mum about +party', { title: 'Call about', tags: ['mum', 'party'] }],
  ['mail bob@example.org 1+1', { title: 'mail bob@example.org 1+1' }],
  ['Rent due:2026-12-01 at:0930', { title: 'Rent', due_on: '2026-12-01', due_time: '09:30' }],
  ['Rent due:2026-12-01 rec:+1m', { title: 'Rent', due_on: '2026-12-01', repeat: 'FREQ=MONTHLY' }],
  ['Bins due:2026-12-01 rec:2w', { title: 'Bins', due_on: '2026-12-01', repeat: 'FREQ=WEEKLY;INTERVAL=2' }],
  ['Up due:2026-11-23 rec:1b', { title: 'Up', due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' }],
  ['Read https://a.example/?x=1', { title: 'Read https://a.example/?x=1' }],
  ['tomorrow 5pm #home !!!', { title: 'tomorrow 5pm #home !!!' }],
  ['Tea note:with%20milk', { title: 'Tea', description: 'with milk' }],
]
test.each(rows)('%s', async (line, said) => {
  expect(await reading('todotxt', `${line}\n`)).toEqual({ said: [said], skipped: 0, errors: [] })
})

test.each([
  ['Rent due:2026-02-30', 'due date'],
  ['Rent due:tomorrow', 'due date'],
  ['Rent rec:often', 'repeat'],
  ['Rent rec:2b', 'repeat'],
  ['Rent at:2500 due:2026-12-01', 'time'],
  ['Rent at:0900', 'due time needs'],
  ['Rent note:%', 'percent'],
  ['@home', 'Title'],
])('%s is an error', async (line, message) => {
  const { errors } = await reading('todotxt', `Milk\n\n${line}`)
  expect(errors).toMatchObject([{ line: 3, message: expect.stringContaining(message) }])
})

test('a line that is far too long is an error', async () => {
  const { errors } = await reading('todotxt', `Milk\n${'x'.repeat(20_000)}`)
  expect(errors).toMatchObject([{ line: 2, message: expect.stringContaining('characters') }])
})
