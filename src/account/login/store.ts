/** SQL about the cookies of browsers. A login ends 7 days after it was last seen, and at `ends_at` in any case. */
import type { Sql } from '../../db/database.ts'

interface NewLogin {
  token_hash: Buffer
  user_id: string
  id: string
  user_agent: string
}

export const insertLogin = async (sql: Sql, login: NewLogin) => {
  await sql`
    insert into browser_logins (token_hash, user_id, id, user_agent, ends_at)
    values (${login.token_hash}, ${login.user_id}, ${login.id}, ${login.user_agent}, now() + interval '30 days')`
}

export interface LoginHolder {
  id: string
  user_id: string
  time_zone: string
  stale: boolean
}

/** Who the cookie belongs to; `stale` when it was not marked as seen for an hour. */
export const findLogin = async (sql: Sql, token_hash: Buffer) => {
  const [row] = await sql<[LoginHolder?]>`
    select l.id, l.user_id, u.time_zone, l.seen_at < now() - interval '1 hour' as stale
    from browser_logins l join users u on u.id = l.user_id
    where l.token_hash = ${token_hash} and l.ends_at > now() and l.seen_at > now() - interval '7 days'`
  return row
}

export const touchLogin = async (sql: Sql, user_id: string, id: string) => {
  await sql`update browser_logins set seen_at = now() where user_id = ${user_id} and id = ${id}`
}

export const deleteByHash = async (sql: Sql, token_hash: Buffer) => {
  const [row] = await sql<[{ user_id: string; id: string }?]>`
    delete from browser_logins where token_hash = ${token_hash} returning user_id, id`
  return row
}

export const deleteLogin = async (sql: Sql, user_id: string, id: string) => {
  const rows = await sql`delete from browser_logins where user_id = ${user_id} and id = ${id} returning id`
  return rows.length === 1
}

export const deleteLogins = async (sql: Sql, user_id: string) => {
  await sql`delete from browser_logins where user_id = ${user_id}`
}

export interface LoginRow {
  id: string
  user_agent: string
  created_at: Date
  seen_at: Date
  ends_at: Date
}

/** Open logins, newest first. */
export const listLogins = async (sql: Sql, user_id: string, limit: number) => sql<LoginRow[]>`
  select id, user_agent, created_at, seen_at, ends_at from browser_logins
  where user_id = ${user_id} and ends_at > now() and seen_at > now() - interval '7 days'
  order by created_at desc, id desc
  limit ${limit}`

/** Ends all but the newest logins, so that a script that signs in for ever does not fill the table. */
export const keepNewest = async (sql: Sql, user_id: string, kept: number) => {
  await sql`
    delete from browser_logins where user_id = ${user_id} and id in (
      select id from browser_logins where user_id = ${user_id}
      order by created_at desc, id desc
      offset ${kept})`
}

/** Logins that are over, whoever had them. */
export const pruneLogins = async (sql: Sql) => {
  await sql`delete from browser_logins where ends_at < now() or seen_at < now() - interval '7 days'`
}
