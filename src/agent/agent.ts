/**
 * Other agents’ calls of our tools: each is one transaction, and what destroys or changes much waits for the person as
 * it does in a chat. Calls that follow each other within a minute are one burst and count together, as in a run.
 */

import type { Caller } from '../account/schema.ts'
import { provedBy, record } from '../audit/record.ts'
import type { Config } from '../config.ts'
import type { Confirmations } from '../confirmation/confirmation.ts'
import { type Asked, heardBefore, requestConfirmation } from '../confirmation/request.ts'
import type { Confirmation } from '../confirmation/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError, isAppError } from '../errors.ts'
import { whenOf } from '../lib/calendar.ts'
import { newId } from '../lib/id.ts'
import { toolCalls } from '../metrics.ts'
import type { Mutate } from '../mutate.ts'
import type { Changes } from '../pubsub/user-changes.ts'
import { lockTasks } from '../task/mutations.ts'
import type { TaskChangeRow } from '../task/schema.ts'
import { invoke, type Outcome } from '../tool/invoke.ts'
import { type CallResult, type CheckedCall, type Registry, ToolError } from '../tool/registry.ts'
import type { ToolContext } from '../tool/tool.ts'
import { burstOf } from './store.ts'
import { createSubscriptions, type SubscriptionsOptions } from './subscriptions.ts'

/** A burst is over when nothing was changed for so long. */
const BURST_SECONDS = 60

/** `done`: it happened. Otherwise nothing was changed, and the confirmation says why: it waits, or the person said no. */
export type AgentResult = ({ status: 'done' } & CallResult) | { status: 'unchanged'; confirmation: Confirmation }

interface AgentOptions extends SubscriptionsOptions {
  mutate: Mutate
  changes: Pick<Changes, 'follow'>
  registry: Registry
  confirmations: Confirmations
  config: Pick<Config, 'CONFIRM_DESTRUCTIVE'>
}

export const createAgents = (options: AgentOptions) => {
  const { registry, confirmations } = options

  /**
   * @throws not_found  no such tool  @throws ToolFault  what the agent should read
   * @throws conflict  too many questions wait for the person
   */
  const call = async (caller: Caller, name: string, input: unknown): Promise<AgentResult> => {
    try {
      const answer = await act(options, caller, registry.check(name, input, whenOf(caller, new Date())))
      toolCalls.inc({ tool: name, outcome: answer.status === 'done' ? 'done' : 'awaiting_confirmation' })
      return answer
    } catch (error) {
      toolCalls.inc({ tool: registry.get(name) ? name : 'unknown', outcome: 'failed' })
      throw error
    }
  }

  /**
   * The person’s own word, given through the agent’s program: never the agent’s. Said again it changes nothing more.
   * @throws not_found  @throws confirmation_expired  @throws ToolFault  the call is no longer possible
   */
  const settle = async (caller: Caller, id: string, approve: boolean): Promise<AgentResult> =>
    answerOf(registry, await settledBy(confirmations, caller, id, approve))

  return { call, settle, ...createSubscriptions(options) }
}

const act = async (options: AgentOptions, caller: Caller, call: CheckedCall): Promise<AgentResult> => {
  const { db, mutate, config, registry } = options
  if (call.tool.tier === 'read') {
    return db.query(async (sql) => resultOf(await invoke(call, { caller, sql, actor: 'mcp' }), call))
  }
  const { value } = await mutate(caller, undefined, async (sql) => {
    const context = await working(caller, sql)
    if (!config.CONFIRM_DESTRUCTIVE) return audited(context, call, resultOf(await invoke(call, context), call))
    const heard = await heardBefore(sql, caller, call)
    if (heard) return heardAs(registry, heard)
    const ask = (changes: TaskChangeRow[]) => requestConfirmation(sql, caller, { call, changes })
    return audited(context, call, resultOf(await invoke(call, context, { ask }), call))
  })
  return value
}

/** A call that failed has left nothing, its record included. */
const audited = async ({ sql, caller }: ToolContext, { tool }: CheckedCall, answer: AgentResult) => {
  const outcome = answer.status === 'done' ? 'done' : 'awaiting_confirmation'
  await record(sql, caller.user_id, 'tool_called', { ...provedBy(caller), what: tool.name, outcome })
  return answer
}

/** @throws ToolError, AppError  what the agent should read; nothing was changed */
const resultOf = (outcome: Outcome<Asked>, { ignored }: CheckedCall): AgentResult => {
  if (outcome.status === 'failed') throw outcome.error
  if (outcome.status === 'waiting') return { status: 'unchanged', confirmation: outcome.asked.confirmation }
  const { result, said } = outcome
  return { status: 'done', result, said: ignored ? `${said} Ignored, no such field: ${ignored.join(', ')}.` : said }
}

/** Calls of one user come in one by one from here on: of two at once each would think the other had changed nothing. */
const working = async (caller: Caller, sql: Sql): Promise<ToolContext> => {
  await lockTasks(sql, caller)
  const run_id = (await burstOf(sql, caller.user_id, BURST_SECONDS)) ?? newId()
  return { caller, sql, actor: 'mcp', run_id }
}

const settledBy = async (confirmations: Confirmations, caller: Caller, id: string, approve: boolean) => {
  try {
    return await confirmations.settle(caller, id, approve)
  } catch (error) {
    // A repeated answer, or the person was faster on the page: what was decided first holds.
    if (isAppError(error, 'confirmation_settled')) return confirmations.show(caller, id)
    throw error
  }
}

/** An agent that calls again learns what the person has said meanwhile. */
const heardAs = (registry: Registry, confirmation: Confirmation): AgentResult => {
  const answer = answerOf(registry, confirmation)
  return answer.status === 'done' ? { ...answer, said: `The person approved this; it is done: ${answer.said}` } : answer
}

const answerOf = (registry: Registry, confirmation: Confirmation): AgentResult => {
  const [made] = confirmation.tool_calls
  if (confirmation.status !== 'approved') return { status: 'unchanged', confirmation }
  const tool = registry.get(confirmation.tool)
  if (!made || !tool) throw new AppError('internal', 'An approved call has no outcome.')
  if ('error' in made.result) throw new ToolError(String(made.result.error))
  return { status: 'done', result: made.result, said: tool.say(made.result as never) }
}
