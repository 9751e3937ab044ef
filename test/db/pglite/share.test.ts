/** The embedded database shared with other commands of the machine. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../../src/db/database.ts'
import { SILENT } from '../../../src/db/log.ts'
import { openBeside } from '../../../src/db/open.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'
import { openShared, socketPath } from '../../../src/db/pglite/share.ts'
import { freshFolder } from '../../support/folder.ts'

let folder: Awaited<ReturnType<typeof freshFolder>>
let owner: Database
let path: string
beforeAll(async () => {
  folder = await freshFolder()
  const data_dir = join(folder.path, 'postgres')
  path = socketPath(data_dir)
  owner = await openEmbedded(data_dir, { log: SILENT })
  await owner.execute((sql) => sql`create table notes (id integer primary key, text text)`)
})
afterAll(async () => {
  await owner.close()
  await folder.remove()
})

const rows = async (db: Database) =>
  (await db.query((sql) => sql`select id, text from notes order by id`)).map((r) => r.id)

describe('a guest', () => {
  test('sees and writes what the owner does', async () => {
    const guest = openShared(path)
    await guest.execute((sql) => sql`insert into notes values (1, 'from the guest')`)
    await owner.execute((sql) => sql`insert into notes values (2, 'from the owner')`)
    expect(await rows(guest)).toEqual(await rows(owner))
    await guest.close()
  })

  test('and the owner keep each other’s transactions whole', async () => {
    const guests = [openShared(path), openShared(path)]
    const add = (db: Database, id: number) =>
      db.transaction(async (sql) => {
        const [row] = await sql`select count(*)::integer as n from notes`
        await Bun.sleep(1)
        await sql`insert into notes values (${id}, ${`saw ${row?.n}`})`
      })
    await Promise.all([owner, ...guests].flatMap((db, i) => [0, 1, 2, 3].map((j) => add(db, 100 + i * 10 + j))))
    const seen = await owner.query((sql) => sql`select text from notes where id >= 100`)
    // Each saw another number of rows: nobody was inside another's transaction.
    expect(new Set(seen.map((row) => row.text)).size).toBe(12)
    for (const guest of guests) await guest.close()
  })

  test('who leaves in the middle of a transaction leaves nothing behind', async () => {
    const before = await rows(owner)
    const guest = openShared(path)
    const left = guest.transaction(async (sql) => {
      await sql`insert into notes values (900, 'half')`
      void guest.close()
      await sql`select pg_sleep(0)`
      throw new Error('gone')
    })
    await left.catch(() => undefined)
    expect(await rows(owner)).toEqual(before)
  })

  test('comes in through a socket that only its user may open', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('is what a command becomes while another process serves', async () => {
    const beside = await openBeside({ DATA_DIR: folder.path, DATABASE_POOL_MAX: 1 } as Parameters<typeof openBeside>[0])
    expect(await rows(beside)).toEqual(await rows(owner))
    await beside.close()
  })
})
