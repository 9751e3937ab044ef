/** SQL of deliveries: which request was the same as one before, and how its responses ended. */
import { type Kept, ROWS_COUNTED_MAX } from '../db/batches.ts'
import type { Sql } from '../db/database.ts'

/** How long after a response that was not delivered whole the same request counts as its repetition. */
export const REPEAT_SECONDS = 30
/** Nothing asks for older rows. */
const KEPT_HOURS = 24
const PRUNE_ROWS_MAX = 1000

/** Whether a known row is being repeated by the request at hand. A row without run is an act that is over at once. */
const repeats = (sql: Sql) => sql`(
  d.broken_at > now() - make_interval(secs => ${REPEAT_SECONDS})
  or (d.run_id is null and d.delivered_at is null and d.broken_at is null
    and d.sent_at > now() - make_interval(secs => ${REPEAT_SECONDS}))
  or exists (select 1 from runs r where r.user_id = d.user_id and r.id = d.run_id
    and (r.status in ('queued', 'running') or (d.delivered_at is null and d.broken_at is null
      and r.finished_at > now() - make_interval(secs => ${REPEAT_SECONDS})))))`

export interface DeliveryRow {
  send_id: string
  run_id: string | null
  attempt: number
}

/** Notes the request; one statement, so that two at once are seen one after the other. */
export const openDelivery = async (
  sql: Sql,
  user_id: string,
  { key, frame, send_id }: { key: Buffer; frame: string; send_id: string },
): Promise<DeliveryRow> => {
  const [row] = await sql`
    insert into deliveries as d (user_id, key, frame, send_id) values (${user_id}, ${key}, ${frame}, ${send_id})
    on conflict (user_id, key) do update set
      attempt = case when ${repeats(sql)} then d.attempt + 1 else 1 end,
      send_id = case when ${repeats(sql)} then d.send_id else excluded.send_id end,
      run_id = case when ${repeats(sql)} then d.run_id end,
      sent_at = case when ${repeats(sql)} then d.sent_at else now() end,
      delivered_at = case when ${repeats(sql)} then d.delivered_at end,
      broken_at = case when ${repeats(sql)} then d.broken_at end,
      left_at = null
    returning send_id, run_id, attempt`
  return row as DeliveryRow
}

export const setRun = async (sql: Sql, user_id: string, send_id: string, key: Buffer, run_id: string) => {
  await sql`
    update deliveries set run_id = ${run_id}
    where user_id = ${user_id} and key = ${key} and send_id = ${send_id}`
}

export const setDelivered = async (sql: Sql, user_id: string, send_id: string, key: Buffer) => {
  await sql`
    update deliveries set delivered_at = now() where user_id = ${user_id} and key = ${key} and send_id = ${send_id}`
}

/**
 * The attempt that is the newest by now; undefined when the same words have been sent anew meanwhile, or when another
 * request of the frame follows the run.
 */
export const setBroken = async (sql: Sql, user_id: string, send_id: string, key: Buffer) => {
  const [row] = await sql`
    update deliveries d set broken_at = now()
    where user_id = ${user_id} and key = ${key} and send_id = ${send_id}
    returning case when not exists (
      select 1 from deliveries newer where newer.user_id = d.user_id and newer.run_id = d.run_id
        and newer.frame = d.frame and newer.key <> d.key and newer.sent_at > d.sent_at
    ) then attempt end as attempt`
  return (row?.attempt ?? undefined) as number | undefined
}

/** How this frame's newest request for the run's answer stands; undefined when it never asked for it. */
export const standingOf = async (sql: Sql, user_id: string, run_id: string, frame: string) => {
  const [row] = await sql`
    select left_at is not null as left_by_us from deliveries
    where user_id = ${user_id} and run_id = ${run_id} and frame = ${frame} order by sent_at desc limit 1`
  return row && (row.left_by_us ? 'left' : 'open')
}

export const setLeft = async (sql: Sql, user_id: string, send_id: string, key: Buffer) => {
  await sql`
    update deliveries set left_at = now() where user_id = ${user_id} and key = ${key} and send_id = ${send_id}`
}

/** Of all users; a bounded number per call. Answers how many. */
export const pruneDeliveries = async (sql: Sql): Promise<number> => {
  const { count } = await sql`
    delete from deliveries where (user_id, key) in (
      select user_id, key from deliveries where sent_at < now() - make_interval(hours => ${KEPT_HOURS})
      order by sent_at limit ${PRUNE_ROWS_MAX})`
  return count
}

export const keptDeliveries = async (sql: Sql): Promise<Kept> => {
  const [row] = await sql<[Kept]>`
    select (select count(*)::integer from (select 1 from deliveries limit ${ROWS_COUNTED_MAX}) as counted) as rows,
      coalesce(extract(epoch from now() - (select min(sent_at) from deliveries)), 0)::float8 as age_seconds`
  return row
}
