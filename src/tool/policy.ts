/**
 * The rule of what waits for the person, by what a call does and not by what it says: nothing that would be removed
 * goes unasked, and not more than three existing tasks are changed in one run.
 */
import type { TaskChangeRow } from '../task/schema.ts'

/** Existing tasks that one run may change without asking. */
const UNASKED_MAX_TASKS = 3

/** What an effect does to tasks that were there, or brings back ones that were gone. */
export const touchedBy = (changes: readonly TaskChangeRow[]) =>
  changes.filter(({ before, change }) => before !== null || change === 'undone')

/**
 * `changed_in_run` are the existing tasks that the run has changed, this call included; it is looked up only when the
 * effect alone does not decide.
 */
export const needsConfirmation = async (
  changes: readonly TaskChangeRow[],
  changed_in_run: () => Promise<ReadonlySet<number>>,
): Promise<boolean> => {
  const touched = touchedBy(changes)
  if (touched.length === 0) return false
  if (touched.some(({ after }) => after === null)) return true
  const ids = new Set(touched.map(({ task_id }) => task_id))
  return ids.size > UNASKED_MAX_TASKS || (await changed_in_run()).size > UNASKED_MAX_TASKS
}
