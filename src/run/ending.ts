/** How a run ends: what was written is kept, what never ran is said, and `run.done` closes the log. */
import type { Sql } from '../db/database.ts'
import { hiddenNote, toRow } from '../thread/item.ts'
import type { Item } from '../thread/schema.ts'
import { appendItems, itemsOfRun, type NewItem } from '../thread/store.ts'
import type { Job, Workshop } from './job.ts'
import { LostRun } from './log/journal.ts'
import type { Run, RunEvent } from './schema.ts'
import { type Ending, finishRun, type RunRow, setProvider } from './store.ts'
import { confirmationItem } from './turn/ask-person.ts'
import { changedItems } from './turn/card.ts'
import { messageCalls, newTurn } from './turn/record.ts'
import { insertTurn, settleCall } from './turn/store.ts'
import { workflowItem } from './turn/workflow.ts'

const NOTES: Partial<Record<Run['status'], string>> = {
  cancelled: 'The person stopped this answer. Do not take it up again unless asked. What tools did stays done.',
  failed: 'This answer ended with an error before it was complete. What tools did stays done.',
  interrupted: 'This answer was interrupted before it was complete. What tools did stays done.',
}

export const ENDING_NOTES: readonly string[] = Object.values(NOTES)

/** What is said of a call that a stop came before. */
export const NEVER_RAN = 'Stopped before it ran.'

/** The run as clients see it. */
export const toRun = ({ user_id: _, message_id: __, attempt: ___, ...run }: RunRow, items: Item[]): Run => ({
  ...run,
  items,
})

interface Kept {
  rows: NewItem[]
  events: RunEvent[]
}

/** Ends the run in the database and in its log, in one transaction. @throws LostRun when it is not ours any more */
export const finish = (shop: Workshop, job: Job, ending: Ending): Promise<Run> =>
  job.journal.commit(async (sql) => {
    const kept = [await keepMessage(sql, job), await keepWorkflow(sql, shop, job)]
    const note = NOTES[ending.status]
    const rows = [...kept.flatMap((part) => part.rows), ...(note ? [hiddenNote(job.run.id, note)] : [])]
    const { user_id, thread_id, id } = job.run
    if (rows.length > 0) await appendItems(sql, user_id, thread_id, rows)
    if (job.provider && job.run.provider === null)
      await setProvider(sql, job.run, job.provider.name, job.provider.model)
    const row = await finishRun(sql, job.run, ending)
    if (!row) throw new LostRun()
    const run = toRun(row, await itemsOfRun(sql, user_id, id))
    return {
      events: [...kept.flatMap((part) => part.events), ...errorEvents(ending), { type: 'run.done', run }],
      value: run,
    }
  })

const NOTHING: Kept = { rows: [], events: [] }

/** The words of a turn that did not end stay, as a turn without calls, so that the model knows them too. */
const keepMessage = async (sql: Sql, { run, message, turns }: Job): Promise<Kept> => {
  if (!message?.text) return NOTHING
  const turn = newTurn(turns.length + 1, message.text, [])
  await insertTurn(sql, run.user_id, run.id, turn)
  return { rows: [toRow(message.done(), run.id, messageCalls(turns, turn))], events: message.closing() }
}

/** A turn that was stopped between its calls: those that never ran are said to have been stopped. */
const keepWorkflow = async (sql: Sql, shop: Workshop, job: Job): Promise<Kept> => {
  const { run, turns } = job
  const last = turns.at(-1)
  if (!last?.workflow_id || last.calls.every((call) => call.status !== 'pending')) return NOTHING
  const stopped = { status: 'failed', result: { error: NEVER_RAN }, duration_ms: 0 } as const
  for (const call of last.calls.filter((call) => call.status === 'pending')) {
    await settleCall(sql, run.user_id, run.id, call, stopped)
  }
  const calls = last.calls.map((call) => (call.status === 'pending' ? { ...call, ...stopped } : call))
  const card = workflowItem(shop.registry, { ...last, calls, workflow_id: last.workflow_id }, run.thread_id)
  const items: Item[] = [card, ...calls.flatMap((call) => confirmationItem(run.thread_id, call))]
  const cards = changedItems(job, last, calls)
  return {
    rows: [...items.map((item) => toRow(item, run.id)), ...cards.map(({ row }) => row)],
    events: [...items, ...cards.map(({ item }) => item)].map((item) => ({ type: 'thread.item.done', item })),
  }
}

const errorEvents = ({ error }: Ending): RunEvent[] =>
  error ? [{ type: 'error', code: 'custom', message: error.message, allow_retry: true }] : []
