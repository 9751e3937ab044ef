/** SQL of those who administer: over people, never over what they wrote. */
import type { Sql } from '../db/database.ts'
import { likePattern } from '../lib/like.ts'

export interface PersonRow {
  id: string
  email: string
  name: string
  is_admin: boolean
  disabled_at: Date | null
  has_password: boolean
  thread_count: number
  created_at: Date
}

const columns = (sql: Sql) => sql`
  id, email, name, is_admin, disabled_at, password_hash is not null as has_password, thread_count, created_at`

/** By e-mail, from after the given one; with words only those whose address or name has them. */
export const listPeople = (sql: Sql, limit: number, after: string, words: string) => {
  const pattern = words && likePattern(words)
  return sql<PersonRow[]>`
    select ${columns(sql)} from users
    where email > ${after} and (${pattern} = '' or email ilike ${pattern} or name ilike ${pattern})
    order by email limit ${limit}`
}

/** Two administrators who act upon each other at once wait for each other in the same order. */
export const lockPeople = async (sql: Sql, user_ids: string[]) => {
  await sql`
    select id from users where id = any(${user_ids}::uuid[]) order by id limit ${user_ids.length} for no key update`
}

export const findPerson = async (sql: Sql, email: string) => {
  const [row] = await sql<[PersonRow?]>`select ${columns(sql)} from users where email = ${email}`
  return row
}

export const insertPerson = async (sql: Sql, person: NewPerson) => {
  const { id, email, name, password_hash, is_admin } = person
  const [row] = await sql<[PersonRow?]>`
    insert into users (id, email, name, password_hash, is_admin)
    values (${id}, ${email}, ${name}, ${password_hash}, ${is_admin})
    on conflict (email) do nothing
    returning ${columns(sql)}`
  return row
}
interface NewPerson {
  id: string
  email: string
  name: string
  password_hash: string | null
  is_admin: boolean
}

export const setDisabled = async (sql: Sql, user_id: string, disabled: boolean) => {
  await sql`update users set disabled_at = case when ${disabled} then coalesce(disabled_at, now()) end where id = ${user_id}`
}

/** Whatever it was before; every JWT issued so far is void. */
export const replacePassword = async (sql: Sql, user_id: string, password_hash: string) => {
  await sql`
    update users
    set password_hash = ${password_hash}, tokens_valid_from = greatest(now(), tokens_valid_from + interval '1 millisecond')
    where id = ${user_id}`
}

export const hasAdmin = async (sql: Sql) => (await sql`select from users where is_admin limit 1`).length === 1

interface Link {
  id: string
  user_id: string | null
}

/** The link that is open for the person, or for the first administrator, as it is or made now. */
export const openLink = async (sql: Sql, { id, user_id }: Link, hours: number) => {
  await sql`delete from one_time_links where expires_at < now()`
  await sql`
    insert into one_time_links (id, user_id, expires_at)
    values (${id}, ${user_id}, now() + make_interval(hours => ${hours}))
    on conflict do nothing`
  const [row] = await sql<[{ id: string }]>`
    select id from one_time_links where user_id is not distinct from ${user_id}::uuid`
  return row.id
}

export const findLink = async (sql: Sql, id: string) => {
  const [row] = await sql<[Link?]>`select id, user_id from one_time_links where id = ${id} and expires_at > now()`
  return row
}

/** Absent when it was used before. */
export const takeLink = async (sql: Sql, id: string) => {
  const [row] = await sql<[Link?]>`
    delete from one_time_links where id = ${id} and expires_at > now() returning id, user_id`
  return row
}
