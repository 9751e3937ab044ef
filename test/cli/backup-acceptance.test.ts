/** A restore that is killed: a process of its own, ended at the worst moment. */
import { afterEach, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { backup, fingerprint, restore } from '../../src/cli/backup.ts'
import { loadConfig } from '../../src/config.ts'
import { openDatabase, prepareSchema } from '../../src/db/open.ts'
import { freshServerDatabase, RELEASE, SERVER_URL } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'
import { ROOT } from '../support/source.ts'
import { eventually } from '../support/watched.ts'
import { runCommands } from './terminal.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})

const run = (folder: string, args: string[], env: Record<string, string> = {}) =>
  runCommands([backup, restore, fingerprint], args, { DATA_DIR: join(folder, 'data'), ...env })

const killedWhile = async (env: Record<string, string>, file: string, moment: () => Promise<boolean>) => {
  const child = Bun.spawn([process.execPath, join(ROOT, 'src/main.ts'), 'restore', file, '--yes'], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stderr: 'ignore',
    stdout: 'ignore',
  })
  await eventually(moment)
  child.kill('SIGKILL')
  await child.exited
  expect(child.signalCode).toBe('SIGKILL')
}

/** A folder whose database has one person, and a backup of when it had none. */
const withBackup = async (env: Record<string, string> = {}) => {
  const folder = await freshFolder()
  leftovers.push(folder.remove)
  const file = join(folder.path, 'empty.tdc')
  const config = loadConfig({ DATA_DIR: join(folder.path, 'data'), ...env })
  const db = await openDatabase(config)
  await prepareSchema(config, db, RELEASE)
  expect(await run(folder.path, ['backup', file], env)).toMatchObject({ exit: 0 })
  await db.execute(
    (sql) => sql`insert into users (id, email, name) values (gen_random_uuid(), 'ada@example.org', 'Ada')`,
  )
  await db.close()
  const { printed } = await run(folder.path, ['fingerprint'], env)
  return { folder, file, before: printed }
}

test('a restore that is killed in the middle leaves the embedded data as it was, and can be asked again', async () => {
  const { folder, file, before } = await withBackup()
  const aside = join(folder.path, 'data/restore')
  await killedWhile({ DATA_DIR: join(folder.path, 'data') }, file, async () => existsSync(join(aside, 'postgres')))
  expect((await run(folder.path, ['fingerprint'])).printed).toBe(before)
  expect(await run(folder.path, ['restore', file, '--yes'])).toMatchObject({ exit: 0 })
  expect(existsSync(aside)).toBe(false)
  expect((await run(folder.path, ['fingerprint'])).printed).not.toBe(before)
})

const address = SERVER_URL
if (address)
  test('a restore that is killed in the middle leaves a server’s data as it was, and can be asked again', async () => {
    const { url, drop } = await freshServerDatabase(address)
    leftovers.push(drop)
    const { folder, file, before } = await withBackup({ DATABASE_URL: url })
    const reader = postgres(url, { max: 1, onnotice: () => undefined })
    const watcher = postgres(url, { max: 1, onnotice: () => undefined })
    leftovers.push(() => Promise.all([reader.end(), watcher.end()]))
    // The restore stands where it empties the tables as long as somebody reads one of them.
    await reader.begin(async (sql) => {
      await sql`select 1 from users limit 1`
      await killedWhile({ DATABASE_URL: url, DATA_DIR: join(folder.path, 'other') }, file, async () => {
        const [row] = await watcher`
          select 1 from pg_locks where not granted and relation = 'users'::regclass
            and database = (select oid from pg_database where datname = current_database())`
        return row !== undefined
      })
    })
    expect((await run(folder.path, ['fingerprint'], { DATABASE_URL: url })).printed).toBe(before)
    expect(await run(folder.path, ['restore', file, '--yes'], { DATABASE_URL: url })).toMatchObject({ exit: 0 })
    expect((await run(folder.path, ['fingerprint'], { DATABASE_URL: url })).printed).not.toBe(before)
  })
