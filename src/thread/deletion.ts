/** Deleting a thread: hidden from every door at once, back for 30 days, or gone for good. */
import type { Caller } from '../account/schema.ts'
import { provedBy, record } from '../audit/record.ts'
import type { AuditAct } from '../audit/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { decodeTimeAndId, pageOf } from '../lib/cursor.ts'
import { isId } from '../lib/id.ts'
import type { Mutate, Queries } from '../mutate.ts'
import { deletedThreads, deleteThread, hideThread, restoreThread } from './deletion-store.ts'
import type { DeletedThread, Page, Thread } from './schema.ts'

/** What came of an act upon a thread, recorded where something did. */
const audited = async <T>(sql: Sql, caller: Caller, id: string, act: AuditAct, outcome: T): Promise<T> => {
  if (outcome) await record(sql, caller.user_id, act, { ...provedBy(caller), id })
  return outcome
}

interface DeletionOptions {
  db: Queries
  mutate: Mutate
  /** The thread, if it is the caller's and not deleted. @throws not_found, forbidden */
  show: (caller: Caller, id: string) => Promise<Thread>
  /** @throws not_found, forbidden */
  refuse: (db: Queries, caller: Caller, id: string) => Promise<never>
  /** Ends whatever runs on a thread that is about to go. */
  stopRuns: (caller: Caller, thread_id: string) => Promise<void>
  /** Whether the thread has one of the versions that are expected, if any are. @throws changed_meanwhile */
  checkState: (sql: Sql, caller: Caller, id: string, expected?: readonly string[]) => Promise<void>
}

export const createDeletion = ({ db, mutate, show, refuse, stopRuns, checkState }: DeletionOptions) => {
  /** Looks at the state before anything is stopped, and again where nobody else can change it. */
  const inState = async <T>(
    caller: Caller,
    id: string,
    expected: readonly string[] | undefined,
    effect: (sql: Sql) => Promise<T>,
  ) => {
    if (expected) await db.query((sql) => checkState(sql, caller, id, expected))
    await stopRuns(caller, id)
    const { value } = await mutate(caller, undefined, async (sql) => {
      await checkState(sql, caller, id, expected)
      return effect(sql)
    })
    return value
  }

  /**
   * Hides the thread; its answer is stopped first. `expected`: versions of which the thread must have one.
   * @throws not_found, forbidden, changed_meanwhile
   */
  const remove = async (caller: Caller, id: string, expected?: readonly string[]) => {
    await show(caller, id)
    await inState(caller, id, expected, async (sql) =>
      audited(sql, caller, id, 'chat_deleted', await hideThread(sql, caller.user_id, id)),
    )
  }

  /** Deletes the thread for good, also one that is hidden already. @throws not_found, forbidden, changed_meanwhile */
  const erase = async (caller: Caller, id: string, expected?: readonly string[]) => {
    if (!isId(id)) return refuse(db, caller, id)
    const erased = await inState(caller, id, expected, async (sql) =>
      audited(sql, caller, id, 'chat_erased', await deleteThread(sql, caller.user_id, id)),
    )
    if (!erased) return refuse(db, caller, id)
  }

  /** The thread again, as it was; one that was never deleted stays as it is. @throws not_found, forbidden */
  const restore = async (caller: Caller, id: string) => {
    if (!isId(id)) return refuse(db, caller, id)
    const { value } = await mutate(caller, undefined, async (sql) =>
      audited(sql, caller, id, 'chat_restored', await restoreThread(sql, caller.user_id, id)),
    )
    return value ?? show(caller, id)
  }

  /** What can be restored, the newest deleted first. @throws bad_cursor */
  const deleted = async (
    caller: Caller,
    { limit, after }: { limit: number; after?: string },
  ): Promise<Page<DeletedThread>> => {
    const place = after === undefined ? undefined : decodeTimeAndId(after)
    if (after !== undefined && !place) throw new AppError('bad_cursor', 'The cursor in `after` is not one of ours.')
    const rows = await db.query((sql) => deletedThreads(sql, caller.user_id, limit + 1, place))
    return pageOf(rows, limit, (thread) => [thread.deleted_at, thread.id])
  }

  return { remove, erase, restore, deleted }
}
