/** Where a page of tasks ends, as a cursor: each order has its own, and one of another order is none of its own. */
import { AppError } from '../errors.ts'
import { isDate } from '../lib/calendar.ts'
import { decodeCursor, isInstant } from '../lib/cursor.ts'
import { NO_DATE, NO_TIME, SORTED_TITLE_LENGTH, type TaskOrder, type TaskPlace } from './list-store.ts'
import { PRIORITIES, type StoredTask, TASK_STATUSES, type TaskSort } from './schema.ts'

type Place = (string | number)[]

const VALUE_OF: Record<TaskSort, (task: StoredTask) => string> = {
  due: () => '',
  priority: ({ priority }) => priority,
  title: ({ title }) => [...title].slice(0, SORTED_TITLE_LENGTH).join(''),
  created: ({ created_at }) => created_at,
  completed: ({ completed_at }) => completed_at ?? NO_DATE,
}

const IS_VALUE: Record<TaskSort, (value: string) => boolean> = {
  due: (value) => value === '',
  priority: (value) => PRIORITIES.some((one) => one === value),
  title: (value) => value.isWellFormed() && !value.includes('\0'),
  created: isInstant,
  completed: (value) => value === NO_DATE || isInstant(value),
}

const nameOf = ({ sort, reverse }: TaskOrder) => (reverse ? `-${sort}` : sort)

/** What a cursor carries of the last task of a page. */
export const keyFor =
  (order: TaskOrder | undefined) =>
  (task: StoredTask): Place => {
    const { due_on, due_time, id, status } = task
    const by_due = [due_on ?? NO_DATE, due_time ?? NO_TIME, id]
    return order ? [nameOf(order), VALUE_OF[order.sort](task), ...by_due] : [status, ...by_due]
  }

const isByDue = ({ due_on, due_time, id }: TaskPlace) =>
  (due_on === NO_DATE || (/^\d{4}-/.test(due_on) && isDate(due_on))) &&
  (due_time === NO_TIME || /^([01]\d|2[0-3]):[0-5]\d$/.test(due_time)) &&
  Number.isInteger(id) &&
  Math.abs(id) < 2 ** 31

const sortedPlace = (cursor: string, order: TaskOrder): TaskPlace | undefined => {
  const [name, value, due_on, due_time, id] = decodeCursor(cursor, 'ssssn') ?? []
  if (name !== nameOf(order)) return undefined
  const place = { value: String(value), due_on: String(due_on), due_time: String(due_time), id: Number(id) }
  return IS_VALUE[order.sort](place.value) ? place : undefined
}

const plainPlace = (cursor: string): TaskPlace | undefined => {
  const [name, due_on, due_time, id] = decodeCursor(cursor, 'sssn') ?? []
  const status = TASK_STATUSES.find((one) => one === name)
  return status && { status, due_on: String(due_on), due_time: String(due_time), id: Number(id) }
}

/** Cursors come back from outside: each part is checked before it meets the database. @throws bad_cursor */
export const placeOf = (cursor: string, order: TaskOrder | undefined): TaskPlace => {
  const place = order ? sortedPlace(cursor, order) : plainPlace(cursor)
  if (!place || !isByDue(place)) throw new AppError('bad_cursor', 'The cursor is not one of this list.')
  return place
}
