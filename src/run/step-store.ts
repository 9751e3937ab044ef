/**
 * SQL of what one step of a run leaves: a turn, results of calls, items, usage and events, in one statement. A step is
 * idempotent by key, so that a commit whose answer was lost can be sent again.
 */
import type { Sql } from '../db/database.ts'
import { type NewItem, newItems } from '../thread/store.ts'
import type { RunEvent } from './schema.ts'
import { type BegunRun, type NewRun, newRun, type RunRow, runColumns, toBegun } from './store.ts'
import type { CallOutcome, ToolCall, Turn } from './turn-store.ts'

export interface Spent {
  input_tokens: number
  output_tokens: number
  /** Counted for the day already. */
  reserved: number
}

interface SettledCall extends Pick<ToolCall, 'turn' | 'position'>, CallOutcome {}

/** Events with the number of the first. */
interface Numbered {
  first_seq: number
  events: RunEvent[]
}

export interface Step {
  turn?: Turn
  /** Calls of earlier turns that have been carried out. */
  settled?: SettledCall[]
  items?: NewItem[]
  spent?: Spent | undefined
  /** Tokens counted before the next turn spends them. */
  reserve?: number
  /** Who answers; absent when the row of the run says so already. */
  provider?: { name: string; model: string } | undefined
  /** For a thread that has no title. */
  title?: string
}

/** The run, and with `owner` only while it is this process's; locked for the rest of the transaction. */
const heldRun = (sql: Sql, run: RunRow, owner: string | undefined) => sql`
  select user_id, id, thread_id from runs where user_id = ${run.user_id} and id = ${run.id}
    ${owner === undefined ? sql`` : sql`and owner = ${owner} and attempt = ${run.attempt} and status in ('queued', 'running') for update`}`

const turnOf = (sql: Sql, turn: Turn | undefined) =>
  turn
    ? sql`, turn as (
        insert into turns (user_id, run_id, position, text, workflow_id, reasoning, created_at)
        select held.user_id, held.id, ${turn.position}::integer, ${turn.text}, ${turn.workflow_id}::uuid,
          (${turn.reasoning ? JSON.stringify(turn.reasoning) : null}::text)::jsonb, ${turn.created_at}::timestamptz
        from held on conflict do nothing returning position
      ), calls as (
        insert into tool_calls (user_id, run_id, turn, position, id, name, arguments, status, result)
        select held.user_id, held.id, c.turn, c.position, c.id, c.name, c.arguments, c.status, c.result
        from held, jsonb_to_recordset((${JSON.stringify(turn.calls)}::text)::jsonb)
          as c(turn integer, position integer, id text, name text, arguments text, status text, result jsonb)
        on conflict do nothing
      )`
    : sql``

const settledOf = (sql: Sql, settled: SettledCall[]) =>
  settled.length > 0
    ? sql`, settled as (
        update tool_calls c set status = s.status, result = s.result, duration_ms = s.duration_ms
        from held, jsonb_to_recordset((${JSON.stringify(settled)}::text)::jsonb)
          as s(turn integer, position integer, status text, result jsonb, duration_ms integer)
        where c.user_id = held.user_id and c.run_id = held.id and c.turn = s.turn and c.position = s.position
      )`
    : sql``

/** Tokens are counted with the turn that they bought, once. */
const usageOf = (sql: Sql, { spent, provider, turn, reserve = 0 }: Step) => {
  const fresh = turn ? sql`exists (select 1 from turn)` : sql`true`
  const { input_tokens, output_tokens, reserved } = spent ?? { input_tokens: 0, output_tokens: 0, reserved: 0 }
  const used = input_tokens + output_tokens + reserve
  const changed = sql`, changed as (
    update runs r set input_tokens = r.input_tokens + ${input_tokens}, output_tokens = r.output_tokens + ${output_tokens},
      provider = coalesce(${provider?.name ?? null}, r.provider), model = coalesce(${provider?.model ?? null}, r.model)
    from held where r.user_id = held.user_id and r.id = held.id and ${fresh}
  )`
  const counted = sql`, counted as (
    insert into daily_usage (user_id, day, tokens)
    select held.user_id, (now() at time zone 'UTC')::date, ${used}::bigint from held where ${fresh}
    on conflict (user_id, day) do update set tokens = greatest(daily_usage.tokens + ${used - reserved}, 0)
  )`
  return sql`${spent || provider ? changed : sql``}${used + reserved > 0 ? counted : sql``}`
}

const eventsOf = (sql: Sql, { first_seq, events }: Numbered) =>
  events.length > 0
    ? sql`, logged as (
        insert into run_events (user_id, run_id, first_seq, last_seq, events)
        select held.user_id, held.id, ${first_seq}::integer, ${first_seq + events.length - 1}::integer,
          (${JSON.stringify(events)}::text)::json from held
        on conflict do nothing
      )`
    : sql``

/**
 * Keeps a step and its events. With `owner` the run must still be this process's, else the transaction holds it already.
 * False when it is not, and nothing was kept.
 */
export const keepStep = async (
  sql: Sql,
  run: RunRow,
  step: Step,
  numbered: Numbered,
  owner?: string,
): Promise<boolean> => {
  const rows = await sql`
    with held as (${heldRun(sql, run, owner)})
      ${turnOf(sql, step.turn)}${settledOf(sql, step.settled ?? [])}${usageOf(sql, step)}
      ${newItems(sql, step.items ?? [], step.title)}${eventsOf(sql, numbered)}
    select id from held`
  return rows.length > 0
}

interface Beginning {
  items: NewItem[]
  title: string
  events: RunEvent[]
  /** The events when the thread has no title yet; `created_at` says where the time of the thread's making belongs. */
  titled: RunEvent[]
  created_at: string
}

/**
 * Makes a run with its message and first events, in one statement. Undefined when its thread takes no messages.
 * @throws SQLSTATE 23505 on `runs_one_live` when the thread is answering already.
 */
export const beginRun = async (
  sql: Sql,
  run: NewRun,
  { items, title, events, titled, created_at }: Beginning,
): Promise<BegunRun | undefined> => {
  const [row] = await sql`${newRun(sql, run)} ${newItems(sql, items, title)}, logged as (
      insert into run_events (user_id, run_id, first_seq, last_seq, events)
      select user_id, id, 1, json_array_length(events), events
      from held cross join lateral (
        select case when thread_title is null
          then replace(${JSON.stringify(titled)}::text, ${created_at},
            to_char(thread_created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::json
          else (${JSON.stringify(events)}::text)::json end as events
      ) as first
    )
    select ${runColumns(sql)}, thread_title, thread_created_at, thread_version from held`
  return toBegun(row)
}
