/** Lists of tasks: filters checked, places turned into cursors and back. */
import type { Caller } from '../../account/schema.ts'
import type { Sql } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, pageOf } from '../../lib/cursor.ts'
import type { Page } from '../../thread/schema.ts'
import { shown } from '../act.ts'
import { isDate } from '../date.ts'
import { checker } from '../input.ts'
import { realDate } from '../parts.ts'
import { TASK_STATUSES, type Task, TaskFilters } from '../schema.ts'
import type { StoredTask } from '../store.ts'
import { countTasks, listTasks, NO_DATE, NO_TIME, type Place } from './store.ts'

export interface ListOptions {
  /** 1–100 */
  limit: number
  after?: string
}
/** `total` counts all that match, on whatever page. */
export type TaskPage = Page<Task> & { total: number }

const check = checker(TaskFilters)

/** @throws validation_error */
export const checkFilters = (input: TaskFilters): TaskFilters => {
  const filters = check(input)
  realDate('/due_before', filters.due_before)
  realDate('/due_after', filters.due_after)
  return filters
}

/** @throws validation_error  @throws bad_cursor */
export const listIn = async (
  sql: Sql,
  { user_id }: Caller,
  input: TaskFilters,
  { limit, after }: ListOptions,
): Promise<TaskPage> => {
  const filters = checkFilters(input)
  const place = after === undefined ? undefined : placeOf(after)
  const total = await countTasks(sql, user_id, filters)
  const rows = await listTasks(sql, user_id, filters, { limit: limit + 1, ...(place && { after: place }) })
  const page = pageOf(rows, limit, keyOf)
  return { ...page, data: page.data.map(shown), total }
}

const keyOf = ({ status, due_on, due_time, id }: StoredTask) => [status, due_on ?? NO_DATE, due_time ?? NO_TIME, id]

/** Cursors come back from outside: each part is checked before it meets the database. */
const placeOf = (cursor: string): Place => {
  const [status, due_on, due_time, id] = decodeCursor(cursor, 'sssn') ?? []
  const place = { status: TASK_STATUSES.find((one) => one === status), due_on, due_time, id } as Place
  const known =
    place.status !== undefined &&
    (place.due_on === NO_DATE || (/^\d{4}-/.test(place.due_on) && isDate(place.due_on))) &&
    (place.due_time === NO_TIME || /^([01]\d|2[0-3]):[0-5]\d$/.test(place.due_time)) &&
    Number.isInteger(place.id) &&
    Math.abs(place.id) < 2 ** 31
  if (!known) throw new AppError('bad_cursor', 'The cursor is not one of ours.')
  return place
}
