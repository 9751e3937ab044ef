/** Opens the embedded database in the directory of argv 2, says so, and holds it until it is killed. */

import { SILENT } from '../../../src/db/log.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'

const db = await openEmbedded(String(process.argv[2]), { log: SILENT })
await db.ping()
// What nobody refers to any more is collected: the lock must not be.
setTimeout(() => {
  Bun.gc(true)
  process.stdout.write('open\n')
})
setInterval(() => undefined, 1_000)
