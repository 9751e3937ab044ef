/** Owns the record of an act: every change of a task is written here, in the transaction of the change itself. */
import type { Sql } from '../../db/database.ts'
import { newId } from '../../lib/id.ts'
import { taskOperations } from '../../metrics.ts'
import type { Deed } from '../schema.ts'
import { type Change, insertChanges } from './store.ts'

/** One act, undone as a whole; `last_id` is the last of the ids taken for it. */
export const record = async (sql: Sql, user_id: string, deed: Deed, changes: Change[], last_id: number) => {
  if (changes.length === 0) return
  await insertChanges(sql, user_id, deed, newId(), changes, last_id)
  for (const { change } of changes) taskOperations.inc({ operation: change, actor: deed.actor })
}
