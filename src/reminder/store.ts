/** SQL of reminders: found by their instant over all users, each taken by one instance only. */
import type { Sql } from '../db/database.ts'
import type { Ring } from './schema.ts'

/** Later than so many minutes it is not rung but gathered with the others that were missed. */
const LATE_MINUTES = 60
/** Reminders that one transaction rings, so that 100,000 at once are spread. */
const RING_MAX = 200
/** People whose missed reminders one transaction gathers; each may have thousands. */
const MISSED_USERS_MAX = 5
/** Tasks that a gathering names. */
const NAMED_MAX = 50

/** Whether the task of reminder `r` is open, unmoved, and its person may enter. */
const live = (sql: Sql) => sql`exists (
  select 1 from tasks t join users u on u.id = t.user_id where t.user_id = r.user_id and t.id = r.task_id
    and t.status = 'pending' and t.remind_at = r.remind_at and u.disabled_at is null)`

interface Due {
  /** Milliseconds until the next reminder, and until the next message; negative when late, undefined without any. */
  ring_ms: number | undefined
  send_ms: number | undefined
}

/** What comes next, for all users; the only statement of an idle look. */
export const peekDue = async (sql: Sql): Promise<Due> => {
  const [row] = await sql`
    select (select extract(epoch from at - now()) * 1000 from reminders where state = 'waiting'
        order by at limit 1)::float8 as ring_ms,
      (select extract(epoch from next_at - now()) * 1000 from outbox where state = 'waiting'
        order by next_at limit 1)::float8 as send_ms`
  return { ring_ms: row?.ring_ms ?? undefined, send_ms: row?.send_ms ?? undefined }
}

export interface Taken {
  user_id: string
  ring_id: string
  task_ids: number[]
  /** Of those that were missed: how many; task_ids names the first. */
  total: number
}

interface TakenDue {
  /** How many were taken, valid or not. */
  count: number
  rung: Taken[]
  /** By how many seconds each of those that rang was late. */
  late: number[]
}

/** Marks what is due as rung, or as dropped when its task is done or moved. Belongs into the transaction of its messages. */
export const takeDue = async (sql: Sql): Promise<TakenDue> => {
  const rows = await sql`
    update reminders r set state = case when ${live(sql)} then 'rung' else 'dropped' end, rung_at = now()
    where (user_id, task_id) in (
      select user_id, task_id from reminders where state = 'waiting' and at <= now()
        and at > now() - make_interval(mins => ${LATE_MINUTES})
      order by at limit ${RING_MAX} for update skip locked)
    returning user_id, task_id, id, state, extract(epoch from now() - at)::float8 as late`
  const rung = rows.filter(({ state }) => state === 'rung')
  return {
    count: rows.length,
    rung: rung.map((row) => ({ user_id: row.user_id, ring_id: row.id, task_ids: [row.task_id], total: 1 })),
    late: rung.map(({ late }) => late),
  }
}

/** Gathers what some people missed, all of each; the lock on the person lets one instance do it. */
export const takeMissed = async (sql: Sql): Promise<Omit<TakenDue, 'late'>> => {
  const rows = await sql`
    with people as (
      select id from users where id in (
        select user_id from (
          select user_id from reminders where state = 'waiting' and at <= now() - make_interval(mins => ${LATE_MINUTES})
          order by at limit ${RING_MAX}) late
        limit ${MISSED_USERS_MAX})
      for no key update skip locked),
    taken as (
      update reminders r set state = case when ${live(sql)} then 'missed' else 'dropped' end, rung_at = now()
      where user_id in (select id from people) and state = 'waiting'
        and at <= now() - make_interval(mins => ${LATE_MINUTES})
      returning user_id, task_id, at, state)
    select user_id, count(*)::int as count, (count(*) filter (where state = 'missed'))::int as total,
      gen_random_uuid() as ring_id,
      (array_agg(task_id order by at, task_id) filter (where state = 'missed'))[1:${NAMED_MAX}] as task_ids
    from taken group by user_id limit ${MISSED_USERS_MAX}`
  const rung = rows.filter(({ total }) => total > 0)
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    rung: rung.map(({ user_id, ring_id, task_ids, total }) => ({ user_id, ring_id, task_ids, total })),
  }
}

/** Rings that pages show at once; they leave after so many hours. */
const SHOWN_MAX = 20
const SHOWN_HOURS = 24

/** What rang lately and still matters, the oldest first. */
export const shownRings = async (sql: Sql, user_id: string): Promise<Ring[]> => {
  const rows = await sql`
    select r.id, r.task_id, t.title, to_char(r.remind_at, 'YYYY-MM-DD"T"HH24:MI') as remind_at, r.state
    from reminders r join tasks t on t.user_id = r.user_id and t.id = r.task_id
    where r.user_id = ${user_id} and r.state in ('rung', 'missed') and r.dismissed_at is null
      and r.rung_at > now() - make_interval(hours => ${SHOWN_HOURS})
      and t.status = 'pending' and t.remind_at = r.remind_at
    order by r.at, r.task_id limit ${SHOWN_MAX}`
  return rows.map(({ id, task_id, title, remind_at, state }) => ({
    id,
    task_id,
    title,
    remind_at,
    missed: state === 'missed',
  }))
}

/** Takes rings off the pages: that of one task, or all that were missed. */
export const dismissRings = async (sql: Sql, user_id: string, task_id: number | 'missed') => {
  await sql`
    update reminders set dismissed_at = now() where user_id = ${user_id} and dismissed_at is null
      and ${task_id === 'missed' ? sql`state = 'missed'` : sql`state in ('rung', 'missed') and task_id = ${task_id}`}`
}

/** Days a reminder that rang is remembered; an older moment is not set again anyway. */
const KEPT_DAYS = 7
const PRUNE_MAX = 1000

export const pruneReminders = async (sql: Sql): Promise<number> => {
  const { count } = await sql`
    delete from reminders where (user_id, task_id) in (
      select user_id, task_id from reminders
      where state <> 'waiting' and rung_at < now() - make_interval(days => ${KEPT_DAYS})
      order by rung_at limit ${PRUNE_MAX})`
  return count
}
