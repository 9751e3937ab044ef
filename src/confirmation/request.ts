/**
 * The one writer of confirmations: a call whose effect needs the person becomes a row that every door shows and settles.
 * The same call asked again, in the same run or by other agents, is the same question.
 */

import { createHash } from 'node:crypto'
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { canonicalJson } from '../lib/canonical.ts'
import { newId } from '../lib/id.ts'
import type { ShownChange } from '../task/difference.ts'
import { toTask } from '../task/mutations.ts'
import type { TaskChangeRow } from '../task/schema.ts'
import { findTasks } from '../task/store.ts'
import { touchedBy } from '../tool/policy.ts'
import type { CheckedCall } from '../tool/registry.ts'
import { type Confirmation, sameChanges, toShownChange } from './schema.ts'
import {
  countPending,
  findConfirmation,
  findSameAsked,
  insertConfirmation,
  PENDING_MAX,
  settleConfirmation,
  toConfirmation,
} from './store.ts'

interface ConfirmationRequest {
  call: CheckedCall
  /** What the call would do, as it was seen when it was tried. */
  changes: TaskChangeRow[]
  /** The answer that wants it; absent for other agents. */
  run?: { id: string; thread_id: string }
}

/** A question; with the id of the card that is to show it in its thread, when that has none yet. */
export interface Asked {
  confirmation: Confirmation
  card_id?: string
}

const hashArguments = (tool: string, args: object) =>
  createHash('sha256')
    .update(`${tool}\n${canonicalJson(args)}`)
    .digest('hex')

export const hashOf = ({ tool, args }: CheckedCall) => hashArguments(tool.name, args)

/**
 * The person's decision about the same call of another agent, within the question's life. A yes is returned while what it
 * did still stands; after an undo the next one is another.
 */
export const heardBefore = async (
  sql: Sql,
  { user_id }: Caller,
  call: CheckedCall,
): Promise<Confirmation | undefined> => {
  const same = await findSameAsked(sql, user_id, hashOf(call), undefined)
  if (!same || same.status === 'pending') return undefined
  if (same.status === 'approved' && (call.tool.verb === 'undo' || !(await stands(sql, user_id, same.changes)))) return
  return toConfirmation(same)
}

/** Whether the tasks are still what the changes made of them. */
const stands = async (sql: Sql, user_id: string, changes: ShownChange[]) => {
  const ids = changes.map(({ task_id }) => task_id)
  const now = new Map((await findTasks(sql, user_id, ids)).map((task) => [task.id, toTask(task)]))
  const after = (change: ShownChange) => ({ ...change, before: null })
  return sameChanges(
    changes.map(after),
    changes.map((change) => ({ ...after(change), after: now.get(change.task_id) ?? null })),
  )
}

/** @throws conflict  so many questions wait that the person could not even see them all */
export const requestConfirmation = async (
  sql: Sql,
  { user_id }: Caller,
  { call, changes, run }: ConfirmationRequest,
): Promise<Asked> => {
  const arguments_hash = hashOf(call)
  const shown = touchedBy(changes).map(toShownChange)
  const same = await findSameAsked(sql, user_id, arguments_hash, run?.id)
  if (same?.status === 'pending') {
    if (sameChanges(same.changes, shown)) return { confirmation: toConfirmation(same) }
    // What it showed is no longer true: it could never be approved.
    await settleConfirmation(sql, user_id, same.id, 'expired', [])
  }
  if ((await countPending(sql, user_id)) >= PENDING_MAX)
    throw new AppError('conflict', `${PENDING_MAX} questions wait for the person already; they must be settled first.`)
  const id = newId()
  await insertConfirmation(sql, {
    id,
    user_id,
    thread_id: run?.thread_id ?? null,
    run_id: run?.id ?? null,
    item_id: run ? newId() : null,
    tool: call.tool.name,
    arguments: call.args,
    arguments_hash,
    titles: shown.map(({ title }) => title),
    changes: shown,
  })
  const asked = await findConfirmation(sql, user_id, id)
  if (!asked) throw new Error('a confirmation that was just written is gone')
  return { confirmation: toConfirmation(asked), ...(asked.item_id && { card_id: asked.item_id }) }
}
