/** What a conversation is made of: tool calls by the turn, and what is said once their outcomes are known. */
import type { Outcome } from './tool-result.ts'

export interface Call {
  name: string
  args: Record<string, unknown>
}

/** One request: its calls, in order, and the sentence made of their outcomes, one for each call. */
export interface Step {
  calls: Call[]
  tell(outcomes: Outcome[]): string
}

/**
 * A conversation that asks for tool calls and is given their outcomes. It is run from its beginning on every turn
 * with what the history holds, so it must be a function of the message and the outcomes alone.
 */
export type Script<T> = Generator<Call[], T, Outcome[]>

/** Calls in one answer at most: one fewer than the engine allows, which stops a run at its bound instead of after it. */
export const CALLS_MAX = 19
/** Of the task’s own shape (`task/schema.ts`), in UTF-16 units. */
export const TASK_TITLE_MAX_CHARS = 200
/** Tasks in one batch at most (`tool/task/form.ts`). */
const BATCH_MAX = 50

export const say = (text: string): Step => ({ calls: [], tell: () => text })

export const batches = <T>(all: T[], size = BATCH_MAX): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))

/** The single form for one id, the batch form for several. */
export const naming = (ids: number[]): Record<string, unknown> =>
  ids.length === 1 ? { task_id: ids[0] } : { task_ids: ids }
