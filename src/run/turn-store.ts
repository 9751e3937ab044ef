/** SQL of turns and their tool calls, and of the history that a model reads. */
import type { Row, Sql } from '../db/database.ts'
import type { Reasoning } from '../llm/provider.ts'
import type { ShownChange } from '../task/difference.ts'
import type { RunRow } from './store.ts'

type CallStatus = 'pending' | 'done' | 'failed' | 'awaiting_confirmation'

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
  result: StoredCallResult | null
}

/** What came of a call: the tool's output with a line for models, a fault the model may mend, or a wait. */
export type StoredCallResult =
  | { output: object; said: string; ignored?: string[] }
  /** `shown`: the same for people, when there are words for them. `bad`: the call itself could not be understood. */
  | { error: string; shown?: string; bad?: boolean }
  | {
      status: 'awaiting_confirmation'
      confirmation_id: string
      /** The card that asks; absent when the same question has one already. */
      item_id?: string
      tool: string
      titles: string[]
      /** Absent in what an earlier release stored. */
      changes?: ShownChange[]
      created_at: string
    }

export interface Turn {
  position: number
  text: string
  created_at: string
  /** The item that shows the calls; null when there are none. */
  workflow_id: string | null
  /** What the provider wants to see again with this turn. */
  reasoning: Reasoning | null
  calls: ToolCall[]
}

const TURN_JSON = (sql: Sql) => sql`
  t.position, t.text, t.workflow_id, t.reasoning, t.created_at, coalesce((
    select jsonb_agg(jsonb_build_object('turn', c.turn, 'position', c.position, 'id', c.id, 'name', c.name,
      'arguments', c.arguments, 'status', c.status, 'result', c.result) order by c.position)
    from tool_calls c where c.user_id = t.user_id and c.run_id = t.run_id and c.turn = t.position
  ), '[]'::jsonb) as calls`

const TURNS_MAX = 100

/** The committed turns of one run: where it goes on after a take-over. */
export const listTurns = async (sql: Sql, user_id: string, run_id: string): Promise<Turn[]> => {
  const rows = await sql`
    select ${TURN_JSON(sql)} from turns t where t.user_id = ${user_id} and t.run_id = ${run_id}
    order by t.position limit ${TURNS_MAX}`
  return rows.map((row) => ({
    position: row.position,
    text: row.text,
    workflow_id: row.workflow_id,
    reasoning: row.reasoning,
    created_at: row.created_at.toISOString(),
    calls: row.calls,
  }))
}

/**
 * The call as it stands, locked with its run for the transaction that is to carry it out; undefined when the run is not
 * this process's any more.
 */
export const holdCall = async (sql: Sql, run: RunRow, owner: string, call: ToolCall) => {
  const [row] = await sql`
    select c.status, c.result, c.duration_ms from runs r join tool_calls c on c.user_id = r.user_id and c.run_id = r.id
    where r.user_id = ${run.user_id} and r.id = ${run.id} and r.owner = ${owner} and r.attempt = ${run.attempt}
      and r.status in ('queued', 'running') and c.turn = ${call.turn} and c.position = ${call.position}
    for update`
  return row as CallOutcome | undefined
}

export interface CallOutcome {
  status: CallStatus
  result: StoredCallResult
  duration_ms: number
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
const PAST_RUNS_MAX = 40

/** The query for the newest exchanges of a thread with their turns and hidden notes, newest first. */
const pastRuns = (sql: Sql, user_id: string, thread_id: string) => sql`
    select r.id as run_id, r.created_at, m.words, m.data ->> '_context' as context, m.data ->> '_locale' as locale,
      m.data ->> '_provider' as provider,
      coalesce((select jsonb_agg(to_jsonb(turn) - 'asked_at' order by turn.asked_at, turn.position) from (
        select ${TURN_JSON(sql)}, a.created_at as asked_at from runs a
        join turns t on t.user_id = a.user_id and t.run_id = a.id and t.workflow_id is not null
        where a.user_id = r.user_id and a.message_id = r.message_id and a.superseded_at is not null
          and a.aside is null limit ${TURNS_MAX}
      ) turn), '[]'::jsonb) as kept,
      coalesce((select jsonb_agg(to_jsonb(turn) order by turn.position) from (
        select ${TURN_JSON(sql)} from turns t where t.user_id = r.user_id and t.run_id = r.id limit ${TURNS_MAX}
      ) turn), '[]'::jsonb) as turns,
      coalesce((select jsonb_agg(n.data ->> 'content' order by n.position) from items n
        where n.user_id = r.user_id and n.run_id = r.id and n.type = 'hidden_context_item'), '[]'::jsonb) as notes
    from runs r join items m on m.user_id = r.user_id and m.id = r.message_id
    where r.user_id = ${user_id} and r.thread_id = ${thread_id} and r.superseded_at is null and r.aside is null
    order by r.created_at desc, r.id desc limit ${PAST_RUNS_MAX}`

const toPastRun = (row: Row): PastRun => ({
  run_id: row.run_id,
  created_at: row.created_at,
  words: row.words ?? '',
  context: row.context,
  locale: row.locale,
  provider: row.provider,
  kept: row.kept,
  turns: row.turns,
  notes: row.notes,
})

/** Oldest first. */
export const listPastRuns = async (sql: Sql, user_id: string, thread_id: string): Promise<PastRun[]> =>
  (await pastRuns(sql, user_id, thread_id)).map(toPastRun).reverse()

/** What was said before a message that is just being kept, and which state of the thread that is. */
export interface Before {
  version: string | undefined
  runs: PastRun[]
}

/** The same, with the state of the thread: whatever changes what a model reads of it changes the thread’s own row as well. */
export const lookBefore = async (sql: Sql, user_id: string, thread_id: string): Promise<Before> => {
  const rows = await sql`
    select held.version, past.* from (
      select xmin::text as version from threads where user_id = ${user_id} and id = ${thread_id}
    ) held left join lateral (${pastRuns(sql, user_id, thread_id)}) past on true
    order by past.created_at, past.run_id limit ${PAST_RUNS_MAX}`
  return { version: rows[0]?.version, runs: rows.filter((row) => row.run_id !== null).map(toPastRun) }
}

/** The exchanges with a further one, whose message has just been kept. */
export const withNewest = (runs: PastRun[], newest: PastRun) => [...runs, newest].slice(-PAST_RUNS_MAX)
