/** Where clients are sent for tokens: to an outside issuer that is configured, and nowhere otherwise. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { publicUrlOf } from '../../../src/public-url.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { rpc, send } from './support.ts'

const PATHS = ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp']
let outside: TestApp
let plain: TestApp
beforeAll(async () => {
  const PUBLIC_URL = 'https://todo.example'
  plain = await testApp({ settings: { PUBLIC_URL } })
  outside = await testApp({
    settings: { PUBLIC_URL, JWT_JWKS_URL: 'https://login.example/keys', JWT_ISSUER: 'https://login.example/realms/a' },
  })
})
afterAll(async () => {
  await plain.close()
  await outside.close()
})

test('with an outside issuer both addresses tell of it, to anybody', async () => {
  for (const path of PATHS) {
    const response = await outside.call('GET', path)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toEqual({
      resource: 'https://todo.example/mcp',
      resource_name: 'TodoChat',
      authorization_servers: ['https://login.example/realms/a'],
      scopes_supported: ['tasks:read', 'tasks:write'],
      bearer_methods_supported: ['header'],
    })
    const preflight = await outside.call('OPTIONS', path, { headers: { origin: 'https://any.example' } })
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'MCP-Protocol-Version',
    ])
    expect((await outside.call('DELETE', path)).status).toBe(405)
  }
})

test('the challenge names it, and a missing scope does too', async () => {
  const { headers } = await send(outside, { body: rpc('tools/list') })
  expect(headers.get('www-authenticate')).toBe(
    'Bearer realm="todochat", resource_metadata="https://todo.example/.well-known/oauth-protected-resource/mcp", scope="tasks:read tasks:write"',
  )
  const { token } = await outside.signUp()
  const made = await outside.call('POST', '/api/v1/auth/tokens', { token, body: { name: 'x', scopes: ['tasks:read'] } })
  const reader = ((await made.json()) as { token: string }).token
  const refused = await send(outside, {
    token: reader,
    body: rpc('tools/call', { name: 'add_task', arguments: { title: 'x' } }),
  })
  expect(refused.headers.get('www-authenticate')).toContain('resource_metadata="https://todo.example/.well-known/')
})

test('without one there is nothing, and the challenge is plain', async () => {
  for (const path of PATHS) expect((await plain.call('GET', path)).status).toBe(404)
  const { headers } = await send(plain, { body: rpc('tools/list') })
  expect(headers.get('www-authenticate')).toBe('Bearer realm="todochat"')
})

test.each([
  [{ PUBLIC_URL: 'https://todo.example/', HOST: '0.0.0.0', PORT: 1 }, 'https://todo.example'],
  [{ PUBLIC_URL: undefined, HOST: '127.0.0.1', PORT: 8000 }, 'http://127.0.0.1:8000'],
  [{ PUBLIC_URL: undefined, HOST: '0.0.0.0', PORT: 80 }, 'http://localhost:80'],
  [{ PUBLIC_URL: undefined, HOST: '::1', PORT: 80 }, 'http://[::1]:80'],
])('our own address of %j is %s', (config, site) => {
  expect(publicUrlOf(config)).toBe(site)
})
