/**
 * Acts on tasks inside the caller's transaction: add, change, toggle, remove. The agent’s tools and the doors’ verbs
 * call the same ones, with input whose shape was checked. The rules between its parts are looked at before the first
 * row is written, so a refused act leaves no half behind.
 */

import type { Caller } from '../account/schema.ts'
import { provedBy, record } from '../audit/record.ts'
import type { Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type When, wallNow, whenOf } from '../lib/calendar.ts'
import { canonicalJson } from '../lib/canonical.ts'
import { sharedNow } from '../lib/clock.ts'
import { versionOf } from '../lib/version.ts'
import { partsOfChanged, partsOfNew } from './fields.ts'
import { recordChange } from './history.ts'
import { nextOccurrence } from './recurrence.ts'
import { remindChanged, remindNew, remindNext } from './remind/rules.ts'
import { armTasks, deleteArmed } from './remind/store.ts'
import type { NewTask, Origin, StoredTask, Task, TaskChangeRow, TaskEdit } from './schema.ts'
import * as store from './store.ts'

const ID_MAX = 2 ** 31 - 1

export const toTask = ({ next_id: _, remind_from: __, ...task }: StoredTask): Task => task

/** The same words for another’s task and for none at all. */
export const noTask = (id: number) => new AppError('not_found', `No task ${id}.`)
const userGone = () => new AppError('unauthenticated', 'This account no longer exists.')

interface Moment {
  now: string
  today: string
}
const momentOf = ({ time_zone }: Caller, { now = sharedNow() }: Origin): Moment => ({
  now: now.toISOString(),
  today: wallNow({ now: now.toISOString(), time_zone }).day,
})

export const lockTasks = async (sql: Sql, { user_id }: Caller): Promise<store.Habits> => {
  const habits = await store.lockUser(sql, user_id)
  if (!habits) throw userGone()
  return habits
}

export const reserveIds = async (sql: Sql, { user_id }: Caller, wanted: store.Numbers) => {
  const numbers = await store.takeNumbers(sql, user_id, wanted)
  if (!numbers) throw userGone()
  return numbers
}

/** Where an act of adding comes from, and MAX_TASKS_PER_USER. */
export interface AddOrigin extends Origin {
  max_open: number
}

/** Adds tasks as one act. @throws task_limit_reached */
export const addIn = async (
  sql: Sql,
  caller: Caller,
  inputs: NewTask[],
  { max_open, ...origin }: AddOrigin,
): Promise<Task[]> => {
  const moment = momentOf(caller, origin)
  const wanted = inputs.map((input) => partsOfNew(input, moment.today))
  const last = await reserveIds(sql, caller, { task: wanted.length, change: wanted.length })
  const parts = wanted.map((part, at) => remindNew(part, inputs[at], last))
  // Ids are never reused, so a user whose last id is below the limit cannot have more open tasks.
  if (last.task > max_open) await checkRoom(sql, caller, parts.length, max_open)
  const first_id = last.task - parts.length + 1
  const tasks = parts.map((part, at) => fresh({ ...part, id: first_id + at }, moment.now))
  await recordChange(sql, caller, origin, tasks.map(added), last.change)
  await armTasks(sql, caller.user_id, last.time_zone, tasks)
  return tasks.map(toTask)
}

/** The user's row is locked by now, so that two who add at once are counted one after the other. */
export const checkRoom = async (sql: Sql, { user_id }: Caller, wanted: number, max_open: number) => {
  if ((await store.countOpen(sql, user_id, max_open)) + wanted > max_open) throw noRoom(max_open)
}

export const noRoom = (max_open: number) =>
  new AppError(
    'task_limit_reached',
    `${max_open} open tasks are the most that you can have. Complete or delete some first.`,
  )

export type Fresh = Omit<StoredTask, 'status' | 'created_at' | 'updated_at' | 'completed_at' | 'next_id'>
export const fresh = (task: Fresh, now: string): StoredTask => ({
  ...task,
  status: 'pending',
  created_at: now,
  updated_at: now,
  completed_at: null,
  next_id: null,
})
export const added = (task: StoredTask): TaskChangeRow => ({
  task_id: task.id,
  change: 'added',
  before: null,
  after: task,
})

const changedMeanwhile = () =>
  new AppError('changed_meanwhile', 'The task was changed since it was read. Read it again.')

/** The tasks of an act, in the order they were named, with every other writer of the user locked out. @throws not_found */
const targetsOf = async (
  sql: Sql,
  caller: Caller,
  ids: number[],
  { expected }: Pick<Origin, 'expected'>,
): Promise<{ targets: StoredTask[]; habits: store.Habits }> => {
  const wanted = [...new Set(ids)]
  const strange = wanted.find((id) => !Number.isInteger(id) || id < 1 || id > ID_MAX)
  if (strange !== undefined) throw noTask(strange)
  const habits = await lockTasks(sql, caller)
  const found = new Map((await store.findTasks(sql, caller.user_id, wanted)).map((task) => [task.id, task]))
  const targets = wanted.map((id) => {
    const task = found.get(id)
    if (!task) throw noTask(id)
    if (expected && !expected.includes(versionOf(toTask(task)))) throw changedMeanwhile()
    return task
  })
  return { targets, habits }
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
  change: TaskEdit,
  origin: Origin,
): Promise<Task[]> => changeEach(sql, caller, ids, () => change, origin)

/** Until when a task is put off. @throws validation_error */
type Until = (task: StoredTask, when: When) => string

/**
 * Puts reminders off, each task until its own moment, beside what else changes. Dates stay.
 * @throws not_found  @throws validation_error  @throws conflict  one is done
 */
export const putOffIn = async (
  sql: Sql,
  caller: Caller,
  ids: number[],
  { until, change = {} }: { until: Until; change?: TaskEdit },
  origin: Origin,
): Promise<Task[]> => {
  const edit = (task: StoredTask, { now }: Moment): TaskEdit => {
    if (task.status === 'completed') throw new AppError('conflict', 'This task is done; it does not ring any more.')
    return { ...change, remind_at: until(task, whenOf(caller, now)), put_off: true }
  }
  return changeEach(sql, caller, ids, edit, origin)
}

const changeEach = async (
  sql: Sql,
  caller: Caller,
  ids: number[],
  edit: (task: StoredTask, moment: Moment) => TaskEdit,
  origin: Origin,
): Promise<Task[]> => {
  const moment = momentOf(caller, origin)
  const { targets, habits } = await targetsOf(sql, caller, ids, origin)
  return move(sql, caller, origin, { ...moment, ...habits }, targets, (task) => {
    const change = edit(task, moment)
    return {
      ...task,
      ...remindChanged(task, partsOfChanged(task, change, moment.today), change, habits),
      ...inStatus(task, change.status ?? task.status, moment.now),
    }
  })
}

/** Completes the open ones and reopens the done ones. @throws not_found */
export const toggleIn = async (sql: Sql, caller: Caller, ids: number[], origin: Origin): Promise<Task[]> => {
  const moment = momentOf(caller, origin)
  const { targets, habits } = await targetsOf(sql, caller, ids, origin)
  return move(sql, caller, origin, { ...moment, ...habits }, targets, (task) => ({
    ...task,
    ...inStatus(task, task.status === 'pending' ? 'completed' : 'pending', moment.now),
  }))
}

const inStatus = (task: StoredTask, status: Task['status'], now: string) => ({
  status,
  completed_at: status === task.status ? task.completed_at : status === 'completed' ? now : null,
})

const differs = ({ before, after }: Move) => canonicalJson(before) !== canonicalJson(after)

const kindOf = ({ before, after }: Move): TaskChangeRow['change'] => {
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
  origin: Origin,
  { now, today, time_zone }: Moment & Pick<store.Habits, 'time_zone'>,
  targets: StoredTask[],
  to: (task: StoredTask) => StoredTask,
): Promise<Task[]> => {
  const moves = targets.map((before) => ({ before, after: to(before) }))
  const real = moves.filter(differs).map((one) => ({ ...one, next: following(one, today) }))
  const born = real.filter(({ next }) => next).length
  if (real.length > 0) {
    const last = await reserveIds(sql, caller, { task: born, change: real.length + born })
    let id = last.task - born
    const changes = real.flatMap((one): TaskChangeRow[] => {
      one.after.updated_at = now
      const change: TaskChangeRow = {
        task_id: one.before.id,
        change: kindOf(one),
        before: one.before,
        after: one.after,
      }
      if (!one.next) return [change]
      one.after.next_id = ++id
      return [change, added(fresh({ ...one.after, ...one.next, ...remindNext(one.after, one.next.due_on), id }, now))]
    })
    await recordChange(sql, caller, origin, changes, last.change)
    const present = changes.flatMap(({ after }) => after ?? [])
    await armTasks(sql, caller.user_id, time_zone, present)
  }
  return moves.map(({ after }) => toTask(after))
}

/** Programs that may only change tasks do not remove any by themselves. @throws insufficient_scope */
export const checkMayRemove = ({ by, scopes }: Caller, { actor }: Origin) => {
  const itself = by === 'access_token' && (actor === 'api' || actor === 'person')
  if (itself && !scopes.includes('tasks:delete'))
    throw new AppError('insufficient_scope', 'The access token lacks the scope tasks:delete.', {
      details: { scope: 'tasks:delete' },
    })
}

/** What a tool does is recorded as its call. */
const isOwnAct = ({ actor }: Origin) => actor === 'person' || actor === 'api'

/** Removes the named tasks as one act; gives back what they were. @throws not_found */
export const removeIn = async (sql: Sql, caller: Caller, ids: number[], origin: Origin): Promise<Task[]> => {
  checkMayRemove(caller, origin)
  const { targets } = await targetsOf(sql, caller, ids, origin)
  const last = await reserveIds(sql, caller, { task: 0, change: targets.length })
  await deleteArmed(sql, caller.user_id, targets)
  const changes = targets.map(
    (task): TaskChangeRow => ({ task_id: task.id, change: 'deleted', before: task, after: null }),
  )
  await recordChange(sql, caller, origin, changes, last.change)
  if (isOwnAct(origin))
    await record(sql, caller.user_id, 'tasks_deleted', { ...provedBy(caller), count: targets.length })
  return targets.map(toTask)
}
