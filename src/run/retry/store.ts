/** SQL of answering a message again: what is dropped behind it, and what of its former attempts stays. */
import type { Sql } from '../../db/database.ts'
import type { Item } from '../../thread/schema.ts'
import { toItem } from '../../thread/store.ts'
import type { CallResult } from '../turn/store.ts'

/** Attempts and later exchanges that one retry can drop. */
const RUNS_MAX = 1000

export const findPlace = async (sql: Sql, user_id: string, thread_id: string, item_id: string) => {
  const [row] = await sql`
    select position, type from items where user_id = ${user_id} and thread_id = ${thread_id} and id = ${item_id}`
  return row as { position: number; type: string } | undefined
}

export interface Dropped {
  /** Former runs of the same message, the newest last. */
  attempts: string[]
  /** Runs of later messages. */
  later: string[]
}

/** Marks every run of this message and of later ones as superseded. */
export const supersede = async (
  sql: Sql,
  user_id: string,
  thread_id: string,
  { item_id, position, run_id }: { item_id: string; position: number; run_id: string },
): Promise<Dropped> => {
  const rows = await sql`
    with dropped as (
      update runs r set superseded_at = now()
      where r.user_id = ${user_id} and r.thread_id = ${thread_id} and r.id <> ${run_id} and r.superseded_at is null
        and r.message_id in (select id from items i
          where i.user_id = ${user_id} and i.thread_id = ${thread_id} and i.position >= ${position})
      returning r.id, r.message_id, r.created_at
    )
    select id, message_id from dropped order by created_at, id limit ${RUNS_MAX}`
  const of = (same: boolean) => rows.filter((row) => (row.message_id === item_id) === same).map((row) => row.id)
  return { attempts: of(true), later: of(false) }
}

export interface Kept {
  attempts: string[]
  run_id: string
  item_id: string
  /** How hidden notes begin that are about an attempt itself: they mean nothing to the next one. */
  beginnings: string[]
}

/** Hands what tools and clicks did in former attempts, and the message itself, over to the new run; in order. */
export const keepItems = async (
  sql: Sql,
  user_id: string,
  { attempts, run_id, item_id, beginnings }: Kept,
): Promise<Item[]> => {
  await sql`update items set run_id = ${run_id} where user_id = ${user_id} and id = ${item_id}`
  const rows = await sql`
    with kept as (
      update items set run_id = ${run_id}
      where user_id = ${user_id} and run_id = any(${attempts}::uuid[]) and (type in ('workflow', 'widget')
        or (type = 'hidden_context_item' and not exists (
          select 1 from unnest(${beginnings}::text[]) as b(words) where starts_with(data ->> 'content', b.words))))
      returning id, thread_id, position, type, data, created_at
    )
    select id, thread_id, type, data, created_at from kept
    where type <> 'hidden_context_item' order by position limit ${RUNS_MAX}`
  await sql`
    update confirmations set run_id = ${run_id} where user_id = ${user_id} and run_id = any(${attempts}::uuid[])`
  return rows.map(toItem)
}

/** Deletes what comes after the message and was not kept; questions of later exchanges are withdrawn with them. */
export const dropItems = async (
  sql: Sql,
  user_id: string,
  thread_id: string,
  { position, run_id, later }: { position: number; run_id: string; later: string[] },
) => {
  await sql`
    with gone as (
      delete from items where user_id = ${user_id} and thread_id = ${thread_id} and position > ${position}
        and run_id is distinct from ${run_id}
      returning type
    )
    update threads set updated_at = now(), message_count = message_count
      - (select count(*)::integer from gone where type in ('user_message', 'assistant_message'))
    where user_id = ${user_id} and id = ${thread_id}`
  await sql`
    update confirmations set status = 'declined', settled_at = now()
    where user_id = ${user_id} and run_id = any(${later}::uuid[]) and status = 'pending'`
}

export const deleteItem = async (sql: Sql, user_id: string, id: string) => {
  await sql`delete from items where user_id = ${user_id} and id = ${id}`
}

export const deleteTurn = async (sql: Sql, user_id: string, run_id: string, position: number) => {
  await sql`delete from turns where user_id = ${user_id} and run_id = ${run_id} and position = ${position}`
}

/** What tools did in the runs, in their own words, oldest first. */
export const doneIn = async (sql: Sql, user_id: string, run_ids: string[]): Promise<string[]> => {
  const rows = await sql<{ result: CallResult }[]>`
    select result from tool_calls
    where user_id = ${user_id} and run_id = any(${run_ids}::uuid[]) and status = 'done'
    order by created_at, run_id, turn, position limit ${RUNS_MAX}`
  return rows.flatMap(({ result }) => ('said' in result ? [result.said] : []))
}
