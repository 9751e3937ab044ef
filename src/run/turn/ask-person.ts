/** Deeds that wait: the confirmation is written instead of the effect, and the model is told so. */
import { createHash } from 'node:crypto'
import { insertConfirmation } from '../../confirmation/store.ts'
import { canonicalJson } from '../../lib/canonical.ts'
import { newId } from '../../lib/id.ts'
import { changedInRun, titlesOf } from '../../task/store.ts'
import type { WidgetItem } from '../../thread/schema.ts'
import { needsConfirmation } from '../../tool/policy.ts'
import type { Tool, ToolContext } from '../../tool/tool.ts'
import { confirmationCard } from '../../widget/confirmation.ts'
import type { Job } from '../job.ts'
import type { CallResult, ToolCall } from './store.ts'

export interface Target {
  id: number
  title: string
}

type Args = Record<string, unknown>
type Waiting = Extract<CallResult, { status: 'awaiting_confirmation' }>

/** The existing tasks to ask about, or undefined when the call may simply happen. */
export const mustAsk = async (tool: Tool, args: Args, { sql, caller, run_id }: ToolContext) => {
  const changed = run_id ? await changedInRun(sql, caller.user_id, run_id) : new Set<number>()
  if (!needsConfirmation(tool, args, changed)) return undefined
  const targets = await titlesOf(sql, caller.user_id, tool.targets(args))
  // Nothing there to destroy: the call itself says so better than a question could.
  return targets.length > 0 ? targets : undefined
}

export const hashArguments = (tool: string, args: object) =>
  createHash('sha256')
    .update(`${tool}\n${canonicalJson(args)}`)
    .digest('hex')

export const askPerson = async (
  { run }: Job,
  { sql, caller }: ToolContext,
  tool: Tool,
  args: Args,
  targets: Target[],
): Promise<Waiting> => {
  const waiting: Waiting = {
    status: 'awaiting_confirmation',
    confirmation_id: newId(),
    item_id: newId(),
    tool: tool.name,
    titles: targets.map((target) => target.title),
    created_at: new Date().toISOString(),
  }
  await insertConfirmation(sql, {
    id: waiting.confirmation_id,
    user_id: caller.user_id,
    thread_id: run.thread_id,
    run_id: run.id,
    item_id: waiting.item_id,
    tool: tool.name,
    arguments: args,
    arguments_hash: hashArguments(tool.name, args),
    titles: waiting.titles,
  })
  return waiting
}

export const confirmationItem = (thread_id: string, { result }: ToolCall): WidgetItem[] => {
  if (!result || !('confirmation_id' in result)) return []
  const { confirmation_id, item_id, tool, titles, created_at } = result
  const widget = confirmationCard(confirmation_id, tool, titles)
  return [{ id: item_id, thread_id, created_at, type: 'widget', widget }]
}
