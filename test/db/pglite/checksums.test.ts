/** Pages of embedded data carry checksums: what rotted on the disk is refused, never served. */
import { expect, test } from 'bun:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SILENT } from '../../../src/db/log.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'
import { errorOf } from '../../support/failure.ts'
import { freshFolder } from '../../support/folder.ts'

test('a changed bit in a row is found when the row is read', async () => {
  const folder = await freshFolder()
  const data_dir = join(folder.path, 'postgres')
  const open = () => openEmbedded(data_dir, { log: SILENT, sync: false })
  const before = await open()
  expect(await before.query((sql) => sql`show data_checksums`)).toMatchObject([{ data_checksums: 'on' }])
  await before.execute((sql) => sql`create table kept as select 'the words of a person' as words`)
  const [place] = await before.query((sql) => sql`select pg_relation_filepath('kept') as path`)
  await before.close()

  const file = join(data_dir, place?.path)
  const bytes = readFileSync(file)
  const at = bytes.indexOf('words of')
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)

  const after = await open()
  const error = await errorOf(after.query((sql) => sql`select words from kept`))
  // "Data corrupted", by the database's own word.
  expect(error).toMatchObject({ code: 'database_unavailable', cause: { sqlstate: 'XX001' } })
  await after.close()
  await folder.remove()
})
