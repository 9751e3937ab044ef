/** Takes back the newest act that can be taken back, whole; asked again, the one before it. */
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { lock, shown, takeNumbers } from './act.ts'
import { record } from './history/history.ts'
import { type Change, markUndone, newestGroup, type PastChange } from './history/store.ts'
import type { Deed, Task } from './schema.ts'
import { deleteTasks, putTasks } from './store.ts'

export interface Undone {
  /** What was taken back, in words: `deleted task 3 “Buy milk”`. */
  undone: string
  /** The task as it is again; null when the act had made it. */
  task: Task | null
}

/** Restores the same ids. An act’s next occurrence goes with it. @throws conflict when there is nothing to undo */
export const undoIn = async (sql: Sql, caller: Caller, deed: Deed): Promise<Undone> => {
  await lock(sql, caller)
  const group = await newestGroup(sql, caller.user_id)
  const first = group.at(-1)
  if (!first) throw new AppError('conflict', 'There is nothing to undo.')
  const made = group.filter(({ before }) => before === null).map(({ task_id }) => task_id)
  if (made.length > 0) await deleteTasks(sql, caller.user_id, made)
  await putTasks(
    sql,
    caller.user_id,
    group.flatMap(({ before }) => before ?? []),
  )
  await markUndone(sql, caller.user_id, first.group_id)
  const last = await takeNumbers(sql, caller, { task: 0, change: group.length })
  await record(sql, caller.user_id, deed, group.map(reversed), last.change)
  return { undone: inWords(group, first), task: first.before && shown(first.before) }
}

const reversed = ({ task_id, before, after }: Change): Change => ({
  task_id,
  change: 'undone',
  before: after,
  after: before,
})

/** An act is named by its first change: the occurrence that a completion made is not worth a word. */
const inWords = (group: PastChange[], { change, task_id, before, after }: PastChange) => {
  const alike = group.filter((one) => one.change === change).length
  return alike > 1 ? `${change} ${alike} tasks` : `${change} task ${task_id} “${(before ?? after)?.title}”`
}
