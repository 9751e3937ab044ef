/** SQL of messages on their way out: written with what caused them, taken by lease, settled once. */
import type { Row, Sql } from '../db/database.ts'
import { setAlarm } from '../lib/alarm.ts'
import { sharedNow } from '../lib/clock.ts'
import { shortText } from '../lib/text.ts'
import { toTask } from '../task/mutations.ts'
import type { Task } from '../task/schema.ts'
import { columns, toTask as toStored } from '../task/store.ts'
import { type Outgoing, REMINDER_KINDS, SEND_MS } from './channel.ts'

/** A sender that says nothing for so long is dead or frozen. */
const LEASE_SECONDS = 2 * (SEND_MS / 1000)

interface NewMessage {
  user_id: string
  channel: string
  target: string
  kind: string
  ring_id: string
  task_ids?: number[]
  total?: number
  body?: unknown
}

/** Writes messages; the same ring to the same target of a channel is written once. */
export const putMessages = async (sql: Sql, messages: NewMessage[]) => {
  if (messages.length === 0) return
  await sql`
    insert into outbox (user_id, id, channel, target, kind, ring_id, task_ids, total, body)
    select m.user_id, gen_random_uuid(), m.channel, m.target, m.kind, m.ring_id, coalesce(m.task_ids, '{}'),
      coalesce(m.total, 0), m.body
    from jsonb_to_recordset((${JSON.stringify(messages)}::text)::jsonb) as m(user_id uuid, channel text, target text,
      kind text, ring_id uuid, task_ids integer[], total integer, body jsonb)
    on conflict (user_id, ring_id, channel, target) do nothing`
  setAlarm(sharedNow())
}

/** One attempt at a message: only the instance that makes it may settle it. */
export interface Attempt {
  channel: string
  owner: string
  message: Outgoing
  /** When its tasks were read, by `performance.now()`. */
  read_ms: number
}

/** How many messages are on their way at once, of all and of one person, and among how many that wait longest one looks. */
export const CLAIM_MAX = 32
export const PER_PERSON_MAX = 4
const LOOKED_AT_MAX = 500

interface Claim {
  owner: string
  channels: string[]
  /** People who have enough on their way. */
  except?: string[]
  most?: number
}

/** Takes messages that are due, a few of each person, so that one person's many do not delay the others. */
export const claimMessages = async (sql: Sql, { owner, channels, except = [], most = CLAIM_MAX }: Claim) => {
  const read_ms = performance.now()
  const rows = await sql`
    with waiting as (
      select user_id, id, next_at from outbox
      where state = 'waiting' and next_at <= now() and channel = any(${channels}::text[])
        and user_id <> all(${except}::uuid[])
      order by next_at limit ${LOOKED_AT_MAX}),
    counted as (
      select user_id, id, next_at, row_number() over (partition by user_id order by next_at) as nth from waiting),
    taken as materialized (
      select o.user_id, o.id from outbox o join counted c on c.user_id = o.user_id and c.id = o.id
      where c.nth <= ${PER_PERSON_MAX} and o.state = 'waiting' and o.next_at <= now()
      order by c.next_at limit ${most} for update of o skip locked)
    update outbox o set owner = ${owner}, attempts = attempts + 1,
      next_at = now() + make_interval(secs => ${LEASE_SECONDS})
    from taken t join users u on u.id = t.user_id where o.user_id = t.user_id and o.id = t.id
    returning o.user_id, o.id, o.channel, o.target, o.kind, o.ring_id, o.task_ids, o.total, o.body, o.attempts,
      o.created_at, u.time_zone, u.preferences ->> 'locale' as locale`
  const open = await openTasks(sql, owner, rows as unknown as Held[])
  return rows.map(
    (row): Attempt => ({ channel: row.channel, owner, message: toMessage(row, open.get(row.id) ?? []), read_ms }),
  )
}

/** The tasks of a message that are still to ring; none when another has taken it meanwhile. */
export const currentTasks = async (sql: Sql, { owner, message }: Attempt): Promise<Task[]> => {
  const { key: id, user_id, kind, attempt: attempts, tasks } = message
  const held = { id, user_id, kind, attempts, task_ids: tasks.map((task) => task.id) }
  return (await openTasks(sql, owner, [held])).get(id) ?? []
}

const toMessage = (row: Row, tasks: Task[]): Outgoing => ({
  key: row.id,
  ring_id: row.ring_id,
  user_id: row.user_id,
  time_zone: row.time_zone,
  locale: row.locale,
  target: row.target,
  kind: row.kind,
  tasks,
  total: row.total,
  body: row.body,
  created_at: row.created_at.toISOString(),
  attempt: row.attempts,
})

/** A message that an attempt holds. */
interface Held {
  id: string
  user_id: string
  kind: string
  attempts: number
  task_ids: number[]
}

/** Of each message about reminders that is held, the tasks that are still open, unmoved and not dismissed. */
const openTasks = async (sql: Sql, owner: string, rows: Held[]): Promise<Map<string, Task[]>> => {
  const named = rows
    .filter(({ kind }) => isReminder(kind))
    .flatMap(({ id, user_id, attempts, task_ids }) =>
      task_ids.map((task_id) => ({ message: id, user_id, attempts, task_id })),
    )
  const found = new Map<string, Task[]>()
  if (named.length === 0) return found
  const tasks = await sql`
    select live.message, ${columns(sql)} from (
      select m.message, m.user_id as person, m.task_id, r.at as rings_at
      from jsonb_to_recordset((${JSON.stringify(named)}::text)::jsonb) as m(message uuid, user_id uuid, attempts integer, task_id integer)
      join outbox o on o.user_id = m.user_id and o.id = m.message and o.state = 'waiting'
        and o.owner = ${owner} and o.attempts = m.attempts
      join reminders r on r.user_id = m.user_id and r.task_id = m.task_id and r.dismissed_at is null
        and (r.state = 'missed' and o.kind = 'reminders.missed' or r.state = 'rung' and r.id = o.ring_id)
      join tasks t on t.user_id = r.user_id and t.id = r.task_id and t.status = 'pending' and t.remind_at = r.remind_at
    ) live join tasks t on t.user_id = live.person and t.id = live.task_id
    order by live.rings_at, t.id limit ${named.length}`
  for (const { message, ...task } of tasks)
    found.set(message, [...(found.get(message) ?? []), toTask(toStored(task as Row))])
  return found
}

export const isReminder = (kind: string) => REMINDER_KINDS.some((one) => one === kind)

const ANSWER_MAX_CHARS = 300
/** Messages that wait for one target and are put off together. */
const POSTPONED_MAX = 1000

interface Ending {
  state: 'sent' | 'dropped' | 'failed'
  answer?: string | undefined
}

/** Ends a message, if this attempt is still the one. */
export const settleMessage = async (sql: Sql, { owner, message }: Attempt, { state, answer }: Ending) => {
  await sql`
    update outbox set state = ${state}, settled_at = now(), owner = null,
      answer = ${answer === undefined ? null : shortText(answer, ANSWER_MAX_CHARS)}
    where user_id = ${message.user_id} and id = ${message.key} and owner = ${owner} and attempts = ${message.attempt}
      and state = 'waiting'`
}

/** Puts a failed attempt off, and everything else that waits for the same target: it would fail as well. */
export const postponeMessage = async (
  sql: Sql,
  { owner, channel, message }: Attempt,
  { seconds, answer }: { seconds: number; answer: string },
) => {
  await sql`
    update outbox set next_at = now() + make_interval(secs => ${seconds}) where user_id = ${message.user_id} and id in (
      select id from outbox where user_id = ${message.user_id} and channel = ${channel} and target = ${message.target}
        and state = 'waiting' and owner is null and next_at <= now() limit ${POSTPONED_MAX})`
  await sql`
    update outbox set owner = null, next_at = now() + make_interval(secs => ${seconds}),
      answer = ${shortText(answer, ANSWER_MAX_CHARS)}
    where user_id = ${message.user_id} and id = ${message.key} and owner = ${owner} and attempts = ${message.attempt}
      and state = 'waiting'`
}

/** Gives an attempt back that was broken off from outside; it does not count. */
export const releaseMessage = async (sql: Sql, { owner, message }: Attempt) => {
  await sql`
    update outbox set owner = null, next_at = now(), attempts = attempts - 1
    where user_id = ${message.user_id} and id = ${message.key} and owner = ${owner} and attempts = ${message.attempt}
      and state = 'waiting'`
}

/** Of what waits no more is counted. */
const WAITING_COUNTED_MAX = 20_000
const CHANNELS_MAX = 10

interface Waiting {
  channel: string
  rows: number
  /** Of the oldest. */
  age_seconds: number
  /** For how long the one that is due longest has been due; 0 when none is. */
  overdue_seconds: number
}

/** What waits in each channel, of all users; what is due longest is counted first. */
export const waitingMessages = async (sql: Sql): Promise<Waiting[]> => {
  const rows = await sql<Waiting[]>`
    select channel, count(*)::int as rows, extract(epoch from now() - min(created_at))::float8 as age_seconds,
      greatest(0, extract(epoch from now() - min(next_at)))::float8 as overdue_seconds
    from (select channel, created_at, next_at from outbox where state = 'waiting'
      order by next_at limit ${WAITING_COUNTED_MAX}) waiting
    group by channel order by channel limit ${CHANNELS_MAX}`
  return [...rows]
}

/** Days a message is kept, for the log of what was sent; none is tried for longer than one. */
const KEPT_DAYS = 7
const PRUNE_MAX = 1000

export const pruneOutbox = async (sql: Sql): Promise<number> => {
  const { count } = await sql`
    delete from outbox where (user_id, id) in (
      select user_id, id from outbox where created_at < now() - make_interval(days => ${KEPT_DAYS})
      order by created_at limit ${PRUNE_MAX})`
  return count
}
