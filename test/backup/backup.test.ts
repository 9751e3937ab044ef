/** A backup and the way back: the same data, or one sentence and nothing changed. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { dataImage } from '../../build/pgdata.ts'
import { MIGRATIONS } from '../../sql/index.ts'
import { backUp, fingerprint, restore, verify } from '../../src/backup/backup.ts'
import type { Database } from '../../src/db/database.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { chatWith } from '../support/chat.ts'
import { openMemory, RELEASE, testDatabase } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'

const PASSPHRASE = 'a passphrase of the tests'
const plain = { release: RELEASE, passphrase: undefined }
const sealed = { release: RELEASE, passphrase: PASSPHRASE }

let it: TestApp
let folder: Awaited<ReturnType<typeof freshFolder>>
let file: string
beforeAll(async () => {
  folder = await freshFolder()
  file = join(folder.path, 'plain.tdc')
  it = await testApp()
  const chat = await chatWith(it)
  await chat.ask('add water the roses tomorrow #garden, and "quotes, \\ and 🌹"')
  await chat.ask('complete water the roses')
  await it.call('POST', '/api/v1/auth/tokens', { token: chat.who.token, body: { name: 'cli', scopes: ['chat'] } })
  await backUp(it.db, file, plain)
  await backUp(it.db, join(folder.path, 'sealed.tdc'), sealed)
})
afterAll(async () => {
  await it.close()
  await folder.remove()
})

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const changed = async (name: string, change: (bytes: Buffer) => Buffer) => {
  const path = join(folder.path, name)
  await Bun.write(path, change(Buffer.from(await Bun.file(file).bytes())))
  return path
}

describe('a round trip', () => {
  test.each([
    ['plain.tdc', plain],
    ['sealed.tdc', sealed],
  ])('%s restores to the same fingerprint', async (name, options) => {
    const other = await testDatabase()
    const summary = await restore(other, join(folder.path, name), { ...options, replace: false })
    expect(summary).toEqual(await fingerprint(it.db))
    expect(await fingerprint(other)).toEqual(summary)
    expect(summary.rows).toBeGreaterThan(10)
    await other.close()
  })

  test('to the other kind of database and back', async () => {
    const memory = await openMemory(await dataImage())
    const back = await testDatabase()
    const second = join(folder.path, 'second.tdc')
    await restore(memory, file, { ...plain, replace: false })
    await backUp(memory, second, plain)
    expect(await restore(back, second, { ...plain, replace: false })).toEqual(await fingerprint(it.db))
    await memory.close()
    await back.close()
  })

  test('an empty database without a schema gets the schema first', async () => {
    const bare = await testDatabase({ migrated: false })
    expect(await restore(bare, file, { ...plain, replace: false })).toEqual(await fingerprint(it.db))
    await bare.close()
  })
})

describe('a fingerprint', () => {
  let other: Database
  beforeAll(async () => {
    other = await testDatabase()
  })
  afterAll(() => other.close())

  const after = async (change: (db: Database) => Promise<unknown>) => {
    await restore(other, file, { ...plain, replace: true })
    await change(other)
    const { fingerprint: found } = await fingerprint(other)
    return found === (await fingerprint(it.db)).fingerprint
  }
  test('changes with one character, one row less and one row more', async () => {
    expect(await after((db) => db.execute((sql) => sql`update tasks set title = title || '.' where id = 1`))).toBe(
      false,
    )
    expect(await after((db) => db.execute((sql) => sql`delete from access_tokens`))).toBe(false)
    expect(
      await after((db) =>
        db.execute((sql) => sql`insert into feedback select user_id, id, 'positive' from items limit 1`),
      ),
    ).toBe(false)
  })
  test('does not change with leases', async () => {
    expect(await after((db) => db.execute((sql) => sql`update runs set lease_until = now(), owner = null`))).toBe(true)
  })
})

describe('bad endings: a sentence, and nothing half done', () => {
  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, -40), /cut off/],
    ['one bit changed', (bytes: Buffer) => bytes.fill((bytes[900] ?? 0) ^ 1, 900, 901), /damaged/],
    ['not a backup', () => Buffer.from('hello'), /not a backup/],
    [
      'of a newer format',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('UP 1', 'UP 2'), 'latin1'),
      /newer/,
    ],
  ])('%s', async (name, change, words) => {
    const path = await changed(`${name}.tdc`, change)
    expect(await refusal(verify(path, undefined))).toMatch(words)
    const other = await testDatabase()
    expect(await refusal(restore(other, path, { ...plain, replace: true }))).toMatch(words)
    expect((await fingerprint(other)).rows).toBe(0)
    await other.close()
  })

  test('without and with a wrong passphrase', async () => {
    const path = join(folder.path, 'sealed.tdc')
    expect(await refusal(verify(path, undefined))).toContain('BACKUP_PASSPHRASE')
    expect(await refusal(verify(path, 'another one'))).toContain('passphrase is wrong')
    expect(Buffer.from(await Bun.file(path).bytes()).includes('users')).toBe(false)
  })

  test('accounts that are there are replaced only when asked', async () => {
    const before = await fingerprint(it.db)
    expect(await refusal(restore(it.db, file, { ...plain, replace: false }))).toContain('--yes')
    expect(await restore(it.db, file, { ...plain, replace: true })).toEqual(before)
  })

  test('a newer schema is refused, naming the release', async () => {
    const other = await testDatabase()
    const newest = (MIGRATIONS.at(-1)?.version ?? 0) + 1
    await other.execute(
      (sql) => sql`insert into schema_migrations (version, name, min_release) values (${newest}, 'next', '0.1.0')`,
    )
    const path = join(folder.path, 'newer.tdc')
    await backUp(other, path, { ...plain, release: '9.1.0' })
    await other.execute((sql) => sql`delete from schema_migrations where version = ${newest}`)
    expect(await refusal(restore(other, path, { ...plain, replace: false }))).toContain('todochat 9.1.0')
    await other.close()
  })

  test('a full disk and a folder that is not there leave no file behind', async () => {
    expect(await refusal(backUp(it.db, '/dev/full/x.tdc', plain))).not.toBe('done')
    expect(await refusal(backUp(it.db, join(folder.path, 'none/x.tdc'), plain))).toContain('cannot be written')
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
