/**
 * Acts on tasks inside somebody’s transaction: add, change, toggle, remove. The agent’s tools and the doors’ verbs
 * call the same ones. Everything is checked before the first row is written, so a refused act leaves no half behind.
 */
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { canonicalJson } from '../lib/canonical.ts'
import { wallNow } from '../plain/clock.ts'
import { record } from './history/history.ts'
import type { Change } from './history/store.ts'
import { checker } from './input.ts'
import { partsOfChanged, partsOfNew } from './parts.ts'
import { nextOccurrence } from './repeat.ts'
import { type Deed, NewTask, type Task, TaskChange } from './schema.ts'
import type { StoredTask } from './store.ts'
import * as store from './store.ts'

const checkNew = checker(NewTask)
const checkChange = checker(TaskChange)
const ID_MAX = 2 ** 31 - 1

export const shown = ({ next_id: _, ...task }: StoredTask): Task => task

/** The same words for another’s task and for none at all. */
export const noTask = (id: number) => new AppError('not_found', `No task ${id}.`)
const userGone = () => new AppError('unauthenticated', 'This account no longer exists.')

interface Moment {
  now: string
  today: string
}
const momentOf = ({ time_zone }: Caller, { now = new Date() }: Deed): Moment => ({
  now: now.toISOString(),
  today: wallNow({ now: now.toISOString(), time_zone }).day,
})

export const lock = async (sql: Sql, { user_id }: Caller) => {
  if (!(await store.lockUser(sql, user_id))) throw userGone()
}

export const takeNumbers = async (sql: Sql, { user_id }: Caller, wanted: store.Numbers) => {
  const numbers = await store.takeNumbers(sql, user_id, wanted)
  if (!numbers) throw userGone()
  return numbers
}

/** Adds tasks as one act. @throws validation_error */
export const addIn = async (sql: Sql, caller: Caller, inputs: NewTask[], deed: Deed): Promise<Task[]> => {
  const moment = momentOf(caller, deed)
  const parts = inputs.map((input) => partsOfNew(checkNew(input), moment.today))
  const last = await takeNumbers(sql, caller, { task: parts.length, change: parts.length })
  const first_id = last.task - parts.length + 1
  const tasks = parts.map((part, at) => fresh({ ...part, id: first_id + at }, moment.now))
  await store.putTasks(sql, caller.user_id, tasks)
  await record(sql, caller.user_id, deed, tasks.map(added), last.change)
  return tasks.map(shown)
}

type Begun = Omit<StoredTask, 'status' | 'created_at' | 'updated_at' | 'completed_at' | 'next_id'>
const fresh = (task: Begun, now: string): StoredTask => ({
  ...task,
  status: 'pending',
  created_at: now,
  updated_at: now,
  completed_at: null,
  next_id: null,
})
const added = (task: StoredTask): Change => ({ task_id: task.id, change: 'added', before: null, after: task })

/** The tasks of an act, in the order they were named, with every other writer of the user locked out. @throws not_found */
const targetsOf = async (sql: Sql, caller: Caller, ids: number[]): Promise<StoredTask[]> => {
  const wanted = [...new Set(ids)]
  const strange = wanted.find((id) => !Number.isInteger(id) || id < 1 || id > ID_MAX)
  if (strange !== undefined) throw noTask(strange)
  await lock(sql, caller)
  const found = new Map((await store.findTasks(sql, caller.user_id, wanted)).map((task) => [task.id, task]))
  return wanted.map((id) => {
    const task = found.get(id)
    if (!task) throw noTask(id)
    return task
  })
}

interface Move {
  before: StoredTask
  after: StoredTask
}

/** Changes all named tasks alike, as one act. @throws not_found  @throws validation_error */
export const changeIn = async (
  sql: Sql,
  caller: Caller,
  ids: number[],
  input: TaskChange,
  deed: Deed,
): Promise<Task[]> => {
  const change = checkChange(input)
  const moment = momentOf(caller, deed)
  const targets = await targetsOf(sql, caller, ids)
  return move(sql, caller, deed, moment, targets, (task) => ({
    ...task,
    ...partsOfChanged(task, change, moment.today),
    ...inStatus(task, change.status ?? task.status, moment.now),
  }))
}

/** Completes the open ones and reopens the done ones. @throws not_found */
export const toggleIn = async (sql: Sql, caller: Caller, ids: number[], deed: Deed): Promise<Task[]> => {
  const moment = momentOf(caller, deed)
  const targets = await targetsOf(sql, caller, ids)
  return move(sql, caller, deed, moment, targets, (task) => ({
    ...task,
    ...inStatus(task, task.status === 'pending' ? 'completed' : 'pending', moment.now),
  }))
}

const inStatus = (task: StoredTask, status: Task['status'], now: string) => ({
  status,
  completed_at: status === task.status ? task.completed_at : status === 'completed' ? now : null,
})

const differs = ({ before, after }: Move) => canonicalJson(before) !== canonicalJson(after)

const kindOf = ({ before, after }: Move): Change['change'] => {
  if (before.status === after.status) return 'changed'
  return after.status === 'completed' ? 'completed' : 'reopened'
}

/** The occurrence that follows a completion, still without an id; made once, whatever is toggled later. */
const following = ({ before, after }: Move, today: string) => {
  if (kindOf({ before, after }) !== 'completed' || after.next_id !== null || !after.repeat || !after.due_on) return
  return nextOccurrence(after.repeat, after.due_on, today)
}

const move = async (
  sql: Sql,
  caller: Caller,
  deed: Deed,
  { now, today }: Moment,
  targets: StoredTask[],
  to: (task: StoredTask) => StoredTask,
): Promise<Task[]> => {
  const moves = targets.map((before) => ({ before, after: to(before) }))
  const real = moves.filter(differs).map((one) => ({ ...one, next: following(one, today) }))
  const born = real.filter(({ next }) => next).length
  if (real.length > 0) {
    const last = await takeNumbers(sql, caller, { task: born, change: real.length + born })
    let id = last.task - born
    const changes = real.flatMap((one): Change[] => {
      one.after.updated_at = now
      const change: Change = { task_id: one.before.id, change: kindOf(one), before: one.before, after: one.after }
      if (!one.next) return [change]
      one.after.next_id = ++id
      return [change, added(fresh({ ...one.after, ...one.next, id }, now))]
    })
    await store.putTasks(
      sql,
      caller.user_id,
      changes.flatMap(({ after }) => after ?? []),
    )
    await record(sql, caller.user_id, deed, changes, last.change)
  }
  return moves.map(({ after }) => shown(after))
}

/** Removes the named tasks as one act; gives back what they were. @throws not_found */
export const removeIn = async (sql: Sql, caller: Caller, ids: number[], deed: Deed): Promise<Task[]> => {
  const targets = await targetsOf(sql, caller, ids)
  const last = await takeNumbers(sql, caller, { task: 0, change: targets.length })
  await store.deleteTasks(
    sql,
    caller.user_id,
    targets.map((task) => task.id),
  )
  const changes = targets.map((task): Change => ({ task_id: task.id, change: 'deleted', before: task, after: null }))
  await record(sql, caller.user_id, deed, changes, last.change)
  return targets.map(shown)
}
