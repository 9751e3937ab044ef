/** Words of the person that models pass on, read by the person’s clock. */
import { expect, test } from 'bun:test'
import { readRemind, readWords } from '../../../src/tool/task/words.ts'

type Dated = Parameters<typeof readWords>[0]
const NOW = { now: '2026-11-21T23:30:00Z', time_zone: 'Asia/Tokyo' }

test('by the person’s day, not ours', () => {
  expect(readWords<Dated>({ when: 'tomorrow' }, NOW)).toEqual({ due_on: '2026-11-23' })
})

test('what is given exactly counts more than words', () => {
  expect(readWords<Dated>({ when: 'tomorrow 5pm', due_on: '2026-12-01' }, NOW)).toEqual({
    due_on: '2026-12-01',
    due_time: '17:00',
  })
})

test('a call without words stays as it is', () => {
  expect(readWords({ due_on: '2026-12-01', repeat: 'FREQ=DAILY' }, NOW)).toEqual({
    due_on: '2026-12-01',
    repeat: 'FREQ=DAILY',
  })
})

test('what names no date is refused', () => {
  expect(() => readWords<Dated>({ when: 'soonish' }, NOW)).toThrow('was not understood')
  expect(() => readWords({ repeat: 'now and then' }, NOW)).toThrow('was not understood')
})

test('when to ring next: a day, or a day and time, and as it was read before', () => {
  const read = (words: string) => readRemind(words, NOW)
  expect(['in 10 minutes', 'friday', 'friday 9:00', 'in 2 Stunden'].map(read)).toEqual([
    '2026-11-22T08:40',
    '2026-11-27',
    '2026-11-27T09:00',
    '2026-11-22T10:30',
  ])
  const spans = ['in 2 hours', 'dans 2 heures', 'en 2 horas', 'em 2 horas', 'tra 2 ore', 'over 2 uur']
  expect(spans.map(read)).toEqual(spans.map(() => '2026-11-22T10:30'))
  const days = [
    'in 3 days',
    'in 3 Tagen',
    'dans 3 jours',
    'en 3 días',
    'em 3 dias',
    'tra 3 giorni',
    'in 3 giorni',
    'over 3 dagen',
  ]
  expect(days.map(read)).toEqual(days.map(() => '2026-11-25'))
  expect([' 2026-11-27 ', '2026-11-27T09:00'].map(read)).toEqual(['2026-11-27', '2026-11-27T09:00'])
  for (const words of ['soonish', 'every friday', '#home', 'high priority', ''])
    expect(() => read(words)).toThrow('remind was not understood')
})
