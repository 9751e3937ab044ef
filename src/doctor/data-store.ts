/** SQL that looks for rows that contradict each other, over all users; each statement answers how many and the first few. */
import type { Sql } from '../db/database.ts'

/** How many contradictions, and where the first ones are. */
export interface Contradictions {
  count: number
  examples: string[]
}

const EXAMPLES_MAX = 5
/** Counted no further: one is too many. */
const COUNTED_MAX = 1_000

type Fragment = ReturnType<Sql>

/** `places` gives a text for each contradiction. */
const gather = async (sql: Sql, places: Fragment): Promise<Contradictions> => {
  const rows = await sql<{ place: string }[]>`
    select found.place from (${places}) as found order by found.place limit ${COUNTED_MAX}`
  return { count: rows.length, examples: rows.slice(0, EXAMPLES_MAX).map(({ place }) => place) }
}

/** A lease expired for so long was missed by recovery: by the next sweep and by a start. */
const LEASE_LATE_SECONDS = 60

export const runsWithoutLease = (sql: Sql) =>
  gather(
    sql,
    sql`select 'run ' || id as place from runs where status in ('queued', 'running')
      and coalesce(lease_until, created_at) < now() - make_interval(secs => ${LEASE_LATE_SECONDS})`,
  )

export const turnGaps = (sql: Sql) =>
  gather(
    sql,
    sql`select 'run ' || run_id as place from turns group by user_id, run_id
      having max(position) <> count(*) or min(position) <> 1`,
  )

export const callGaps = (sql: Sql) =>
  gather(
    sql,
    sql`select 'run ' || run_id || ', turn ' || turn as place from tool_calls group by user_id, run_id, turn
      having max(position) <> count(*) or min(position) <> 1`,
  )

/** Sequence numbers of a log that is still kept go on without a hole, and a row holds as many as it says. */
export const eventGaps = (sql: Sql) =>
  gather(
    sql,
    sql`select 'run ' || run_id || ', event ' || first_seq as place from (
        select run_id, first_seq, last_seq, json_array_length(events) as held,
          lag(last_seq, 1, 0) over (partition by user_id, run_id order by first_seq) as before
        from run_events) as log
      where first_seq <> before + 1 or last_seq <> first_seq + held - 1`,
  )

/** The next item would take a place that is taken. */
export const itemsBeyondCount = (sql: Sql) =>
  gather(
    sql,
    sql`select 'thread ' || t.id as place from threads t where t.item_count < (
      select coalesce(max(position), 0) from items i where i.user_id = t.user_id and i.thread_id = t.id)`,
  )

export const messagesBeyondItems = (sql: Sql) =>
  gather(
    sql,
    sql`select 'thread ' || t.id as place from threads t where t.message_count > (
      select count(*) from items i where i.user_id = t.user_id and i.thread_id = t.id
        and i.type in ('user_message', 'assistant_message'))`,
  )

export const wrongThreadCounts = (sql: Sql) =>
  gather(
    sql,
    sql`select 'user ' || u.id as place from users u where u.thread_count <> (
      select count(*) from threads t where t.user_id = u.id and not t.archived and t.deleted_at is null)`,
  )

/** The next task or change would take a number that is taken. */
export const numbersBeyondCount = (sql: Sql) =>
  gather(
    sql,
    sql`select 'user ' || u.id as place from users u
      where u.last_task_id < (select coalesce(max(t.id), 0) from tasks t where t.user_id = u.id)
        or u.last_change_id < (select coalesce(max(c.id), 0) from task_changes c where c.user_id = u.id)`,
  )

/** History is kept for thirty days; younger tasks must have theirs. */
const HISTORY_DAYS = 29

export const tasksWithoutHistory = (sql: Sql) =>
  gather(
    sql,
    sql`select 'user ' || t.user_id || ', task ' || t.id as place from tasks t
      where t.created_at > now() - make_interval(days => ${HISTORY_DAYS}) and not exists (
        select 1 from task_changes c where c.user_id = t.user_id and c.task_id = t.id)`,
  )

/** A call that is done has its result; one without may be done twice. */
export const callsWithoutResult = (sql: Sql) =>
  gather(
    sql,
    sql`select 'run ' || run_id || ', turn ' || turn as place from tool_calls where status = 'done' and result is null`,
  )

/** A run that ended says when; one that did not, does not. */
export const wrongEnds = (sql: Sql) =>
  gather(
    sql,
    sql`select 'run ' || id as place from runs
      where (status in ('completed', 'failed', 'cancelled', 'interrupted')) <> (finished_at is not null)`,
  )

export const hasAmcheck = async (sql: Sql) =>
  (await sql`select extname from pg_extension where extname = 'amcheck'`).length === 1

/** As the owner of the database. */
export const installAmcheck = (sql: Sql) => sql`create extension amcheck`

const INDEXES_MAX = 1_000

export const listIndexes = async (sql: Sql): Promise<string[]> => {
  const rows = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_am a on a.oid = c.relam
    where c.relkind = 'i' and a.amname = 'btree' and c.relnamespace = current_schema()::regnamespace
    order by c.relname limit ${INDEXES_MAX}`
  return rows.map(({ name }) => name)
}

/** @throws what is wrong with the index, or with its table */
export const checkIndex = async (sql: Sql, name: string) => {
  await sql`select set_config('statement_timeout', '0', true)`
  await sql`select bt_index_check(${name}::regclass, true)`
}
