/** `serve` in this very process: what it says, what it refuses, and that a signal undoes everything in order. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute } from '../../src/cli/command.ts'
import { serve } from '../../src/cli/serve.ts'
import { VERSION } from '../../src/cli/version.ts'
import { freshServerDatabase, SERVER_URL } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { ending, fakeProvider, words } from '../support/fake-provider.ts'
import { fakeTerminal } from './terminal.ts'

/** A first start unpacks a database; a busy machine needs its time. */
const PATIENCE_MS = 300_000
const JWT_SECRET = 'correct-horse-battery-staple-0123456789'

let folder = ''
let env: Record<string, string> = {}
let drop: () => Promise<void> = async () => undefined
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'))
  const server = SERVER_URL ? await freshServerDatabase(SERVER_URL) : undefined
  drop = async () => server?.drop()
  env = { PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent', DATABASE_URL: server?.url ?? '' }
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await drop()
})

const begin = (more: Record<string, string> = {}) => {
  const fake = fakeTerminal({ ...env, ...more })
  const ended = execute([serve], ['serve'], fake.terminal)
  return { ...fake, ended }
}
const begun = async (more: Record<string, string> = {}) => {
  const fake = begin(more)
  const url = fake.heard(/is ready: (http\S+)/).then(([, found = '']) => found)
  const ready = await Promise.race([url, fake.ended])
  if (typeof ready !== 'string') throw new Error(`It ended with ${ready}: ${fake.told.join('\n')}`)
  return { ...fake, url: ready }
}
const json = (url: string, token: string, body?: unknown) =>
  fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  })

describe('serves', () => {
  test(
    'says one line, answers, and ends with 0 when asked to',
    async () => {
      const { url, told, printed, stop, ended } = await begun()
      expect(told).toHaveLength(2)
      expect(told[0]).toMatch(/no administrator yet.*http:\/\/127\.0\.0\.1:\d+\/link\/[\w-]+\.[\w-]+$/)
      expect(told[1]).toStartWith(`TodoChat ${VERSION} is ready: http://127.0.0.1:`)
      expect(told[1]).not.toContain('power loss')
      if (!SERVER_URL) expect(told[1]).toContain('embedded database in')
      expect((await fetch(`${url}/health/ready`)).status).toBe(200)
      expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'healthy', version: VERSION })
      stop()
      expect(await ended).toBe(0)
      expect(printed).toEqual([])
      expect(await errorOf(fetch(`${url}/health`))).toBeInstanceOf(Error)
    },
    PATIENCE_MS,
  )

  test(
    'names the address people use when there is one',
    async () => {
      const { told, stop, ended } = await begun({ PUBLIC_URL: 'https://todo.example' })
      expect(told[1]).toStartWith(`TodoChat ${VERSION} is ready: https://todo.example`)
      stop('SIGINT')
      expect(await ended).toBe(0)
    },
    PATIENCE_MS,
  )

  test(
    'keeps accounts and tokens over a restart',
    async () => {
      const first = await begun()
      const body = { email: 'ada@example.com', password: 'correct horse battery' }
      const { access_token } = await (await json(`${first.url}/api/v1/auth/signup`, '', body)).json()
      first.stop()
      expect(await first.ended).toBe(0)
      const second = await begun()
      const me = await json(`${second.url}/api/v1/auth/me`, access_token)
      expect(await me.json()).toMatchObject({ email: body.email })
      second.stop()
      await second.ended
    },
    PATIENCE_MS,
  )
})

describe('stops', () => {
  test(
    'not ready and no new runs while an answer is finished, then 0',
    async () => {
      // The provider says one word, and the rest only when told: no clock decides this test.
      const goOn = Promise.withResolvers<void>()
      const provider = await fakeProvider({
        steps: [...words('One '), { until: goOn.promise }, ...words('moment.'), ...ending('stop')],
      })
      const { url, stop, ended } = await begun({
        LLM_PROVIDERS: 'openai',
        OPENAI_BASE_URL: provider.url,
        OPENAI_API_KEY: 'sk-test',
      })
      const api = `${url}/api/v1`
      const person = { email: 'ada@example.com', password: 'correct horse battery' }
      const { access_token } = await (await json(`${api}/auth/signup`, '', person)).json()
      const { id } = await (await json(`${api}/chatkit/sessions`, access_token, {})).json()
      const runs = `${api}/chatkit/sessions/${id}/threads/${id}/runs`
      const message = { message: { content: [{ type: 'input_text', text: 'hello' }] } }
      const answer = await json(runs, access_token, message)
      const reader = answer.body?.getReader()
      const decoder = new TextDecoder()
      let stream = ''
      const readUntil = async (pattern: RegExp) => {
        for (;;) {
          if (pattern.test(stream)) return true
          const part = await reader?.read()
          if (!part || part.done) return pattern.test(stream)
          stream += decoder.decode(part.value, { stream: true })
        }
      }
      expect(await readUntil(/One/)).toBe(true)
      stop()
      const ready = async () => (await fetch(`${url}/health/ready`)).status
      while ((await ready()) === 200) await Bun.sleep(10)
      expect(await ready()).toBe(503)
      const other = await (await json(`${api}/chatkit/sessions`, access_token, {})).json()
      const refused = await json(`${api}/chatkit/sessions/${other.id}/threads/${other.id}/runs`, access_token, message)
      expect(refused.status).toBe(503)
      expect(await refused.json()).toMatchObject({ error: { code: 'draining' } })
      goOn.resolve()
      expect(await ended).toBe(0)
      await provider.stop()

      const later = await begun()
      const session = await json(`${later.url}/api/v1/chatkit/sessions/${id}`, access_token)
      const { messages } = await session.json()
      expect(messages.at(-1)).toMatchObject({ role: 'assistant', content: [{ text: 'One moment.' }] })
      later.stop()
      await later.ended
    },
    PATIENCE_MS,
  )
})

describe('refuses', () => {
  test('wrong settings, all at once, before anything is made', async () => {
    const { ended, told } = begin({ PORT: 'x', LLM_PROVIDERS: 'oracle', JWT_SECRET: 'hunter2' })
    expect(await ended).toBe(2)
    expect(told).toHaveLength(1)
    for (const name of ['PORT', 'LLM_PROVIDERS', 'JWT_SECRET']) expect(told[0]).toContain(`\n  ${name} must`)
    expect(told[0]).not.toContain('hunter2')
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('a server in production without a secret', async () => {
    const { ended, told } = begin({ DATABASE_URL: 'postgres://127.0.0.1:1/none', NODE_ENV: 'production' })
    expect(await ended).toBe(2)
    expect(told[0]).toContain('JWT_SECRET is missing')
  })

  test(
    'a port in use, in one sentence, and lets go of the data',
    async () => {
      const taken = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('') })
      const { ended, told } = begin({ PORT: String(taken.port) })
      expect(await ended).toBe(1)
      expect(told).toEqual([
        `Port ${taken.port} of 127.0.0.1 is in use. Stop the program that uses it, or set PORT to another one.`,
      ])
      await taken.stop(true)
      const next = await begun()
      next.stop()
      expect(await next.ended).toBe(0)
    },
    PATIENCE_MS,
  )

  test(
    'a database that is not there, in one sentence without its password',
    async () => {
      const address = { DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:1/none', DATABASE_WAIT_SECONDS: '1' }
      const { ended, told } = begin({ ...address, JWT_SECRET })
      expect(await ended).toBe(1)
      expect(told.join('\n')).not.toMatch(/hunter2|ECONN|\n/)
    },
    PATIENCE_MS,
  )
})
