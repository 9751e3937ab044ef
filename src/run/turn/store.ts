/** SQL of turns and their tool calls, and of the history that a model reads. */
import type { Sql } from '../../db/database.ts'

export type CallStatus = 'pending' | 'done' | 'failed' | 'awaiting_confirmation'

export interface ToolCall {
  turn: number
  /** 1.. within the turn; with run and turn it is the key of the effect. */
  position: number
  /** Ours, not the provider’s. */
  id: string
  name: string
  /** JSON text as the model wrote it. */
  arguments: string
  status: CallStatus
  result: CallResult | null
}

/** What came of a call: the tool's output with a line for people, a fault the model may mend, or a wait. */
export type CallResult =
  | { output: object; said: string }
  /** `bad`: the call itself could not be understood. */
  | { error: string; bad?: boolean }
  | {
      status: 'awaiting_confirmation'
      confirmation_id: string
      item_id: string
      tool: string
      titles: string[]
      created_at: string
    }

export interface Turn {
  position: number
  text: string
  created_at: string
  /** The item that shows the calls; null when there are none. */
  workflow_id: string | null
  calls: ToolCall[]
}

export const insertTurn = async (sql: Sql, user_id: string, run_id: string, turn: Turn) => {
  await sql`
    with turn as (
      insert into turns (user_id, run_id, position, text, workflow_id, created_at)
      values (${user_id}, ${run_id}, ${turn.position}, ${turn.text}, ${turn.workflow_id}, ${turn.created_at}) on conflict do nothing
    )
    insert into tool_calls (user_id, run_id, turn, position, id, name, arguments)
    select ${user_id}, ${run_id}, ${turn.position}, c.position, c.id, c.name, c.arguments
    from jsonb_to_recordset((${JSON.stringify(turn.calls)}::text)::jsonb)
      as c(position integer, id text, name text, arguments text)
    on conflict do nothing`
}

const TURN_JSON = (sql: Sql) => sql`
  t.position, t.text, t.workflow_id, t.created_at, coalesce((
    select jsonb_agg(jsonb_build_object('turn', c.turn, 'position', c.position, 'id', c.id, 'name', c.name,
      'arguments', c.arguments, 'status', c.status, 'result', c.result) order by c.position)
    from tool_calls c where c.user_id = t.user_id and c.run_id = t.run_id and c.turn = t.position
  ), '[]'::jsonb) as calls`

export const TURNS_MAX = 100

/** The committed turns of one run: where it goes on after a take-over. */
export const listTurns = async (sql: Sql, user_id: string, run_id: string): Promise<Turn[]> => {
  const rows = await sql`
    select ${TURN_JSON(sql)} from turns t where t.user_id = ${user_id} and t.run_id = ${run_id}
    order by t.position limit ${TURNS_MAX}`
  return rows.map((row) => ({
    position: row.position,
    text: row.text,
    workflow_id: row.workflow_id,
    created_at: row.created_at.toISOString(),
    calls: row.calls,
  }))
}

/** The call as it stands, locked for the transaction that is to carry it out. */
export const holdCall = async (sql: Sql, user_id: string, run_id: string, call: ToolCall) => {
  const [row] = await sql`
    select status, result, duration_ms from tool_calls
    where user_id = ${user_id} and run_id = ${run_id} and turn = ${call.turn} and position = ${call.position}
    for update`
  return row as CallOutcome | undefined
}

export interface CallOutcome {
  status: CallStatus
  result: CallResult
  duration_ms: number
}

export const settleCall = async (sql: Sql, user_id: string, run_id: string, call: ToolCall, outcome: CallOutcome) => {
  await sql`
    update tool_calls set status = ${outcome.status}, result = (${JSON.stringify(outcome.result)}::text)::jsonb,
      duration_ms = ${outcome.duration_ms}
    where user_id = ${user_id} and run_id = ${run_id} and turn = ${call.turn} and position = ${call.position}`
}

/** One past exchange as the model is to read it, oldest first within. */
export interface PastRun {
  run_id: string
  created_at: Date
  words: string
  /** What the message carried beside its words. */
  context: string | null
  locale: string | null
  /** The provider the person would like first. */
  provider: string | null
  /** What tools did in former attempts at the same message. */
  kept: Turn[]
  turns: Turn[]
  notes: string[]
}

/** Exchanges a model may be shown; older ones are out of its sight whatever the token budget. */
export const PAST_RUNS_MAX = 40

/** The newest exchanges of a thread with their turns and hidden notes, oldest first. */
export const listPastRuns = async (sql: Sql, user_id: string, thread_id: string): Promise<PastRun[]> => {
  const rows = await sql`
    select r.id as run_id, r.created_at, m.words, m.data ->> '_context' as context, m.data ->> '_locale' as locale,
      m.data ->> '_provider' as provider,
      coalesce((select jsonb_agg(to_jsonb(turn) - 'asked_at' order by turn.asked_at, turn.position) from (
        select ${TURN_JSON(sql)}, a.created_at as asked_at from runs a
        join turns t on t.user_id = a.user_id and t.run_id = a.id and t.workflow_id is not null
        where a.user_id = r.user_id and a.message_id = r.message_id and a.superseded_at is not null limit ${TURNS_MAX}
      ) turn), '[]'::jsonb) as kept,
      coalesce((select jsonb_agg(to_jsonb(turn) order by turn.position) from (
        select ${TURN_JSON(sql)} from turns t where t.user_id = r.user_id and t.run_id = r.id limit ${TURNS_MAX}
      ) turn), '[]'::jsonb) as turns,
      coalesce((select jsonb_agg(n.data ->> 'content' order by n.position) from items n
        where n.user_id = r.user_id and n.run_id = r.id and n.type = 'hidden_context_item'), '[]'::jsonb) as notes
    from runs r join items m on m.user_id = r.user_id and m.id = r.message_id
    where r.user_id = ${user_id} and r.thread_id = ${thread_id} and r.superseded_at is null
    order by r.created_at desc, r.id desc limit ${PAST_RUNS_MAX}`
  return rows
    .map((row) => ({
      run_id: row.run_id,
      created_at: row.created_at,
      words: row.words ?? '',
      context: row.context,
      locale: row.locale,
      provider: row.provider,
      kept: row.kept,
      turns: row.turns,
      notes: row.notes,
    }))
    .reverse()
}
