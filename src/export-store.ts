/** SQL of what only the export reads whole: runs and feedback, a page at a time in the order of their ids. */
import type { Row, Sql } from './db/database.ts'

const FIRST = '00000000-0000-0000-0000-000000000000'

export interface IdRange {
  after?: string | undefined
  limit: number
}

interface ExportedRun {
  id: string
  session_id: string
  status: string
  provider: string | null
  model: string | null
  usage: { input_tokens: number; output_tokens: number }
  created_at: string
  finished_at: string | null
}

const toRun = (row: Row): ExportedRun => ({
  id: row.id,
  session_id: row.thread_id,
  status: row.status,
  provider: row.provider,
  model: row.model,
  usage: { input_tokens: row.input_tokens, output_tokens: row.output_tokens },
  created_at: row.created_at.toISOString(),
  finished_at: row.finished_at?.toISOString() ?? null,
})

export const selectRuns = async (sql: Sql, user_id: string, { after = FIRST, limit }: IdRange) => {
  const rows = await sql`
    select id, thread_id, status, provider, model, input_tokens, output_tokens, created_at, finished_at from runs
    where user_id = ${user_id} and id > ${after} order by id limit ${limit}`
  return rows.map(toRun)
}

interface ExportedMessage {
  id: string
  channel: string
  kind: string
  task_ids: number[]
  status: string
  attempts: number
  answer: string | null
  created_at: string
  settled_at: string | null
}

/** What was sent of reminders and changes, and what waits; what it said stands in the tasks and their history. */
export const selectMessages = async (
  sql: Sql,
  user_id: string,
  { after = FIRST, limit }: IdRange,
): Promise<ExportedMessage[]> => {
  const rows = await sql`
    select id, channel, kind, task_ids, state, attempts, answer, created_at, settled_at from outbox
    where user_id = ${user_id} and id > ${after} order by id limit ${limit}`
  return rows.map(({ id, channel, kind, task_ids, state, attempts, answer, created_at, settled_at }) => ({
    ...{ id, channel, kind, task_ids, status: state, attempts, answer },
    created_at: created_at.toISOString(),
    settled_at: settled_at?.toISOString() ?? null,
  }))
}

interface ExportedFeedback {
  id: string
  kind: string
  created_at: string
}

export const selectFeedback = async (
  sql: Sql,
  user_id: string,
  { after = FIRST, limit }: IdRange,
): Promise<ExportedFeedback[]> => {
  const rows = await sql`
    select item_id, kind, created_at from feedback
    where user_id = ${user_id} and item_id > ${after} order by item_id limit ${limit}`
  return rows.map((row) => ({ id: row.item_id, kind: row.kind, created_at: row.created_at.toISOString() }))
}
