/** SQL of who wants letters, and of the digests that were sent. */
import type { Sql } from '../db/database.ts'

export const LETTER_KINDS = ['reminders', 'digest'] as const
export type LetterKind = (typeof LETTER_KINDS)[number]

/** People who chose mail, without those who had `most` letters within a day: an address may be another's. */
export const selectReaders = (sql: Sql, user_ids: string[], most: number) => sql<{ user_id: string; target: string }[]>`
  select u.id as user_id, '' as target from users u
  where u.id = any(${user_ids}::uuid[]) and u.preferences -> 'mail' = 'true' and (
    select count(*) from (
      select 1 from outbox o where o.user_id = u.id and o.channel = 'mail' and o.target = ''
        and o.created_at > now() - interval '1 day' limit ${most}) sent) < ${most}
  limit ${user_ids.length}`

interface Reader {
  email: string
  name: string
  mail: boolean
  digest_at: string | null
}

/** Absent when the account is gone or may not be used. */
export const findReader = async (sql: Sql, user_id: string) => {
  const [row] = await sql<[Reader?]>`
    select email, name, coalesce(preferences -> 'mail' = 'true', false) as mail, preferences ->> 'digest_at' as digest_at
    from users where id = ${user_id} and disabled_at is null`
  return row
}

const PART: Record<LetterKind, string> = { reminders: 'mail', digest: 'digest_at' }

/** Whether the person had chosen them. */
export const endLetters = async (sql: Sql, user_id: string, kind: LetterKind): Promise<boolean> => {
  const rows = await sql`
    update users set preferences = preferences - ${PART[kind]}::text
    where id = ${user_id} and preferences -> ${PART[kind]}::text is not null returning id`
  return rows.length === 1
}

/** More zones than there are. */
const ZONES_MAX = 1000

/** The zones of people with a digest. */
export const digestZones = async (sql: Sql): Promise<string[]> => {
  const rows = await sql<{ time_zone: string }[]>`
    select distinct time_zone from users where preferences ->> 'digest_at' is not null limit ${ZONES_MAX}`
  return rows.map(({ time_zone }) => time_zone)
}

/** What the clock of a zone shows: a digest is due that was to be sent after `from`, up to `time`. */
export interface ZoneClock {
  time_zone: string
  day: string
  from: string
  time: string
}

/** Takes some people whose digest is due, each once a day whichever instance asks. */
export const takeDigests = async (sql: Sql, clocks: ZoneClock[], most: number) => sql<
  { user_id: string; day: string }[]
>`
  insert into digests as d (user_id, sent_on)
  select u.id, z.day from jsonb_to_recordset((${JSON.stringify(clocks)}::text)::jsonb)
    as z(time_zone text, day date, "from" text, "time" text)
  join users u on u.time_zone = z.time_zone and u.preferences ->> 'digest_at' > z."from"
    and u.preferences ->> 'digest_at' <= z."time"
  where u.disabled_at is null and not exists (
    select 1 from digests s where s.user_id = u.id and s.sent_on >= z.day)
  order by u.id limit ${most}
  on conflict (user_id) do update set sent_on = excluded.sent_on where d.sent_on < excluded.sent_on
  returning user_id, to_char(sent_on, 'YYYY-MM-DD') as day`
