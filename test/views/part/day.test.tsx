import { describe, expect, test } from 'bun:test'
import { calendarOf, DayMark } from '../../../views/part/day.tsx'
import { Turns } from '../../../views/part/turn.tsx'
import { assistantItem, userItem } from '../fixtures.tsx'

const none = new Set<string>()
const at = (created_at: string, id: string) => ({ ...userItem(id, id), created_at })
const days = (items: Parameters<typeof Turns>[0]['items'], time_zone?: string) =>
  [...String(<Turns items={items} pending={none} time_zone={time_zone} />).matchAll(/datetime="([\d-]+)"/g)].map(
    ([, day]) => day,
  )

describe('days between turns', () => {
  test('are those of the person’s own calendar', () => {
    const late = '2026-11-20T23:30:00.000Z'
    expect(calendarOf('UTC')(late)).toBe('2026-11-20')
    expect(calendarOf('Europe/Berlin')(late)).toBe('2026-11-21')
    expect(calendarOf('America/New_York')('2026-11-20T03:00:00Z')).toBe('2026-11-19')
  })

  test('are marked once, before their first turn', () => {
    const items = [
      at('2026-11-18T10:00:00Z', 'u1'),
      { ...assistantItem('a', 'a1'), created_at: '2026-11-19T00:00:01Z' },
      at('2026-11-20T22:00:00Z', 'u2'),
      at('2026-11-20T23:30:00Z', 'u3'),
    ]
    expect(days(items, 'UTC')).toEqual(['2026-11-18', '2026-11-20'])
    expect(days(items, 'Europe/Berlin')).toEqual(['2026-11-18', '2026-11-20', '2026-11-21'])
    expect(days(items)).toEqual([])
    expect(days([], 'UTC')).toEqual([])
  })

  test('are said as people say them', () => {
    const words = (day: string) => String(<DayMark day={day} today="2026-11-20" />).replaceAll(/<[^>]*>/g, '')
    expect(['2026-11-20', '2026-11-19', '2026-11-02', '2025-11-20'].map(words)).toEqual([
      'Today',
      'Yesterday',
      'Mon 2 Nov',
      'Thu 20 Nov 2025',
    ])
  })
})
