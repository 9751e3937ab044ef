/** The two forms of a call: one task, answered by `{task}`, or several at once, answered by `{tasks}`. */
import { type Static, Type } from '@sinclair/typebox'
import type { Caller } from '../../account/schema.ts'
import { floating, type When, wallNow } from '../../lib/calendar.ts'
import { sayDay } from '../../task/format.ts'
import { type Origin, Task } from '../../task/schema.ts'
import type { ToolContext } from '../tool.ts'
import { ToolError } from '../tool.ts'

/** Tasks in one call at most. */
export const BATCH_MAX_TASKS = 50
export const strict = { additionalProperties: false }

const TaskId = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1, description: 'Id of the task, from list_tasks.' })

/** How a call names existing tasks. */
export const taskIds = {
  task_id: Type.Optional(TaskId),
  task_ids: Type.Optional(
    Type.Array(TaskId, {
      minItems: 1,
      maxItems: BATCH_MAX_TASKS,
      description: `Ids of several tasks at once, instead of task_id; ${BATCH_MAX_TASKS} at most.`,
    }),
  ),
}

/** A task as models and agents read it: its due day also in words, so that a slip is seen. */
export const ToolTask = Type.Object(
  { ...Task.properties, due: Type.Optional(Type.String({ description: 'Due day in words.' })) },
  { ...strict, description: 'One to-do.' },
)
type ToolTask = Static<typeof ToolTask>

const whenOf = ({ time_zone }: Pick<Caller, 'time_zone'>): When => ({ now: new Date().toISOString(), time_zone })

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' })

/** “tomorrow, Sun 22 Nov at 17:00”. */
const dueOf = ({ due_on, due_time }: Pick<Task, 'due_on' | 'due_time'>, when: When) => {
  if (!due_on) return undefined
  const near = sayDay(due_on, when)
  const date = WEEKDAY.format(floating(due_on)).replace(',', '')
  return `${/\d/.test(near) ? near : `${near}, ${date}`}${due_time ? ` at ${due_time.slice(0, 5)}` : ''}`
}

export const toToolTask = (task: Task, caller: Pick<Caller, 'time_zone'>): ToolTask => {
  const due = dueOf(task, whenOf(caller))
  return { ...task, ...(due !== undefined && { due }) }
}

export const todayOf = (caller: Pick<Caller, 'time_zone'>) => wallNow(whenOf(caller)).day

const pastWarning = (tasks: Task[], caller: Pick<Caller, 'time_zone'>) => {
  const today = todayOf(caller)
  const past = tasks.filter(({ status, due_on }) => status === 'pending' && due_on !== null && due_on < today)
  return past.length > 0 ? `Due in the past: ${past.map(({ id }) => id).join(', ')}. Today is ${today}.` : undefined
}

export const TaskAnswer = Type.Object(
  {
    task: Type.Optional(ToolTask),
    warning: Type.Optional(Type.String({ description: 'What looks wrong, like a due day in the past.' })),
    next: Type.Optional(Type.String({ description: 'As which task, and when, what repeats comes next.' })),
    tasks: Type.Optional(Type.Array(ToolTask, { description: 'In the order asked for; for calls with several.' })),
  },
  strict,
)
export type TaskAnswer = Static<typeof TaskAnswer>

/** What was given, as a list; doubles folded. @throws ToolFault  none given, or both */
const oneForm = <T>(names: [string, string], one: T | undefined, several: T[] | undefined): T[] => {
  if ((one === undefined) === (several === undefined))
    throw new ToolError(`Give either ${names[0]} or ${names[1]}, one of the two.`)
  return one === undefined ? [...new Set(several)] : [one]
}

export const idsOf = ({ task_id, task_ids }: { task_id?: number; task_ids?: number[] }) =>
  oneForm(['task_id', 'task_ids'], task_id, task_ids)

export const answer = (given: Task[], several: boolean, caller: Pick<Caller, 'time_zone'>): TaskAnswer => {
  const tasks = given.map((task) => toToolTask(task, caller))
  const warning = pastWarning(given, caller)
  const [task] = tasks
  return { ...(several || !task ? { tasks } : { task }), ...(warning !== undefined && { warning }) }
}

/** The occurrences that a completion has made: they are the ones to speak of from now on. */
export const nextOf = ({ caller, effects }: ToolContext): { next?: string } => {
  const made = (effects?.changes ?? []).flatMap(({ change, after }) => (change === 'added' && after ? [after] : []))
  const words = made.map((task) => `task ${task.id}, due ${dueOf(task, whenOf(caller))}`)
  return words.length > 0 ? { next: words.join('; ') } : {}
}

export const originOf = ({ actor, run_id, effects }: ToolContext): Origin => ({
  actor,
  ...(run_id !== undefined && { run_id }),
  ...(effects && { effects }),
})
