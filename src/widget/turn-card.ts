/** Which card a turn leaves behind: what its calls changed, or the list that was asked for. */
import type { Task } from '../task/schema.ts'
import type { TaskVerb } from '../task/verbs.ts'
import type { Card, CardAction, Entry } from './schema.ts'
import { LIST_MAX_TASKS } from './task-card.ts'

/** A call that was carried out, as far as a card is concerned. */
export interface DoneCall {
  verb: TaskVerb
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

export const tasksIn = ({ output }: DoneCall): Task[] => {
  const { task, tasks } = output as Answer
  return tasks ?? (task ? [task] : [])
}

export const goneIn = ({ output }: DoneCall) => {
  const { task_id, title = '', tasks } = output as Gone
  return tasks ?? (task_id === undefined ? [] : [{ task_id, title }])
}

const switched = ({ status }: Task): CardAction => (status === 'completed' ? 'completed' : 'reopened')

/** What a call of the verb did to a task it answers with; the others answer with none that they changed. */
const ACTIONS: { [verb in TaskVerb]?: (task: Task) => CardAction } = {
  add: () => 'added',
  change: () => 'changed',
  complete: () => 'completed',
  toggle: switched,
}

const entriesOf = (call: DoneCall): Entry[] => {
  if (call.verb === 'delete') return goneIn(call).map(({ task_id, title }) => ({ id: task_id, deed: 'deleted', title }))
  const deed = ACTIONS[call.verb]
  return deed ? tasksIn(call).map((task) => ({ id: task.id, deed: deed(task), title: task.title })) : []
}

export interface Left {
  card: Card
  tasks: Map<number, Task>
}

const known = (calls: DoneCall[]) =>
  new Map(calls.filter(({ verb }) => verb !== 'delete').flatMap((call) => tasksIn(call).map((task) => [task.id, task])))

/** One card for all that the calls changed; a task that was changed twice is shown by its last deed. */
export const changedCard = (calls: DoneCall[]): Left | undefined => {
  const acts = calls.filter((call) => entriesOf(call).length > 0)
  if (acts.length === 0) return undefined
  const byId = new Map(acts.flatMap(entriesOf).map((entry) => [entry.id, entry]))
  return { card: { kind: 'changed', entries: [...byId.values()] }, tasks: known(acts) }
}

/** The list that the last of the calls found. */
export const listCard = (calls: DoneCall[]): Left | undefined => {
  const call = calls.findLast(({ verb }) => verb === 'list')
  if (!call) return undefined
  const tasks = tasksIn(call).slice(0, LIST_MAX_TASKS)
  const { total } = call.output as { total: number }
  return { card: { kind: 'list', ids: tasks.map(({ id }) => id), total }, tasks: known([call]) }
}
