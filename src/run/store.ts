/** SQL of runs: their rows, owners and leases. Leases go by the database clock alone. */
import type { Row, Sql } from '../db/database.ts'
import { itemRows, type StoredItem, toStoredItem } from '../thread/store.ts'
import type { Run, RunErrorCode, RunStatus } from './schema.ts'

/** A lease lives this long and is renewed every RENEW_MS; a dead owner's run is free after it. */
export const LEASE_SECONDS = 6

/** A run without its items. */
export type RunRow = Omit<Run, 'items'> & { user_id: string; message_id: string; attempt: number }

export const runColumns = (sql: Sql) =>
  sql`id, user_id, thread_id, message_id, status, provider, model, input_tokens, output_tokens, error, attempt,
    created_at, finished_at`

export const toRun = (row: Row): RunRow => ({
  id: row.id,
  user_id: row.user_id,
  session_id: row.thread_id,
  thread_id: row.thread_id,
  message_id: row.message_id,
  status: row.status,
  provider: row.provider,
  model: row.model,
  usage: { input_tokens: row.input_tokens, output_tokens: row.output_tokens },
  error: row.error,
  attempt: row.attempt,
  created_at: row.created_at.toISOString(),
  finished_at: row.finished_at?.toISOString() ?? null,
})

export interface NewRun {
  id: string
  user_id: string
  thread_id: string
  message_id: string
  owner: string
}

/** The thread of a new run as it stands, locked for the transaction. */
export interface Place {
  title: string | null
  created_at: string
  /** Of its row before the run: who looked at the thread before and saw the same has missed nothing. */
  version: string
}

export interface BegunRun {
  row: RunRow
  place: Place
}

/**
 * The beginning of a statement: a new run as `held`, with its thread, which is locked. Nothing when the thread is not
 * there or takes no messages. The run comes before the lock of its thread, as in every step: the end of the run before,
 * which this one may wait for, needs that lock.
 */
export const newRun = (sql: Sql, run: NewRun) => sql`
  with run as (
    insert into runs (user_id, id, thread_id, message_id, status, owner, lease_until)
    select user_id, ${run.id}::uuid, id, ${run.message_id}::uuid, 'running', ${run.owner}::uuid,
      now() + make_interval(secs => ${LEASE_SECONDS})
    from threads where user_id = ${run.user_id} and id = ${run.thread_id} and status = 'active' and deleted_at is null
    returning ${runColumns(sql)}
  ), held as (
    select run.*, t.title as thread_title, t.created_at as thread_created_at, t.xmin::text as thread_version
    from run join threads t on t.user_id = run.user_id and t.id = run.thread_id for no key update of t
  )`

export const toBegun = (row: Row | undefined): BegunRun | undefined =>
  row && {
    row: toRun(row),
    place: {
      title: row.thread_title,
      created_at: row.thread_created_at.toISOString(),
      version: row.thread_version,
    },
  }

/** @throws SQLSTATE 23505 on `runs_one_live` when the thread is answering already. */
export const insertRun = async (sql: Sql, run: NewRun): Promise<BegunRun | undefined> => {
  const [row] =
    await sql`${newRun(sql, run)} select ${runColumns(sql)}, thread_title, thread_created_at, thread_version from held`
  return toBegun(row)
}

/** A run of a thread that is not deleted. */
export const findRun = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`
    select ${runColumns(sql)} from runs r where user_id = ${user_id} and id = ${id} and not exists (
      select 1 from threads t where t.user_id = r.user_id and t.id = r.thread_id and t.deleted_at is not null)`
  return row && toRun(row)
}

export const latestRun = async (sql: Sql, user_id: string, thread_id: string) => {
  const [row] = await sql`
    select ${runColumns(sql)} from runs where user_id = ${user_id} and thread_id = ${thread_id} and aside is null
    order by created_at desc, id desc limit 1`
  return row && toRun(row)
}

export const liveRunOf = async (sql: Sql, user_id: string, thread_id: string) => {
  const [row] = await sql`
    select ${runColumns(sql)} from runs
    where user_id = ${user_id} and thread_id = ${thread_id} and status in ('queued', 'running') limit 1`
  return row && toRun(row)
}

/** Whether its person has asked to stop the run. */
export const isCancelRequested = async (sql: Sql, user_id: string, id: string): Promise<boolean> => {
  const rows = await sql`
    select id from runs where user_id = ${user_id} and id = ${id} and cancel_requested_at is not null`
  return rows.length > 0
}

export const LIVE_RUNS_LISTED = 1000

export const liveRunsOf = async (sql: Sql, user_id: string) => {
  const rows = await sql`
    select ${runColumns(sql)} from runs where user_id = ${user_id} and status in ('queued', 'running')
    limit ${LIVE_RUNS_LISTED}`
  return rows.map(toRun)
}

/** Counts tokens for today before they are spent; what the day had before them. */
export const reserveTokens = async (sql: Sql, user_id: string, tokens: number) => {
  const [row] = await sql`
    with mine as (
      insert into daily_usage (user_id, day, tokens) values (${user_id}, (now() at time zone 'UTC')::date, ${tokens})
      on conflict (user_id, day) do update set tokens = daily_usage.tokens + excluded.tokens returning tokens
    )
    select (select tokens from mine)::float8 - ${tokens} as "user", coalesce(sum(tokens), 0)::float8 as instance
    from daily_usage where day = (now() at time zone 'UTC')::date`
  return { user: row?.user ?? 0, instance: row?.instance ?? 0 }
}

/** Model tokens of today (UTC): the user's own and those of the whole instance. */
export const tokensToday = async (sql: Sql, user_id: string): Promise<{ user: number; instance: number }> => {
  const [row] = await sql`
    select coalesce(sum(tokens) filter (where user_id = ${user_id}), 0)::float8 as "user",
      coalesce(sum(tokens), 0)::float8 as instance
    from daily_usage where day = (now() at time zone 'UTC')::date`
  return { user: row?.user ?? 0, instance: row?.instance ?? 0 }
}

export interface Ending {
  status: RunStatus
  error?: { code: RunErrorCode; message: string }
}

/**
 * Ends a run of this process and locks it for the transaction; gives it with its items so far, undefined when it is not
 * ours any more. A run that was asked again may have a question of its former attempt: then it waits, however it ended.
 */
export const endRun = async (sql: Sql, run: RunRow, owner: string, { status, error }: Ending) => {
  const [row] = await sql`
    with ended as (
      update runs set status = case when ${status} = 'completed' and exists (select 1 from confirmations c
          where c.user_id = ${run.user_id} and c.run_id = ${run.id} and c.status = 'pending')
          then 'awaiting_confirmation' else ${status} end,
        error = ${error ? sql`(${JSON.stringify(error)}::text)::jsonb` : null},
        finished_at = now(), owner = null, lease_until = null
      where user_id = ${run.user_id} and id = ${run.id} and owner = ${owner} and attempt = ${run.attempt}
        and status in ('queued', 'running')
      returning ${runColumns(sql)}
    )
    select ended.*, (select coalesce(jsonb_agg(to_jsonb(i) order by i.position), '[]') from (${itemRows(sql, run)}) i) as items
    from ended`
  return row && { row: toRun(row), items: (row.items as StoredItem[]).map(toStoredItem) }
}

/** A run that waited for its person is complete once nothing of it waits any more. */
export const completeAwaited = async (sql: Sql, user_id: string, id: string) => {
  await sql`
    update runs set status = 'completed' where user_id = ${user_id} and id = ${id} and status = 'awaiting_confirmation'
      and not exists (select 1 from confirmations c
        where c.user_id = ${user_id} and c.run_id = ${id} and c.status = 'pending')`
}

/** Marks a live run as to be cancelled; false when it is not live (any more). */
export const requestCancel = async (sql: Sql, user_id: string, id: string): Promise<boolean> => {
  const rows = await sql`
    update runs set cancel_requested_at = coalesce(cancel_requested_at, now())
    where user_id = ${user_id} and id = ${id} and status in ('queued', 'running') returning id`
  return rows.length > 0
}

export interface Renewed {
  id: string
  cancel_requested: boolean
}

/** Runs in one statement at most. */
export const RENEW_MAX_RUNS = 5000

/** A run with the attempt that this process makes. */
export type Held = Pick<RunRow, 'user_id' | 'id' | 'attempt'>

/** What a renewal does with a row that another transaction has locked: pass it over, or wait for it. */
type IfLocked = 'skip' | 'wait'

/**
 * Renews the leases of the runs in one statement. One that is missing in the answer is not ours any more, or was locked
 * and passed over. Rows are locked in the order in which the writer of the log locks them, so that the two cannot block
 * each other.
 */
export const renewLeases = async (sql: Sql, owner: string, runs: Held[], ifLocked: IfLocked): Promise<Renewed[]> => {
  const rows = await sql`
    update runs set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where (user_id, id) in (
      select r.user_id, r.id
      from json_to_recordset((${JSON.stringify(runs)}::text)::json) as h(user_id uuid, id uuid, attempt integer)
      join runs r on r.user_id = h.user_id and r.id = h.id and r.attempt = h.attempt and r.owner = ${owner}
        and r.status in ('queued', 'running')
      order by r.user_id, r.id for update of r ${ifLocked === 'skip' ? sql`skip locked` : sql``})
    returning id, cancel_requested_at is not null as cancel_requested`
  return rows.map((row) => ({ id: row.id, cancel_requested: row.cancel_requested }))
}

export const CLAIM_MAX_RUNS = 50

/** A run taken over, and whether its person had asked to stop it. */
export type Claimed = RunRow & { cancel_requested: boolean }

/** Takes over runs whose owner let the lease run out: the sweep works for all users. */
export const claimExpired = async (sql: Sql, owner: string): Promise<Claimed[]> => {
  const rows = await sql`
    update runs set owner = ${owner}, attempt = attempt + 1,
      lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where (user_id, id) in (
      select user_id, id from runs where status in ('queued', 'running') and lease_until < now()
      order by lease_until limit ${CLAIM_MAX_RUNS} for update skip locked)
    returning ${runColumns(sql)}, cancel_requested_at is not null as cancel_requested`
  return rows.map((row) => ({ ...toRun(row), cancel_requested: row.cancel_requested }))
}

/** The clock that all instances share. */
export const databaseNow = async (sql: Sql): Promise<Date> => {
  const [row] = await sql<[{ now: Date }]>`select clock_timestamp()::timestamptz(3) as now`
  return row.now
}

/**
 * Frees the runs of this process at once, so that the next one need not wait for the lease. The attempt is given back:
 * a restart is no failure of the run, and three of them within one answer must not end it.
 */
export const releaseRuns = async (sql: Sql, owner: string) => {
  await sql`
    update runs set lease_until = now() - interval '1 second', attempt = attempt - 1
    where (user_id, id) in (
      select user_id, id from runs
      where owner = ${owner} and status in ('queued', 'running') and lease_until > now()
      order by user_id, id for update)`
}

/** Frees every live run: only for the embedded database, whose one process has just started. */
export const releaseAll = async (sql: Sql) => {
  await sql`update runs set lease_until = now() - interval '1 second' where status in ('queued', 'running')`
}

export interface RunOwner {
  user_id: string
  time_zone: string
}

/** Whose run it is and where they live, for a process that takes it over. */
export const ownerOf = async (sql: Sql, run: RunRow): Promise<RunOwner | undefined> => {
  const [row] = await sql`select id as user_id, time_zone from users where id = ${run.user_id}`
  return row && { user_id: row.user_id, time_zone: row.time_zone }
}
