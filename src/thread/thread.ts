/** Verbs of threads: make, list, show, change, remove. What happens inside a thread is `run/`. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import { AppError, notFound } from '../errors.ts'
import { decodeCursor, pageOf } from '../lib/cursor.ts'
import { isId, newId } from '../lib/id.ts'
import { likePattern } from '../lib/like.ts'
import { type Claim, once } from '../once/once.ts'
import type { NewThread, ThreadChange } from './schema.ts'
import * as store from './store.ts'
import { createTranscript } from './transcript/transcript.ts'

export interface ThreadOptions {
  db: Database
  /** MAX_SESSIONS_PER_USER */
  most_threads: number
  /** Ends whatever runs on a thread that is about to go, within RUN_STOP_MS. */
  stopRuns: (caller: Caller, thread_id: string) => Promise<void>
}

export interface ListQuery {
  limit: number
  after?: string
  q?: string
  archived?: boolean
}

const badCursor = () => new AppError('bad_cursor', 'The cursor in `after` is not one of ours.')

/** Tells another's thread (403) from one that is not there (404). Ids are unguessable, so this gives nothing away. */
const refuse = async (db: Database, id: string): Promise<never> => {
  if (isId(id) && (await db.read((sql) => store.sessionOwner(sql, id)))) {
    throw new AppError('forbidden', 'This session belongs to someone else.')
  }
  throw notFound('The session')
}

export const createThreads = ({ db, most_threads, stopRuns }: ThreadOptions) => {
  const show = async (caller: Caller, id: string) => {
    const thread = isId(id) ? await db.read((sql) => store.findThread(sql, caller.user_id, id)) : undefined
    return thread ?? refuse(db, id)
  }

  const create = (caller: Caller, { title }: NewThread, claim?: Claim) =>
    once(db, caller.user_id, claim, async (sql) => {
      const thread = await store.insertThread(sql, caller.user_id, newId(), title ?? null, most_threads)
      if (thread) return thread
      throw new AppError('session_limit_reached', `You have ${most_threads} sessions; delete one to begin another.`)
    })

  const list = async (caller: Caller, { limit, after, q, archived }: ListQuery) => {
    const key = after === undefined ? undefined : decodeCursor(after, 'ss')
    if (after !== undefined && (!key || Number.isNaN(Date.parse(String(key[0]))) || !isId(String(key[1]))))
      throw badCursor()
    const query: store.ThreadQuery = { limit: limit + 1 }
    if (key) query.after = { updated_at: String(key[0]), id: String(key[1]) }
    if (q !== undefined) query.pattern = likePattern(q)
    if (archived !== undefined) query.archived = archived
    const rows = await db.read((sql) => store.listThreads(sql, caller.user_id, query))
    return pageOf(rows, limit, (thread) => [thread.updated_at, thread.id])
  }

  const change = async (caller: Caller, id: string, input: ThreadChange) => {
    const thread = isId(id) ? await db.write((sql) => store.updateThread(sql, caller.user_id, id, input)) : undefined
    return thread ?? refuse(db, id)
  }

  const remove = async (caller: Caller, id: string) => {
    await show(caller, id)
    await stopRuns(caller, id)
    await db.write((sql) => store.deleteThread(sql, caller.user_id, id))
  }

  const messages = async (caller: Caller, id: string, { limit, after }: { limit: number; after?: string }) => {
    const thread = await show(caller, id)
    const key = after === undefined ? [0] : decodeCursor(after, 'n')
    if (!key) throw badCursor()
    const rows = await db.read((sql) => store.listMessages(sql, caller.user_id, id, limit + 1, Number(key[0])))
    const page = pageOf(rows, limit, (row) => [row.position])
    return { ...page, thread, data: page.data.map((row) => row.message) }
  }

  /** The newest `limit` visible items, oldest first. */
  const items = async (caller: Caller, id: string, { limit }: { limit: number }) => {
    await show(caller, id)
    return (await db.read((sql) => store.newestItems(sql, caller.user_id, id, limit))).reverse()
  }

  return { create, list, show, messages, items, change, remove, ...createTranscript({ db, refuse }) }
}
export type Threads = ReturnType<typeof createThreads>
