/** SQL of hints over Postgres. */
import type { Sql } from '../db/database.ts'

export const notify = async (sql: Sql, channel: string, text: string) => {
  await sql`select pg_notify(${channel}, ${text})`
}
