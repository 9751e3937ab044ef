/**
 * Other agents’ calls of our tools: each is one transaction, and what destroys or changes much waits for the person as
 * it does in a chat. Calls that follow each other within a minute are one errand and count together, as in a run.
 */
import type { Caller } from '../account/schema.ts'
import type { Changes } from '../change/changes.ts'
import type { Config } from '../config.ts'
import { askOutside } from '../confirmation/ask.ts'
import type { Confirmations } from '../confirmation/confirmation.ts'
import type { Confirmation } from '../confirmation/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError, isAppError } from '../errors.ts'
import { newId } from '../lib/id.ts'
import { toolCalls } from '../metrics.ts'
import { mustAsk } from '../run/turn/ask-person.ts'
import { lock } from '../task/act.ts'
import { newestGroup } from '../task/history/store.ts'
import { UNASKED_MAX_TASKS } from '../tool/policy.ts'
import { type CallResult, type Registry, ToolFault } from '../tool/registry.ts'
import { undoLastChange } from '../tool/task/undo.ts'
import type { Tool, ToolContext } from '../tool/tool.ts'
import { errandOf, isOfErrand } from './store.ts'
import { createWatch, type WatchOptions } from './watch.ts'

/** An errand is over when nothing was changed for so long. */
export const ERRAND_SECONDS = 60

/** `done`: it happened. Otherwise nothing was changed, and the confirmation says why: it waits, or the person said no. */
export type Answer = ({ status: 'done' } & CallResult) | { status: 'unchanged'; confirmation: Confirmation }

export interface AgentOptions extends WatchOptions {
  changes: Pick<Changes, 'follow' | 'note'>
  registry: Registry
  confirmations: Confirmations
  config: Pick<Config, 'CONFIRM_DESTRUCTIVE'>
}

export const createAgents = (options: AgentOptions) => {
  const { registry, confirmations, changes } = options

  /**
   * @throws not_found  no such tool  @throws ToolFault  what the agent should read
   * @throws conflict  too many questions wait for the person
   */
  const call = async (caller: Caller, name: string, input: unknown): Promise<Answer> => {
    try {
      const { tool, args } = registry.check(name, input)
      const answer = await act(options, caller, tool, args)
      toolCalls.inc({ tool: name, outcome: answer.status === 'done' ? 'done' : 'awaiting_confirmation' })
      if (answer.status === 'done' && tool.tier !== 'read') changes.note(caller.user_id)
      return answer
    } catch (error) {
      toolCalls.inc({ tool: registry.get(name) ? name : 'unknown', outcome: 'failed' })
      throw error
    }
  }

  /**
   * The person’s own word, given through the agent’s program: never the agent’s. Said again it changes nothing more.
   * @throws not_found  @throws confirmation_expired  @throws ToolFault  the deed is no longer possible
   */
  const settle = async (caller: Caller, id: string, approve: boolean): Promise<Answer> =>
    answerOf(registry, await settledBy(confirmations, caller, id, approve))

  return { call, settle, ...createWatch(options) }
}
export type Agents = ReturnType<typeof createAgents>

const act = ({ db, registry, config }: AgentOptions, caller: Caller, tool: Tool, args: Args) => {
  if (tool.tier === 'read') {
    return db.read(async (sql): Promise<Answer> => done(await registry.call(tool.name, args, reading(caller, sql))))
  }
  return db.transaction(async (sql): Promise<Answer> => {
    const context = await working(caller, sql)
    if (config.CONFIRM_DESTRUCTIVE && tool.name === undoLastChange.name) await boundUndo(context)
    const targets = config.CONFIRM_DESTRUCTIVE ? await mustAsk(tool, args, context) : undefined
    if (!targets) return done(await registry.call(tool.name, args, context))
    const titles = targets.map(({ title }) => title)
    const confirmation = await askOutside(sql, caller, { tool: tool.name, arguments: args, titles })
    return { status: 'unchanged', confirmation }
  })
}
type Args = Record<string, unknown>

const done = (result: CallResult): Answer => ({ status: 'done', ...result })

const reading = (caller: Caller, sql: Sql): ToolContext => ({ caller, sql, actor: 'mcp' })

/**
 * What an undo would touch no form can show beforehand, and it cannot be undone itself: an act on many tasks that was
 * not the errand’s own is the person’s to take back. (How often one errand may undo is the tool’s own rule.)
 */
const boundUndo = async ({ sql, caller: { user_id }, run_id }: Working) => {
  const act = await newestGroup(sql, user_id)
  const [first] = act
  if (!first || act.length <= UNASKED_MAX_TASKS || (await isOfErrand(sql, user_id, first.group_id, run_id))) return
  throw new ToolFault(`The newest change is of ${act.length} tasks; only the person can take that back, with Undo.`)
}

type Working = ToolContext & { run_id: string }

/** Calls of one user come in one by one from here on: of two at once each would think the other had changed nothing. */
const working = async (caller: Caller, sql: Sql): Promise<Working> => {
  await lock(sql, caller)
  const run_id = (await errandOf(sql, caller.user_id, ERRAND_SECONDS)) ?? newId()
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

const answerOf = (registry: Registry, confirmation: Confirmation): Answer => {
  const [made] = confirmation.tool_calls
  if (confirmation.status !== 'approved') return { status: 'unchanged', confirmation }
  const tool = registry.get(confirmation.tool)
  if (!made || !tool) throw new AppError('internal', 'An approved deed has no outcome.')
  if ('error' in made.result) throw new ToolFault(String(made.result.error))
  return { status: 'done', result: made.result, said: tool.say(made.result as never) }
}
