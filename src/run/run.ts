/** Verbs of runs: start, show, follow, cancel. A run is a job; whoever asked for it is only its first reader. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import { AppError, notFound } from '../errors.ts'
import type { HintHub } from '../hint/hint.ts'
import { isId } from '../lib/id.ts'
import type { Claim } from '../once/once.ts'
import { itemsOfRun } from '../thread/store.ts'
import type { Threads } from '../thread/thread.ts'
import type { Registry } from '../tool/registry.ts'
import { createCancel } from './cancel.ts'
import { toRun } from './ending.ts'
import type { Engine } from './engine.ts'
import { type Readers, readRun } from './follow.ts'
import type { Input } from './input.ts'
import { remake } from './retry/retry.ts'
import { isLive, type Run } from './schema.ts'
import { checkText, type Made, make } from './start.ts'
import * as store from './store.ts'
import { toldOf } from './turn/result.ts'
import { listTurns, type ToolCall } from './turn/store.ts'

export interface RunOptions {
  db: Database
  registry: Registry
  engine: Engine
  hints: HintHub
  threads: Pick<Threads, 'show' | 'showOpen'>
  readers: Readers
  owner: string
  /** MAX_MESSAGE_CHARS */
  max_message_chars: number
  /** USER_DAILY_TOKEN_LIMIT; 0 is none. */
  user_daily_token_limit: number
}

export interface Started {
  run: Run
  replayed: boolean
}

export const createRuns = (options: RunOptions) => {
  const { db, engine, hints, readers } = options

  /** @throws validation_error, forbidden, not_found, run_active (`details.run_id`), draining, usage_limit_reached */
  const start = async (caller: Caller, thread_id: string, input: Input, claim?: Claim): Promise<Started> =>
    launch(caller, await make(options, caller, thread_id, input, claim))

  /**
   * Answers a message again. What tools did for it stays and is told to the model; everything later goes.
   * @throws validation_error not a message, not_found, run_active, draining, usage_limit_reached
   */
  const retry = async (caller: Caller, thread_id: string, item_id: string, claim?: Claim): Promise<Started> =>
    launch(caller, await remake(options, caller, thread_id, item_id, claim))

  const launch = async (caller: Caller, made: Made): Promise<Started> => {
    if (made.replayed) return { run: await show(caller, made.run_id), replayed: true }
    engine.begin(made.row, caller, made.last_seq, made.turns)
    return { run: made.run, replayed: false }
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

  /** Refuses a text that no run could be started with. @throws validation_error */
  const check = (text: string) => void checkText(text, options.max_message_chars)

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

  return {
    start,
    retry,
    liveOn,
    check,
    show,
    latest,
    events,
    finished,
    toolCalls,
    ...createCancel({ db, engine, hints, find, whole }),
  }
}
export type Runs = ReturnType<typeof createRuns>

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
