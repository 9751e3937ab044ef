/**
 * The one executor of tools, for the run loop, other agents and confirmed calls: a checked call is carried out in a
 * savepoint; when its effect needs the person, the savepoint is taken back and they are asked about exactly that effect.
 */

import { savepoint } from '../db/savepoint.ts'
import { AppError, isAppError } from '../errors.ts'
import { countChanges } from '../task/history.ts'
import type { Effects, TaskChangeRow } from '../task/schema.ts'
import { changedInRun } from '../task/store.ts'
import { needsConfirmation } from './policy.ts'
import { type CallResult, type CheckedCall, ToolError, toToolError } from './registry.ts'
import type { ToolContext } from './tool.ts'

/** Puts the effect of a call to the person; what it gives is handed on. */
type Ask<T> = (changes: TaskChangeRow[]) => Promise<T>

interface Rules<T> {
  /** Absent: nothing waits for the person. */
  ask?: Ask<T> | undefined
  /** Looks at the effect before it counts; what it throws takes the effect back. */
  inspect?: (changes: TaskChangeRow[]) => void
}

export type Outcome<T = never> =
  | ({ status: 'done'; changes: TaskChangeRow[] } & CallResult)
  | { status: 'failed'; error: ToolError | AppError }
  | { status: 'waiting'; asked: T }

/** Takes the savepoint back; never leaves this module. */
class NeedsPerson extends Error {}

/** `context.sql` must be a transaction unless the tool only reads. @throws what is no fault of the call */
export const invoke = async <T = never>(
  call: CheckedCall,
  context: ToolContext,
  { ask, inspect }: Rules<T> = {},
): Promise<Outcome<T>> => {
  const effects: Effects = { changes: [] }
  const { changes } = effects
  try {
    if (call.tool.tier === 'read') return { status: 'done', changes, ...(await perform(call, context)) }
    const result = await savepoint(context.sql, async (sql) => {
      const inner = { ...context, sql, effects }
      const made = await perform(call, inner)
      inspect?.(changes)
      if (ask && (await mustAsk(inner))) throw new NeedsPerson()
      return made
    })
    countChanges(context.actor, changes)
    return { status: 'done', changes, ...result }
  } catch (error) {
    if (ask && error instanceof NeedsPerson)
      return attempt(async () => ({ status: 'waiting', asked: await ask(changes) }))
    return failed(error)
  }
}

/** Asked to undo, the built-in assistant takes back its own last answer at once. */
const mustAsk = async ({ sql, caller, run_id, literal, effects }: ToolContext) => {
  if (literal && effects?.own_answer) return false
  return needsConfirmation(effects?.changes ?? [], async () =>
    run_id === undefined ? new Set() : changedInRun(sql, caller.user_id, run_id),
  )
}

/** The call itself, unasked. @throws ToolError  what the model should read */
const perform = async ({ tool, args }: CheckedCall, context: ToolContext): Promise<CallResult> => {
  try {
    const result = await tool.execute(args, context)
    return { result, said: tool.say(result) }
  } catch (error) {
    throw toToolError(error)
  }
}

const attempt = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  try {
    return await work()
  } catch (error) {
    return failed(error)
  }
}

/** Failures that say nothing of the call: the transaction must not go on. */
const BROKEN = ['internal', 'database_unavailable', 'storage_full', 'confirmation_outdated'] as const

const failed = (error: unknown): { status: 'failed'; error: ToolError | AppError } => {
  const readable = error instanceof AppError && !BROKEN.some((code) => isAppError(error, code))
  if (readable || error instanceof ToolError) return { status: 'failed', error }
  throw error
}
