/** When a run has gone on long enough: too many turns or calls, the same again and again, or nothing that works. */
import { RunError } from './failure.ts'
import type { ToolCall, Turn } from './turn-store.ts'

/** Tool calls in one run at most. */
export const TOOL_CALLS_MAX = 20
/** The same call in so many turns ends the run, unless something changed between. */
const SAME_CALL_MAX = 3
/** So many turns in a row without one good call end the run; until then the model reads what was wrong. */
const BAD_TURNS_MAX = 3

const keyOf = ({ name, arguments: args }: ToolCall) => `${name} ${args}`
const failed = ({ status }: ToolCall) => status === 'failed'

/** @param changes  whether a call of this name changes the list */
export const checkBounds = (turns: Turn[], max_turns: number, changes: (name: string) => boolean) => {
  if (turns.flatMap(({ calls }) => calls).length >= TOOL_CALLS_MAX) throw new RunError('tool_call_limit')
  const newest = turns.slice(-BAD_TURNS_MAX)
  if (newest.length === BAD_TURNS_MAX && newest.every(({ calls }) => calls.every(failed)))
    throw new RunError('model_bad_tool_call')
  if (isRepeating(turns, changes)) throw new RunError('repeated_tool_call')
  if (turns.length >= max_turns) throw new RunError('turn_limit')
}

/** Looking again after a change is no repetition: counts begin anew with every change. */
const isRepeating = (turns: Turn[], changes: (name: string) => boolean) => {
  const seen = new Map<string, number>()
  for (const { calls } of turns) {
    const keys = new Set(calls.map(keyOf))
    const again = [...keys].some((key) => (seen.get(key) ?? 0) + 1 >= SAME_CALL_MAX)
    if (again) return true
    const done = calls.filter(({ status, name }) => status === 'done' && changes(name)).map(keyOf)
    // A change that is repeated itself is still counted.
    if (done.length > 0) for (const key of seen.keys()) if (!done.includes(key)) seen.delete(key)
    for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  return false
}
