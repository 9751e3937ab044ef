/**
 * A clock of the database that can be stepped. The engine asks the database for the time, always by `now()` without its
 * schema; functions of the same name in a schema that is looked into first answer it, moved by what a table says. Every
 * statement of every instance sees the step at once, as when the clock of the database's machine is set.
 */
import postgres from 'postgres'
import type { Places } from '../place.ts'

export interface SteppedClock {
  /** What the database's clock is ahead of ours by, in milliseconds. */
  set(ahead_ms: number): Promise<void>
  /** Further ahead than it is. */
  advance(by_ms: number): Promise<void>
  /** A connection of the drill's own. */
  sql: postgres.Sql
}

const PATH = 'clock, pg_catalog, public'

/** Has to be there before an instance opens the database. */
export const steppedClock = async (places: Places, url: string): Promise<SteppedClock> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { search_path: PATH } })
  places.later(() => sql.end({ timeout: 1 }))
  const name = new URL(url).pathname.slice(1)
  await sql.unsafe(`
    create schema clock;
    create table clock.step (ahead interval not null);
    insert into clock.step values ('0');
    create function clock.now() returns timestamptz stable language sql
      as 'select pg_catalog.now() + ahead from clock.step';
    create function clock.clock_timestamp() returns timestamptz volatile language sql
      as 'select pg_catalog.clock_timestamp() + ahead from clock.step';
    alter database "${name}" set search_path = ${PATH};`)
  return {
    sql,
    set: async (ahead_ms) => {
      await sql`update clock.step set ahead = make_interval(secs => ${ahead_ms / 1000})`
    },
    advance: async (by_ms) => {
      await sql`update clock.step set ahead = ahead + make_interval(secs => ${by_ms / 1000})`
    },
  }
}
