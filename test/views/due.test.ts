import { describe, expect, test } from 'bun:test'
import { dateWords, dayWords, dueWords, isOverdue, repeatWords } from '../../views/due.ts'
import { TODAY, taskWith } from './fixtures.tsx'

describe('a day in words', () => {
  const days: [string, string][] = [
    ['2026-11-20', 'Today'],
    ['2026-11-21', 'Tomorrow'],
    ['2026-11-19', 'Yesterday'],
    ['2026-11-22', 'Sun 22 Nov'],
    ['2026-11-26', 'Thu 26 Nov'],
    ['2026-11-27', 'Fri 27 Nov'],
    ['2026-11-18', 'Wed 18 Nov'],
    ['2027-01-01', 'Fri 1 Jan 2027'],
    ['2024-02-29', 'Thu 29 Feb 2024'],
  ]
  test.each(days)('%s is %s', (date, words) => expect(dayWords(date, TODAY)).toBe(words))

  test('a change of clocks is no day', () => {
    expect(dayWords('2026-10-26', '2026-10-25')).toBe('Tomorrow')
    expect(dayWords('2026-03-29', '2026-03-28')).toBe('Tomorrow')
  })
  test('the year’s end is no end', () => expect(dayWords('2027-01-01', '2026-12-31')).toBe('Tomorrow'))
})

describe('due', () => {
  test('has a time when there is one, without seconds', () => {
    expect(dueWords(taskWith('x', { due_time: '17:00:00' }), TODAY)).toBe('Today at 17:00')
    expect(dueWords(taskWith('x', { due_time: null }), TODAY)).toBe('Today')
    expect(dueWords(taskWith('x', { due_on: null }), TODAY)).toBeUndefined()
  })
  test('is overdue from the next day on, unless done', () => {
    const late = taskWith('x', { due_on: '2026-11-19', due_time: null })
    expect(dueWords(late, TODAY)).toBe('Overdue: Yesterday')
    expect(isOverdue({ ...late, status: 'completed' }, TODAY)).toBe(false)
    expect(isOverdue(taskWith('x'), TODAY)).toBe(false)
  })
})

test.each([
  ['FREQ=DAILY', 'Every day'],
  ['FREQ=WEEKLY;BYDAY=MO', 'Every Monday'],
  ['FREQ=WEEKLY;BYDAY=TU,SU', 'Every Tuesday, Sunday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR', 'Every 2 weeks on Monday, Friday'],
  ['FREQ=MONTHLY;BYMONTHDAY=1', 'Every month on the 1st'],
  ['FREQ=MONTHLY;BYMONTHDAY=12', 'Every month on the 12th'],
  ['FREQ=MONTHLY;BYMONTHDAY=23', 'Every month on the 23rd'],
  ['FREQ=YEARLY', 'Every year'],
  ['FREQ=MONTHLY;BYDAY=1MO', 'Every month on the first Monday'],
  ['FREQ=HOURLY', 'Repeats'],
  ['', 'Repeats'],
  ['<b>', 'Repeats'],
  ['FREQ=constructor', 'Repeats'],
  ['FREQ=DAILY;BYDAY=toString', 'Repeats'],
])('%j repeats as %j', (rule, words) => expect(repeatWords(rule)).toBe(words))

test.each([
  ['2026-11-02', '2 Nov 2026'],
  ['2026-11-22T23:59:59.000Z', '22 Nov 2026'],
])('%s by itself is %s', (time, words) => expect(dateWords(time)).toBe(words))
