/** A copy of data that another session keeps changing. */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { SILENT } from '../../../src/db/log.ts'
import { copyBeside } from '../../../src/db/pglite/copy.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'
import { openShared, socketPath } from '../../../src/db/pglite/share.ts'
import { freshFolder } from '../../support/folder.ts'

test('holds everything that was acknowledged before it began, also after a copy that was broken off', async () => {
  const folder = await freshFolder()
  const data_dir = join(folder.path, 'postgres')
  const copy = join(folder.path, 'copy/postgres')
  const owner = await openEmbedded(data_dir, { log: SILENT })
  await owner.execute((sql) => sql`create table marks (n integer primary key)`)
  let last = 0
  let over = false
  const writing = (async () => {
    while (!over) {
      await owner.execute((sql) => sql`insert into marks values (${last + 1})`)
      last += 1
    }
  })()
  const guest = openShared(socketPath(data_dir))
  await guest.execute((sql) => sql`select pg_backup_start('broken off', true)`)
  await guest.close()
  const before = last
  await copyBeside(data_dir, socketPath(data_dir), copy)
  over = true
  await writing
  const db = await openEmbedded(copy, { log: SILENT, sync: false })
  const [row] = await db.query((sql) => sql`select count(*)::integer as rows, max(n) as last from marks`)
  expect(row?.rows).toBe(row?.last)
  expect(row?.rows).toBeGreaterThanOrEqual(before)
  expect(row?.rows).toBeLessThanOrEqual(last)
  await db.close()
  await owner.close()
  await folder.remove()
})
