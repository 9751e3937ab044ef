/** Verbs of runs: start, show, follow, cancel. A run is a job; whoever asked for it is only its first reader. */
import type { Caller } from '../account/schema.ts'
import { type Database, isUniqueViolation } from '../db/database.ts'
import { AppError, invalid, notFound } from '../errors.ts'
import { isId, newId } from '../lib/id.ts'
import { type Claim, once } from '../once/once.ts'
import { toRow, userMessage } from '../thread/item.ts'
import { appendItems, itemsOfRun } from '../thread/store.ts'
import type { Threads } from '../thread/thread.ts'
import { toRun } from './ending.ts'
import type { Engine } from './engine.ts'
import { type Readers, readRun } from './follow.ts'
import { appendHeld } from './log/store.ts'
import { isLive, type Run, type RunEvent } from './schema.ts'
import * as store from './store.ts'
import { titleFrom } from './title.ts'
import { toldOf } from './turn/result.ts'
import { listTurns, type ToolCall } from './turn/store.ts'

export interface RunOptions {
  db: Database
  engine: Engine
  threads: Pick<Threads, 'show'>
  readers: Readers
  owner: string
  /** MAX_MESSAGE_CHARS */
  max_message_chars: number
  /** USER_DAILY_TOKEN_LIMIT; 0 is none. */
  user_daily_token_limit: number
}

/** Runs of one user at work in this process at most. */
export const LIVE_RUNS_MAX = 20
/** Cancel answers within this time, also when another process owns the run. */
export const RUN_STOP_MS = 1000
const STOP_STEP_MS = 50

export interface Started {
  run: Run
  replayed: boolean
}

export const createRuns = (options: RunOptions) => {
  const { db, engine, threads, readers, owner } = options

  const start = async (caller: Caller, thread_id: string, input: { text: string }, claim?: Claim): Promise<Started> => {
    const text = checkText(input.text, options.max_message_chars)
    if (!isId(thread_id)) throw notFound('The session')
    await checkRoom(caller, options)
    try {
      const made = await once(db, caller.user_id, claim, (sql) => begin(sql, { caller, thread_id, text, owner }))
      if (made.replayed) return { run: await show(caller, made.value.row.id), replayed: true }
      engine.begin(made.value.row, caller, made.value.last_seq)
      return { run: toRun(made.value.row, [made.value.message]), replayed: false }
    } catch (error) {
      return explain(error, caller, thread_id)
    }
  }

  /** The two ways a run cannot begin that only the database knows. */
  const explain = async (error: unknown, caller: Caller, thread_id: string): Promise<never> => {
    if (isUniqueViolation(error, 'runs_one_live')) {
      const live = await db.read((sql) => store.liveRunOf(sql, caller.user_id, thread_id))
      // It may have ended between the two statements; the client's next try then works.
      throw new AppError('run_active', 'This session is still answering. Wait for it or cancel it.', {
        ...(live && { details: { run_id: live.id } }),
        retry_after: 1,
      })
    }
    if ((error as { code?: string }).code === '23503') await threads.show(caller, thread_id)
    throw error
  }

  const find = async (caller: Caller, id: string) => {
    const row = isId(id) ? await db.read((sql) => store.findRun(sql, caller.user_id, id)) : undefined
    if (!row) throw notFound('The run')
    return row
  }

  const show = async (caller: Caller, id: string): Promise<Run> => {
    const row = await find(caller, id)
    return toRun(row, await db.read((sql) => itemsOfRun(sql, caller.user_id, id)))
  }

  const latest = async (caller: Caller, thread_id: string): Promise<Run | undefined> => {
    const row = await db.read((sql) => store.latestRun(sql, caller.user_id, thread_id))
    return row && toRun(row, await db.read((sql) => itemsOfRun(sql, caller.user_id, row.id)))
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
    return show(caller, id)
  }

  /** Idempotent; works from any process. What was written stays. */
  const cancel = async (caller: Caller, id: string): Promise<Run> => {
    await find(caller, id)
    if (await db.write((sql) => store.requestCancel(sql, caller.user_id, id))) await stopped(caller, id)
    return show(caller, id)
  }

  const stopped = async (caller: Caller, id: string) => {
    if (await engine.cancel(id)) return
    for (let waited = 0; waited < RUN_STOP_MS; waited += STOP_STEP_MS) {
      await Bun.sleep(STOP_STEP_MS)
      if (!isLive((await find(caller, id)).status)) return
    }
  }

  /** Cancels what runs on a thread, before the thread goes. */
  const stopThread = async (caller: Caller, thread_id: string) => {
    const live = await db.read((sql) => store.liveRunOf(sql, caller.user_id, thread_id))
    if (live) await cancel(caller, live.id)
  }

  /** Cancels everything of a user who leaves for good. */
  const stopAll = async (caller: Caller) => {
    for (const row of await db.read((sql) => store.liveRunsOf(sql, caller.user_id))) await cancel(caller, row.id)
  }

  /** What tools did in a run, in order, as simple clients read it. */
  const toolCalls = async (caller: Caller, id: string) => {
    const turns = await db.read((sql) => listTurns(sql, caller.user_id, id))
    return turns.flatMap(({ calls }) => calls.map(toSettled))
  }

  /** Refuses a text that no run could be started with. @throws validation_error */
  const check = (text: string) => void checkText(text, options.max_message_chars)

  return { start, check, show, latest, events, finished, cancel, stopThread, stopAll, toolCalls }
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

const checkText = (raw: string, most: number) => {
  const text = raw.trim()
  const path = '/message/content/0/text'
  if (text === '') throw invalid(path, 'The message is empty.')
  if (text.length > most) throw invalid(path, `The message is longer than ${most} characters.`)
  if (text.includes('\0') || !text.isWellFormed()) throw invalid(path, 'The message has characters that are not text.')
  return text
}

const checkRoom = async (caller: Caller, { db, engine, user_daily_token_limit }: RunOptions) => {
  if (engine.draining()) throw new AppError('draining', 'The server is restarting.', { retry_after: 2 })
  if (engine.countOf(caller.user_id) >= LIVE_RUNS_MAX) {
    throw new AppError('rate_limited', `You have ${LIVE_RUNS_MAX} answers running already.`, { retry_after: 5 })
  }
  if (user_daily_token_limit === 0) return
  const { user } = await db.read((sql) => store.tokensToday(sql, caller.user_id))
  if (user < user_daily_token_limit) return
  throw new AppError('usage_limit_reached', 'Your daily allowance is used up.', { retry_after: untilMidnight() })
}

/** Seconds until the UTC day ends. */
const untilMidnight = () => 86_400 - (Math.floor(Date.now() / 1000) % 86_400)

interface Beginning {
  caller: Caller
  thread_id: string
  text: string
  owner: string
}

/** Message, run and first events in one transaction: what is acknowledged is durable (guarantee 1). */
const begin = async (sql: Parameters<typeof store.insertRun>[0], { caller, thread_id, text, owner }: Beginning) => {
  const { user_id } = caller
  const message = userMessage(thread_id, text)
  const row = await store.insertRun(sql, { id: newId(), user_id, thread_id, message_id: message.id, owner })
  await appendItems(sql, user_id, thread_id, [toRow(message, row.id)])
  const title = titleFrom(text)
  const titled = await store.titleThread(sql, user_id, thread_id, title)
  const events: RunEvent[] = [
    { type: 'thread.item.done', item: message },
    { type: 'stream_options', stream_options: { allow_cancel: true } },
    ...(titled ? [threadUpdated(thread_id, title, titled)] : []),
  ]
  await appendHeld(sql, { user_id, run_id: row.id, attempt: 1, first_seq: 1, events })
  return { row, message, last_seq: events.length }
}

const threadUpdated = (id: string, title: string, created_at: string): RunEvent => ({
  type: 'thread.updated',
  thread: { id, title, created_at, status: { type: 'active' }, metadata: {}, items: { data: [], has_more: false } },
})
