/** Carries out the calls of a committed turn, each exactly once: effect, result, history and events commit together. */

import { record } from '../audit/record.ts'
import { type Asked, requestConfirmation } from '../confirmation/request.ts'
import type { Sql } from '../db/database.ts'
import { isAppError } from '../errors.ts'
import { toolCalls } from '../metrics.ts'
import type { TaskChangeRow } from '../task/schema.ts'
import { toRow } from '../thread/item.ts'
import type { Item } from '../thread/schema.ts'
import type { NewItem } from '../thread/store.ts'
import { invoke } from '../tool/invoke.ts'
import { type CheckedCall, ToolError } from '../tool/registry.ts'
import { tracedTool } from '../tool/span.ts'
import type { ToolContext } from '../tool/tool.ts'
import { failureFor } from '../widget/tool-line.ts'
import type { RunContext, RunnerDeps } from './context.ts'
import { changedItems, confirmationItem, shownTo, whenOf, workflowItem, workflowTask } from './items.ts'
import { LostRun } from './log/journal.ts'
import type { RunEvent } from './schema.ts'
import { type CallOutcome, holdCall, type StoredCallResult, type ToolCall, type Turn } from './turn-store.ts'

/** What the turn after these calls is going to cost to ask; 0 when nothing is counted. */
type CostOfNext = (turn: Turn) => number

export const carryOut = async (deps: RunnerDeps, run_context: RunContext, turn: Turn, costOfNext: CostOfNext) => {
  for (const call of turn.calls) {
    run_context.stop.signal.throwIfAborted()
    if (call.status !== 'pending') continue
    const carry = () => carryOutOne(deps, run_context, turn, call, costOfNext)
    await tracedTool(knownName(deps, call), carry, () => call.status)
  }
}

/** A name that no tool has is the model’s text. */
const knownName = ({ registry }: RunnerDeps, { name }: ToolCall) => (registry.get(name) ? name : 'unknown')

const carryOutOne = async (
  deps: RunnerDeps,
  run_context: RunContext,
  turn: Turn,
  call: ToolCall,
  costOfNext: CostOfNext,
) => {
  const { done, reserve } = await run_context.journal.commit(async (sql, owner) => {
    const held = await holdCall(sql, run_context.run, owner, call)
    if (!held) throw new LostRun()
    const outcome = held.status === 'pending' ? await perform(deps, run_context, sql, call) : held
    const done: ToolCall = { ...call, status: outcome.status, result: outcome.result }
    const settled = { ...turn, calls: turn.calls.map((one) => (one === call ? done : one)) }
    const is_last = call.position === turn.calls.length
    const closing = is_last ? cardsOf(deps, run_context, settled) : { items: [], events: [] }
    const reserve = is_last ? costOfNext(settled) : 0
    return {
      step: {
        settled: [{ turn: call.turn, position: call.position, ...outcome }],
        items: closing.items,
        // A commit that is sent again has counted them already.
        reserve: held.status === 'pending' ? reserve : 0,
      },
      events: [updated(deps, run_context, turn, done), ...changedEvents(deps, done), ...closing.events],
      value: { done, reserve },
    }
  })
  Object.assign(call, done)
  if (reserve > 0) run_context.asking = { reserved: reserve, answered: false }
  const tool = knownName(deps, call)
  toolCalls.inc({ tool, outcome: call.status })
  deps.log.info({ run_id: run_context.run.id, tool, outcome: call.status }, 'tool call')
}

const updated = (deps: RunnerDeps, run_context: RunContext, turn: Turn, call: ToolCall): RunEvent => ({
  type: 'thread.item.updated',
  item_id: turn.workflow_id ?? '',
  update: {
    type: 'workflow.task.updated',
    task_index: call.position - 1,
    task: workflowTask(deps.registry, call, shownTo(run_context)),
  },
})

const changedEvents = ({ registry }: RunnerDeps, call: ToolCall): RunEvent[] =>
  call.status === 'done' && registry.get(call.name)?.tier !== 'read'
    ? [{ type: 'client_effect', name: 'tasks.changed', data: { tool: call.name } }]
    : []

/** What a turn whose calls have ended leaves in the thread: its card, and one for each call that waits for the person. */
export const cardsOf = (
  { registry }: RunnerDeps,
  run_context: RunContext,
  turn: Turn,
): { items: NewItem[]; events: RunEvent[] } => {
  const { thread_id, id } = run_context.run
  const card = workflowItem(registry, { ...turn, workflow_id: turn.workflow_id ?? '' }, thread_id, shownTo(run_context))
  const items: Item[] = [card, ...turn.calls.flatMap((call) => confirmationItem(run_context, call))]
  const cards = changedItems(registry, run_context, turn, turn.calls)
  return {
    items: [...items.map((item) => asked(toRow(item, id), run_context)), ...cards.map(({ row }) => row)],
    events: [...items, ...cards.map(({ item }) => item)].map((item) => ({ type: 'thread.item.done', item })),
  }
}

/** The card of a question keeps its language for the day it is settled. */
const asked = (row: NewItem, { language }: RunContext): NewItem =>
  row.type === 'widget' && language !== undefined ? { ...row, data: { ...row.data, _language: language } } : row

const perform = async (deps: RunnerDeps, run_context: RunContext, sql: Sql, call: ToolCall): Promise<CallOutcome> => {
  const start = performance.now()
  const outcome = await outcomeOf(deps, run_context, sql, call)
  const timed = { ...outcome, duration_ms: Math.round(performance.now() - start) }
  await audited(deps, run_context, sql, call, timed)
  return timed
}

/** Looking changes nothing and is not recorded; a name that no tool has is the model's text, and stays out. */
const audited = async ({ registry }: RunnerDeps, { run }: RunContext, sql: Sql, call: ToolCall, came: CallOutcome) => {
  const tool = registry.get(call.name)
  if (tool?.tier === 'read') return
  const facts = { by: 'assistant', what: tool?.name ?? 'unknown', outcome: came.status, id: run.id } as const
  await record(sql, run.user_id, 'tool_called', facts)
}

type Outcome = Omit<CallOutcome, 'duration_ms'>

const outcomeOf = async (deps: RunnerDeps, run_context: RunContext, sql: Sql, call: ToolCall): Promise<Outcome> => {
  const understood = understand(deps, run_context, call)
  if ('fault' in understood) return { status: 'failed', result: { error: understood.fault, bad: true } }
  const { run, caller, provider } = run_context
  const literal = provider?.name === 'builtin'
  const context: ToolContext = {
    caller,
    sql,
    actor: 'assistant',
    run_id: run.id,
    thread_id: run.thread_id,
    literal,
  }
  const ask = (changes: TaskChangeRow[]) =>
    requestConfirmation(sql, caller, { call: understood, changes, run: { id: run.id, thread_id: run.thread_id } })
  const came = await invoke(understood, context, deps.confirm_destructive ? { ask } : {})
  if (came.status === 'failed')
    return {
      status: 'failed',
      result: { error: came.error.message, shown: failureFor(came.error, shownTo(run_context)) },
    }
  if (came.status === 'waiting') return { status: 'awaiting_confirmation', result: waitingFor(came.asked) }
  const { ignored } = understood
  return { status: 'done', result: { output: came.result, said: came.said, ...(ignored && { ignored }) } }
}

const waitingFor = ({ confirmation, card_id }: Asked): StoredCallResult => ({
  status: 'awaiting_confirmation',
  confirmation_id: confirmation.id,
  tool: confirmation.tool,
  titles: confirmation.titles,
  changes: confirmation.changes,
  created_at: confirmation.created_at,
  ...(card_id !== undefined && { item_id: card_id }),
})

/** The call as our own schema reads it, or what to tell the model. */
const understand = ({ registry }: RunnerDeps, context: RunContext, call: ToolCall): CheckedCall | { fault: string } => {
  try {
    // The built-in assistant writes what it means; everybody else is read with patience.
    if (context.provider?.name === 'builtin') return registry.check(call.name, JSON.parse(call.arguments))
    return registry.check(call.name, call.arguments, whenOf(context))
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: 'The arguments are not valid JSON.' }
    if (error instanceof ToolError || isAppError(error)) return { fault: error.message }
    throw error
  }
}

export const toldOf = (result: StoredCallResult | null): object => {
  if (result === null) return { error: 'This call was never carried out.' }
  if ('output' in result) return result.output
  if ('error' in result) return { error: result.error }
  const { status, confirmation_id, titles } = result
  return { status, confirmation_id, titles }
}
