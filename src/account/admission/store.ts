/** SQL of what administrators decide for all: who may sign up, and whom they invited. */
import type { Sql } from '../../db/database.ts'

export const readSetting = async (sql: Sql, name: string): Promise<string | undefined> => {
  const [row] = await sql<[{ value: string }?]>`select value from instance_settings where name = ${name}`
  return row?.value
}

export const writeSetting = async (sql: Sql, name: string, value: string) => {
  await sql`
    insert into instance_settings (name, value) values (${name}, ${value})
    on conflict (name) do update set value = excluded.value, changed_at = now()`
}

/** Whether the user administers this installation now. */
export const isAdministrator = async (sql: Sql, user_id: string) =>
  (await sql`select from users where id = ${user_id} and is_admin and disabled_at is null`).length === 1

interface InvitationRow {
  id: string
  note: string
  made_at: Date
  expires_at: Date
}
interface NewInvitation {
  id: string
  note: string
  made_by: string
}

/** Absent when there are `most` open ones already; those that ended go. */
export const insertInvitation = async (sql: Sql, { id, note, made_by }: NewInvitation, days: number, most: number) => {
  await sql`delete from invitations where expires_at < now()`
  const rows = await sql`
    insert into invitations (id, note, made_by, expires_at)
    select ${id}::uuid, ${note}::text, ${made_by}::uuid, now() + make_interval(days => ${days})
    where (select count(*) from invitations) < ${most}
    returning id`
  return rows.length === 1
}

/** Those that are still open, newest first. */
export const listInvitations = (sql: Sql, limit: number) => sql<InvitationRow[]>`
  select id, note, made_at, expires_at from invitations where expires_at > now()
  order by made_at desc, id desc limit ${limit}`

export const findInvitation = async (sql: Sql, id: string) =>
  (await sql`select from invitations where id = ${id} and expires_at > now()`).length === 1

/** False when it was used before. */
export const takeInvitation = async (sql: Sql, id: string) =>
  (await sql`delete from invitations where id = ${id} and expires_at > now() returning id`).length === 1
