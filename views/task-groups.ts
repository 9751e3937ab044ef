/** Tasks in groups by day, as the person’s own calendar has them. */
import { addDays } from '../src/lib/calendar.ts'
import type { Task } from '../src/task/schema.ts'

const GROUPS = ['Overdue', 'Today', 'Tomorrow', 'Upcoming', 'No date', 'Done'] as const
type Ids = ReadonlySet<number>

const groupOf = (task: Task, today: string, waiting: Ids): (typeof GROUPS)[number] => {
  if (task.status === 'completed' && !waiting.has(task.id)) return 'Done'
  if (task.due_on === null) return 'No date'
  if (task.due_on < today) return 'Overdue'
  if (task.due_on === today) return 'Today'
  return task.due_on === addDays(today, 1) ? 'Tomorrow' : 'Upcoming'
}

/** The groups that have tasks, in the order of their days; those that are waiting stay where they were. */
export const groupsOf = (tasks: Task[], today: string, waiting: Ids = new Set()) => {
  const groups = Map.groupBy(tasks, (task) => groupOf(task, today, waiting))
  return GROUPS.flatMap((name) => {
    const inside = groups.get(name)
    return inside ? [{ name, tasks: inside }] : []
  })
}

/** As the list without an order has them: the soonest first, those without a day last. */
const placeOf = ({ due_on, due_time }: Task) => `${due_on ?? '9999-99-99'} ${due_time ?? '24:00'}`
const before = (one: Task, other: Task) => {
  const [a, b] = [placeOf(one), placeOf(other)]
  return a === b ? one.id - other.id : a < b ? -1 : 1
}

/** The list with the tasks that wait among the open ones, each where it was. */
export const withWaiting = (tasks: Task[], waiting: Task[]) => {
  const ids = new Set(waiting.map(({ id }) => id))
  const others = tasks.filter(({ id }) => !ids.has(id))
  const [open = [], done = []] = [
    others.filter(({ status }) => status === 'pending'),
    others.filter(({ status }) => status !== 'pending'),
  ]
  return [...[...open, ...waiting].sort(before), ...done]
}
