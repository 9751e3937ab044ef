/** Days and times where the clock, the zone or the calendar makes a difference. */
import { describe, expect, test } from 'bun:test'
import type { When } from '../../../src/lib/calendar.ts'
import { readDates } from '../../../src/task/quick-add/dates.ts'

const readDate = (words: string, when: When) => {
  const { due_on, due_time, rest } = readDates(words, when)
  return due_on === null ? undefined : { due_on, due_time, rest }
}

type Row = [words: string, due_on: string, due_time?: string]
const places: [now: string, time_zone: string, why: string, rows: Row[]][] = [
  [
    '2026-11-21T04:30:00Z',
    'America/New_York',
    'half past eleven at night: UTC is a day ahead',
    [
      ['today', '2026-11-20'],
      ['tomorrow', '2026-11-21'],
      ['tonight', '2026-11-20'],
      ['in 2 hours', '2026-11-21', '01:30'],
      ['on friday', '2026-11-27'],
      ['on saturday', '2026-11-21'],
      ['at 5pm', '2026-11-21', '17:00'],
      ['5/12', '2027-05-12'],
    ],
  ],
  [
    '2026-11-20T15:30:00Z',
    'Pacific/Kiritimati',
    'fourteen hours ahead of UTC',
    [
      ['today', '2026-11-21'],
      ['tomorrow', '2026-11-22'],
      ['at 5am', '2026-11-22', '05:00'],
    ],
  ],
  [
    '2026-03-28T23:30:00Z',
    'Europe/Berlin',
    'the night summer time begins',
    [
      ['in 2 hours', '2026-03-29', '03:30'],
      ['in 24 hours', '2026-03-30', '01:30'],
      ['tomorrow at 2:30am', '2026-03-30', '02:30'],
      ['5/12', '2026-12-05'],
    ],
  ],
  [
    '2026-03-29T00:30:00Z',
    'Europe/Berlin',
    'the hour that is skipped',
    [
      ['in 30 minutes', '2026-03-29', '03:00'],
      ['in 2 hours', '2026-03-29', '04:30'],
    ],
  ],
  [
    '2026-11-01T05:30:00Z',
    'America/New_York',
    'the hour that comes twice',
    [
      ['in 1 hour', '2026-11-01', '01:30'],
      ['in 3 hours', '2026-11-01', '03:30'],
    ],
  ],
  [
    '2026-12-31T23:30:00Z',
    'UTC',
    'the last half hour of a year',
    [
      ['tomorrow', '2027-01-01'],
      ['at midnight', '2027-01-01', '00:00'],
      ['end of month', '2026-12-31'],
      ['on the 1st', '2027-01-01'],
      ['next month', '2027-01-01'],
      ['next week', '2027-01-04'],
      ['this weekend', '2027-01-02'],
    ],
  ],
  [
    '2028-02-28T12:00:00Z',
    'UTC',
    'a leap year',
    [
      ['tomorrow', '2028-02-29'],
      ['on the 30th', '2028-03-30'],
    ],
  ],
  ['2026-11-20T15:00:00Z', 'Nowhere/Land', 'a zone that is none is read as UTC', [['tomorrow', '2026-11-21']]],
  [
    '2026-11-22T10:00:00Z',
    'UTC',
    'a Sunday: the weekend is now',
    [
      ['the weekend', '2026-11-22'],
      ['next weekend', '2026-11-28'],
    ],
  ],
  [
    '2026-11-20T08:00:00Z',
    'Europe/Berlin',
    'nine in the morning',
    [
      ['at 9', '2026-11-21', '09:00'],
      ['at 5', '2026-11-20', '17:00'],
    ],
  ],
]

describe.each(places)('%s in %s: %s', (now, time_zone, _why, rows) => {
  for (const [words, due_on, due_time = null] of rows) {
    test(words, () => {
      const read = readDate(`call mum ${words}`, { now, time_zone })
      expect(read).toMatchObject({ due_on, due_time, rest: 'call mum' })
    })
  }
})

test('the zone of the server bends nothing', async () => {
  const read = `import { readDates as readDate } from '${Bun.resolveSync('../../../src/task/quick-add/dates.ts', import.meta.dir)}'
    const when = { now: '2026-03-28T23:30:00Z', time_zone: 'Europe/Berlin' }
    console.write(JSON.stringify(['in 2 hours', 'tomorrow at 2:30am', 'on friday', 'tonight', 'at 5'].map((w) => readDate(w, when))))`
  const outputs = await Promise.all(
    ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'].map(async (TZ) => {
      const child = Bun.spawn([process.execPath, '-e', read], { env: { ...process.env, TZ }, stdout: 'pipe' })
      return new Response(child.stdout).text()
    }),
  )
  expect(outputs[0]).toContain('"due_time":"03:30"')
  expect(new Set(outputs).size).toBe(1)
})

const when = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
test.each([
  'call mum',
  'on 30 february',
  'yesterday',
  'last week',
  '3 days ago',
  '',
  'for 20 minutes',
  'on 1 january 2020',
])('%p names no day ahead', (words) => expect(readDate(words, when)).toBeUndefined())

test('of two days the one at the end counts, of two times the first', () => {
  expect(readDate('buy tickets for 25 december tomorrow', when)).toMatchObject({ due_on: '2026-11-21' })
  expect(readDate('tomorrow call mum at 5pm', when)).toMatchObject({
    due_on: '2026-11-21',
    due_time: '17:00',
    rest: 'call mum',
  })
})
