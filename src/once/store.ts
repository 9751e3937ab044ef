/** Rows of accepted Idempotency-Keys. */
import type { Sql } from '../db/database.ts'

/** How long a key is remembered. */
const LIFE_HOURS = 24
const PRUNE_ROWS_MAX = 1_000

export interface KeyedClaim {
  route: string
  key: string
  body_hash: Buffer
}

/**
 * Claims the key for this transaction; false when somebody had it first. A concurrent claim waits here until the other
 * transaction ends, and succeeds when that one failed. An outlived key counts as new.
 */
export const insertClaim = async (sql: Sql, user_id: string, { route, key, body_hash }: KeyedClaim) => {
  const rows = await sql`
    insert into idempotency_keys as kept (user_id, route, key, body_hash)
    values (${user_id}, ${route}, ${key}, ${body_hash})
    on conflict (user_id, route, key) do update
      set body_hash = excluded.body_hash, answer = null, created_at = now()
      where kept.created_at < now() - make_interval(hours => ${LIFE_HOURS})
    returning kept.key`
  return rows.length === 1
}

export const findAnswer = async (sql: Sql, user_id: string, { route, key }: KeyedClaim) => {
  const [row] = await sql<[{ body_hash: Buffer; answer: unknown }?]>`
    select body_hash, answer from idempotency_keys
    where user_id = ${user_id} and route = ${route} and key = ${key}`
  return row
}

export const keepAnswer = (sql: Sql, user_id: string, { route, key }: KeyedClaim, answer: unknown) =>
  sql`
    update idempotency_keys set answer = (${JSON.stringify(answer ?? null)}::text)::json
    where user_id = ${user_id} and route = ${route} and key = ${key}`

/** Deletes outlived keys of all users, oldest first, at most PRUNE_ROWS_MAX; answers how many. */
export const deleteOutlived = async (sql: Sql) => {
  const { count } = await sql`
    delete from idempotency_keys
    where (user_id, route, key) in (
      select user_id, route, key from idempotency_keys
      where created_at < now() - make_interval(hours => ${LIFE_HOURS})
      order by created_at limit ${PRUNE_ROWS_MAX}
    )`
  return count
}
