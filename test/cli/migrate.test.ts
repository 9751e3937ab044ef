/** `migrate` on a database of its own: up, one step down, all the way down, and what it says about it. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MIGRATIONS } from '../../sql/index.ts'
import { execute } from '../../src/cli/command.ts'
import { migrate } from '../../src/cli/migrate.ts'
import { freshServerDatabase, SERVER_URL } from '../support/database.ts'
import { fakeTerminal } from './terminal.ts'

const ALL = MIGRATIONS.map(({ version }) => version)
/** Opening an embedded database on disk takes a second on a busy machine, and each call of the command opens one. */
const PATIENCE_MS = 60_000
const newest = ALL.at(-1) ?? 0

let env: Record<string, string> = {}
let remove: () => Promise<void> = async () => undefined
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-'))
  const server = SERVER_URL ? await freshServerDatabase(SERVER_URL) : undefined
  env = { DATA_DIR: join(folder, 'data'), DATABASE_URL: server?.url ?? '' }
  remove = async () => {
    rmSync(folder, { recursive: true })
    await server?.drop()
  }
})
afterEach(() => remove())

const run = async (line: string) => {
  const { terminal, printed, told } = fakeTerminal(env)
  const exit = await execute([migrate], `migrate ${line}`.trim().split(' '), terminal)
  return { exit, printed: printed.join('\n'), told: told.join('\n') }
}
interface Answer {
  changed: number[]
  migrations: { version: number; applied_at: string | null }[]
}
const json = async (line: string): Promise<Answer> => JSON.parse((await run(`${line} --json`)).printed)
const applied = ({ migrations }: Answer) =>
  migrations.filter(({ applied_at }) => applied_at).map(({ version }) => version)

describe('the way up and back', () => {
  test(
    'in JSON',
    async () => {
      await json('up')
      const full = await json('status')
      expect([full.changed, applied(full)]).toEqual([[], ALL])
      const back = await json('down')
      expect([back.changed, applied(back)]).toEqual([[newest], ALL.slice(0, -1)])
      const empty = await json('down 0')
      expect([empty.changed, applied(empty)]).toEqual([ALL.slice(0, -1).reverse(), []])
      const again = await json('up')
      expect([again.changed, applied(again)]).toEqual([ALL, ALL])
      expect((await json('up')).changed).toEqual([])
    },
    PATIENCE_MS,
  )

  test(
    'in words',
    async () => {
      const up = await run('up')
      expect(up).toMatchObject({ exit: 0, told: '' })
      expect(up.printed).toContain('The schema is up to date.')
      const down = await run('down')
      expect(down.printed).toContain(`Changed: ${newest}. 1 missing: run "todochat migrate up".`)
      expect((await run('status')).printed).toMatch(/ {2}missing$/m)
    },
    PATIENCE_MS,
  )
})

const MISTAKES: [line: string, why: string][] = [
  ['', 'Say "migrate up"'],
  ['sideways', 'Say "migrate up"'],
  ['up 3', '"migrate up" takes no version'],
  ['status 3', '"migrate status" takes no version'],
  ['down all', 'VERSION must be a whole number'],
  ['down 1.5', 'VERSION must be a whole number'],
]
test(
  'mistakes change nothing',
  async () => {
    await json('up')
    for (const [line, why] of MISTAKES) {
      const { exit, printed, told } = await run(line)
      expect({ exit, printed }, line).toEqual({ exit: 2, printed: '' })
      expect(told, line).toContain(why)
    }
    expect(applied(await json('status'))).toEqual(ALL)
  },
  PATIENCE_MS,
)

test(
  'a server that is not there is one sentence',
  async () => {
    env = { DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:1/none' }
    const { exit, told } = await run('status')
    expect(exit).toBe(1)
    expect(told).not.toMatch(/hunter2|ECONNREFUSED|\n/)
  },
  PATIENCE_MS,
)
