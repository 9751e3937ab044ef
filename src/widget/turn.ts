/** Which card a turn leaves behind: what its calls changed, or the list that was asked for. */
import type { Task } from '../task/schema.ts'
import type { Card, Deed, Entry } from './card.ts'
import { LIST_MAX_TASKS } from './task.ts'

/** A call that was carried out, as far as a card is concerned. */
export interface DoneCall {
  name: string
  output: object
}

interface Answer {
  task?: Task | null
  tasks?: Task[]
}
interface Gone {
  task_id?: number
  title?: string
  tasks?: { task_id: number; title: string }[]
}

const tasksIn = ({ output }: DoneCall): Task[] => {
  const { task, tasks } = output as Answer
  return tasks ?? (task ? [task] : [])
}

const goneIn = ({ output }: DoneCall) => {
  const { task_id, title = '', tasks } = output as Gone
  return tasks ?? (task_id === undefined ? [] : [{ task_id, title }])
}

const DEEDS: Record<string, (task: Task) => Deed> = {
  add_task: () => 'added',
  update_task: () => 'changed',
  complete_task: () => 'completed',
  toggle_task_status: ({ status }) => (status === 'completed' ? 'completed' : 'reopened'),
}

const entriesOf = (call: DoneCall): Entry[] => {
  if (call.name === 'delete_task')
    return goneIn(call).map(({ task_id, title }) => ({ id: task_id, deed: 'deleted', title }))
  const deed = DEEDS[call.name]
  return deed ? tasksIn(call).map((task) => ({ id: task.id, deed: deed(task), title: task.title })) : []
}

export interface Left {
  card: Card
  tasks: Map<number, Task>
}

const known = (calls: DoneCall[]) =>
  new Map(
    calls.filter(({ name }) => name !== 'delete_task').flatMap((call) => tasksIn(call).map((task) => [task.id, task])),
  )

/** One card for all that the calls changed; a task that was changed twice is shown by its last deed. */
export const changedCard = (calls: DoneCall[]): Left | undefined => {
  const acts = calls.filter((call) => entriesOf(call).length > 0)
  if (acts.length === 0) return undefined
  const byId = new Map(acts.flatMap(entriesOf).map((entry) => [entry.id, entry]))
  return { card: { kind: 'changed', entries: [...byId.values()], acts: acts.length }, tasks: known(acts) }
}

/** The list that the last of the calls found. */
export const listCard = (calls: DoneCall[]): Left | undefined => {
  const call = calls.findLast(({ name }) => name === 'list_tasks')
  if (!call) return undefined
  const tasks = tasksIn(call).slice(0, LIST_MAX_TASKS)
  const { total } = call.output as { total: number }
  return { card: { kind: 'list', ids: tasks.map(({ id }) => id), total }, tasks: known([call]) }
}
