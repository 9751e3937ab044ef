/** SQL of push subscriptions, which a new password ends like every credential, and of the key that they are bound to. */
import type { Sql } from '../db/database.ts'

export interface SubscriptionRow {
  id: string
  endpoint: string
  p256dh: Buffer
  auth: Buffer
  show_titles: boolean
  user_agent: string
  created_at: Date
}

interface NewSubscription extends Omit<SubscriptionRow, 'created_at'> {
  endpoint_hash: Buffer
  user_id: string
  login_id: string | null
}

/** Adds a subscription, or renews it, whichever user had it before. Absent when the person has `most` others already. */
export const putSubscription = async (sql: Sql, row: NewSubscription, most: number) => {
  const [made] = await sql<[SubscriptionRow?]>`
    insert into push_subscriptions
      (endpoint_hash, user_id, id, endpoint, p256dh, auth, show_titles, user_agent, login_id)
    select ${row.endpoint_hash}::bytea, ${row.user_id}::uuid, ${row.id}::uuid, ${row.endpoint}::text, ${row.p256dh}::bytea,
      ${row.auth}::bytea, ${row.show_titles}::boolean, ${row.user_agent}::text, ${row.login_id}::uuid
    where (select count(*) from push_subscriptions
      where user_id = ${row.user_id}::uuid and endpoint_hash <> ${row.endpoint_hash}::bytea) < ${most}
    on conflict (endpoint_hash) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
      show_titles = excluded.show_titles, user_agent = excluded.user_agent, login_id = excluded.login_id, created_at = now(),
      id = case when push_subscriptions.user_id = excluded.user_id then push_subscriptions.id else excluded.id end
    returning id, endpoint, p256dh, auth, show_titles, user_agent, created_at`
  return made
}

export const listSubscriptions = (sql: Sql, user_id: string, limit: number) => sql<SubscriptionRow[]>`
  select s.id, s.endpoint, s.p256dh, s.auth, s.show_titles, s.user_agent, s.created_at
  from push_subscriptions s join users u on u.id = s.user_id
  where s.user_id = ${user_id} and s.created_at >= u.tokens_valid_from order by s.created_at, s.id limit ${limit}`

export const findSubscription = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql<[SubscriptionRow?]>`
    select id, endpoint, p256dh, auth, show_titles, user_agent, created_at from push_subscriptions
    where user_id = ${user_id} and id = ${id}`
  return row
}

/** Which of them: one by id or by endpoint, those of a browser login, or all. */
export interface Which {
  id?: string
  endpoint_hash?: Buffer
  login_id?: string
}

/** Answers how many there were. */
export const deleteSubscriptions = async (sql: Sql, user_id: string, { id, endpoint_hash, login_id }: Which) => {
  const rows = await sql`
    delete from push_subscriptions where user_id = ${user_id}
      ${id === undefined ? sql`` : sql`and id = ${id}`}
      ${endpoint_hash === undefined ? sql`` : sql`and endpoint_hash = ${endpoint_hash}`}
      ${login_id === undefined ? sql`` : sql`and login_id = ${login_id}`}
    returning id`
  return rows.length
}

/** The browsers of some people; each has `most` at most. */
export const selectTargets = (sql: Sql, user_ids: string[], most: number) => sql<{ user_id: string; target: string }[]>`
  select s.user_id, s.id::text as target from push_subscriptions s join users u on u.id = s.user_id
  where s.user_id = any(${user_ids}::uuid[]) and s.created_at >= u.tokens_valid_from limit ${user_ids.length * (most + 1)}`

interface KeyRow {
  public_key: Buffer
  sealed_key: Buffer
}

export const findKey = async (sql: Sql) => {
  const [row] = await sql<[KeyRow?]>`select public_key, sealed_key from push_keys where id = 1`
  return row
}

/** Of instances that start together one makes it. `former` is a key that can no longer be decrypted, or undefined. */
export const putKey = async (sql: Sql, { public_key, sealed_key }: KeyRow, former: Buffer | undefined) => {
  await sql`
    insert into push_keys (id, public_key, sealed_key) values (1, ${public_key}, ${sealed_key})
    on conflict (id) do update set public_key = excluded.public_key, sealed_key = excluded.sealed_key
    where push_keys.sealed_key = ${former ?? Buffer.alloc(0)}`
  return findKey(sql)
}
