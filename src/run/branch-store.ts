/** SQL of runs that leave the current branch of their thread with what they answered, and come back. */
import type { Sql } from '../db/database.ts'
import type { Branch } from '../thread/branch-store.ts'
import type { RunState } from './schema.ts'
import { runColumns, toRun } from './store.ts'
import type { StoredCallResult } from './turn-store.ts'

/** Exchanges that one branch can take along at most. */
const RUNS_MAX = 1000

export interface Left {
  /** Answers to the message itself. */
  attempts: string[]
  /** Answers to later messages. */
  later: string[]
}

/** The runs of the message and of those behind it. Their questions are withdrawn, which comes first, as when one is settled. */
export const leavingRuns = async (
  sql: Sql,
  { user_id, thread_id }: Branch,
  message_id: string,
  position: number,
): Promise<Left> => {
  const rows = await sql`
    select r.id, r.message_id from runs r
    join items i on i.user_id = r.user_id and i.id = r.message_id and i.thread_id = r.thread_id
    where r.user_id = ${user_id} and r.thread_id = ${thread_id} and r.aside is null and r.superseded_at is null
      and r.status not in ('queued', 'running') and i.aside is null and i.position >= ${position}
    order by r.created_at, r.id limit ${RUNS_MAX}`
  const of = (same: boolean) => rows.filter((row) => (row.message_id === message_id) === same).map((row) => row.id)
  const left = { attempts: of(true), later: of(false) }
  await sql`
    update confirmations set status = 'declined', settled_at = now()
    where user_id = ${user_id} and run_id = any(${[...left.attempts, ...left.later]}::uuid[]) and status = 'pending'`
  return left
}

export const setRunsAside = async (sql: Sql, { user_id, id }: Branch, run_ids: string[]) => {
  await sql`
    update runs set aside = ${id}, status = case when status = 'awaiting_confirmation' then 'completed' else status end
    where user_id = ${user_id} and id = any(${run_ids}::uuid[])`
}

/** The message that both branches have belongs to the answer that is current. */
export const adoptMessage = async (sql: Sql, user_id: string, message_id: string, run_id: string) => {
  await sql`update items set run_id = ${run_id} where user_id = ${user_id} and id = ${message_id}`
}

export const takeUpRuns = async (sql: Sql, { user_id, id }: Branch) => {
  await sql`
    with back as (
      update runs set aside = null where user_id = ${user_id} and aside = ${id} returning id, message_id
    )
    update items set run_id = back.id from back where items.user_id = ${user_id} and items.id = back.message_id`
}

/** The branch, its thread locked; undefined when it does not leave the current one. */
export const holdBranch = async (sql: Sql, { user_id, thread_id, id }: Branch) => {
  await sql`select id from threads where user_id = ${user_id} and id = ${thread_id} for update`
  const [row] = await sql`
    select b.after_item, coalesce(a.position, 0) as position, a.type from branches b
    left join items a on a.user_id = b.user_id and a.id = b.after_item
    where b.user_id = ${user_id} and b.thread_id = ${thread_id} and b.id = ${id}
      and (b.after_item is null or a.aside is null)`
  return row as { after_item: string | null; position: number; type: string | null } | undefined
}

/** What tools did in the runs, in their own words, oldest first. */
export const doneIn = async (sql: Sql, user_id: string, run_ids: string[]): Promise<string[]> => {
  const rows = await sql<{ result: StoredCallResult }[]>`
    select result from tool_calls
    where user_id = ${user_id} and run_id = any(${run_ids}::uuid[]) and status = 'done'
    order by created_at, run_id, turn, position limit ${RUNS_MAX}`
  return rows.flatMap(({ result }) => ('said' in result ? [result.said] : []))
}

/** The current answers to messages, by message. */
export const answersTo = async (sql: Sql, user_id: string, message_ids: string[]): Promise<Map<string, RunState>> => {
  const rows = await sql`
    select ${runColumns(sql)} from runs
    where user_id = ${user_id} and message_id = any(${message_ids}::uuid[]) and aside is null and superseded_at is null
    order by created_at limit ${message_ids.length}`
  return new Map(
    rows.map((row) => {
      const { user_id: _, message_id, attempt: __, ...run } = toRun(row)
      return [message_id, run]
    }),
  )
}
