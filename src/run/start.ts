/** Beginning a run: what is refused, and what is durable before the first byte of an answer (guarantees 1, 2 and 7). */

import type { Caller } from '../account/schema.ts'
import { type Database, isUniqueViolation, type Sql } from '../db/database.ts'
import { AppError, invalid, notFound } from '../errors.ts'
import type { Claim } from '../idempotency/idempotency.ts'
import { isId, newId } from '../lib/id.ts'
import { cutText } from '../lib/text.ts'
import { rateLimitRefusals } from '../metrics.ts'
import type { Mutate } from '../mutate.ts'
import { type MessageExtras, toRow, userMessage } from '../thread/item.ts'
import type { InputTag, UserMessageItem } from '../thread/schema.ts'
import type { Threads } from '../thread/thread.ts'
import type { Registry } from '../tool/registry.ts'
import { toRun } from './finish.ts'
import { checkStreams, type ReadDeps } from './read.ts'
import type { LookedBefore, Runner } from './runner.ts'
import type { Run, RunEvent } from './schema.ts'
import { beginRun } from './step-store.ts'
import * as store from './store.ts'
import type { PastRun } from './turn-store.ts'

export interface StartOptions {
  db: Database
  mutate: Mutate
  registry: Registry
  runner: Runner
  read_deps: ReadDeps
  threads: Pick<Threads, 'show' | 'showOpen'>
  owner: string
  /** MAX_MESSAGE_CHARS */
  max_message_chars: number
  /** USER_DAILY_TOKEN_LIMIT; 0 is none. */
  user_daily_token_limit: number
}

export interface Input extends MessageExtras {
  text: string
  /** BCP 47; how dates are written for the person. */
  locale?: string
  /** The configured provider that the person would like to be asked first. */
  provider?: string
  /** The existing tool that the person chose for this message. */
  tool?: string
}

/** Kept beside the item’s own fields, for the model alone. */
interface Asides {
  _context?: string
  _locale?: string
  _provider?: string
}

const isTag = (part: UserMessageItem['content'][number]): part is InputTag => part.type === 'input_tag'

const tagLine = ({ id, text, group, data }: InputTag) =>
  `@${text} = ${JSON.stringify({ id, ...(group !== undefined && { group }), data })}`

/** All of it comes from the client: given to the model as data, next to the message it belongs to. */
const contextOf = ({ content = [], quoted_text, tool }: Input) => {
  const tags = content.filter(isTag)
  return [
    ...(quoted_text ? [`The message quotes, as data: ${JSON.stringify(quoted_text)}`] : []),
    ...(tags.length > 0 ? [`The message points at, as data:\n${tags.map(tagLine).join('\n')}`] : []),
    ...(tool === undefined ? [] : [`The person chose the tool ${tool} for this message.`]),
  ].join('\n')
}

/** The person's own choice of a locale counts before what their client says. */
export const asidesOf = (input: Input, caller: Caller): Asides => {
  const context = contextOf(input)
  const locale = caller.locale ?? input.locale
  return {
    ...(context && { _context: context }),
    ...(locale !== undefined && { _locale: locale }),
    ...(input.provider !== undefined && { _provider: input.provider }),
  }
}

/** Long enough to tell chats apart in a list, in UTF-16 units. */
export const TITLE_CHARS = 60

export const titleFrom = (text: string): string => {
  const line = text.split('\n', 1)[0]?.trim().replaceAll(/\s+/g, ' ') ?? ''
  if (line.length <= TITLE_CHARS) return line
  const cut = cutText(line, TITLE_CHARS)
  const space = cut.lastIndexOf(' ')
  return `${space > TITLE_CHARS / 2 ? cut.slice(0, space) : cut}…`
}

/** Runs of one user at work in this process at most. */
const LIVE_RUNS_MAX = 20

/** @throws validation_error; the path is where REST has the text. */
export const checkText = (raw: string, most: number) => {
  const text = raw.trim()
  const path = '/message/content/0/text'
  if (text === '') throw invalid(path, 'The message is empty.')
  if (text.length > most) throw invalid(path, `The message is longer than ${most} characters.`)
  if (text.includes('\0') || !text.isWellFormed()) throw invalid(path, 'The message has characters that are not text.')
  return text
}

export const checkRoom = async (caller: Caller, { db, runner, read_deps, user_daily_token_limit }: StartOptions) => {
  if (runner.draining) throw new AppError('draining', 'The server is restarting.', { retry_after: 2 })
  if (runner.count(caller.user_id) >= LIVE_RUNS_MAX) {
    rateLimitRefusals.inc({ limit: 'live_runs' })
    throw new AppError('rate_limited', `You have ${LIVE_RUNS_MAX} answers running already.`, { retry_after: 5 })
  }
  checkStreams(read_deps, caller.user_id)
  if (user_daily_token_limit === 0) return
  const { user } = await db.query((sql) => store.tokensToday(sql, caller.user_id))
  if (user < user_daily_token_limit) return
  rateLimitRefusals.inc({ limit: 'user_tokens' })
  throw new AppError('usage_limit_reached', 'Your daily allowance is used up.', { retry_after: untilMidnight() })
}

/** Seconds until the UTC day ends. */
const untilMidnight = () => 86_400 - (Math.floor(Date.now() / 1000) % 86_400)

/** A run that has been made and, unless it is a repeat, has to be worked on. */
export type Made =
  | { replayed: true; run_id: string }
  | { replayed: false; run: Run; row: store.RunRow; events: RunEvent[]; before?: LookedBefore }

export const make = async (
  options: StartOptions,
  caller: Caller,
  thread_id: string,
  given: Input,
  claim?: Claim,
): Promise<Made> => {
  const input = { ...given, text: checkText(given.text, options.max_message_chars) }
  if (!isId(thread_id)) throw notFound('The session')
  await checkRoom(caller, options)
  // What the model is to read is looked up while the message is being kept.
  const look = claim ? undefined : options.runner.lookBefore(caller, thread_id)
  try {
    const beginning = { caller, thread_id, input, owner: options.owner }
    const { value, replayed } = await options.mutate(caller, claim, (sql) => begin(sql, beginning), {
      one_statement: true,
    })
    if (replayed) return { replayed, run_id: value.row.id }
    const { row, message, events, version } = value
    const before = look && { look, version, newest: newestOf(row, message, asidesOf(input, caller)) }
    return { replayed, run: toRun(row, [message]), row, events, ...(before && { before }) }
  } catch (error) {
    return explain(options, error, caller, thread_id)
  }
}

/** The message as the model’s history would have it. */
const newestOf = (row: store.RunRow, message: UserMessageItem, asides: Asides): PastRun => ({
  run_id: row.id,
  created_at: new Date(row.created_at),
  words: toRow(message, row.id).words ?? '',
  context: asides._context ?? null,
  locale: asides._locale ?? null,
  provider: asides._provider ?? null,
  kept: [],
  turns: [],
  notes: [],
})

/** The ways a run cannot begin that only the database knows. */
export const explain = async (options: StartOptions, error: unknown, caller: Caller, id: string): Promise<never> => {
  const { db, threads } = options
  if (isUniqueViolation(error, 'runs_one_live')) {
    const live = await db.query((sql) => store.liveRunOf(sql, caller.user_id, id))
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

const refusal = async ({ threads }: StartOptions, caller: Caller, id: string) => {
  const { status, status_reason } = await threads.showOpen(caller, id)
  return new AppError('conflict', status_reason ?? `This chat is ${status}.`)
}

interface Beginning {
  caller: Caller
  thread_id: string
  input: Input
  owner: string
}

/** Message, run and first events in one statement. */
const begin = async (sql: Sql, { caller, thread_id, input, owner }: Beginning) => {
  const { user_id } = caller
  const message = userMessage(thread_id, input.text, input)
  const run = { id: newId(), user_id, thread_id, message_id: message.id, owner }
  const stored = toRow(message, run.id)
  const items = [{ ...stored, data: { ...stored.data, ...asidesOf(input, caller) } }]
  const title = titleFrom(input.text)
  const events: RunEvent[] = [
    { type: 'thread.item.done', item: message },
    { type: 'stream_options', stream_options: { allow_cancel: true } },
  ]
  const titled = (created_at: string) => [...events, threadUpdated(thread_id, title, created_at)]
  // No text of a person can hold an id that was made just now.
  const created_at = newId()
  const begun = await beginRun(sql, run, { items, title, events, titled: titled(created_at), created_at })
  if (!begun) throw new NoRoom()
  const { row, place } = begun
  return { row, message, version: place.version, events: place.title === null ? titled(place.created_at) : events }
}

const threadUpdated = (id: string, title: string, created_at: string): RunEvent => ({
  type: 'thread.updated',
  thread: { id, title, created_at, status: { type: 'active' }, metadata: {}, items: { data: [], has_more: false } },
})
