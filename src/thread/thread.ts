/** Verbs of threads: make, list, show, change, remove. What happens inside a thread is `run/`. */

import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError, notFound } from '../errors.ts'
import type { Claim } from '../idempotency/idempotency.ts'
import { decodePosition, decodeTimeAndId, pageOf } from '../lib/cursor.ts'
import { isId, newId } from '../lib/id.ts'
import { versionOf } from '../lib/version.ts'
import type { Mutate, Queries } from '../mutate.ts'
import { check } from '../validate.ts'
import { listForks } from './branch-store.ts'
import { createDeletion } from './deletion.ts'
import * as items from './item-store.ts'
import {
  type IdPage,
  type Item,
  NewThread,
  type OpenThread,
  type Thread,
  ThreadChange,
  type ThreadStatus,
} from './schema.ts'
import { findPlaces, findThreads } from './search-store.ts'
import * as store from './store.ts'

/** Rows of one page at most, whatever is asked for. */
const PAGE_MAX = 500

interface TranscriptOptions {
  db: Queries
  mutate: Mutate
  /** Says why there is no such thread. */
  refuse: (db: Queries, caller: Caller, id: string) => Promise<never>
}

export interface IdPageOf<T> {
  data: T[]
  has_more: boolean
}

const badIdCursor = () => new AppError('bad_cursor', 'The id in `after` names nothing here.')

const asked = ({ limit, order, after }: IdPage) => {
  if (after !== undefined && !isId(after)) throw badIdCursor()
  const capped = Math.min(limit, PAGE_MAX)
  return { capped, page: { limit: capped + 1, order, ...(after !== undefined && { after }) } }
}

const cut = <T>(rows: T[] | undefined, most: number): IdPageOf<T> => {
  if (!rows) throw badIdCursor()
  return { data: rows.slice(0, most), has_more: rows.length > most }
}

interface OpenQuery {
  limit: number
  /** Ids of items. */
  before?: string | undefined
  from?: string | undefined
  around?: string | undefined
}

const createTranscript = ({ db, mutate, refuse }: TranscriptOptions) => {
  /** @throws not_found, forbidden */
  const showOpen = async (caller: Caller, id: string): Promise<OpenThread> => {
    const thread = isId(id) ? await db.query((sql) => store.findOpen(sql, caller.user_id, id)) : undefined
    return thread ?? refuse(db, caller, id)
  }

  /**
   * The thread with the newest `limit` visible items of its current branch, oldest first: of all, of those before an
   * item, of those from an item on, or of those around one.
   */
  const open = async (caller: Caller, id: string, { limit, before, from, around }: OpenQuery) => {
    const { status: _, status_reason: __, ...thread } = await showOpen(caller, id)
    return db.query(async (sql) => {
      const place = (item?: string) =>
        item !== undefined && isId(item) ? items.positionOf(sql, caller.user_id, id, item) : undefined
      const middle = await place(around)
      const until =
        middle === undefined
          ? await place(before)
          : await items.positionAfter(sql, caller.user_id, id, middle, Math.ceil(limit / 2))
      const window = { limit, from: await place(from), before: until }
      const found = await items.newestItems(sql, caller.user_id, id, window)
      return {
        thread,
        items: found.reverse(),
        forks: await listForks(sql, caller.user_id, id),
        has_newer: until !== undefined,
      }
    })
  }

  /** Where in chats that a search found the words stand. */
  const places = (caller: Caller, ids: string[], words: string) =>
    db.query((sql) => findPlaces(sql, caller.user_id, ids, words))

  /** By creation; any thread’s id is a cursor. @throws bad_cursor */
  const byCreation = async (caller: Caller, wanted: IdPage) => {
    const { capped, page } = asked(wanted)
    return cut(await db.query((sql) => store.threadsByCreation(sql, caller.user_id, page)), capped)
  }

  /** Items that clients may see; any item’s id is a cursor. @throws not_found, forbidden, bad_cursor */
  const itemsById = async (caller: Caller, id: string, wanted: IdPage): Promise<IdPageOf<Item>> => {
    await showOpen(caller, id)
    const { capped, page } = asked(wanted)
    return cut(await db.query((sql) => store.itemsInOrder(sql, caller.user_id, id, page)), capped)
  }

  /** Locked and closed threads take no messages and no actions; the reason is shown to people. @throws not_found */
  const setStatus = async (caller: Caller, id: string, status: ThreadStatus, reason: string | null = null) => {
    if (!isId(id)) return refuse(db, caller, id)
    const { value } = await mutate(caller, undefined, (sql) => store.setStatus(sql, caller.user_id, id, status, reason))
    return value ?? refuse(db, caller, id)
  }

  /** @throws not_found, forbidden; not_found too when none of the items is there */
  const rate = async (caller: Caller, id: string, item_ids: string[], kind: 'positive' | 'negative') => {
    await showOpen(caller, id)
    const ids = item_ids.filter(isId)
    const { value } = await mutate(caller, undefined, (sql) => store.putFeedback(sql, caller.user_id, id, ids, kind))
    if (value === 0 && item_ids.length > 0) throw notFound('The item')
  }

  return { showOpen, open, places, byCreation, itemsById, setStatus, rate }
}

export interface ThreadOptions {
  db: Queries
  mutate: Mutate
  /** MAX_SESSIONS_PER_USER */
  most_threads: number
  /** Ends whatever runs on a thread that is about to go, within RUN_STOP_MS. */
  stopRuns: (caller: Caller, thread_id: string) => Promise<void>
}

interface ListQuery {
  limit: number
  after?: string
  q?: string
  archived?: boolean
  /** Pinned ones lead the list, however old they are; such a list has one page only. */
  pinned_first?: boolean
}

const badCursor = () => new AppError('bad_cursor', 'The cursor in `after` is not one of ours.')

/** Separates another user's thread (403) from a missing one (404). Ids are unguessable, so this reveals nothing. */
const refuse = async (db: Queries, { user_id }: Caller, id: string): Promise<never> => {
  const owner = isId(id) ? await db.query((sql) => store.sessionOwner(sql, id)) : undefined
  // Their own one that is deleted is not there.
  if (owner !== undefined && owner !== user_id) {
    throw new AppError('forbidden', 'This session belongs to someone else.')
  }
  throw notFound('The session')
}

/** What a session's ETag covers: what its owner changes, not what is said in it. */
export const stateOf = ({ id, title, pinned, archived }: Thread) => ({ id, title, pinned, archived })

/** The row is locked, so that of two concurrent changes one gets `changed_meanwhile`. */
const checkState = async (sql: Sql, { user_id }: Caller, id: string, expected?: readonly string[]) => {
  const thread = expected && (await store.lockThread(sql, user_id, id))
  if (thread && !expected.includes(versionOf(stateOf(thread))))
    throw new AppError('changed_meanwhile', 'The session was changed since it was read. Read it again.')
}

const checkNewThread = check(NewThread)
const checkChange = check(ThreadChange)

export const createThreads = ({ db, mutate, most_threads, stopRuns }: ThreadOptions) => {
  const show = async (caller: Caller, id: string) => {
    const thread = isId(id) ? await db.query((sql) => store.findThread(sql, caller.user_id, id)) : undefined
    return thread ?? refuse(db, caller, id)
  }

  /** @throws validation_error, session_limit_reached */
  const create = async (caller: Caller, input: NewThread, claim?: Claim) => {
    const { title } = checkNewThread(input)
    const insert = async (sql: Sql) => {
      const thread = await store.insertThread(sql, caller.user_id, newId(), title ?? null, most_threads)
      if (thread) return thread
      throw new AppError('session_limit_reached', `You have ${most_threads} sessions; delete one to begin another.`)
    }
    return mutate(caller, claim, insert, { one_statement: true })
  }

  const list = async (caller: Caller, { limit, after, q, archived, pinned_first }: ListQuery) => {
    const place = after === undefined ? undefined : decodeTimeAndId(after)
    if (after !== undefined && !place) throw badCursor()
    const query: store.ThreadQuery = { limit: limit + 1, pinned_first }
    if (place) query.after = { updated_at: place.time, id: place.id }
    if (archived !== undefined) query.archived = archived
    const rows = await db.query(async (sql) => {
      if (q !== undefined) query.search = await findThreads(sql, caller.user_id, q)
      return store.listThreads(sql, caller.user_id, query)
    })
    return pageOf(rows, limit, (thread) => [thread.updated_at, thread.id])
  }

  /** `expected`: versions of which the thread must have one. @throws validation_error, not_found, forbidden, changed_meanwhile */
  const change = async (caller: Caller, id: string, input: ThreadChange, expected?: readonly string[]) => {
    const wanted = checkChange(input)
    if (!isId(id)) return refuse(db, caller, id)
    const update = async (sql: Sql) => {
      await checkState(sql, caller, id, expected)
      return store.updateThread(sql, caller.user_id, id, wanted)
    }
    const { value } = await mutate(caller, undefined, update, { one_statement: expected === undefined })
    return value ?? refuse(db, caller, id)
  }

  const messages = async (caller: Caller, id: string, { limit, after }: { limit: number; after?: string }) => {
    const thread = await show(caller, id)
    const place = after === undefined ? 0 : decodePosition(after)
    if (place === undefined) throw badCursor()
    const rows = await db.query((sql) => store.listMessages(sql, caller.user_id, id, limit + 1, place))
    const page = pageOf(rows, limit, (row) => [row.position])
    return { ...page, thread, data: page.data.map((row) => row.message) }
  }

  const deletion = createDeletion({ db, mutate, show, refuse, stopRuns, checkState })
  return { create, list, show, messages, change, ...deletion, ...createTranscript({ db, mutate, refuse }) }
}
export type Threads = ReturnType<typeof createThreads>
