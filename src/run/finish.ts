/** How a run ends: what was written is kept, what never ran is said, and `run.done` closes the log. */
import { estimateTokens } from '../llm/tokens.ts'
import { hiddenNote, toRow } from '../thread/item.ts'
import type { Item } from '../thread/schema.ts'
import { RUN_ITEMS_MAX, toStoredItem } from '../thread/store.ts'
import type { RunContext, RunnerDeps } from './context.ts'
import { type Happened, LostRun } from './log/journal.ts'
import type { Run, RunEvent } from './schema.ts'
import type { Spent, Step } from './step-store.ts'
import { type Ending, endRun, type RunRow } from './store.ts'
import { cardsOf } from './tool-call.ts'
import { messageCalls, newTurn } from './turn.ts'

const NOTES: Partial<Record<Run['status'], string>> = {
  cancelled: 'The person stopped this answer. Do not take it up again unless asked. What tools did stays done.',
  failed: 'This answer ended with an error before it was complete. What tools did stays done.',
  interrupted: 'This answer was interrupted before it was complete. What tools did stays done.',
}

/** What is said of a call that a stop came before. */
const NEVER_RAN = 'Stopped before it ran.'

/** The run as clients see it. */
export const toRun = ({ user_id: _, message_id: __, attempt: ___, ...run }: RunRow, items: Item[]): Run => ({
  ...run,
  items,
})

/** Ends the run in the database and in its log, in one transaction. @throws LostRun when it is not ours any more */
export const finish = (deps: RunnerDeps, context: RunContext, ending: Ending): Promise<Run> =>
  context.journal.commit(async (sql, owner) => {
    const ended = await endRun(sql, context.run, owner, ending)
    if (!ended) throw new LostRun()
    const { step, events } = lastHappened(deps, context, ending)
    const shown = (step.items ?? []).filter(({ type }) => type !== 'hidden_context_item')
    const { thread_id } = context.run
    const items = [...ended.items, ...shown.map((item) => toStoredItem({ ...item, thread_id }))].slice(0, RUN_ITEMS_MAX)
    const run = toRun(withSpent(ended.row, step), items)
    return { step, events: [...events, ...errorEvents(ending), { type: 'run.done', run }], value: run }
  })

/** The row as the step that is kept with it makes it. */
const withSpent = (row: RunRow, { spent, provider }: Step): RunRow => ({
  ...row,
  provider: provider?.name ?? row.provider,
  model: provider?.model ?? row.model,
  usage: {
    input_tokens: row.usage.input_tokens + (spent?.input_tokens ?? 0),
    output_tokens: row.usage.output_tokens + (spent?.output_tokens ?? 0),
  },
})

/** The last turn of a run that came to its end, else what there is of the turn that did not. */
const lastHappened = (deps: RunnerDeps, context: RunContext, ending: Ending): Happened => {
  const { closing, provider, run, notices } = context
  const note = NOTES[ending.status]
  const notes = note ? [hiddenNote(run.id, note)] : []
  if (closing) return { ...closing, step: { ...closing.step, items: [...(closing.step.items ?? []), ...notes] } }
  const message = keepMessage(context)
  const workflow = keepWorkflow(deps, context)
  return {
    step: {
      ...message.step,
      ...workflow.step,
      spent: cutUsage(context, ending),
      provider: run.provider === null ? provider : undefined,
      items: [
        ...notices.map(({ row }) => row),
        ...(message.step.items ?? []),
        ...(workflow.step.items ?? []),
        ...notes,
      ],
    },
    events: [...message.events, ...workflow.events],
  }
}

/**
 * A turn that was stopped or cut has cost what it was asked with and what had been written, by estimate; one that
 * failed before its first word has not.
 */
const cutUsage = ({ asking, message }: RunContext, { status, error }: Ending): Spent | undefined => {
  if (!asking) return undefined
  const cost = asking.answered || status === 'cancelled' || error?.code === 'run_timeout'
  const output_tokens = cost && message ? estimateTokens(message.text) : 0
  return { input_tokens: cost ? asking.reserved : 0, output_tokens, reserved: asking.reserved }
}

const NOTHING: Happened = { step: {}, events: [] }

/** The words of a turn that did not end stay, as a turn without calls, so that the model knows them too. */
const keepMessage = ({ run, message, turns }: RunContext): Happened => {
  if (!message?.text) return NOTHING
  const turn = newTurn(turns.length + 1, message.text, [])
  const items = [toRow(message.done(), run.id, messageCalls(turns, turn))]
  return { step: { turn, items }, events: message.closing() }
}

/** A turn that was stopped between its calls: those that never ran are said to have been stopped. */
const keepWorkflow = (deps: RunnerDeps, context: RunContext): Happened => {
  const last = context.turns.at(-1)
  if (!last?.workflow_id || last.calls.every((call) => call.status !== 'pending')) return NOTHING
  const stopped = { status: 'failed', result: { error: NEVER_RAN, shown: NEVER_RAN }, duration_ms: 0 } as const
  const settled = last.calls
    .filter((call) => call.status === 'pending')
    .map(({ turn, position }) => ({ turn, position, ...stopped }))
  const calls = last.calls.map((call) => (call.status === 'pending' ? { ...call, ...stopped } : call))
  const { items, events } = cardsOf(deps, context, { ...last, calls })
  return { step: { settled, items }, events }
}

const errorEvents = ({ error }: Ending): RunEvent[] =>
  error ? [{ type: 'error', code: 'custom', message: error.message, allow_retry: true }] : []
