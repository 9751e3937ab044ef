/** SQL over everybody at once, for those who administer: how much was used, and what is going on. Each is bounded. */
import type { Sql } from '../db/database.ts'
import type { UsageOfDay } from './schema.ts'

/** Model tokens and the people who used them, by UTC day, oldest first; days without any are left out. */
export const usageByDay = async (sql: Sql, days: number): Promise<UsageOfDay[]> => {
  const rows = await sql`
    select to_char(day, 'YYYY-MM-DD') as day, sum(tokens)::float8 as tokens, count(*)::int as people from daily_usage
    where day > (now() at time zone 'UTC')::date - ${days}::int group by day order by day limit ${days + 1}`
  return rows.map(({ day, tokens, people }) => ({ day, tokens, people }))
}

interface Work {
  server: string
  people: number
  administrators: number
  queued: number
  running: number
  /** Processes that have an answer at work. */
  owners: number
  bytes: number
}

export const readWork = async (sql: Sql): Promise<Work> => {
  const [row] = await sql<[Work]>`
    select current_setting('server_version') as server,
      (select count(*)::int from users) as people,
      (select count(*)::int from users where is_admin) as administrators,
      pg_database_size(current_database())::float8 as bytes,
      count(*) filter (where status = 'queued')::int as queued,
      count(*) filter (where status = 'running')::int as running,
      count(distinct owner)::int as owners
    from runs where status in ('queued', 'running')`
  return row
}
