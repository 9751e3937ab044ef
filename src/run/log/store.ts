/** SQL of the event log: one row is one flush of one run, one statement appends the flushes of many runs. */
import { type Kept, ROWS_COUNTED_MAX } from '../../db/batches.ts'
import type { Database, Sql } from '../../db/database.ts'
import type { LoggedEvent, RunEvent } from '../schema.ts'

export interface Flush {
  user_id: string
  run_id: string
  attempt: number
  first_seq: number
  events: RunEvent[]
}

/**
 * Appends flushes of runs that `owner` still owns and names those runs; the others have been taken over.
 * Idempotent: the same flush again changes nothing and counts as appended. The rows are locked against a take-over until
 * the commit: else the new owner could read the log before a late flush is in it and number its own events alike. (The
 * foreign key locks them anyway; this is no dearer.)
 */
export const appendFlushes = async (sql: Sql, owner: string, flushes: Flush[]): Promise<Set<string>> => {
  const rows = await sql`
    with flush as (
      select f.user_id, f.run_id, f.first_seq, f.events from json_to_recordset((${JSON.stringify(flushes)}::text)::json)
        as f(user_id uuid, run_id uuid, attempt integer, first_seq integer, events json)
      join runs r on r.user_id = f.user_id and r.id = f.run_id and r.owner = ${owner} and r.attempt = f.attempt
      order by r.user_id, r.id for share of r
    ), appended as (
      insert into run_events (user_id, run_id, first_seq, last_seq, events)
      select user_id, run_id, first_seq, first_seq + json_array_length(events) - 1, events from flush
      on conflict do nothing
    )
    select run_id from flush`
  return new Set(rows.map((row) => row.run_id as string))
}

const FLUSHES_PER_READ = 200

/** The log from after `after` on, in order, at most FLUSHES_PER_READ rows at a time. */
export const readLog = async (sql: Sql, user_id: string, run_id: string, after: number): Promise<LoggedEvent[]> => {
  const rows = await sql`
    select first_seq, events from run_events
    where user_id = ${user_id} and run_id = ${run_id} and last_seq > ${after}
    order by first_seq limit ${FLUSHES_PER_READ}`
  return rows.flatMap((row) => numbered(row.first_seq, row.events)).filter((logged) => logged.seq > after)
}

/** Rows fetched for all followed runs together; a reader that misses some reads its own log. */
const FOLLOWED_MAX_ROWS = 2000

/** What is new in several logs, in one statement. */
export const readLogs = async (sql: Sql, runs: { user_id: string; run_id: string; seq: number }[]) => {
  const rows = await sql`
    select e.run_id, e.first_seq, e.events
    from json_to_recordset((${JSON.stringify(runs)}::text)::json) as r(user_id uuid, run_id uuid, seq integer)
    join run_events e on e.user_id = r.user_id and e.run_id = r.run_id and e.last_seq > r.seq
    order by e.run_id, e.first_seq limit ${FOLLOWED_MAX_ROWS}`
  return rows.map((row) => ({
    run_id: row.run_id as string,
    events: numbered(row.first_seq, row.events),
  }))
}

export const numbered = (first_seq: number, events: RunEvent[]): LoggedEvent[] =>
  events.map((event, index) => ({ seq: first_seq + index, event }))

/** The last sequence number of the log; 0 when it is empty or pruned. */
export const lastSeq = async (sql: Sql, user_id: string, run_id: string): Promise<number> => {
  const [row] = await sql`
    select last_seq from run_events where user_id = ${user_id} and run_id = ${run_id}
    order by first_seq desc limit 1`
  return row?.last_seq ?? 0
}

/** Minutes a finished run's log stays for those who resume; its items stay for good. */
const LOG_KEPT_MINUTES = 10
/** Among the oldest so many rows one statement looks for runs that are over, and deletes the logs of so many of them. */
const PRUNE_LOOK_ROWS = 5000
const PRUNE_RUNS = 20

/** Deletes whole logs of finished runs, a bounded number; answers how many rows. */
export const pruneLogs = async (sql: Sql): Promise<number> => {
  const { count } = await sql`
    with over as (
      select distinct user_id, run_id from (
        select e.user_id, e.run_id from run_events e join runs r on r.user_id = e.user_id and r.id = e.run_id
        where e.created_at < now() - make_interval(mins => ${LOG_KEPT_MINUTES})
          and r.finished_at < now() - make_interval(mins => ${LOG_KEPT_MINUTES})
        order by e.created_at limit ${PRUNE_LOOK_ROWS}) as oldest
      limit ${PRUNE_RUNS}
    )
    delete from run_events e using over where e.user_id = over.user_id and e.run_id = over.run_id`
  return count
}

/**
 * Makes the room of deleted rows free again, without the server's own cleaner: the embedded database has none, and another
 * may be slower than this table turns over. It is not awaited, and a role without the right only gets a warning from the server.
 * The runs are counted anew as well: the key of every log row is looked up there, with a plan that a connection may have made
 * when the table was empty.
 */
export const reclaimLogs = (db: Pick<Database, 'execute'>) =>
  db.execute((sql) => sql`vacuum (analyze, skip_locked, truncate false) run_events, runs`.simple())

export const keptLogs = async (sql: Sql): Promise<Kept> => {
  const [row] = await sql<[Kept]>`
    select (select count(*)::integer from (select 1 from run_events limit ${ROWS_COUNTED_MAX}) as counted) as rows,
      coalesce(extract(epoch from now() - (select min(created_at) from run_events)), 0)::float8 as age_seconds`
  return row
}
