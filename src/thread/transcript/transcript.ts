/** Verbs for clients that page by id: threads by creation, all items of one in order, whether it is open, feedback. */
import type { Caller } from '../../account/schema.ts'
import type { Database } from '../../db/database.ts'
import { AppError, notFound } from '../../errors.ts'
import { isId } from '../../lib/id.ts'
import type { IdPage, Item, OpenThread, ThreadStatus } from '../schema.ts'
import * as store from './store.ts'

/** Rows of one page at most, whatever is asked for. */
export const PAGE_MAX = 500

export interface TranscriptOptions {
  db: Database
  /** Says why there is no such thread. */
  refuse: (db: Database, id: string) => Promise<never>
}

export interface IdPageOf<T> {
  data: T[]
  has_more: boolean
}

const badCursor = () => new AppError('bad_cursor', 'The id in `after` names nothing here.')

const asked = ({ limit, order, after }: IdPage) => {
  if (after !== undefined && !isId(after)) throw badCursor()
  const capped = Math.min(limit, PAGE_MAX)
  return { capped, page: { limit: capped + 1, order, ...(after !== undefined && { after }) } }
}

const cut = <T>(rows: T[] | undefined, most: number): IdPageOf<T> => {
  if (!rows) throw badCursor()
  return { data: rows.slice(0, most), has_more: rows.length > most }
}

export const createTranscript = ({ db, refuse }: TranscriptOptions) => {
  /** @throws not_found, forbidden */
  const showOpen = async (caller: Caller, id: string): Promise<OpenThread> => {
    const thread = isId(id) ? await db.read((sql) => store.findOpen(sql, caller.user_id, id)) : undefined
    return thread ?? refuse(db, id)
  }

  /** By creation; any thread’s id is a cursor. @throws bad_cursor */
  const byCreation = async (caller: Caller, wanted: IdPage) => {
    const { capped, page } = asked(wanted)
    return cut(await db.read((sql) => store.threadsByCreation(sql, caller.user_id, page)), capped)
  }

  /** Items that clients may see; any item’s id is a cursor. @throws not_found, forbidden, bad_cursor */
  const itemsById = async (caller: Caller, id: string, wanted: IdPage): Promise<IdPageOf<Item>> => {
    await showOpen(caller, id)
    const { capped, page } = asked(wanted)
    return cut(await db.read((sql) => store.itemsInOrder(sql, caller.user_id, id, page)), capped)
  }

  /** Locked and closed threads take no messages and no actions; the reason is shown to people. @throws not_found */
  const setStatus = async (caller: Caller, id: string, status: ThreadStatus, reason: string | null = null) => {
    const thread = isId(id)
      ? await db.write((sql) => store.setStatus(sql, caller.user_id, id, status, reason))
      : undefined
    return thread ?? refuse(db, id)
  }

  /** @throws not_found, forbidden; not_found too when none of the items is there */
  const rate = async (caller: Caller, id: string, item_ids: string[], kind: 'positive' | 'negative') => {
    await showOpen(caller, id)
    const ids = item_ids.filter(isId)
    const found = await db.read((sql) => store.putFeedback(sql, caller.user_id, id, ids, kind))
    if (found === 0 && item_ids.length > 0) throw notFound('The item')
  }

  return { showOpen, byCreation, itemsById, setStatus, rate }
}
