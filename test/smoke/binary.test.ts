/** The compiled binary, alone in an empty folder with an empty environment: a newcomer’s whole first hour, in seconds. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BINARY_MAX_MB, buildBinary } from '../../build/binary.ts'
import { VERSION } from '../../src/cli/version.ts'
import { collector } from '../support/collector.ts'
import { type Program, runProgram, startProgram } from '../support/program.ts'

const PATIENCE_MS = 300_000
const SENTENCE = 'add buy milk tomorrow and call mum on friday'
const ADA = { email: 'ada@example.com', password: 'correct horse battery' }

const folder = mkdtempSync(join(tmpdir(), 'smoke-'))
const command = [join(folder, 'todochat')]
let program: Program | undefined
let token = ''

const start = async () => {
  program = await startProgram({ command, cwd: folder })
  return program
}
beforeAll(async () => {
  await buildBinary(command[0])
  // Only the environment counts: were this read, the port would be refused.
  writeFileSync(join(folder, '.env'), 'PORT=none\n')
}, PATIENCE_MS)
afterAll(async () => {
  await program?.stop('SIGKILL')
  rmSync(folder, { recursive: true })
})

const api = (path: string, init: { method?: string; body?: unknown; headers?: Record<string, string> } = {}) =>
  fetch(`${program?.url}/api/v1${path}`, {
    method: init.method ?? (init.body ? 'POST' : 'GET'),
    body: init.body ? JSON.stringify(init.body) : undefined,
    headers: {
      ...(init.body ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...init.headers,
    },
  })
const run = (...words: string[]) => runProgram({ command: [...command, ...words], cwd: folder })

interface Task {
  title: string
  due_on: string | null
}
const tasks = async (): Promise<Task[]> => (await (await api('/tasks')).json()).tasks
const titles = async () => (await tasks()).map(({ title }) => title.toLowerCase()).toSorted()

describe('the file', () => {
  test(`is at most ${BINARY_MAX_MB} MB`, () => {
    expect(statSync(command[0] ?? '').size).toBeLessThanOrEqual(BINARY_MAX_MB * 1_000_000)
  })

  test('says what it is', async () => {
    expect(JSON.parse((await run('version', '--json')).stdout).version).toBe(VERSION)
    const help = await run('help')
    for (const name of ['serve', 'migrate', 'healthcheck', 'version', 'help'])
      expect(help.stdout).toContain(`  ${name}`)
    expect(await run('nonsense')).toMatchObject({ exit: 2, stdout: '' })
  })
})

describe('a newcomer', () => {
  test(
    'starts it and it is healthy',
    async () => {
      const { healthy, said, ready_ms } = await start()
      expect(healthy).toBe(true)
      expect(said).toContain('embedded database in')
      expect(said.trim().split('\n')).toHaveLength(2)
      process.stdout.write(`first start: healthy after ${Math.round(ready_ms)} ms\n`)
    },
    PATIENCE_MS,
  )

  test('signs up', async () => {
    const answer = await api('/auth/signup', { body: ADA })
    expect(answer.status).toBe(201)
    token = (await answer.json()).access_token
  })

  test(
    'says what is to be done and sees the answer stream and both tasks',
    async () => {
      const { id } = await (await api('/chatkit/sessions', { method: 'POST' })).json()
      const answer = await api(`/chatkit/sessions/${id}/threads/${id}/runs`, {
        body: { message: { content: [{ type: 'input_text', text: SENTENCE }] } },
      })
      expect(answer.headers.get('content-type')).toStartWith('text/event-stream')
      const stream = await answer.text()
      const types = [...stream.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)
      expect(types.at(-1)).toBe('run.done')
      expect(types.filter((type) => type === 'run.done')).toHaveLength(1)
      expect(types).toContain('thread.item.updated')
      const done = JSON.parse(stream.match(/^event: run\.done\ndata: (.*)$/m)?.[1] ?? '{}')
      expect(done.run).toMatchObject({ status: 'completed', provider: 'builtin' })
      const made = await tasks()
      const due = (word: RegExp) => made.find(({ title }) => word.test(title))?.due_on ?? ''
      expect(made).toHaveLength(2)
      const day = Date.parse(done.run.created_at.slice(0, 10))
      expect(Date.parse(due(/milk/i)) - day).toBe(86_400_000)
      expect(new Date(due(/mum/i)).getUTCDay()).toBe(5)
      expect(Date.parse(due(/mum/i)) - day).toBeWithin(0, 8 * 86_400_000)
    },
    PATIENCE_MS,
  )

  test('sees a page with its style and script', async () => {
    const page = await (await fetch(`${program?.url}/signin`)).text()
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path)
    expect(assets.length).toBeGreaterThanOrEqual(2)
    for (const path of assets) {
      const asset = await fetch(`${program?.url}${path}`)
      expect([path, asset.status, (await asset.text()).length > 100]).toEqual([path, 200, true])
    }
  })

  test('meets our own errors, not the runtime’s', async () => {
    const answer = await api('/nowhere')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ success: false, error: { code: 'not_found' } })
  })
})

describe('an operator', () => {
  test('asks how it is', async () => {
    const PORT = new URL(program?.url ?? '').port
    const answer = await runProgram({ command: [...command, 'healthcheck', '--json'], cwd: folder, env: { PORT } })
    expect([answer.exit, JSON.parse(answer.stdout).ready]).toEqual([0, true])
  })

  test('sees the schema while it serves', async () => {
    const answer = await run('migrate', 'status', '--json')
    expect(answer.exit).toBe(0)
    const { migrations } = JSON.parse(answer.stdout) as { migrations: { applied_at: string | null }[] }
    expect(migrations.length).toBeGreaterThan(0)
    expect(migrations.every(({ applied_at }) => applied_at)).toBe(true)
  })

  test('compares indexes with what the binary carries, beside the server', async () => {
    const { exit, stdout } = await run('doctor', '--data')
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/All \d+ indexes agree with their tables/)])
  })

  test('cannot start a second one on the same data', async () => {
    const second = await runProgram({ command, cwd: folder, env: { PORT: '0' } })
    expect(second.exit).toBe(1)
    expect(second.stderr).toContain('data/postgres')
    expect(await titles()).toHaveLength(2)
  })

  test(
    'stops it with SIGTERM: exit 0 and a log of JSON lines without secrets',
    async () => {
      const ended = await program?.stop()
      expect(ended?.exit).toBe(0)
      const lines =
        ended?.log
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)) ?? []
      expect(lines.length).toBeGreaterThan(0)
      expect(ended?.log).not.toContain(ADA.password)
      expect(ended?.log).not.toContain(token)
      expect(ended?.log).not.toMatch(/buy milk/)
    },
    PATIENCE_MS,
  )

  test(
    'finds everything after a restart, the token too, and nothing strewn about',
    async () => {
      const { ready_ms } = await start()
      process.stdout.write(`later start: healthy after ${Math.round(ready_ms)} ms\n`)
      expect(await titles()).toEqual(['buy milk', 'call mum'])
      expect(readdirSync(folder).toSorted()).toEqual(['.env', 'data', 'todochat'])
    },
    PATIENCE_MS,
  )

  test(
    'finds everything after kill -9',
    async () => {
      const made = await api('/tasks', { body: { title: 'water the plants' } })
      expect(made.status).toBe(201)
      await program?.stop('SIGKILL')
      await start()
      expect(await titles()).toEqual(['buy milk', 'call mum', 'water the plants'])
    },
    PATIENCE_MS,
  )

  test(
    'sends traces when a collector is named, the last ones when it is stopped',
    async () => {
      await program?.stop()
      const sink = collector()
      program = await startProgram({ command, cwd: folder, env: { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url } })
      expect(await titles()).toHaveLength(3)
      expect((await program.stop()).exit).toBe(0)
      expect(sink.spans.map(({ name }) => name)).toContain('GET /api/v1/tasks')
      await sink.stop()
      await start()
    },
    PATIENCE_MS,
  )

  test('is told about wrong settings all at once, before anything happens', async () => {
    const env = { PORT: 'x', LOG_LEVEL: 'loud', DATA_DIR: './elsewhere', JWT_SECRET: 'hunter2' }
    const answer = await runProgram({ command, cwd: folder, env })
    expect(answer).toMatchObject({ exit: 2, stdout: '' })
    for (const name of ['PORT', 'LOG_LEVEL', 'JWT_SECRET']) expect(answer.stderr).toContain(`  ${name} must`)
    expect(answer.stderr).not.toContain('hunter2')
    expect(readdirSync(folder)).not.toContain('elsewhere')
  })

  test(
    'is told about a port in use in one sentence',
    async () => {
      const PORT = new URL(program?.url ?? '').port
      const answer = await runProgram({
        command,
        cwd: folder,
        env: { PORT, DATA_DIR: './second', LOG_LEVEL: 'silent' },
      })
      rmSync(join(folder, 'second'), { recursive: true })
      expect(answer.exit).toBe(1)
      expect(answer.stderr.trim()).toBe(
        `Port ${PORT} of 127.0.0.1 is in use. Stop the program that uses it, or set PORT to another one.`,
      )
    },
    PATIENCE_MS,
  )
})
