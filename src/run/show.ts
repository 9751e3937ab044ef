/** Looking at runs: as they are, as they happen, and what tools did in them. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import { AppError, notFound } from '../errors.ts'
import { isId } from '../lib/id.ts'
import { itemsOfRun } from '../thread/store.ts'
import { toRun } from './ending.ts'
import { type Readers, readRun } from './follow.ts'
import { isLive, type Run } from './schema.ts'
import * as store from './store.ts'
import { toldOf } from './turn/result.ts'
import { listTurns, type ToolCall } from './turn/store.ts'

export interface ShowOptions {
  db: Database
  readers: Readers
}

export const createShow = ({ db, readers }: ShowOptions) => {
  const find = async (caller: Caller, id: string) => {
    const row = isId(id) ? await db.read((sql) => store.findRun(sql, caller.user_id, id)) : undefined
    if (!row) throw notFound('The run')
    return row
  }

  const whole = async (row: store.RunRow): Promise<Run> =>
    toRun(row, await db.read((sql) => itemsOfRun(sql, row.user_id, row.id)))

  const show = async (caller: Caller, id: string) => whole(await find(caller, id))

  const latest = async (caller: Caller, thread_id: string): Promise<Run | undefined> => {
    const row = await db.read((sql) => store.latestRun(sql, caller.user_id, thread_id))
    return row && whole(row)
  }

  /**
   * Batches of events after `after`, from the log first and then live; the last event is `run.done`. A run whose log
   * was pruned answers with its items and `run.done`. @throws not_found, bad_cursor before the first batch
   */
  const events = async (caller: Caller, id: string, after: number, signal: AbortSignal) =>
    readRun(readers, caller.user_id, await find(caller, id), after, signal)

  const finished = async (caller: Caller, id: string, signal: AbortSignal): Promise<Run> => {
    for await (const batch of await events(caller, id, 0, signal)) {
      const last = batch.at(-1)?.event
      if (last?.type === 'run.done') return last.run
    }
    const run = await show(caller, id)
    if (!isLive(run.status)) return run
    // The reading ended before the run: this process stops, and another one goes on with it.
    throw new AppError('draining', 'The server is restarting.', { details: { run_id: id }, retry_after: 2 })
  }

  /** What tools did in a run, in order, as simple clients read it. */
  const toolCalls = async (caller: Caller, id: string) => {
    const turns = await db.read((sql) => listTurns(sql, caller.user_id, id))
    return turns.flatMap(({ calls }) => calls.map(toSettled))
  }

  /** The run at work on the thread, which message it answers and whether it is being stopped. */
  const liveOn = async (caller: Caller, thread_id: string) => {
    if (!isId(thread_id)) return undefined
    return db.read(async (sql) => {
      const row = await store.liveRunOf(sql, caller.user_id, thread_id)
      if (!row) return undefined
      const stopping = await store.isCancelRequested(sql, caller.user_id, row.id)
      return { id: row.id, message_id: row.message_id, stopping }
    })
  }

  return { find, whole, show, latest, events, finished, toolCalls, liveOn }
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
