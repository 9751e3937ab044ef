/** `serve` with MCP_HOST and MCP_PORT: a second listener that knows `/mcp` and nothing else. */
import { afterEach, beforeEach, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../bench/drills/place.ts'
import { execute } from '../../src/cli/command.ts'
import { serve } from '../../src/cli/serve.ts'
import { errorOf } from '../support/failure.ts'
import { freshFolder } from '../support/folder.ts'
import { fakeTerminal } from './terminal.ts'

let folder: Awaited<ReturnType<typeof freshFolder>>
beforeEach(async () => {
  folder = await freshFolder()
})
afterEach(() => folder.remove())

const begin = (settings: Record<string, string>) => {
  const env = { PORT: '0', DATA_DIR: join(folder.path, 'data'), LOG_LEVEL: 'silent', ...settings }
  const fake = fakeTerminal(env)
  return { ...fake, ended: execute([serve], ['serve'], fake.terminal) }
}

test('the second listener serves MCP with the same tokens, and no page and no API', async () => {
  const MCP_PORT = `${freePort()}`
  const { heard, stop, ended } = begin({ MCP_HOST: '127.0.0.1', MCP_PORT })
  const [, url] = await heard(/is ready: (http\S+)/)
  const mcp = `http://127.0.0.1:${MCP_PORT}`
  const signed = await fetch(`${url}/api/v1/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.org', password: 'correct horse battery' }),
  })
  const { access_token } = await signed.json()
  const list = (at: string) =>
    fetch(`${at}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${access_token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    })
  for (const at of [mcp, `${url}`]) expect(await (await list(at)).text()).toContain('"name":"add_task"')
  expect((await fetch(`${mcp}/mcp/health`)).status).toBe(200)
  for (const path of ['/', '/signin', '/health', '/metrics', '/api/v1/tasks', '/chatkit'])
    expect([path, (await fetch(`${mcp}${path}`)).status]).toEqual([path, 404])
  stop()
  expect(await ended).toBe(0)
  expect(await errorOf(fetch(`${mcp}/mcp/health`))).toBeInstanceOf(Error)
})

test('a port of MCP in use is told by the name of its setting', async () => {
  const taken = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })
  const { ended, told } = begin({ MCP_PORT: `${taken.port}` })
  expect(await ended).toBe(1)
  expect(told).toEqual([
    `Port ${taken.port} of 127.0.0.1 is in use. Stop the program that uses it, or set MCP_PORT to another one.`,
  ])
  await taken.stop(true)
})

test('an address without a port is told before anything is made', async () => {
  const { ended, told } = begin({ MCP_HOST: '127.0.0.1' })
  expect(await ended).toBe(2)
  expect(told).toEqual(['Configuration is wrong:\n  MCP_HOST needs MCP_PORT beside it'])
  expect(existsSync(join(folder.path, 'data'))).toBe(false)
})
