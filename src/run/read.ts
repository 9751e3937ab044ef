/** Following a run: from any event on, live or finished, by as many readers as like. */

import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import { AppError, isAppError, notFound } from '../errors.ts'
import { isId } from '../lib/id.ts'
import type { OpenStreams } from '../lib/open-streams.ts'
import { itemsOfRun, wordsOfItem } from '../thread/store.ts'
import { toRun } from './finish.ts'
import type { Readers } from './log/readers.ts'
import { lastSeq, readLog } from './log/store.ts'
import { isLive, type LoggedEvent, type Run, type RunState } from './schema.ts'
import * as store from './store.ts'
import { findRun, type RunRow } from './store.ts'
import { toldOf } from './tool-call.ts'
import { listTurns, type ToolCall } from './turn-store.ts'

/** Open streams of live runs of one user in this process at most; replays of finished runs do not count. */
export const OPEN_STREAMS_MAX = 60

export interface ReadDeps {
  db: Database
  readers: Readers
  /** Streams of live runs; at most OPEN_STREAMS_MAX of a user. */
  streams: OpenStreams
  /** Fires when the process stops; every stream ends then and its reader connects again. */
  closing: AbortSignal
}

/** @throws stream_limit_reached */
export const checkStreams = ({ streams }: Pick<ReadDeps, 'streams'>, user_id: string) => {
  if (streams.full(user_id))
    throw new AppError('stream_limit_reached', `You have ${OPEN_STREAMS_MAX} streams open.`, { retry_after: 10 })
}

const readRun = async (
  deps: ReadDeps,
  user_id: string,
  run: RunRow,
  after: number,
  signal: AbortSignal,
): Promise<AsyncGenerator<LoggedEvent[]>> => {
  const last = deps.readers.recent.of(user_id, run.id)?.seq ?? (await lastOf(deps.db, user_id, run.id))
  if (last === 0 && !isLive(run.status)) return fromItems(deps, user_id, run)
  if (after > last) throw new AppError('bad_cursor', 'This run has no event of that number.')
  if (!isLive(run.status)) return fromLog(deps, user_id, run, after, signal)
  return deps.streams.counted(user_id, fromLog(deps, user_id, run, after, signal))
}

async function* fromLog(
  { db, readers, closing }: ReadDeps,
  user_id: string,
  run: RunRow,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LoggedEvent[]> {
  // A reader that has seen `run.done` and asks again gets it again, so that every stream ends with it.
  const from = isLive(run.status) ? after : Math.min(after, (await lastOf(db, user_id, run.id)) - 1)
  const look = async (seq: number) => {
    const recent = readers.recent.since(run.id, seq)
    if (recent) return recent
    try {
      const found = await db.query((sql) => readLog(sql, user_id, run.id, seq))
      return found.length > 0 ? found : await gone(db, user_id, run, seq)
    } catch (error) {
      // The run waits for the database as well; the stream stays open and looks again a little later.
      if (isAppError(error, 'database_unavailable') || isAppError(error, 'storage_full')) return []
      throw error
    }
  }
  yield* readers.read({ user_id, run_id: run.id }, from, look, AbortSignal.any([signal, closing]))
}

const lastOf = (db: Database, user_id: string, run_id: string) => db.query((sql) => lastSeq(sql, user_id, run_id))

/** A run that was deleted with its thread while it was read: the stream ends as cancelled. */
const gone = async (db: Database, user_id: string, run: RunRow, seq: number): Promise<LoggedEvent[]> => {
  if (await db.query((sql) => findRun(sql, user_id, run.id))) return []
  const ended: Run = { ...toRun(run, []), status: 'cancelled', finished_at: new Date().toISOString() }
  return [{ seq: seq + 1, event: { type: 'run.done', run: ended } }]
}

/** After the log was pruned the items stand for it. */
async function* fromItems({ db }: ReadDeps, user_id: string, run: RunRow): AsyncGenerator<LoggedEvent[]> {
  const items = await db.query((sql) => itemsOfRun(sql, user_id, run.id))
  const events = [
    ...items.map((item) => ({ type: 'thread.item.done', item }) as const),
    { type: 'run.done', run: toRun(run, items) } as const,
  ]
  yield events.map((event, index) => ({ seq: index + 1, event }))
}

interface RunReadOptions {
  db: Database
  read_deps: ReadDeps
}

export const createRunReads = ({ db, read_deps }: RunReadOptions) => {
  const find = async (caller: Caller, id: string) => {
    const row = isId(id) ? await db.query((sql) => store.findRun(sql, caller.user_id, id)) : undefined
    if (!row) throw notFound('The run')
    return row
  }

  const whole = async (row: store.RunRow): Promise<Run> =>
    toRun(row, await db.query((sql) => itemsOfRun(sql, row.user_id, row.id)))

  const show = async (caller: Caller, id: string) => whole(await find(caller, id))

  /** Without its items: the caller has the thread’s. */
  const latest = async (caller: Caller, thread_id: string): Promise<RunState | undefined> => {
    if (!isId(thread_id)) return undefined
    const row = await db.query((sql) => store.latestRun(sql, caller.user_id, thread_id))
    return row && toState(row)
  }

  /**
   * Batches of events after `after`, from the log first and then live; the last event is `run.done`. A run whose log
   * was pruned answers with its items and `run.done`. @throws not_found, bad_cursor, stream_limit_reached before the first batch
   */
  const events = async (caller: Caller, id: string, after: number, signal: AbortSignal) => {
    const run = await find(caller, id)
    if (isLive(run.status)) checkStreams(read_deps, caller.user_id)
    return readRun(read_deps, caller.user_id, run, after, signal)
  }

  /**
   * The same for the request that began the run: room for it was looked for before anything was kept, and a refusal
   * now would have the message sent twice.
   */
  const ownEvents = async (caller: Caller, id: string, after: number, signal: AbortSignal) => {
    const run = read_deps.readers.recent.of(caller.user_id, id)?.run ?? (await find(caller, id))
    return readRun(read_deps, caller.user_id, run, after, signal)
  }

  /** The run at its end, for the request that began it. */
  const finished = async (caller: Caller, id: string, signal: AbortSignal): Promise<Run> => {
    for await (const batch of await ownEvents(caller, id, 0, signal)) {
      const last = batch.at(-1)?.event
      if (last?.type === 'run.done') return last.run
    }
    const run = await show(caller, id)
    if (!isLive(run.status)) return run
    // The reading ended before the run: this process stops, and another one goes on with it.
    throw new AppError('draining', 'The server is restarting.', { details: { run_id: id }, retry_after: 2 })
  }

  /** Whether `after` is the number of `run.done` itself: nothing will ever follow it. */
  const isEnd = async (caller: Caller, { id, status, items }: Run, after: number) =>
    !isLive(status) && after > 0 && after === ((await lastOf(db, caller.user_id, id)) || items.length + 1)

  return { find, whole, show, latest, events, ownEvents, isEnd, finished, ...createLookups(db) }
}

/** What was sent again; what is not given is not compared. */
export interface Resent {
  /** Not given with a message that begins a thread of its own. */
  thread_id?: string
  text?: string
  item_id?: string
}

/** What else is asked about runs. */
const createLookups = (db: Database) => {
  /**
   * The run that a repeated send names, if it answers what is sent: the same words, or the same item again.
   * @throws run_mismatch
   */
  const resume = async (
    caller: Caller,
    run_id: string,
    { thread_id, text, item_id }: Resent,
  ): Promise<store.RunRow> => {
    const row = isId(run_id) ? await db.query((sql) => store.findRun(sql, caller.user_id, run_id)) : undefined
    const said =
      row && text !== undefined && (await db.query((sql) => wordsOfItem(sql, caller.user_id, row.message_id)))
    const same = (given: string | undefined, own: string | false | undefined) => given === undefined || given === own
    if (row && same(thread_id, row.thread_id) && same(item_id, row.message_id) && same(text?.trim(), said)) return row
    throw new AppError('run_mismatch', 'Last-Event-ID names a run that answers another message.')
  }

  /** What tools did in a run, in order, as simple clients read it. */
  const toolCalls = async (caller: Caller, id: string) => {
    const turns = await db.query((sql) => listTurns(sql, caller.user_id, id))
    return turns.flatMap(({ calls }) => calls.map(toSettled))
  }

  /** The run at work on the thread, which message it answers and whether it is being stopped. */
  const liveOn = async (caller: Caller, thread_id: string) => {
    if (!isId(thread_id)) return undefined
    return db.query(async (sql) => {
      const row = await store.liveRunOf(sql, caller.user_id, thread_id)
      if (!row) return undefined
      const stopping = await store.isCancelRequested(sql, caller.user_id, row.id)
      return { id: row.id, message_id: row.message_id, stopping }
    })
  }

  return { resume, toolCalls, liveOn }
}

const toState = (row: store.RunRow): RunState => {
  const { items: _, ...state } = toRun(row, [])
  return state
}

/** Arguments that are not JSON are given as the model wrote them. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const toSettled = ({ name, arguments: args, result }: ToolCall) => ({
  name,
  arguments: parsed(args),
  result: toldOf(result),
})
