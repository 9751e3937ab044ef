/** Which names a listener goes by depends on where it listens. */
import { expect, test } from 'bun:test'
import { createOriginCheck } from '../../../src/door/mcp/origin.ts'

interface Row {
  host: string
  PUBLIC_URL?: string
  headers: Record<string, string>
  passes: boolean
}
const PUBLIC_URL = 'https://todo.example'
const ROWS: Row[] = [
  { host: '127.0.0.1', headers: { host: 'todo.example' }, passes: false },
  { host: '127.0.0.1', PUBLIC_URL, headers: { host: 'todo.example' }, passes: true },
  { host: '127.0.0.1', PUBLIC_URL, headers: { host: 'evil.example' }, passes: false },
  { host: '127.0.0.2', headers: { host: '127.0.0.2:8000' }, passes: true },
  { host: '::1', headers: { host: '[::1]:8000' }, passes: true },
  { host: '::1', headers: { host: 'evil.example' }, passes: false },
  { host: 'localhost', headers: {}, passes: true },
  // Behind a proxy or on a network any name may be ours.
  { host: '0.0.0.0', headers: { host: 'anything.example' }, passes: true },
  { host: '192.168.1.5', headers: { host: 'my-server.lan' }, passes: true },
  { host: '0.0.0.0', PUBLIC_URL, headers: { origin: PUBLIC_URL }, passes: true },
  { host: '0.0.0.0', PUBLIC_URL, headers: { origin: 'http://todo.example' }, passes: false },
  { host: '0.0.0.0', PUBLIC_URL, headers: { origin: 'http://localhost:8000' }, passes: false },
  { host: '0.0.0.0', PUBLIC_URL, headers: { origin: 'https://friend.example' }, passes: true },
  { host: '0.0.0.0', PUBLIC_URL, headers: { origin: 'https://friend.example:444' }, passes: false },
  { host: '127.0.0.1', headers: { origin: 'http://localhost:1234' }, passes: true },
  { host: '127.0.0.1', headers: { origin: 'moz-extension://localhost' }, passes: false },
]

test.each(ROWS)('$host, $PUBLIC_URL, $headers: $passes', ({ host, headers, passes, ...row }) => {
  const config = { HOST: host, PORT: 8000, CORS_ORIGINS: ['https://friend.example'], PUBLIC_URL: row.PUBLIC_URL }
  const guard = createOriginCheck({ config, host })
  const check = () => guard(new Request('http://localhost/mcp', { headers }))
  if (passes) expect(check).not.toThrow()
  else expect(check).toThrow(expect.objectContaining({ code: 'forbidden' }))
})
