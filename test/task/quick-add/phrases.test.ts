import { expect, test } from 'bun:test'
import { readDates } from '../../../src/task/quick-add/dates.ts'

const findPhrases = (words: string, day: string) => {
  const { due_on } = readDates(words, { now: `${day}T15:00:00Z`, time_zone: 'UTC' })
  return due_on === null ? [] : [{ day: due_on }]
}

const friday = '2026-11-20'
const rows: [string, string | undefined][] = [
  ['by the end of the month', '2026-11-30'],
  ['end of next week', '2026-11-29'],
  ['end of the year', '2026-12-31'],
  ['eod', '2026-11-20'],
  ['eow', '2026-11-22'],
  ['eom', '2026-11-30'],
  ['this week', '2026-11-22'],
  ['next week', '2026-11-23'],
  ['this month', '2026-11-30'],
  ['next month', '2026-12-01'],
  ['next year', '2027-01-01'],
  ['this weekend', '2026-11-21'],
  ['next weekend', '2026-11-28'],
  ['on the 15th', '2026-12-15'],
  ['on the 31st', '2026-12-31'],
  ['on the 5th of next month', '2026-12-05'],
  ['in a fortnight', '2026-12-04'],
  ['two weeks from tomorrow', '2026-12-05'],
  ['the 3rd floor', undefined],
  ["next week's plan", undefined],
  ['friday the 13th', undefined],
  ['on the 32nd', undefined],
]
test.each(rows)('%p', (words, day) => expect(findPhrases(words, friday)[0]?.day).toBe(day as string))
