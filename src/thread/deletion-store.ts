/** SQL of threads that go: hidden first, restorable for a while, then gone. */
import type { Sql } from '../db/database.ts'
import type { DeletedThread, Thread } from './schema.ts'
import { columns, toThread } from './store.ts'

/** Days a deleted thread can be restored. */
const RESTORE_DAYS = 30

/** Hides the thread from every door; false when it is not there. */
export const hideThread = async (sql: Sql, user_id: string, id: string): Promise<boolean> => {
  const rows = await sql`
    with hidden as (
      update threads set deleted_at = now() where user_id = ${user_id} and id = ${id} and deleted_at is null
      returning user_id, archived
    ), counted as (
      update users set thread_count = thread_count - 1 from hidden
      where users.id = hidden.user_id and not hidden.archived)
    select 1 from hidden`
  return rows.length > 0
}

/** The thread as it was; undefined when it is not one that can be restored. */
export const restoreThread = async (sql: Sql, user_id: string, id: string): Promise<Thread | undefined> => {
  const [row] = await sql`
    with restored as (
      update threads set deleted_at = null
      where user_id = ${user_id} and id = ${id} and deleted_at > now() - make_interval(days => ${RESTORE_DAYS})
      returning ${columns(sql)}
    ), counted as (
      update users set thread_count = thread_count + 1 from restored
      where users.id = restored.user_id and not restored.archived)
    select ${columns(sql)} from restored`
  return row && toThread(row)
}

/** The newest deleted first; `before` is the place after which to go on. */
export const deletedThreads = async (
  sql: Sql,
  user_id: string,
  limit: number,
  before?: { time: string; id: string },
): Promise<DeletedThread[]> => {
  const rows = await sql`
    select id, title, deleted_at,
      ceil(extract(epoch from deleted_at + make_interval(days => ${RESTORE_DAYS}) - now()) / 86400)::integer as days_left
    from threads
    where user_id = ${user_id} and deleted_at > now() - make_interval(days => ${RESTORE_DAYS})
      ${before ? sql`and (deleted_at, id) < (${before.time}::timestamptz, ${before.id}::uuid)` : sql``}
    order by deleted_at desc, id desc limit ${limit}`
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    deleted_at: row.deleted_at.toISOString(),
    days_left: row.days_left,
  }))
}

/** For good, hidden or not: items, runs and events go with the thread by their foreign keys. */
export const deleteThread = async (sql: Sql, user_id: string, id: string): Promise<boolean> => {
  const rows = await sql`
    with gone as (
      delete from threads where user_id = ${user_id} and id = ${id} returning user_id, archived, deleted_at
    ), counted as (
      update users set thread_count = thread_count - 1 from gone
      where users.id = gone.user_id and not gone.archived and gone.deleted_at is null)
    select 1 from gone`
  return rows.length > 0
}

/** Threads that were deleted so long ago that they cannot be restored, of all users; how many of a bounded number. */
export const purgeThreads = async (sql: Sql): Promise<number> => {
  const rows = await sql`
    delete from threads where (user_id, id) in (
      select user_id, id from threads where deleted_at < now() - make_interval(days => ${RESTORE_DAYS})
      order by deleted_at limit ${RETENTION_MAX_THREADS})
    returning 1 as one`
  return rows.length
}

const RETENTION_MAX_THREADS = 500

/** Threads that nothing was added to for so many days, of all users; a bounded number per call. */
export const deleteThreadsBefore = async (sql: Sql, days: number) => {
  await sql`
    with gone as (
      delete from threads where (user_id, id) in (
        select user_id, id from threads
        where updated_at at time zone 'UTC' < (now() - make_interval(days => ${days})) at time zone 'UTC'
        order by updated_at at time zone 'UTC' limit ${RETENTION_MAX_THREADS})
      returning user_id, archived, deleted_at
    ), counted as (
      select user_id, count(*)::integer as n from gone where not archived and deleted_at is null group by user_id)
    update users set thread_count = thread_count - counted.n from counted where users.id = counted.user_id`
}
