/** Adds what an import read as one act, whole or not at all, in statements of a few hundred tasks each. */
import type { Caller } from '../../account/schema.ts'
import { provedBy, record } from '../../audit/record.ts'
import type { Sql } from '../../db/database.ts'
import { newId } from '../../lib/id.ts'
import { createPauses } from '../../lib/pauses.ts'
import { recordChange } from '../history.ts'
import { type AddOrigin, added, checkRoom, type Fresh, fresh, reserveIds, toTask } from '../mutations.ts'
import { remindNew } from '../remind/rules.ts'
import { armTasks } from '../remind/store.ts'
import type { StoredTask, Task } from '../schema.ts'

/** A checked task of an import; it is done when it says when. */
export type ImportedParts = Omit<Fresh, 'id' | 'remind_from'> & Pick<StoredTask, 'created_at' | 'completed_at'>

/** The task that the parts become at that moment. */
export const importedTask = (parts: ImportedParts, id: number, now: string): StoredTask => ({
  ...fresh({ ...parts, id, remind_from: null }, now),
  status: parts.completed_at === null ? 'pending' : 'completed',
  created_at: parts.created_at,
  completed_at: parts.completed_at,
})

/** What has a time and no moment to ring at gets one by the person's preference, as any new task does. */
const byHabit = (parts: ImportedParts, habits: Parameters<typeof remindNew>[2]): ImportedParts =>
  parts.remind_at === null && parts.completed_at === null
    ? { ...parts, remind_at: remindNew({ ...parts, remind_from: null }, undefined, habits).remind_at }
    : parts

/** Tasks in one statement. */
const AT_ONCE = 125

/** @throws task_limit_reached */
export const importIn = async (
  sql: Sql,
  caller: Caller,
  parts: ImportedParts[],
  { max_open, ...origin }: AddOrigin & { now: Date },
): Promise<Task[]> => {
  const last = await reserveIds(sql, caller, { task: parts.length, change: parts.length })
  await checkRoom(sql, caller, openIn(parts), max_open)
  const pause = createPauses()
  const group_id = newId()
  const tasks: Task[] = []
  for (let at = 0; at < parts.length; at += AT_ONCE) {
    const some = parts
      .slice(at, at + AT_ONCE)
      .map((part) => byHabit(part, last))
      .map((part, index) => importedTask(part, last.task - parts.length + 1 + at + index, origin.now.toISOString()))
    const last_change = last.change - parts.length + at + some.length
    await recordChange(sql, caller, origin, some.map(added), last_change, group_id)
    await armTasks(sql, caller.user_id, last.time_zone, some)
    tasks.push(...some.map(toTask))
    await pause()
  }
  await record(sql, caller.user_id, 'tasks_imported', { ...provedBy(caller), count: tasks.length })
  return tasks
}

export const openIn = (parts: ImportedParts[]) => parts.filter(({ completed_at }) => completed_at === null).length
