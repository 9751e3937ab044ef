/** SQL of tasks. Every statement names the user; whole tasks go in as one JSON text, so that many cost as one. */

import type { Row, Sql } from '../db/database.ts'
import { isoOf } from '../db/types.ts'
import { setAlarm } from '../lib/alarm.ts'
import { shortMoment } from '../lib/calendar.ts'
import { sharedNow } from '../lib/clock.ts'
import type { Origin, StoredTask, TaskChangeRow } from './schema.ts'

export const columns = (sql: Sql) => sql`id, title, description, status, priority, due_on,
  to_char(due_time, 'HH24:MI') as due_time, repeat, tags,
  to_char(remind_at, 'YYYY-MM-DD"T"HH24:MI:SS') as remind_at, to_char(remind_from, 'YYYY-MM-DD"T"HH24:MI:SS') as remind_from,
  created_at::text, updated_at::text, completed_at::text, next_id`

const moment = (text: string | null) => text && shortMoment(text)

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
  remind_at: moment(row.remind_at),
  remind_from: moment(row.remind_from),
  created_at: isoOf(row.created_at),
  updated_at: isoOf(row.updated_at),
  completed_at: row.completed_at && isoOf(row.completed_at),
  next_id: row.next_id,
})

/** What reminders go by, as it is under the lock on the user. */
export interface Habits {
  time_zone: string
  /** The preference: minutes before its time at which a task rings by itself. */
  remind_before: number | null
}
const habits = (sql: Sql) => sql`time_zone, (preferences ->> 'remind_before')::int as remind_before`

/** Lets one writer per user in at a time, until the transaction ends. Undefined when the user is gone. */
export const lockUser = async (sql: Sql, user_id: string): Promise<Habits | undefined> => {
  const [row] = await sql`select ${habits(sql)} from users where id = ${user_id} for no key update`
  return row as Habits | undefined
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
): Promise<(Numbers & Habits) | undefined> => {
  const [row] = await sql`
    update users set last_task_id = last_task_id + ${task}, last_change_id = last_change_id + ${change}
    where id = ${user_id} returning last_task_id, last_change_id, ${habits(sql)}`
  if (!row) return undefined
  const { last_task_id: task_id, last_change_id: change_id, time_zone, remind_before } = row
  return { task: task_id, change: change_id, time_zone, remind_before }
}

/** Open tasks of the user, counted no further than `most`. */
export const countOpen = async (sql: Sql, user_id: string, most: number): Promise<number> => {
  const [row] = await sql`
    select count(*)::int as open from (
      select 1 from tasks where user_id = ${user_id} and status = 'pending' limit ${most}) t`
  return row?.open ?? 0
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

/** Tasks that were there before the run and that it changed: those it added itself do not count. */
export const changedInRun = async (sql: Sql, user_id: string, run_id: string): Promise<ReadonlySet<number>> => {
  const rows = await sql`
    select task_id from task_changes where user_id = ${user_id} and run_id = ${run_id}
    group by task_id having bool_and(change <> 'added') limit 1000`
  return new Set(rows.map((row) => row.task_id))
}

/** Days a change can be undone; afterwards it is pruned. */
export const UNDO_DAYS = 30

interface Act extends Origin {
  group_id: string
  /** The access token it was done with; its name is kept. */
  token_id: string | null
}

/** A whole task in JSON, as columns. */
const TASK_PARTS = (sql: Sql) => sql`t(id integer, title text, description text, status text, priority text,
  due_on date, due_time time, repeat text, tags text[], remind_at timestamp, remind_from timestamp,
  created_at timestamptz, updated_at timestamptz, completed_at timestamptz, next_id integer)`

/**
 * Writes the changes of one act under ids that end with `last_id`, the tasks as they are after it, and the messages
 * for the person’s webhooks. Tasks that are gone after it are deleted elsewhere.
 */
export const insertChanges = async (
  sql: Sql,
  user_id: string,
  { actor, run_id, group_id, token_id }: Act,
  changes: TaskChangeRow[],
  last_id: number,
) => {
  const rows = changes.map((change, at) => ({ ...change, id: last_id - changes.length + 1 + at }))
  const messages = await sql`
    with changed as materialized (
      select c.id, c.task_id, c.change, nullif(c.before, 'null'::jsonb) as before, nullif(c.after, 'null'::jsonb) as after
      from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb)
        as c(id bigint, task_id integer, change text, before jsonb, after jsonb)
    ), put as (
      insert into tasks (user_id, id, title, description, status, priority, due_on, due_time, repeat, tags, remind_at,
        remind_from, created_at, updated_at, completed_at, next_id)
      select ${user_id}::uuid, t.id, t.title, t.description, t.status, t.priority, t.due_on, t.due_time, t.repeat, t.tags,
        t.remind_at, t.remind_from, t.created_at, t.updated_at, t.completed_at, t.next_id
      from changed cross join lateral jsonb_to_record(after) as ${TASK_PARTS(sql)} where after is not null
      on conflict (user_id, id) do update set title = excluded.title, description = excluded.description,
        status = excluded.status, priority = excluded.priority, due_on = excluded.due_on, due_time = excluded.due_time,
        repeat = excluded.repeat, tags = excluded.tags,
        remind_at = excluded.remind_at, remind_from = excluded.remind_from, created_at = excluded.created_at,
        updated_at = excluded.updated_at, completed_at = excluded.completed_at, next_id = excluded.next_id
    ), written as (
      insert into task_changes (user_id, id, group_id, task_id, change, actor, actor_name, run_id, before, after)
      select ${user_id}::uuid, id, ${group_id}::uuid, task_id, change, ${actor},
        (select name from access_tokens where user_id = ${user_id} and id = ${token_id}::uuid limit 1),
        ${run_id ?? null}::uuid, before, after
      from changed
    )
    insert into outbox (user_id, id, channel, target, kind, task_ids, body)
    select ${user_id}::uuid, gen_random_uuid(), 'webhook', w.id::text, e.kind, array[c.task_id],
      jsonb_build_object('task', coalesce(c.after, c.before) - 'next_id' - 'remind_from')
    from changed c cross join lateral (select case when c.after is null then 'task.deleted'
        when c.before is null then 'task.created'
        when c.before ->> 'status' = 'pending' and c.after ->> 'status' = 'completed' then 'task.completed'
        else 'task.changed' end as kind) e
      join webhooks w on w.user_id = ${user_id} and e.kind = any(w.events)
    returning 1 as one`
  if (messages.length > 0) setAlarm(sharedNow())
}

/** Deletes the oldest changes that can no longer be undone, over all users, at most `most`; returns how many. */
export const pruneChanges = async (sql: Sql, most = 10_000): Promise<number> => {
  const rows = await sql`
    delete from task_changes where (user_id, id) in (
      select user_id, id from task_changes where created_at < now() - make_interval(days => ${UNDO_DAYS})
      order by created_at limit ${most})
    returning 1 as one`
  return rows.length
}

export const RETENTION_MAX_TASKS = 5000

/** Finished tasks older than so many days; a bounded number per call. */
export const deleteFinishedBefore = async (sql: Sql, days: number) => {
  await sql`
    delete from tasks where (user_id, id) in (
      select user_id, id from tasks where completed_at < now() - make_interval(days => ${days})
      order by completed_at limit ${RETENTION_MAX_TASKS})`
}
