/** Owns the writing of an act: tasks as they are after it, and the record of each change, in one statement. */

import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { newId } from '../lib/id.ts'
import { taskOperations } from '../metrics.ts'
import type { Actor, Origin, TaskChangeRow } from './schema.ts'
import { insertChanges } from './store.ts'

/** One act, undone as a whole; `last_id` is the last of the ids taken for it. */
export const recordChange = async (
  sql: Sql,
  { user_id, by, credential_id }: Caller,
  origin: Origin,
  changes: TaskChangeRow[],
  last_id: number,
  group_id = newId(),
) => {
  if (changes.length === 0) return
  const token_id = by === 'access_token' && origin.actor !== 'assistant' ? credential_id : null
  await insertChanges(sql, user_id, { ...origin, token_id, group_id }, changes, last_id)
  // An effect under inspection may still be rolled back; the inspector counts it afterwards.
  if (origin.effects) origin.effects.changes.push(...changes)
  else countChanges(origin.actor, changes)
}

export const countChanges = (actor: Actor, changes: readonly TaskChangeRow[]) => {
  for (const { change } of changes) taskOperations.inc({ operation: change, actor })
}
