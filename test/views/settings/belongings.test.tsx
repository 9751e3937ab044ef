import { describe, expect, test } from 'bun:test'
import { Data, Leave, UsageByDay } from '../../../views/settings/belongings.tsx'
import { ID } from '../fixtures.tsx'

const TODAY = '2026-11-20'
const usage = (limit: number | null, left: number | null, days: { day: string; tokens: number }[] = []) =>
  String(<UsageByDay usage={{ days, limit, left }} today={TODAY} />)

describe('usage', () => {
  test('says what is left, in figures that people read', () => {
    expect(usage(200_000, 198_766)).toContain('198,766 of 200,000 tokens are left today.')
    expect(usage(null, null)).toContain('There is no daily limit.')
  })
  test('lists days in words, the newest first', () => {
    const days = [
      { day: '2026-11-20', tokens: 12_345 },
      { day: '2026-11-19', tokens: 7 },
    ]
    const html = usage(null, null, days)
    expect([...(html.match(/<th scope="row">[^<]*<\/th><td>[^<]*/g) ?? [])]).toEqual([
      '<th scope="row">Today</th><td>12,345',
      '<th scope="row">Yesterday</th><td>7',
    ])
    expect(html).not.toContain('2026-')
  })
})

test('import and every export is one link', () => {
  expect([...(String(<Data prove={false} />).match(/href="[^"]*"/g) ?? [])]).toEqual([
    'href="/tasks/import"',
    ...['', '?format=csv', '?format=ics', '?format=todotxt'].map((query) => `href="/settings/export${query}"`),
  ])
})

test('the form that deletes is open when it was refused', () => {
  const user = {
    id: ID,
    email: 'ada@example.org',
    name: 'Ada',
    time_zone: 'UTC',
    created_at: '2026-11-20T10:00:00.000Z',
  }
  expect(String(<Leave user={user} />)).toContain('<details>')
  expect(String(<Leave user={user} error="Not deleted." />)).toContain('<details open>')
})
