/** SQL of confirmations. */
import type { Row, Sql } from '../db/database.ts'
import type { ShownChange } from '../task/difference.ts'
import { CONFIRMATION_LIVES_HOURS, type Confirmation, type ConfirmationStatus, type SettledCall } from './schema.ts'

export interface StoredConfirmation extends Confirmation {
  item_id: string | null
  /** Tag of the language of the message that led to it. */
  language: string | null
  expired: boolean
  arguments_hash: string
}

/** As its user sees it; one that ran out counts as expired before anybody has written that down. */
export const toConfirmation = ({
  item_id: _,
  language: ___,
  expired,
  arguments_hash: __,
  ...confirmation
}: StoredConfirmation): Confirmation =>
  expired && confirmation.status === 'pending' ? { ...confirmation, status: 'expired' } : confirmation

const columns = (sql: Sql) =>
  sql`id, thread_id, run_id, item_id, tool, arguments, encode(arguments_hash, 'hex') as arguments_hash,
    to_jsonb(titles) as titles, changes, status, tool_calls, created_at, expires_at, expires_at <= now() as expired,
    (select coalesce(i.data ->> '_language', i.data -> '_card' ->> 'language') from items i
      where i.user_id = confirmations.user_id and i.id = confirmations.item_id) as language`

/** A question of a deleted thread waits for its return. */
const ofShownThread = (sql: Sql) => sql`not exists (select 1 from threads t
  where t.user_id = confirmations.user_id and t.id = confirmations.thread_id and t.deleted_at is not null)`

const toStoredConfirmation = (row: Row): StoredConfirmation => ({
  id: row.id,
  session_id: row.thread_id,
  run_id: row.run_id,
  item_id: row.item_id,
  language: row.language,
  tool: row.tool,
  arguments: row.arguments,
  arguments_hash: row.arguments_hash,
  titles: row.titles,
  changes: row.changes,
  status: row.status,
  tool_calls: row.tool_calls,
  created_at: row.created_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
  expired: row.expired,
})

export interface NewConfirmation {
  id: string
  user_id: string
  thread_id: string | null
  run_id: string | null
  item_id: string | null
  tool: string
  arguments: object
  arguments_hash: string
  titles: string[]
  changes: ShownChange[]
}

export const insertConfirmation = async (sql: Sql, c: NewConfirmation) => {
  await sql`
    insert into confirmations (user_id, id, thread_id, run_id, item_id, tool, arguments, arguments_hash, titles,
      changes, expires_at)
    values (${c.user_id}, ${c.id}, ${c.thread_id}, ${c.run_id}, ${c.item_id}, ${c.tool},
      (${JSON.stringify(c.arguments)}::text)::jsonb, decode(${c.arguments_hash}, 'hex'),
      array(select jsonb_array_elements_text((${JSON.stringify(c.titles)}::text)::jsonb)),
      (${JSON.stringify(c.changes)}::text)::jsonb, now() + make_interval(hours => ${CONFIRMATION_LIVES_HOURS}))`
}

export const PENDING_MAX = 100

export const listPending = async (sql: Sql, user_id: string) => {
  const rows = await sql`
    select ${columns(sql)} from confirmations
    where user_id = ${user_id} and status = 'pending' and expires_at > now() and ${ofShownThread(sql)}
    order by created_at desc, id desc limit ${PENDING_MAX}`
  return rows.map(toStoredConfirmation)
}

export const countPending = async (sql: Sql, user_id: string): Promise<number> => {
  const [row] = await sql`
    select count(*)::int as waiting from confirmations
    where user_id = ${user_id} and status = 'pending' and expires_at > now() and ${ofShownThread(sql)}`
  return row?.waiting ?? 0
}

export const findConfirmation = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`
    select ${columns(sql)} from confirmations where user_id = ${user_id} and id = ${id} and ${ofShownThread(sql)}`
  return row && toStoredConfirmation(row)
}

/** The newest question about the same call within its life: of the run, or asked outside any conversation. */
export const findSameAsked = async (sql: Sql, user_id: string, arguments_hash: string, run_id: string | undefined) => {
  const [row] = await sql`
    select ${columns(sql)} from confirmations
    where user_id = ${user_id} and arguments_hash = decode(${arguments_hash}, 'hex') and expires_at > now()
      and status <> 'expired' and run_id is not distinct from ${run_id ?? null}::uuid
    order by created_at desc, id desc limit 1`
  return row && toStoredConfirmation(row)
}

/** Locks the row, so that two clicks are settled one after the other. */
export const holdConfirmation = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`
    select ${columns(sql)} from confirmations where user_id = ${user_id} and id = ${id} and ${ofShownThread(sql)}
    for update`
  return row && toStoredConfirmation(row)
}

/** The confirmation of a run to settle next: the oldest that waits, else the newest of all. */
export const confirmationOfRun = async (sql: Sql, user_id: string, run_id: string) => {
  const [row] = await sql`
    select ${columns(sql)} from confirmations where user_id = ${user_id} and run_id = ${run_id} and ${ofShownThread(sql)}
    order by status = 'pending' desc, created_at, id limit 1`
  return row && toStoredConfirmation(row)
}

export const settleConfirmation = async (
  sql: Sql,
  user_id: string,
  id: string,
  status: ConfirmationStatus,
  tool_calls: SettledCall[],
) => {
  const [row] = await sql`
    update confirmations set status = ${status}, settled_at = now(),
      tool_calls = (${JSON.stringify(tool_calls)}::text)::jsonb
    where user_id = ${user_id} and id = ${id} returning ${columns(sql)}`
  return row && toStoredConfirmation(row)
}
