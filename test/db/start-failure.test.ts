/** What a start says when there is no database to use: cause, place and remedy, from real failures where there are any. */
import { describe, expect, test } from 'bun:test'
import { chmod, mkdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { unavailable } from '../../src/db/failure.ts'
import { awaitDatabase, openDatabase } from '../../src/db/open.ts'
import { explainEmbedded, explainServer, isAway } from '../../src/db/start-failure.ts'
import { freshFolder } from '../support/folder.ts'

const ADDRESS = 'postgres://ada:pw@db.example:6543/todo'
const coded = (code: string, message = 'raw words') => unavailable(Object.assign(new Error(message), { code }))

describe('a server', () => {
  test.each([
    ['28P01', /refused the password.*"ada"/, 'raw words of a library'],
    ['3D000', /no database "todo".*createdb todo/, 'raw words of a library'],
    ['08P01', /\?prepare=false/, 'unsupported startup parameter: statement_timeout'],
    ['SELF_SIGNED_CERT_IN_CHAIN', /TLS.*sslmode/, 'raw words of a library'],
    ['ENOTFOUND', /host of db\.example:6543 is unknown/, 'raw words of a library'],
    ['ECONNREFUSED', /Nothing listens at db\.example:6543/, 'raw words of a library'],
    ['53300', /no connection left.*DATABASE_POOL_MAX/, 'raw words of a library'],
    ['57P03', /starting or stopping/, 'raw words of a library'],
    ['42501', /DATABASE_MIGRATION_URL/, 'raw words of a library'],
    ['CONNECT_TIMEOUT', /does not answer/, 'raw words of a library'],
  ])('%s: %p', (code, words, message) => {
    const said = explainServer(coded(code, message), ADDRESS)
    expect(said).toBeInstanceOf(Error)
    expect(said?.message).toMatch(words)
    expect(said?.message).not.toMatch(/raw words|pw@/)
  })

  test('what is no failure of the database stays what it is', () => {
    expect(explainServer(new Error('a mistake of ours'), ADDRESS)).toBeUndefined()
    expect([isAway(coded('ECONNREFUSED')), isAway(coded('28P01'))]).toEqual([true, false])
  })

  test('is waited for, then given up with the reason', async () => {
    const config = {
      DATA_DIR: '',
      DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none',
      DATABASE_MIGRATION_URL: undefined,
      DATABASE_POOL_MAX: 1,
      EMBEDDED_SYNC: 'on',
      DATABASE_WAIT_SECONDS: 1,
    } as const
    const db = await openDatabase(config)
    const words: string[] = []
    const log = {
      info: () => undefined,
      warn: (_: object, message: string) => words.push(message),
      error: () => undefined,
    }
    const failure = await awaitDatabase(config, db, log).catch((error: unknown) => error)
    expect(String(failure)).toContain('Nothing listens at 127.0.0.1:1')
    expect(words).toContain('waiting for the database')
    await db.close()
  })
})

describe('embedded data', () => {
  test('that is damaged is said, with the newest backup', async () => {
    const { path, remove } = await freshFolder()
    const data_dir = join(path, 'postgres')
    await mkdir(data_dir)
    await Bun.write(join(data_dir, 'PG_VERSION'), '18\n')
    const config = {
      DATA_DIR: path,
      DATABASE_URL: undefined,
      DATABASE_MIGRATION_URL: undefined,
      DATABASE_POOL_MAX: 1,
      EMBEDDED_SYNC: 'on',
    } as const
    const open = () => openDatabase(config).catch((error: unknown) => String(error))
    expect(await open()).toMatch(/damaged and cannot be opened\. There is no backup/)
    await Bun.write(join(path, 'backups/nightly-2026-11-21.tdc'), 'x')
    await Bun.write(join(path, 'backups/by-hand.tdc'), 'x')
    await utimes(join(path, 'backups/by-hand.tdc'), 2_000_000_000, 2_000_000_000)
    expect(await open()).toContain(`todochat restore ${join(path, 'backups/by-hand.tdc')} --yes`)
    await remove()
  })

  test('on a full disk or in a folder of somebody else', async () => {
    const { path, remove } = await freshFolder()
    const full = Object.assign(new Error('x'), { code: 'ENOSPC' })
    expect(explainEmbedded(full, join(path, 'postgres'), path).message).toContain('is full')
    await chmod(path, 0o500)
    const said = explainEmbedded(new Error('x'), join(path, 'postgres'), path).message
    // Nothing is closed to root.
    expect(said).toMatch(process.getuid?.() === 0 ? /damaged/ : /cannot be written/)
    await chmod(path, 0o700)
    await remove()
  })
})
