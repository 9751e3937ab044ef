import { expect, test } from 'bun:test'
import { CalendarFeed, MadeFeed } from '../../../views/settings/reminders.tsx'

const TODAY = '2026-11-20'
const AT = '2026-11-20T10:00:00.000Z'

test('without an address there is one to make, and none to end', () => {
  const html = String(<CalendarFeed today={TODAY} />)
  expect(html).toContain('Make an address')
  expect(html).not.toContain('End the address')
})

test('an address says since when it is there and whether it is used', () => {
  expect(String(<CalendarFeed feed={{ created_at: AT, used_at: null }} today={TODAY} />)).toContain(
    'made today, never read',
  )
  expect(String(<CalendarFeed feed={{ created_at: AT, used_at: AT }} today={TODAY} />)).toContain('last read today')
})

test('a new address is data, and opens in the calendar of the device', () => {
  const html = String(<MadeFeed url={'https://todo.example/feed/x.ics"><script>'} />)
  expect(html).toContain('href="webcal://todo.example/feed/x.ics')
  expect(html).not.toContain('<script>')
})
