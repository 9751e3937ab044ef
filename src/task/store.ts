/** SQL of tasks. Every statement names the user; whole tasks go in as one JSON text, so that many cost as one. */
import type { Row, Sql } from '../db/database.ts'
import type { Task } from './schema.ts'

/** A task with what only the house needs to know. */
export interface StoredTask extends Task {
  /** The occurrence that was made when this repeating task was completed. */
  next_id: number | null
}

export const columns = (sql: Sql) => sql`id, title, description, status, priority, due_on,
  to_char(due_time, 'HH24:MI') as due_time, repeat, tags, created_at, updated_at, completed_at, next_id`

export const toTask = (row: Row): StoredTask => ({
  id: row.id,
  title: row.title,
  description: row.description,
  status: row.status,
  priority: row.priority,
  due_on: row.due_on,
  due_time: row.due_time,
  repeat: row.repeat,
  tags: row.tags,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
  completed_at: row.completed_at?.toISOString() ?? null,
  next_id: row.next_id,
})

/** Lets one writer per user in at a time, until the transaction ends. False when the user is gone. */
export const lockUser = async (sql: Sql, user_id: string) => {
  const rows = await sql`select id from users where id = ${user_id} for no key update`
  return rows.length > 0
}

export interface Numbers {
  /** The last of the task ids taken. */
  task: number
  /** The last of the change ids taken. */
  change: number
}

/** Takes ids for so many new tasks and changes; the row's lock gives each to one taker. Undefined without the user. */
export const takeNumbers = async (
  sql: Sql,
  user_id: string,
  { task, change }: Numbers,
): Promise<Numbers | undefined> => {
  const [row] = await sql`
    update users set last_task_id = last_task_id + ${task}, last_change_id = last_change_id + ${change}
    where id = ${user_id} returning last_task_id, last_change_id`
  return row && { task: row.last_task_id, change: row.last_change_id }
}

/** Writes whole tasks, new or known, under the ids they carry. */
export const putTasks = async (sql: Sql, user_id: string, tasks: StoredTask[]) => {
  if (tasks.length === 0) return
  await sql`
    insert into tasks (user_id, id, title, description, status, priority, due_on, due_time, repeat, tags, created_at,
      updated_at, completed_at, next_id)
    select ${user_id}::uuid, t.id, t.title, t.description, t.status, t.priority, t.due_on, t.due_time, t.repeat, t.tags,
      t.created_at, t.updated_at, t.completed_at, t.next_id
    from jsonb_to_recordset((${JSON.stringify(tasks)}::text)::jsonb) as t(id integer, title text, description text,
      status text, priority text, due_on date, due_time time, repeat text, tags text[], created_at timestamptz,
      updated_at timestamptz, completed_at timestamptz, next_id integer)
    on conflict (user_id, id) do update set title = excluded.title, description = excluded.description,
      status = excluded.status, priority = excluded.priority, due_on = excluded.due_on, due_time = excluded.due_time,
      repeat = excluded.repeat, tags = excluded.tags, created_at = excluded.created_at,
      updated_at = excluded.updated_at, completed_at = excluded.completed_at, next_id = excluded.next_id`
}

export const findTask = async (sql: Sql, user_id: string, id: number): Promise<StoredTask | undefined> => {
  const [row] = await sql`select ${columns(sql)} from tasks where user_id = ${user_id} and id = ${id}`
  return row && toTask(row)
}

/** Those of the tasks that exist, by id. */
export const findTasks = async (sql: Sql, user_id: string, ids: number[]): Promise<StoredTask[]> => {
  const rows = await sql`
    select ${columns(sql)} from tasks where user_id = ${user_id} and id = any(${ids}::int4[])
    order by id limit ${ids.length}`
  return rows.map(toTask)
}

export const deleteTasks = async (sql: Sql, user_id: string, ids: number[]) => {
  await sql`delete from tasks where user_id = ${user_id} and id = any(${ids}::int4[])`
}

/** Ids and titles of those that exist, by id: what a confirmation shows. */
export const titlesOf = async (sql: Sql, user_id: string, ids: number[]): Promise<{ id: number; title: string }[]> => {
  const rows = await sql`
    select id, title from tasks where user_id = ${user_id} and id = any(${ids}::int4[]) order by id limit ${ids.length}`
  return rows.map((row) => ({ id: row.id, title: row.title }))
}

/** Tasks that were there before the run and that it changed: those it added itself do not count. */
export const changedInRun = async (sql: Sql, user_id: string, run_id: string): Promise<ReadonlySet<number>> => {
  const rows = await sql`
    select task_id from task_changes where user_id = ${user_id} and run_id = ${run_id}
    group by task_id having bool_and(change <> 'added') limit 1000`
  return new Set(rows.map((row) => row.task_id))
}
