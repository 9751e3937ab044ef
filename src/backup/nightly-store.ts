/** SQL of the nightly backup: whose turn it is, how the last one went, and how much there is to keep. */
import type { Sql } from '../db/database.ts'
import { hasUsers } from './store.ts'

const NAME = 'backup'
/** A process that died during its backup is not waited for longer. */
const LEASE_HOURS = 3

/** Gives this night's backup to one of all instances; false when it is made, or another one is at it. */
export const claimNight = async (sql: Sql, night: string): Promise<boolean> => {
  const rows = await sql`
    insert into daily_jobs as j (name, ran_on, lease_until)
    values (${NAME}, ${night}::date - 1, now() + make_interval(hours => ${LEASE_HOURS}))
    on conflict (name) do update set lease_until = excluded.lease_until, outcome = null
    where j.ran_on < ${night}::date and (j.lease_until is null or j.lease_until < now())
    returning name`
  return rows.length === 1
}

export const finishNight = async (sql: Sql, night: string, outcome: string) => {
  await sql`
    update daily_jobs set ran_on = ${night}, succeeded_at = now(), lease_until = null, outcome = ${outcome}
    where name = ${NAME}`
}

/** It is tried again when the time is over. */
export const postponeNight = async (sql: Sql, outcome: string, minutes: number) => {
  await sql`
    update daily_jobs set lease_until = now() + make_interval(mins => ${minutes}), outcome = ${outcome}
    where name = ${NAME}`
}

/** The next instance may try at once. */
export const releaseNight = async (sql: Sql) => {
  await sql`update daily_jobs set lease_until = null where name = ${NAME}`
}

export interface NightRow {
  age_seconds: number | null
  outcome: string | null
  /** Whether the last attempt failed. */
  failing: boolean
}

/** How the last one went; undefined before the first. */
export const readNight = async (sql: Sql): Promise<NightRow | undefined> => {
  const [row] = await sql<NightRow[]>`
    select case when succeeded_at is not null then greatest(extract(epoch from now() - succeeded_at), 0)::float8 end as age_seconds,
      outcome,
      outcome is not null and lease_until is not null as failing
    from daily_jobs where name = ${NAME}`
  return row
}

/** Bytes of all tables and indexes. */
export const databaseBytes = async (sql: Sql): Promise<number> => {
  const [row] = await sql<[{ bytes: number }]>`select pg_database_size(current_database())::float8 as bytes`
  return row.bytes
}

export const isEmpty = async (sql: Sql) => !(await hasUsers(sql))
