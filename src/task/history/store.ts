/** SQL of the history of tasks: who changed what, before and after, and what of it can still be undone. */
import type { Row, Sql } from '../../db/database.ts'
import type { Deed } from '../schema.ts'
import type { StoredTask } from '../store.ts'

export type ChangeKind = 'added' | 'changed' | 'completed' | 'reopened' | 'deleted' | 'undone'

/** Days a change can be undone; afterwards it is pruned. */
export const UNDO_DAYS = 30

export interface Change {
  task_id: number
  change: ChangeKind
  before: StoredTask | null
  after: StoredTask | null
}
export interface PastChange extends Change {
  id: number
  group_id: string
}

/** Writes the changes of one act under ids that end with `last_id`. */
export const insertChanges = async (
  sql: Sql,
  user_id: string,
  { actor, run_id }: Deed,
  group_id: string,
  changes: Change[],
  last_id: number,
) => {
  const rows = changes.map((change, at) => ({ ...change, id: last_id - changes.length + 1 + at }))
  await sql`
    insert into task_changes (user_id, id, group_id, task_id, change, actor, run_id, before, after)
    select ${user_id}::uuid, c.id, ${group_id}::uuid, c.task_id, c.change, ${actor}, ${run_id ?? null}::uuid,
      nullif(c.before, 'null'::jsonb), nullif(c.after, 'null'::jsonb)
    from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb)
      as c(id bigint, task_id integer, change text, before jsonb, after jsonb)`
}

const toChange = (row: Row): PastChange => ({
  id: row.id,
  group_id: row.group_id,
  task_id: row.task_id,
  change: row.change,
  before: row.before,
  after: row.after,
})

/** The changes of the user's newest act that can be undone, newest first; empty when there is none. */
export const newestGroup = async (sql: Sql, user_id: string): Promise<PastChange[]> => {
  const rows = await sql`
    select id, group_id, task_id, change, before, after from task_changes
    where user_id = ${user_id} and undone_at is null and group_id = (
      select group_id from task_changes
      where user_id = ${user_id} and undone_at is null and change <> 'undone'
        and created_at > now() - make_interval(days => ${UNDO_DAYS})
      order by id desc limit 1)
    order by id desc limit 1000`
  return rows.map(toChange)
}

export const markUndone = async (sql: Sql, user_id: string, group_id: string) => {
  await sql`
    update task_changes set undone_at = now()
    where user_id = ${user_id} and group_id = ${group_id} and undone_at is null`
}

/** Whether the run has undone anything. */
export const undidInRun = async (sql: Sql, user_id: string, run_id: string) => {
  const rows = await sql`
    select id from task_changes where user_id = ${user_id} and run_id = ${run_id} and change = 'undone' limit 1`
  return rows.length > 0
}

/** Forgets the oldest changes that nobody can undo any more, over all users; tells how many, `most` at once. */
export const prune = async (sql: Sql, most = 10_000): Promise<number> => {
  const rows = await sql`
    delete from task_changes where (user_id, id) in (
      select user_id, id from task_changes where created_at < now() - make_interval(days => ${UNDO_DAYS})
      order by created_at limit ${most})
    returning 1 as one`
  return rows.length
}
