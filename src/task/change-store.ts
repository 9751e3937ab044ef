/** SQL of reading the record of changes, newest first. */
import type { Row, Sql } from '../db/database.ts'
import type { Actor, TaskChangeRow } from './schema.ts'

export interface StoredChange extends TaskChangeRow {
  id: number
  created_at: string
  actor: Actor
  /** The name that the access token had; null when it was none. */
  actor_name: string | null
  run_id: string | null
  group_id: string
  undone_at: string | null
}

const toStoredChange = (row: Row): StoredChange => ({
  id: Number(row.id),
  created_at: row.created_at.toISOString(),
  actor: row.actor,
  actor_name: row.actor_name,
  run_id: row.run_id,
  group_id: row.group_id,
  task_id: row.task_id,
  change: row.change,
  before: row.before,
  after: row.after,
  undone_at: row.undone_at?.toISOString() ?? null,
})

interface ChangeFilter {
  task_id?: number | undefined
  /** Only those before the change of this number. */
  before_id?: number | undefined
  /** Only those from the change of this number on. */
  from_id?: number | undefined
  limit: number
}

export const selectChanges = async (
  sql: Sql,
  user_id: string,
  { task_id, before_id, from_id, limit }: ChangeFilter,
): Promise<StoredChange[]> => {
  const rows = await sql`
    select id, created_at, actor, actor_name, run_id, group_id, task_id, change, before, after, undone_at
    from task_changes
    where user_id = ${user_id} ${task_id === undefined ? sql`` : sql`and task_id = ${task_id}`}
      ${before_id === undefined ? sql`` : sql`and id < ${before_id}`}
      ${from_id === undefined ? sql`` : sql`and id >= ${from_id}`}
    order by id desc limit ${limit}`
  return rows.map(toStoredChange)
}

export const findChange = async (sql: Sql, user_id: string, id: number): Promise<StoredChange | undefined> => {
  const [row] = await sql`
    select id, created_at, actor, actor_name, run_id, group_id, task_id, change, before, after, undone_at
    from task_changes where user_id = ${user_id} and id = ${id}`
  return row && toStoredChange(row)
}

/** The message that an answer was given to. */
export interface Question {
  run_id: string
  thread_id: string
  message_id: string
  words: string
}

/** What the answers were given to; none for those whose chat is deleted. */
export const questionsOf = async (sql: Sql, user_id: string, run_ids: string[]): Promise<Question[]> => {
  const rows = await sql`
    select r.id as run_id, r.thread_id, r.message_id, i.words from runs r
    join threads t on t.user_id = r.user_id and t.id = r.thread_id and t.deleted_at is null
    join items i on i.user_id = r.user_id and i.id = r.message_id
    where r.user_id = ${user_id} and r.id = any(${run_ids}::uuid[]) limit ${run_ids.length}`
  return rows.map((row) => ({
    run_id: row.run_id,
    thread_id: row.thread_id,
    message_id: row.message_id,
    words: row.words ?? '',
  }))
}
