/** People of the tests. */
import type { Caller } from '../../src/account/schema.ts'
import { SCOPES } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'

/** A user who exists, as a caller with every scope. */
export const person = async (db: Database, name: string, time_zone = 'UTC'): Promise<Caller> => {
  const user_id = newId()
  await db.execute(
    (sql) => sql`
      insert into users (id, email, name, time_zone)
      values (${user_id}, ${`${name}-${user_id}@example.org`}, ${name}, ${time_zone})`,
  )
  return { user_id, time_zone, scopes: SCOPES, by: 'jwt', credential_id: newId() }
}
