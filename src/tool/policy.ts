/** The rule of what waits for the person. Pure: the caller knows what the run has done so far. */
import type { Tool } from './tool.ts'

/** Existing tasks that one run may change without asking. */
export const UNASKED_MAX_TASKS = 3

/**
 * A destroying call always waits; a change waits when it would make more than three existing tasks changed in the run,
 * repeated single calls counted. `args` must have passed the registry’s check.
 */
export const needsConfirmation = (
  tool: Pick<Tool, 'tier' | 'targets'>,
  args: Record<string, unknown>,
  alreadyChanged: ReadonlySet<number>,
): boolean => {
  if (tool.tier !== 'change') return tool.tier === 'destroy'
  const targets = tool.targets(args)
  return targets.length > 0 && new Set([...alreadyChanged, ...targets]).size > UNASKED_MAX_TASKS
}
