/** Beginning a run: what is refused, and what is durable before the first byte of an answer (guarantees 1, 2 and 7). */
import type { Caller } from '../account/schema.ts'
import { isUniqueViolation, type Sql } from '../db/database.ts'
import { AppError, invalid, notFound } from '../errors.ts'
import { isId, newId } from '../lib/id.ts'
import { type Claim, once } from '../once/once.ts'
import { toRow, userMessage } from '../thread/item.ts'
import { appendItems } from '../thread/store.ts'
import { toRun } from './ending.ts'
import { asidesOf, type Input } from './input.ts'
import { appendHeld } from './log/store.ts'
import type { RunOptions } from './run.ts'
import type { Run, RunEvent } from './schema.ts'
import * as store from './store.ts'
import { titleFrom } from './title.ts'
import type { Turn } from './turn/store.ts'

/** Runs of one user at work in this process at most. */
export const LIVE_RUNS_MAX = 20

/** @throws validation_error; the path is where REST has the text. */
export const checkText = (raw: string, most: number) => {
  const text = raw.trim()
  const path = '/message/content/0/text'
  if (text === '') throw invalid(path, 'The message is empty.')
  if (text.length > most) throw invalid(path, `The message is longer than ${most} characters.`)
  if (text.includes('\0') || !text.isWellFormed()) throw invalid(path, 'The message has characters that are not text.')
  return text
}

export const checkRoom = async (caller: Caller, { db, engine, user_daily_token_limit }: RunOptions) => {
  if (engine.draining) throw new AppError('draining', 'The server is restarting.', { retry_after: 2 })
  if (engine.count(caller.user_id) >= LIVE_RUNS_MAX) {
    throw new AppError('rate_limited', `You have ${LIVE_RUNS_MAX} answers running already.`, { retry_after: 5 })
  }
  if (user_daily_token_limit === 0) return
  const { user } = await db.read((sql) => store.tokensToday(sql, caller.user_id))
  if (user < user_daily_token_limit) return
  throw new AppError('usage_limit_reached', 'Your daily allowance is used up.', { retry_after: untilMidnight() })
}

/** Seconds until the UTC day ends. */
const untilMidnight = () => 86_400 - (Math.floor(Date.now() / 1000) % 86_400)

/** A run that has been made and, unless it is a repeat, has to be worked on. */
export type Made =
  | { replayed: true; run_id: string }
  | { replayed: false; run: Run; row: store.RunRow; last_seq: number; turns?: Turn[] }

export const make = async (
  options: RunOptions,
  caller: Caller,
  thread_id: string,
  given: Input,
  claim?: Claim,
): Promise<Made> => {
  const input = { ...given, text: checkText(given.text, options.max_message_chars) }
  if (!isId(thread_id)) throw notFound('The session')
  await checkRoom(caller, options)
  try {
    const beginning = { caller, thread_id, input, owner: options.owner }
    const { value, replayed } = await once(options.db, caller.user_id, claim, (sql) => begin(sql, beginning))
    if (replayed) return { replayed, run_id: value.row.id }
    return { replayed, run: toRun(value.row, [value.message]), row: value.row, last_seq: value.last_seq }
  } catch (error) {
    return explain(options, error, caller, thread_id)
  }
}

/** The ways a run cannot begin that only the database knows. */
export const explain = async (options: RunOptions, error: unknown, caller: Caller, id: string): Promise<never> => {
  const { db, threads } = options
  if (isUniqueViolation(error, 'runs_one_live')) {
    const live = await db.read((sql) => store.liveRunOf(sql, caller.user_id, id))
    throw new AppError('run_active', 'This session is still answering. Wait for it or cancel it.', {
      // It may have ended between the two statements; the next try then works.
      ...(live && { details: { run_id: live.id } }),
      retry_after: 1,
    })
  }
  if ((error as { code?: string }).code === '23503') await threads.show(caller, id)
  if (error instanceof NoRoom) throw await refusal(options, caller, id)
  throw error
}

/** The thread takes no run: it is not there, not the caller's, locked or closed. */
export class NoRoom extends Error {}

const refusal = async ({ threads }: RunOptions, caller: Caller, id: string) => {
  const { status, status_reason } = await threads.showOpen(caller, id)
  return new AppError('conflict', status_reason ?? `This chat is ${status}.`)
}

interface Beginning {
  caller: Caller
  thread_id: string
  input: Input
  owner: string
}

/** Message, run and first events in one transaction. */
const begin = async (sql: Sql, { caller, thread_id, input, owner }: Beginning) => {
  const { user_id } = caller
  const message = userMessage(thread_id, input.text, input)
  const row = await store.insertRun(sql, { id: newId(), user_id, thread_id, message_id: message.id, owner })
  if (!row) throw new NoRoom()
  const stored = toRow(message, row.id)
  await appendItems(sql, user_id, thread_id, [{ ...stored, data: { ...stored.data, ...asidesOf(input) } }])
  const title = titleFrom(input.text)
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
