/** Writes numbered rows into the embedded database of argv 2 and prints each number once it is acknowledged. */

import { SILENT } from '../../../src/db/log.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'

const db = await openEmbedded(String(process.argv[2]), { log: SILENT })
await db.execute((sql) => sql`create table if not exists marks (n integer primary key)`)
for (let n = 1; ; n++) {
  await db.execute((sql) => sql`insert into marks (n) values (${n})`)
  process.stdout.write(`${n}\n`)
}
