/** Carries out the calls of a committed turn, each exactly once: effect, result, history and events commit together. */
import type { Sql } from '../../db/database.ts'
import { savepoint } from '../../db/savepoint.ts'
import { AppError, isAppError } from '../../errors.ts'
import { toolCalls } from '../../metrics.ts'
import { toRow } from '../../thread/item.ts'
import type { Item } from '../../thread/schema.ts'
import { appendItems } from '../../thread/store.ts'
import { ToolFault } from '../../tool/registry.ts'
import type { Tool, ToolContext } from '../../tool/tool.ts'
import { RunFault } from '../failure.ts'
import type { Job, Workshop } from '../job.ts'
import type { RunEvent } from '../schema.ts'
import { askPerson, confirmationItem, mustAsk } from './ask-person.ts'
import { changedItems } from './card.ts'
import { type CallOutcome, holdCall, settleCall, type ToolCall, type Turn } from './store.ts'
import { workflowItem, workflowTask } from './workflow.ts'

/** So many calls in a row that cannot be understood end the run. */
export const BAD_CALLS_MAX = 2

export const carryOut = async (shop: Workshop, job: Job, turn: Turn) => {
  for (const call of turn.calls) {
    job.stop.signal.throwIfAborted()
    if (call.status === 'pending') await carryOutOne(shop, job, turn, call)
    if (badCallsAtEnd(job.turns, call) >= BAD_CALLS_MAX) throw new RunFault('model_bad_tool_call')
  }
}

const isBad = ({ result }: ToolCall) => result !== null && 'error' in result && result.bad === true

/** How many calls up to this one were not understood, counted back without a good one between. */
const badCallsAtEnd = (turns: Turn[], upTo: ToolCall) => {
  const calls = turns.flatMap((turn) => turn.calls)
  const settled = calls.slice(0, calls.indexOf(upTo) + 1)
  return settled.length - 1 - settled.findLastIndex((call) => !isBad(call))
}

const carryOutOne = async (shop: Workshop, job: Job, turn: Turn, call: ToolCall) => {
  const settled = await job.journal.commit(async (sql) => {
    const held = await holdCall(sql, job.run.user_id, job.run.id, call)
    const outcome = held && held.status !== 'pending' ? held : await perform(shop, job, sql, call)
    const done: ToolCall = { ...call, status: outcome.status, result: outcome.result }
    const closing = call.position === turn.calls.length ? await close(shop, job, sql, turn, done) : []
    return { events: [updated(shop, turn, done), ...changedEvents(shop, done), ...closing], value: done }
  })
  Object.assign(call, settled)
  toolCalls.inc({ tool: shop.registry.get(call.name) ? call.name : 'unknown', outcome: call.status })
}

const updated = (shop: Workshop, turn: Turn, call: ToolCall): RunEvent => ({
  type: 'thread.item.updated',
  item_id: turn.workflow_id ?? '',
  update: { type: 'workflow.task.updated', task_index: call.position - 1, task: workflowTask(shop.registry, call) },
})

const changedEvents = ({ registry }: Workshop, call: ToolCall): RunEvent[] =>
  call.status === 'done' && registry.get(call.name)?.tier !== 'read'
    ? [{ type: 'client_effect', name: 'tasks.changed', data: { tool: call.name } }]
    : []

/** With its last call the turn's card is stored, and behind it a card for each deed that waits for the person. */
const close = async (shop: Workshop, job: Job, sql: Sql, turn: Turn, last: ToolCall): Promise<RunEvent[]> => {
  const calls = turn.calls.map((call) => (call.position === last.position ? last : call))
  const { thread_id, user_id, id } = job.run
  const card = workflowItem(shop.registry, { ...turn, calls, workflow_id: turn.workflow_id ?? '' }, thread_id)
  const items: Item[] = [card, ...calls.flatMap((call) => confirmationItem(thread_id, call))]
  const cards = changedItems(job, turn, calls)
  const rows = [...items.map((item) => toRow(item, id)), ...cards.map(({ row }) => row)]
  await appendItems(sql, user_id, thread_id, rows)
  return [...items, ...cards.map(({ item }) => item)].map((item) => ({ type: 'thread.item.done', item }))
}

const perform = async (shop: Workshop, job: Job, sql: Sql, call: ToolCall): Promise<CallOutcome> => {
  const start = performance.now()
  const outcome = await outcomeOf(shop, job, sql, call)
  const timed = { ...outcome, duration_ms: Math.round(performance.now() - start) }
  await settleCall(sql, job.run.user_id, job.run.id, call, timed)
  return timed
}

type Outcome = Omit<CallOutcome, 'duration_ms'>

const outcomeOf = async (shop: Workshop, job: Job, sql: Sql, call: ToolCall): Promise<Outcome> => {
  const understood = understand(shop, call)
  if ('fault' in understood) return { status: 'failed', result: { error: understood.fault, bad: true } }
  const { tool, args } = understood
  const context: ToolContext = { caller: job.caller, sql, actor: 'assistant', run_id: job.run.id }
  if (shop.confirm_destructive && tool.tier !== 'read') {
    const targets = await mustAsk(tool, args, context)
    if (targets) return { status: 'awaiting_confirmation', result: await askPerson(job, context, tool, args, targets) }
  }
  return execute(shop, tool, args, context)
}

/** The effect alone may fail and be undone; what it says then is a result that the model reads. */
const execute = async (
  shop: Workshop,
  tool: Tool,
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<Outcome> => {
  try {
    const done = await savepoint(context.sql, (sql) => shop.registry.call(tool.name, args, { ...context, sql }))
    return { status: 'done', result: { output: done.result, said: done.said } }
  } catch (error) {
    return { status: 'failed', result: { error: faultOf(error) } }
  }
}

const BROKEN = ['internal', 'database_unavailable', 'storage_full'] as const

const faultOf = (error: unknown): string => {
  if (error instanceof ToolFault) return error.message
  if (error instanceof AppError && !BROKEN.some((code) => isAppError(error, code))) return error.message
  throw error
}

/** The call as our own schema reads it, or what to tell the model. */
const understand = (
  { registry }: Workshop,
  call: ToolCall,
): { tool: Tool; args: Record<string, unknown> } | { fault: string } => {
  try {
    const args: unknown = JSON.parse(call.arguments)
    return registry.check(call.name, args)
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: 'The arguments are not valid JSON.' }
    return { fault: faultOf(error) }
  }
}
