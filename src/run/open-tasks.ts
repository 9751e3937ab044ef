/** The person’s open tasks as a model reads them beside the newest message, so that it need not ask for the list. */
import type { Caller } from '../account/schema.ts'
import { toTask } from '../task/mutations.ts'
import type { StoredTask } from '../task/schema.ts'
import { toToolTask } from '../tool/task/shapes.ts'
import { nameTasks } from '../tool/task/text.ts'

/** Tasks named at most; for more there is the tool. */
export const OPEN_TASKS_MAX = 30

const line = (stored: StoredTask, caller: Caller) => {
  const task = toToolTask(toTask(stored), caller)
  const details = [
    ...(task.due === undefined ? [] : [`due ${task.due}`]),
    ...(task.priority === 'none' ? [] : [task.priority]),
    ...(task.repeat === null ? [] : ['repeats']),
    ...task.tags.map((tag) => `#${tag}`),
  ]
  return `${nameTasks(task)}${details.length > 0 ? ` (${details.join(', ')})` : ''}`
}

export const openTasksText = (tasks: StoredTask[], caller: Caller) => {
  const shown = tasks.slice(0, OPEN_TASKS_MAX).map((task) => line(task, caller))
  const more = tasks.length > OPEN_TASKS_MAX ? '\nThere are more: call list_tasks.' : ''
  return `The person’s open tasks, by id:\n${shown.join('\n')}${more}`
}
