/** SQL about users and the tokens they signed out. */
import { recordErasure } from '../audit/record.ts'
import type { Sql } from '../db/database.ts'
import type { Preferences, PreferencesChange } from './preferences.ts'
import type { UsageDay } from './schema.ts'

export interface UserRow {
  id: string
  email: string
  name: string
  time_zone: string
  preferences: Partial<Preferences>
  created_at: Date
}

interface NewUser {
  id: string
  email: string
  name: string
  time_zone: string
  password_hash: string
}

/** Absent when the address is taken. */
export const insertUser = async (sql: Sql, user: NewUser) => {
  const [row] = await sql<[UserRow?]>`
    insert into users (id, email, name, time_zone, password_hash)
    values (${user.id}, ${user.email}, ${user.name}, ${user.time_zone}, ${user.password_hash})
    on conflict (email) do nothing
    returning id, email, name, time_zone, preferences, created_at`
  return row
}

export interface OutsideUser {
  id: string
  email: string
  name: string
  issuer: string
  subject: string
  time_zone: string
  locale: string | undefined
}

/** Absent when the address is taken or the same person was inserted meanwhile. Any token of the issuer counts. */
export const insertOutsideUser = async (sql: Sql, user: OutsideUser) => {
  const rows = await sql<{ id: string }[]>`
    insert into users (id, email, name, issuer, subject, time_zone, preferences, tokens_valid_from)
    values (${user.id}, ${user.email}, ${user.name}, ${user.issuer}, ${user.subject}, ${user.time_zone},
      (${JSON.stringify({ locale: user.locale })}::text)::jsonb, 'epoch')
    on conflict do nothing
    returning id`
  return rows.length === 1
}

export const findUser = async (sql: Sql, user_id: string) => {
  const [row] = await sql<[UserRow?]>`
    select id, email, name, time_zone, preferences, created_at from users where id = ${user_id}`
  return row
}

/** For sign-in: the one question asked by address. */
export const findByEmail = async (sql: Sql, email: string) => {
  const [row] = await sql<[(UserRow & { password_hash: string | null; disabled_at: Date | null })?]>`
    select id, email, name, time_zone, preferences, created_at, password_hash, disabled_at from users where email = ${email}`
  return row
}

/** What a password change is checked against. */
export const findPassword = async (sql: Sql, user_id: string) => {
  const [row] = await sql<[{ email: string; password_hash: string | null }?]>`
    select email, password_hash from users where id = ${user_id}`
  return row
}

/** Minutes after its sign-in in which a browser may do everything. */
const FRESH_MINUTES = 10

/** What a browser that signed in longer ago has to prove; nothing for a user without a password. */
export const findOverduePassword = async (sql: Sql, user_id: string, login_id: string) => {
  const [row] = await sql<[{ email: string; password_hash: string }?]>`
    select u.email, u.password_hash from browser_logins l join users u on u.id = l.user_id
    where l.user_id = ${user_id} and l.id = ${login_id} and u.password_hash is not null
      and l.created_at < now() - make_interval(mins => ${FRESH_MINUTES})`
  return row
}

interface ProfileUpdate {
  name?: string
  time_zone?: string
  preferences?: PreferencesChange
}

/** Preferences are merged part by part; null takes a part away. */
export const updateProfile = async (sql: Sql, user_id: string, change: ProfileUpdate) => {
  const [row] = await sql<[UserRow?]>`
    update users set name = coalesce(${change.name ?? null}, name),
      time_zone = coalesce(${change.time_zone ?? null}, time_zone),
      preferences = jsonb_strip_nulls(preferences || (${JSON.stringify(change.preferences ?? {})}::text)::jsonb)
    where id = ${user_id}
    returning id, email, name, time_zone, preferences, created_at`
  return row
}

/**
 * Sets the password if it is still `old_hash`, and voids every JWT issued so far. The start of validity always
 * moves, even when the clock stands still, because tokens carry it.
 */
export const updatePassword = async (sql: Sql, user_id: string, old_hash: string, new_hash: string) => {
  const rows = await sql`
    update users
    set password_hash = ${new_hash}, tokens_valid_from = greatest(now(), tokens_valid_from + interval '1 millisecond')
    where id = ${user_id} and password_hash = ${old_hash}
    returning id`
  return rows.length === 1
}

/** Everything of the user goes with the row; a keyed hash stays. To be called in a transaction. */
export const deleteUser = async (sql: Sql, user_id: string) => {
  await recordErasure(sql, user_id)
  await sql`delete from users where id = ${user_id}`
}

export const findValidFrom = async (sql: Sql, user_id: string) => {
  const [row] = await sql<[{ tokens_valid_from: Date }?]>`
    select tokens_valid_from from users where id = ${user_id}`
  return row?.tokens_valid_from
}

export interface TokenHolder {
  id: string
  time_zone: string
  locale: string | null
  tokens_valid_from: Date
  revoked: boolean
}

export const findTokenHolder = async (sql: Sql, user_id: string, jti: string) => {
  const [row] = await sql<[TokenHolder?]>`
    select u.id, u.time_zone, u.preferences ->> 'locale' as locale, u.tokens_valid_from,
      exists (select 1 from revoked_tokens r where r.jti = ${jti} and r.user_id = u.id) or u.disabled_at is not null as revoked
    from users u where u.id = ${user_id}`
  return row
}

export const findOutsideHolder = async (sql: Sql, issuer: string, subject: string, jti: string) => {
  const [row] = await sql<[TokenHolder?]>`
    select u.id, u.time_zone, u.preferences ->> 'locale' as locale, u.tokens_valid_from,
      exists (select 1 from revoked_tokens r where r.jti = ${jti} and r.user_id = u.id) or u.disabled_at is not null as revoked
    from users u where u.issuer = ${issuer} and u.subject = ${subject}`
  return row
}

export const insertRevoked = async (sql: Sql, user_id: string, jti: string, expires_at: Date) => {
  await sql`
    insert into revoked_tokens (jti, user_id, expires_at) values (${jti}, ${user_id}, ${expires_at})
    on conflict (jti) do nothing`
}

/** Revocations of tokens that have ended by themselves; a day more than any clock is wrong. */
export const pruneRevoked = async (sql: Sql) => {
  await sql`delete from revoked_tokens where expires_at < now() - interval '1 day'`
}

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

interface LoginHolder {
  id: string
  user_id: string
  time_zone: string
  locale: string | null
  stale: boolean
}

/** Who the cookie belongs to; `stale` when it was not marked as seen for an hour. */
export const findLogin = async (sql: Sql, token_hash: Buffer) => {
  const [row] = await sql<[LoginHolder?]>`
    select l.id, l.user_id, u.time_zone, u.preferences ->> 'locale' as locale, l.seen_at < now() - interval '1 hour' as stale
    from browser_logins l join users u on u.id = l.user_id
    where l.token_hash = ${token_hash} and u.disabled_at is null and l.ends_at > now() and l.seen_at > now() - interval '7 days'`
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

/** Logins of all users that are over. */
export const pruneLogins = async (sql: Sql) => {
  await sql`delete from browser_logins where ends_at < now() or seen_at < now() - interval '7 days'`
}

/** Model tokens of the newest days (UTC) on which the user spent any, at most so many. */
export const selectUsage = async (sql: Sql, user_id: string, most: number): Promise<UsageDay[]> => {
  const rows = await sql`
    select to_char(day, 'YYYY-MM-DD') as day, tokens::float8 as tokens from daily_usage
    where user_id = ${user_id} order by daily_usage.day desc limit ${most}`
  return rows.map(({ day, tokens }) => ({ day, tokens }))
}
