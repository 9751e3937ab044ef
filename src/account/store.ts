/** SQL about users and the tokens they signed out. */
import type { Sql } from '../db/database.ts'

export interface UserRow {
  id: string
  email: string
  name: string
  time_zone: string
  created_at: Date
}

interface NewUser {
  id: string
  email: string
  name: string
  password_hash: string
}

/** Absent when the address is taken. */
export const insertUser = async (sql: Sql, user: NewUser) => {
  const [row] = await sql<[UserRow?]>`
    insert into users (id, email, name, password_hash)
    values (${user.id}, ${user.email}, ${user.name}, ${user.password_hash})
    on conflict (email) do nothing
    returning id, email, name, time_zone, created_at`
  return row
}

export interface OutsideUser {
  id: string
  email: string
  name: string
  issuer: string
  subject: string
}

/** Absent when the address is taken or the same person was inserted meanwhile. Any token of the issuer counts. */
export const insertOutsideUser = async (sql: Sql, user: OutsideUser) => {
  const rows = await sql<{ id: string }[]>`
    insert into users (id, email, name, issuer, subject, tokens_valid_from)
    values (${user.id}, ${user.email}, ${user.name}, ${user.issuer}, ${user.subject}, 'epoch')
    on conflict do nothing
    returning id`
  return rows.length === 1
}

export const findUser = async (sql: Sql, user_id: string) => {
  const [row] = await sql<[UserRow?]>`
    select id, email, name, time_zone, created_at from users where id = ${user_id}`
  return row
}

/** For sign-in: the one question asked by address. */
export const findByEmail = async (sql: Sql, email: string) => {
  const [row] = await sql<[(UserRow & { password_hash: string | null })?]>`
    select id, email, name, time_zone, created_at, password_hash from users where email = ${email}`
  return row
}

/** What a password change is checked against. */
export const findPassword = async (sql: Sql, user_id: string) => {
  const [row] = await sql<[{ email: string; password_hash: string | null }?]>`
    select email, password_hash from users where id = ${user_id}`
  return row
}

export const updateProfile = async (sql: Sql, user_id: string, change: { name?: string; time_zone?: string }) => {
  const [row] = await sql<[UserRow?]>`
    update users set name = coalesce(${change.name ?? null}, name), time_zone = coalesce(${change.time_zone ?? null}, time_zone)
    where id = ${user_id}
    returning id, email, name, time_zone, created_at`
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

/** Everything of the user goes with the row. */
export const deleteUser = async (sql: Sql, user_id: string) => {
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
  tokens_valid_from: Date
  revoked: boolean
}

export const findTokenHolder = async (sql: Sql, user_id: string, jti: string) => {
  const [row] = await sql<[TokenHolder?]>`
    select u.id, u.time_zone, u.tokens_valid_from,
      exists (select 1 from revoked_tokens r where r.jti = ${jti} and r.user_id = u.id) as revoked
    from users u where u.id = ${user_id}`
  return row
}

export const findOutsideHolder = async (sql: Sql, issuer: string, subject: string, jti: string) => {
  const [row] = await sql<[TokenHolder?]>`
    select u.id, u.time_zone, u.tokens_valid_from,
      exists (select 1 from revoked_tokens r where r.jti = ${jti} and r.user_id = u.id) as revoked
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
