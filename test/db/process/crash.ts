/** Dies in the middle of an effect that happens once, in the embedded database of argv 2 for the user of argv 3. */

import { SILENT } from '../../../src/db/log.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'
import { idempotent } from '../../../src/idempotency/idempotency.ts'

const db = await openEmbedded(String(process.argv[2]), { log: SILENT })
const user_id = String(process.argv[3])
await idempotent(db, user_id, { route: 'POST /tasks', key: 'k', body: { title: 'Milk' } }, async (sql) => {
  await sql`insert into tasks (user_id, id, title) values (${user_id}, 1, 'Milk')`
  process.kill(process.pid, 'SIGKILL')
  await Bun.sleep(10_000)
})
