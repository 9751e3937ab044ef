/** SQL of the secret calendar addresses. A new password ends them as it ends every token. */
import type { Sql } from '../db/database.ts'

/** Replaces the one there was. */
export const putFeed = async (sql: Sql, user_id: string, token_hash: Buffer): Promise<Date> => {
  const [row] = await sql<[{ created_at: Date }]>`
    insert into calendar_feeds (user_id, token_hash) values (${user_id}, ${token_hash})
    on conflict (user_id) do update set token_hash = excluded.token_hash, created_at = now(), used_at = null
    returning created_at`
  return row.created_at
}

/** Whether there was one. */
export const deleteFeed = async (sql: Sql, user_id: string): Promise<boolean> => {
  const rows = await sql`delete from calendar_feeds where user_id = ${user_id} returning user_id`
  return rows.length === 1
}

interface FeedRow {
  created_at: Date
  used_at: Date | null
}

export const findFeed = async (sql: Sql, user_id: string): Promise<FeedRow | undefined> => {
  const [row] = await sql<[FeedRow?]>`
    select f.created_at, f.used_at from calendar_feeds f join users u on u.id = f.user_id
    where f.user_id = ${user_id} and f.created_at >= u.tokens_valid_from`
  return row
}

/** Whose calendar it is, and what its content depends on. */
export interface FeedHolder {
  user_id: string
  time_zone: string
  /** Rises with every change of a task. */
  last_change_id: string
  /** Its last use was not noted for an hour. */
  stale: boolean
}

export const findHolder = async (sql: Sql, token_hash: Buffer): Promise<FeedHolder | undefined> => {
  const [row] = await sql<[FeedHolder?]>`
    select f.user_id, u.time_zone, u.last_change_id::text,
      f.used_at is null or f.used_at < now() - interval '1 hour' as stale
    from calendar_feeds f join users u on u.id = f.user_id
    where f.token_hash = ${token_hash} and u.disabled_at is null and f.created_at >= u.tokens_valid_from`
  return row
}

export const touchFeed = async (sql: Sql, user_id: string) => {
  await sql`update calendar_feeds set used_at = now() where user_id = ${user_id}`
}
