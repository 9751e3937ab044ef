/** `migrate` on a database of its own: up, one step down, all the way down, and what it says about it. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { MIGRATIONS } from '../../sql/index.ts'
import { verify } from '../../src/backup/backup.ts'
import { execute } from '../../src/cli/command.ts'
import { migrate } from '../../src/cli/migrate.ts'
import { loadConfig } from '../../src/config.ts'
import { migrateDown, migrateUp } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { freshServerDatabase, RELEASE, SERVER_URL } from '../support/database.ts'
import { fakeTerminal } from './terminal.ts'

const ALL = MIGRATIONS.map(({ version }) => version)
/** Opening an embedded database on disk takes a second on a busy machine, and each call of the command opens one. */
const PATIENCE_MS = 300_000
const newest = ALL.at(-1) ?? 0

let env: Record<string, string> = {}
let remove: () => Promise<void> = async () => undefined
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-'))
  const server = SERVER_URL ? await freshServerDatabase(SERVER_URL) : undefined
  env = { DATA_DIR: join(folder, 'data'), DATABASE_URL: server?.url ?? '', EMBEDDED_SYNC: 'off' }
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
      const back = await json('down --yes')
      expect([back.changed, applied(back)]).toEqual([[newest], ALL.slice(0, -1)])
      const empty = await json('down 0 --yes')
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
      const down = await run('down --yes')
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
  ['down all --yes', 'VERSION must be a whole number'],
  ['down 1.5 --yes', 'VERSION must be a whole number'],
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

test(
  'down asks first, keeps a backup, and leaves a database alone that somebody serves from',
  async () => {
    expect((await run('down')).told).toContain('--yes')
    await run('up')
    if (SERVER_URL) {
      const server = postgres(env.DATABASE_URL ?? '', { max: 1, connection: { application_name: 'todochat' } })
      await server`select 1`
      expect(await run('down --yes')).toMatchObject({ exit: 1, told: expect.stringContaining('Stop it first') })
      await server.end()
    }
    const down = await run('down --yes')
    expect(down.exit).toBe(0)
    const file = /in (\S+\.tdc)/.exec(down.told)?.[1] ?? ''
    expect(await verify(file, undefined)).toMatchObject({ version: newest })
  },
  PATIENCE_MS,
)

/** Somebody has an account, and the newest migration is missing. */
const behindWithPeople = async () => {
  const db = await openDatabase(loadConfig(env))
  await migrateUp(db, { release: RELEASE })
  await migrateDown(db, ALL.at(-2) ?? 0, { release: RELEASE })
  await db.execute((sql) => sql`insert into users (id, email, name) values (gen_random_uuid(), 'a@x.example', 'A')`)
  await db.close()
}
const fileIn = (told: string) => /^Everything as it was is in (\S+before-up\S+\.tdc)$/m.exec(told)?.[1]

test(
  'up keeps what people have, where backups are wanted, and nothing when there is nothing to change',
  async () => {
    await behindWithPeople()
    if (SERVER_URL) {
      expect(fileIn((await run('up')).told)).toBeUndefined()
      await run('down --yes')
      env = { ...env, BACKUP_DIR: join(env.DATA_DIR ?? '', 'wanted') }
    }
    const up = await run('up')
    expect(up.exit).toBe(0)
    expect(await verify(fileIn(up.told) ?? '', undefined)).toMatchObject({ version: ALL.at(-2) })
    expect(await run('up')).toMatchObject({ exit: 0, told: '' })
  },
  PATIENCE_MS,
)

test(
  'up goes on without a backup where none can be written, and says so',
  async () => {
    await behindWithPeople()
    env = { ...env, BACKUP_DIR: '/proc/none' }
    const up = await run('up')
    expect(up).toMatchObject({ exit: 0, told: expect.stringMatching(/^No backup was made: .+/) })
    expect(up.printed).toContain('The schema is up to date.')
  },
  PATIENCE_MS,
)

// A server of its own has no owner to be beside of: there `down` looks for connections instead.
if (!SERVER_URL)
  test(
    'beside a server that has the embedded data, up reads a copy for its backup and down is refused',
    async () => {
      await behindWithPeople()
      const owner = await openDatabase(loadConfig(env))
      try {
        expect(await run('down --yes')).toMatchObject({ exit: 1, told: expect.stringContaining('Stop it first') })
        const up = await run('up')
        expect(up.exit).toBe(0)
        expect(await verify(fileIn(up.told) ?? '', undefined)).toMatchObject({ version: ALL.at(-2) })
        expect(applied(await json('status'))).toEqual(ALL)
      } finally {
        await owner.close()
      }
    },
    PATIENCE_MS,
  )
