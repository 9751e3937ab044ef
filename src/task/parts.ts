/** The rules between the parts of a task: dates that exist, a time only on a day, a repeat that begins somewhere. */
import { invalid } from '../errors.ts'
import { isDate } from './date.ts'
import { firstFrom, readRule, writeRule } from './repeat.ts'
import type { NewTask, TaskChange } from './schema.ts'
import type { StoredTask } from './store.ts'

export type Parts = Pick<StoredTask, 'title' | 'description' | 'priority' | 'due_on' | 'due_time' | 'repeat' | 'tags'>

const NOTHING: Omit<Parts, 'title'> = {
  description: null,
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
}

/** A day that is on the calendar. @throws validation_error */
export const realDate = (path: string, date: string | null | undefined) => {
  if (typeof date === 'string' && !isDate(date)) throw invalid(path, `${path.slice(1)} is not a day of the calendar.`)
}

/** Writes the rule as we keep it and finds the day it begins on, if none was named. */
const repeated = (parts: Parts, today: string): Parts => {
  const rule = parts.repeat && readRule(parts.repeat)
  if (!rule) throw invalid('/repeat', 'repeat must be an RFC 5545 rule of days, like FREQ=WEEKLY;BYDAY=MO.')
  const first = firstFrom(rule, parts.due_on ?? today)
  if (!first) throw invalid('/repeat', 'repeat never falls on a day.')
  return { ...parts, repeat: writeRule(rule), due_on: parts.due_on ?? first }
}

const settled = (parts: Parts): Parts => {
  realDate('/due_on', parts.due_on)
  if (parts.due_time && !parts.due_on) throw invalid('/due_time', 'due_time needs due_on.')
  return { ...parts, description: parts.description || null, tags: [...new Set(parts.tags)] }
}

/** The parts of a new task, complete. @throws validation_error */
export const partsOfNew = (input: NewTask, today: string): Parts => {
  const parts = { ...NOTHING, ...input }
  realDate('/due_on', parts.due_on)
  return settled(parts.repeat === null ? parts : repeated(parts, today))
}

/** What a change makes of a task’s parts; what it does not name stays. @throws validation_error */
export const partsOfChanged = (task: StoredTask, { status: _, ...change }: TaskChange, today: string): Parts => {
  const parts: Parts = { ...task, ...change }
  realDate('/due_on', parts.due_on)
  // Without its day a time means nothing; it goes too, unless it was asked for.
  if (change.due_on === null && change.due_time === undefined) parts.due_time = null
  const renewed = parts.repeat !== null && (change.repeat !== undefined || parts.due_on === null)
  return settled(renewed ? repeated(parts, today) : parts)
}
