/** Owns which part of a filter the tool knows, and applying the rest to tasks that were looked at. */
import { type Task, type TaskFilters, taskFilters } from '../../task/schema.ts'
import type { Filter } from './intent.ts'

/** The part the tool takes, and what is left to be looked at here. */
export const toolFilters = (filter: Filter): { known: TaskFilters; left: Filter } => {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined)
  const knows = ([name]: [string, unknown]) => name in taskFilters
  return {
    known: Object.fromEntries(entries.filter(knows)),
    left: Object.fromEntries(entries.filter((entry) => !knows(entry))),
  }
}

const doneOn = ({ completed_at }: Task) => completed_at?.slice(0, 10) ?? ''

/** Whether a task passes what the tool does not know. */
export const passes = (task: Task, { undated, repeats, completed_after, completed_before }: Filter): boolean =>
  (!undated || task.due_on === null) &&
  (!repeats || task.repeat !== null) &&
  (completed_after === undefined || doneOn(task) >= completed_after) &&
  (completed_before === undefined || (task.completed_at !== null && doneOn(task) <= completed_before))
