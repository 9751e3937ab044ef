import { expect, test } from 'bun:test'
import { strangerShell } from '../../src/door/pages/shell.ts'
import { LinkPage } from '../../views/link.tsx'

const shell = strangerShell(new Request('http://localhost/link/x'))

test.each([
  ['admin', 'Create the account', true],
  ['password', 'Save the password', false],
] as const)('%s: %s', (kind, button, asks_email) => {
  const html = String(LinkPage({ shell, kind, action: '/link/x', email: '"><b>', error: '<i>no</i>' }))
  expect(html).toContain(button)
  expect(html.includes('name="email"')).toBe(asks_email)
  expect(html).not.toContain('<b>')
  expect(html).not.toContain('<i>')
})
