/** SQL of personal access tokens. */
import type { Sql } from '../db/database.ts'
import type { Scope } from './schema.ts'

export interface AccessTokenRow {
  id: string
  name: string
  scopes: Scope[]
  expires_at: Date | null
  used_at: Date | null
  created_at: Date
}

interface NewRow {
  token_hash: Buffer
  user_id: string
  id: string
  name: string
  scopes: Scope[]
  expires_at: Date | null
}

/** Absent when the user already has `most` of them. */
export const insertAccessToken = async (sql: Sql, token: NewRow, most: number) => {
  const [row] = await sql<[AccessTokenRow?]>`
    insert into access_tokens (token_hash, user_id, id, name, scopes, expires_at)
    select ${token.token_hash}::bytea, ${token.user_id}::uuid, ${token.id}::uuid, ${token.name}::text,
      ${token.scopes}::text[], ${token.expires_at}::timestamptz
    where (select count(*) from access_tokens where user_id = ${token.user_id}::uuid) < ${most}
    returning id, name, scopes, expires_at, used_at, created_at`
  return row
}

interface AccessTokenHolder {
  id: string
  user_id: string
  scopes: Scope[]
  time_zone: string
  locale: string | null
  stale: boolean
}

/** Whose token it is, if it is still good; `stale` when its last use was not noted for a minute. */
export const findAccessToken = async (sql: Sql, token_hash: Buffer) => {
  const [row] = await sql<[AccessTokenHolder?]>`
    select t.id, t.user_id, t.scopes, u.time_zone, u.preferences ->> 'locale' as locale,
      t.used_at is null or t.used_at < now() - interval '1 minute' as stale
    from access_tokens t join users u on u.id = t.user_id
    where t.token_hash = ${token_hash} and u.disabled_at is null and (t.expires_at is null or t.expires_at > now())`
  return row
}

export const touchAccessToken = async (sql: Sql, user_id: string, id: string) => {
  await sql`update access_tokens set used_at = now() where user_id = ${user_id} and id = ${id}`
}

export interface TokenPlace {
  created_at: string
  id: string
}

/** Newest first, from after the place if one is given; also the ended ones, so that people see why it stopped. */
export const listAccessTokens = async (sql: Sql, user_id: string, limit: number, after: TokenPlace | undefined) => {
  const [from, id] = [after?.created_at ?? null, after?.id ?? null]
  return sql<AccessTokenRow[]>`
    select id, name, scopes, expires_at, used_at, created_at from access_tokens
    where user_id = ${user_id} and (${from}::timestamptz is null or (created_at, id) < (${from}::timestamptz, ${id}::uuid))
    order by created_at desc, id desc
    limit ${limit}`
}

export const deleteAccessToken = async (sql: Sql, user_id: string, id: string) => {
  const rows = await sql`delete from access_tokens where user_id = ${user_id} and id = ${id} returning id`
  return rows.length === 1
}

export const deleteAccessTokens = async (sql: Sql, user_id: string) => {
  await sql`delete from access_tokens where user_id = ${user_id}`
}

/** Tokens of all users that ended a month ago. */
export const pruneAccessTokens = async (sql: Sql) => {
  await sql`delete from access_tokens where expires_at < now() - interval '30 days'`
}
