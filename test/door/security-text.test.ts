/** `/.well-known/security.txt` as researchers and their programs read it (RFC 9116). */
import { expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { securityText } from '../../src/door/security-text.ts'
import { type TestApp, testApp } from '../support/app.ts'

const SECURITY_TEXT = '/.well-known/security.txt'
const DAY_MS = 86_400_000

const asked = async (settings: Record<string, string>, look: (it: TestApp) => Promise<void>) => {
  const it = await testApp({ settings })
  try {
    await look(it)
  } finally {
    await it.close()
  }
}

/** The lines as the grammar of the RFC has them: a name, a colon, a blank, a value. */
const fieldsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, name, value] = /^([A-Z][A-Za-z-]+): (\S.*)$/.exec(line) ?? []
      return [name, value]
    })

test('names every contact in order, and expires in the future, within a year', () =>
  asked(
    {
      SECURITY_CONTACT: 'mailto:security@todo.example, https://todo.example/report',
      PUBLIC_URL: 'https://todo.example',
    },
    async ({ call }) => {
      const response = await call('GET', SECURITY_TEXT)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
      const fields = fieldsOf(await response.text())
      const expires = fields.find(([name]) => name === 'Expires')?.[1] ?? ''
      expect(fields).toEqual([
        ['Contact', 'mailto:security@todo.example'],
        ['Contact', 'https://todo.example/report'],
        ['Expires', expires],
        ['Preferred-Languages', 'en'],
        ['Canonical', `https://todo.example${SECURITY_TEXT}`],
      ])
      expect(expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      const days = (Date.parse(expires) - Date.now()) / DAY_MS
      expect(days).toBeGreaterThan(30)
      expect(days).toBeLessThan(365)
    },
  ))

test('is not there without a contact, and says which setting it wants', () =>
  asked({}, async ({ call }) => {
    const response = await call('GET', SECURITY_TEXT)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('SECURITY_CONTACT')
  }))

test('names no address of its own that is not https', async () => {
  const config = loadConfig({ SECURITY_CONTACT: 'mailto:a@b.example', PUBLIC_URL: 'http://todo.example' })
  const response = await securityText(config).handle(new Request(`http://localhost${SECURITY_TEXT}`))
  expect(await response.text()).not.toContain('Canonical')
})
