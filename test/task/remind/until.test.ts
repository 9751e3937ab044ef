/** Until when a reminder is put off. */
import { describe, expect, test } from 'bun:test'
import { untilChoice, untilOf } from '../../../src/task/remind/until.ts'

const WHEN = { now: '2026-11-20T12:00:30Z', time_zone: 'Europe/Berlin' }
const TASK = { due_time: null, remind_at: '2026-11-20T08:30' }

describe('until', () => {
  test.each([
    ['2026-11-20T13:01', '2026-11-20T13:01'],
    ['2026-11-20T13:01:05', '2026-11-20T13:01:05'],
    [' 2026-11-27T09:00:00 ', '2026-11-27T09:00'],
    ['2026-11-27', '2026-11-27T08:30'],
    ['2026-11-27T09:00Z', '2026-11-27T10:00'],
    ['2026-07-01T09:00:00.000Z', undefined],
    ['2027-07-01T09:00:00.000Z', '2027-07-01T11:00'],
    ['2026-11-27T09:00:00-05:00', '2026-11-27T15:00'],
    // It is 13:00:30 there.
    ['2026-11-20T13:00', undefined],
    ['2026-11-20', undefined],
    ['2026-02-30T09:00', undefined],
    ['3000-01-01T09:00', undefined],
    ['friday', undefined],
    ['', undefined],
  ])('%j is %j', (until, moment) => {
    if (moment) expect(untilOf(until, TASK, WHEN)).toBe(moment)
    else expect(() => untilOf(until, TASK, WHEN)).toThrow('Until must')
  })

  test('a day alone has the hour of the task, else the morning', () => {
    expect(untilOf('2026-11-27', { due_time: '17:00', remind_at: '2026-11-20T16:50' }, WHEN)).toBe('2026-11-27T17:00')
    expect(untilOf('2026-11-27', { due_time: null, remind_at: null }, WHEN)).toBe('2026-11-27T09:00')
  })
})

test('what pages offer', () => {
  const choices = (['hour', 'tomorrow', 'week'] as const).map((choice) => untilChoice(choice, TASK, WHEN))
  expect(choices).toEqual(['2026-11-20T14:00', '2026-11-21T08:30', '2026-11-27T08:30'])
})
