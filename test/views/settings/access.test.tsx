import { describe, expect, test } from 'bun:test'
import { Logins, Made } from '../../../views/settings/access.tsx'
import { ID } from '../fixtures.tsx'

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36'

describe('a browser is called what its person calls it', () => {
  test.each([
    [CHROME, 'Chrome on Linux'],
    [CHROME.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64'), 'Chrome on Windows'],
    [`${CHROME} Edg/150.0.0.0`, 'Edge on Linux'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604',
      'Safari on iPhone',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/19.0 Safari/605', 'Safari on macOS'],
    ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/150 Mobile Safari/537', 'Chrome on Android'],
    ['Lynx/2.9', 'Lynx/2.9'],
    ['', 'A browser without a name'],
  ])('%s', (user_agent, words) => {
    const login = { id: ID, user_agent, seen_at: '2026-11-20T10:00:00.000Z', current: false }
    const html = String(<Logins logins={[login]} today="2026-11-20" />)
    expect(html).toContain(`<span dir="auto">${words}</span><span class="hint">Seen today</span>`)
    expect(html).toContain(`aria-label="Sign out: ${words}"`)
  })
})

describe('a new token', () => {
  const linesOf = (token: string, url: string) =>
    [...String(<Made made={{ name: 'Robot', token, url }} />).matchAll(/<code>(.*?)<\/code>/g)].map(([, line]) =>
      line?.replaceAll('&quot;', '"'),
    )

  test('has a line for each kind of client, and each names where and who', () => {
    expect(linesOf('tdc_secret', 'https://todo.test')).toEqual([
      'tdc_secret',
      'curl -H "Authorization: Bearer tdc_secret" https://todo.test/api/v1/tasks',
      '{"mcpServers":{"todochat":{"type":"http","url":"https://todo.test/mcp","headers":{"Authorization":"Bearer tdc_secret"}}}}',
      '{"type":"mcp","server_label":"todochat","server_url":"https://todo.test/mcp","authorization":"tdc_secret"}',
    ])
  })

  test('is data in every line, whatever its name is', () => {
    const html = String(<Made made={{ name: '<b>"', token: '<i>', url: '<u>' }} />)
    expect(html).not.toMatch(/<[biu]>/)
    expect(html.match(/class="copy"[^>]* hidden/g)).toHaveLength(4)
  })
})
