/** Following a run: from any event on, live or finished, by as many readers as like. */
import type { Database } from '../db/database.ts'
import { AppError, isAppError } from '../errors.ts'
import { openStreams } from '../metrics.ts'
import { itemsOfRun } from '../thread/store.ts'
import { toRun } from './ending.ts'
import type { Live } from './log/live.ts'
import { lastSeq, readLog } from './log/store.ts'
import { isLive, type LoggedEvent, type Run } from './schema.ts'
import { findRun, type RunRow } from './store.ts'

/** Open streams of live runs of one user in this process at most; replays of finished runs do not count. */
export const OPEN_STREAMS_MAX = 60

export interface Readers {
  db: Database
  live: Live
  /** How many streams each user has open. */
  open: Map<string, number>
  /** Fires when the process stops; every stream ends then and its reader connects again. */
  closing: AbortSignal
}

export const readRun = async (
  readers: Readers,
  user_id: string,
  run: RunRow,
  after: number,
  signal: AbortSignal,
): Promise<AsyncGenerator<LoggedEvent[]>> => {
  const last = await readers.db.read((sql) => lastSeq(sql, user_id, run.id))
  if (last === 0 && !isLive(run.status)) return fromItems(readers, user_id, run)
  if (after > last) throw new AppError('bad_cursor', 'This run has no event of that number.')
  if (!isLive(run.status)) return fromLog(readers, user_id, run, after, signal)
  if ((readers.open.get(user_id) ?? 0) >= OPEN_STREAMS_MAX) {
    throw new AppError('stream_limit_reached', `You have ${OPEN_STREAMS_MAX} streams open.`, { retry_after: 10 })
  }
  return counted(readers, user_id, fromLog(readers, user_id, run, after, signal))
}

async function* counted(readers: Readers, user_id: string, events: AsyncGenerator<LoggedEvent[]>) {
  readers.open.set(user_id, (readers.open.get(user_id) ?? 0) + 1)
  openStreams.inc()
  try {
    yield* events
  } finally {
    openStreams.dec()
    const left = (readers.open.get(user_id) ?? 1) - 1
    if (left > 0) readers.open.set(user_id, left)
    else readers.open.delete(user_id)
  }
}

async function* fromLog(
  { db, live, closing }: Readers,
  user_id: string,
  run: RunRow,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LoggedEvent[]> {
  // Whoever has seen `run.done` already and asks again hears it again, so that every stream ends with it.
  const from = isLive(run.status) ? after : Math.min(after, (await lastOf(db, user_id, run.id)) - 1)
  const look = async (seq: number) => {
    try {
      const found = await db.read((sql) => readLog(sql, user_id, run.id, seq))
      return found.length > 0 ? found : await gone(db, user_id, run, seq)
    } catch (error) {
      // The run waits for the database as well; the stream stays open and looks again a little later.
      if (isAppError(error, 'database_unavailable') || isAppError(error, 'storage_full')) return []
      throw error
    }
  }
  yield* live.read({ user_id, run_id: run.id }, from, look, AbortSignal.any([signal, closing]))
}

const lastOf = (db: Database, user_id: string, run_id: string) => db.read((sql) => lastSeq(sql, user_id, run_id))

/** A run that was deleted with its thread while somebody read it: the stream ends as cancelled. */
const gone = async (db: Database, user_id: string, run: RunRow, seq: number): Promise<LoggedEvent[]> => {
  if (await db.read((sql) => findRun(sql, user_id, run.id))) return []
  const ended: Run = { ...toRun(run, []), status: 'cancelled', finished_at: new Date().toISOString() }
  return [{ seq: seq + 1, event: { type: 'run.done', run: ended } }]
}

/** After the log was pruned the items stand for it. */
async function* fromItems({ db }: Readers, user_id: string, run: RunRow): AsyncGenerator<LoggedEvent[]> {
  const items = await db.read((sql) => itemsOfRun(sql, user_id, run.id))
  const events = [
    ...items.map((item) => ({ type: 'thread.item.done', item }) as const),
    { type: 'run.done', run: toRun(run, items) } as const,
  ]
  yield events.map((event, index) => ({ seq: index + 1, event }))
}
