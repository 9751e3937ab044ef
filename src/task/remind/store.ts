/** SQL that keeps the instants of reminders: set with the task that they are of, and set anew when its person moves. */
import type { Sql } from '../../db/database.ts'
import { setAlarm } from '../../lib/alarm.ts'
import { instantOf } from '../../lib/calendar.ts'
import { newId } from '../../lib/id.ts'
import type { StoredTask } from '../schema.ts'
import { deleteTasks } from '../store.ts'

/** A moment that has passed is no reminder, unless it has only just: people say “now”, and answers take their time. */
const JUST_NOW_MINUTES = 5

const firstOf = (armed: { at: Date }[]) => new Date(Math.min(...armed.map(({ at }) => at.getTime())))

/**
 * Sets the reminders of open tasks. Nothing is taken away here: what is done, gone or moved is found out when it would
 * ring. What rang already rings again only at another moment that is still to come. What has passed is for the database to
 * say: when its clock was set back, ours follows only some seconds later.
 */
export const armTasks = async (sql: Sql, user_id: string, time_zone: string, tasks: StoredTask[]) => {
  const armed = tasks.flatMap(({ id, status, remind_at }) => {
    if (status !== 'pending' || !remind_at) return []
    return [{ task_id: id, id: newId(), remind_at, at: instantOf(remind_at, time_zone) }]
  })
  if (armed.length === 0) return
  const set = await sql<{ at: Date }[]>`
    insert into reminders as r (user_id, task_id, id, remind_at, at)
    select ${user_id}::uuid, a.task_id, a.id, a.remind_at, a.at
    from jsonb_to_recordset((${JSON.stringify(armed)}::text)::jsonb)
      as a(task_id integer, id uuid, remind_at timestamp, at timestamptz)
    where a.at >= now() - make_interval(mins => ${JUST_NOW_MINUTES})
    on conflict (user_id, task_id) do update set remind_at = excluded.remind_at, at = excluded.at, state = 'waiting',
      rung_at = null, dismissed_at = null,
      id = case when r.remind_at = excluded.remind_at then r.id else excluded.id end
    where r.state = 'waiting'
      or r.remind_at <> excluded.remind_at and (excluded.at > r.at or excluded.at > now())
    returning at`
  if (set.length > 0) setAlarm(firstOf(set))
}

/** Deletes tasks, and of their reminders those that never rang; what rang is remembered for an undo. */
export const deleteArmed = async (sql: Sql, user_id: string, tasks: StoredTask[]) => {
  await deleteTasks(
    sql,
    user_id,
    tasks.map(({ id }) => id),
  )
  const armed = tasks.filter(({ remind_at }) => remind_at).map(({ id }) => id)
  if (armed.length === 0) return
  await sql`
    delete from reminders where user_id = ${user_id} and task_id = any(${armed}::int4[]) and state = 'waiting'`
}

/** Moments that are read anew at once; each costs some microseconds. */
const SLICE = 500

/** The person’s clock is another one now: what did not ring yet rings when that one shows its moment. */
export const moveReminders = async (sql: Sql, user_id: string, time_zone: string) => {
  for (let after = 0; ; ) {
    const rows = await sql`
      select task_id, to_char(remind_at, 'YYYY-MM-DD"T"HH24:MI:SS') as remind_at from reminders
      where user_id = ${user_id} and state = 'waiting' and task_id > ${after} order by task_id limit ${SLICE}`
    if (rows.length === 0) return
    const moved = rows.map((row) => ({ task_id: row.task_id, at: instantOf(row.remind_at, time_zone) }))
    await sql`
      update reminders r set at = m.at from jsonb_to_recordset((${JSON.stringify(moved)}::text)::jsonb)
        as m(task_id integer, at timestamptz)
      where r.user_id = ${user_id} and r.task_id = m.task_id and r.state = 'waiting'`
    after = rows.at(-1)?.task_id
    setAlarm(firstOf(moved))
  }
}
