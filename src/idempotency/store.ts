/** Rows of accepted Idempotency-Keys. */
import { type Kept, ROWS_COUNTED_MAX } from '../db/batches.ts'
import type { Sql } from '../db/database.ts'

/** How long a key is remembered. */
const LIFE_HOURS = 24
const PRUNE_ROWS_MAX = 1_000

export interface KeyedClaim {
  route: string
  key: string
  body_hash: Buffer
}

export interface KeptAnswer {
  body_hash: Buffer
  answer: unknown
}

const isFresh = (sql: Sql) => sql`created_at >= now() - make_interval(hours => ${LIFE_HOURS})`

/** Looks for the answer, and claims the key when there is none; one statement, which locks nothing that is there. */
const lookThenClaim = async (sql: Sql, user_id: string, { route, key, body_hash }: KeyedClaim) => {
  const [row] = await sql<[{ body_hash: Buffer | null; answer: unknown; claimed: boolean }]>`
    with kept as (
      select body_hash, answer from idempotency_keys
      where user_id = ${user_id} and route = ${route} and key = ${key} and ${isFresh(sql)}
    ), claimed as (
      insert into idempotency_keys as k (user_id, route, key, body_hash)
      select ${user_id}::uuid, ${route}, ${key}, ${body_hash}::bytea where not exists (select 1 from kept)
      on conflict (user_id, route, key) do nothing
      returning k.key
    )
    select (select body_hash from kept) as body_hash, (select answer from kept) as answer,
      exists (select 1 from claimed) as claimed`
  return row
}

/** Takes over a key that outlived its day; false when it is fresh, as after a claim that was waited for. */
const renewOutlived = async (sql: Sql, user_id: string, { route, key, body_hash }: KeyedClaim) => {
  const { count } = await sql`
    update idempotency_keys set body_hash = ${body_hash}, answer = null, created_at = now()
    where user_id = ${user_id} and route = ${route} and key = ${key} and not ${isFresh(sql)}`
  return count === 1
}

/**
 * Claims the key for this transaction, or gives what was answered under it. A claim at the same moment is waited for
 * until its transaction ends, and succeeds when that one failed; repeats of an answered request do not wait.
 */
export const claimOrFind = async (sql: Sql, user_id: string, claim: KeyedClaim): Promise<KeptAnswer | 'claimed'> => {
  for (;;) {
    const { claimed, body_hash, answer } = await lookThenClaim(sql, user_id, claim)
    if (claimed || (!body_hash && (await renewOutlived(sql, user_id, claim)))) return 'claimed'
    if (body_hash) return { body_hash, answer }
    // The one that was waited for has just answered, or its key was pruned: the next read decides.
  }
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

export const keptKeys = async (sql: Sql): Promise<Kept> => {
  const [row] = await sql<[Kept]>`
    select (select count(*)::integer from (select 1 from idempotency_keys limit ${ROWS_COUNTED_MAX}) as counted) as rows,
      coalesce(extract(epoch from now() - (select min(created_at) from idempotency_keys)), 0)::float8 as age_seconds`
  return row
}
