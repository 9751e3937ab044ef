/** SQL of notices over Postgres. */
import type { Sql } from '../db/database.ts'

export const notify = async (sql: Sql, channel: string, text: string) => {
  await sql`select pg_notify(${channel}, ${text})`
}

/** How long a notice is read again, so that none is missed whose transaction took its time. */
export const NOTICE_SECONDS = 10
const NOTICES_MAX = 2_000
const DROP_ROWS_MAX = 10_000

export const writeNotice = async (sql: Sql, text: string) => {
  await sql`insert into notices (id, text) values (gen_random_uuid(), ${text})`
}

export const readNotices = (sql: Sql) => sql<{ id: string; text: string }[]>`
  select id, text from notices where sent_at > now() - make_interval(secs => ${NOTICE_SECONDS})
  order by sent_at desc limit ${NOTICES_MAX}`

/** A bounded number; what is left goes the next time. */
export const dropNotices = async (sql: Sql) => {
  await sql`
    delete from notices where id in (
      select id from notices where sent_at < now() - make_interval(secs => ${2 * NOTICE_SECONDS})
      order by sent_at limit ${DROP_ROWS_MAX})`
}
