/** Lists of tasks: filters checked, words and days of the person made ready for the store. */

import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { invalid } from '../errors.ts'
import { addDays, endOfDay, startOfDay, wallOf } from '../lib/calendar.ts'
import { sharedNow } from '../lib/clock.ts'
import { pageOf } from '../lib/cursor.ts'
import type { Page } from '../thread/schema.ts'
import { check } from '../validate.ts'
import { realDate } from './fields.ts'
import { keyFor, placeOf } from './list-place.ts'
import { countOpen, countTasks, selectTasks, type TaskOrder, type TaskQuery } from './list-store.ts'
import { toTask } from './mutations.ts'
import { type OpenCounts, type StoredTask, TASK_FLAGS, TASK_SORTS, type Task, TaskFilters } from './schema.ts'
import { findCandidates } from './search-store.ts'

export interface ListOptions {
  /** 1–100 */
  limit: number
  after?: string
  /** Defaults to now. */
  now?: Date
}
/** `total` counts all that match, on whatever page. */
export type TaskPage = Page<Task> & { total: number }

/** Each word is looked for in every task of the person. */
const QUERY_MAX_WORDS = 8

const checkShape = check(TaskFilters)

/** Different words of a search, whatever their case; the database folds both sides the same way. */
const wordsOf = (q: string) => {
  const words = q.split(/\s+/).filter(Boolean)
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()]
}

const DAYS = ['due_before', 'due_after', 'completed_before', 'completed_after'] as const
const isWord = (day: string | undefined) => day === 'today' || day === 'tomorrow'

/** @throws validation_error */
const checkFilters = (input: unknown): TaskFilters => {
  const filters = checkShape(input)
  for (const name of DAYS) if (!isWord(filters[name])) realDate(`/${name}`, filters[name])
  if (wordsOf(filters.q ?? '').length > QUERY_MAX_WORDS)
    throw invalid('/q', `Search for ${QUERY_MAX_WORDS} different words at most.`)
  return filters
}

/** Filters from the text of an address. @throws validation_error */
export const readFilters = (query: object): TaskFilters =>
  checkFilters(
    Object.fromEntries(
      Object.entries(query).flatMap(([name, value]) => {
        const flag = TASK_FLAGS.some((one) => one === name)
        if (name === 'status' && value === 'all') return []
        return [[name, flag && value === 'true' ? true : value]]
      }),
    ),
  )

const orderOf = (sort: TaskFilters['sort']): TaskOrder | undefined => {
  const found = TASK_SORTS.find((one) => sort === one || sort === `-${one}`)
  return found && { sort: found, reverse: sort !== found }
}

/** What the store looks for: the days are those of the person. @throws validation_error */
export const queryOf = (input: TaskFilters, { time_zone }: Caller, now: Date): TaskQuery => {
  const { q, sort, overdue, due_before, due_after, completed_before, completed_after, ...same } = checkFilters(input)
  const today = wallOf(now, time_zone).day
  const dayOf = (day: string) => (day === 'today' ? today : day === 'tomorrow' ? addDays(today, 1) : day)
  const order = orderOf(sort)
  return {
    ...same,
    ...(q !== undefined && { words: wordsOf(q) }),
    ...(overdue && { overdue_on: today }),
    ...(due_before !== undefined && { due_before: dayOf(due_before) }),
    ...(due_after !== undefined && { due_after: dayOf(due_after) }),
    ...(completed_after !== undefined && {
      completed_from: startOfDay(dayOf(completed_after), time_zone).toISOString(),
    }),
    ...(completed_before !== undefined && {
      completed_until: endOfDay(dayOf(completed_before), time_zone).toISOString(),
    }),
    ...(order && { order }),
  }
}

interface Found {
  rows: StoredTask[]
  query: TaskQuery
  /** All that match are on this page. */
  whole: boolean
}

/** The tasks of a page and one more. @throws validation_error  @throws bad_cursor */
const find = async (sql: Sql, caller: Caller, input: TaskFilters, options: ListOptions): Promise<Found> => {
  const { limit, after, now = sharedNow() } = options
  const query = queryOf(input, caller, now)
  const place = after === undefined ? undefined : placeOf(after, query.order)
  if (query.words?.length) {
    const candidates = await findCandidates(sql, caller.user_id, query.words)
    if (candidates?.length === 0) return { rows: [], query, whole: true }
    if (candidates) query.candidates = candidates
  }
  const rows = await selectTasks(sql, caller.user_id, query, { limit: limit + 1, ...(place && { after: place }) })
  return { rows, query, whole: place === undefined && rows.length <= limit }
}

const toPage = ({ rows, query }: Found, limit: number) => {
  const page = pageOf(rows, limit, keyFor(query.order))
  return { ...page, data: page.data.map(toTask) }
}

/** A page whose reader does not ask how many there are. @throws validation_error  @throws bad_cursor */
export const pageIn = async (sql: Sql, caller: Caller, input: TaskFilters, options: ListOptions): Promise<Page<Task>> =>
  toPage(await find(sql, caller, input, options), options.limit)

/** @throws validation_error  @throws bad_cursor */
export const listIn = async (sql: Sql, caller: Caller, input: TaskFilters, options: ListOptions): Promise<TaskPage> => {
  const found = await find(sql, caller, input, options)
  const { rows, query, whole } = found
  // What fits into one page is counted without another look.
  const total = whole ? rows.length : await countTasks(sql, caller.user_id, query)
  return { ...toPage(found, options.limit), total }
}

/** What is open, for the lists beside the list. */
export const overviewIn = (sql: Sql, { user_id, time_zone }: Caller, now: Date): Promise<OpenCounts> =>
  countOpen(sql, user_id, wallOf(now, time_zone).day)
