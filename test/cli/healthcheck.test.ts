/** The health check believes a 200 of /health/ready and nothing else. */
import { afterAll, afterEach, expect, test } from 'bun:test'
import { freePort } from '../../bench/drills/place.ts'
import { execute } from '../../src/cli/command.ts'
import { healthcheck } from '../../src/cli/healthcheck.ts'
import { fakeTerminal } from './terminal.ts'

let answer: (request: Request) => Response = () => new Response('')
const asked: string[] = []
const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: (request) => {
    asked.push(new URL(request.url).pathname)
    return answer(request)
  },
})
afterAll(() => server.stop(true))
afterEach(() => void asked.splice(0))

const check = async (env: Record<string, string> = {}, ...words: string[]) => {
  const { terminal, printed, told } = fakeTerminal({ HOST: '127.0.0.1', PORT: String(server.port), ...env })
  return { exit: await execute([healthcheck], ['healthcheck', ...words], terminal), printed, told }
}

test('ready', async () => {
  answer = () => Response.json({ status: 'healthy' })
  const url = `http://127.0.0.1:${server.port}/health/ready`
  expect(await check()).toEqual({ exit: 0, printed: [`Ready: ${url}`], told: [] })
  expect(asked).toEqual(['/health/ready'])
  const { exit, printed } = await check({}, '--json')
  expect([exit, ...printed.map((line) => JSON.parse(line))]).toEqual([0, { ready: true, url, outcome: 200 }])
})

test('an address that means "all" is asked over loopback', async () => {
  answer = () => new Response('')
  expect((await check({ HOST: '0.0.0.0' })).exit).toBe(0)
  expect(asked).toEqual(['/health/ready'])
})

test.each([
  ['draining', () => Response.json({ status: 'unhealthy' }, { status: 503 }), '503'],
  ['another program', () => new Response('hello', { status: 404 }), '404'],
  ['a redirect is not followed', () => Response.redirect('/health'), '302'],
  ['a failure', () => new Response('', { status: 500 }), '500'],
])('not ready: %s', async (_, reply, outcome) => {
  answer = reply
  const { exit, printed, told } = await check()
  expect({ exit, printed }).toEqual({ exit: 1, printed: [] })
  expect(told.join('')).toContain(`(${outcome})`)
})

test('not ready: nothing listens', async () => {
  const { exit, told } = await check({ PORT: `${freePort()}` })
  expect(exit).toBe(1)
  expect(told.join('')).toContain('nothing listens')
})

test('wrong configuration is 2, and the server is not asked', async () => {
  expect((await check({ LOG_LEVEL: 'loud' })).exit).toBe(2)
  expect(asked).toEqual([])
})
