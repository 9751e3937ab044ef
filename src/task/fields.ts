/** The rules between the parts of a task: dates that exist, a time only on a day, a repeat that begins somewhere. */

import { invalid } from '../errors.ts'
import { isDate, shortMoment } from '../lib/calendar.ts'
import { check, nameOf } from '../validate.ts'
import { comesRound, firstFrom, readRule, writeRule } from './recurrence.ts'
import type { StoredTask } from './schema.ts'
import { NewTask, Snooze, TaskChange, type TaskEdit } from './schema.ts'

export type Parts = Pick<
  StoredTask,
  'title' | 'description' | 'priority' | 'due_on' | 'due_time' | 'repeat' | 'tags' | 'remind_at' | 'remind_from'
>

const NOTHING: Omit<Parts, 'title'> = {
  description: null,
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  remind_from: null,
}

/** What a verb takes from a door. Tools need no such check: their own schemas have the same parts. */
export const checkNewTask = check(NewTask)
export const checkTaskChange = check(TaskChange)
export const checkSnooze = check(Snooze)

/** A day that is on the calendar. @throws validation_error */
export const realDate = (path: string, date: string | null | undefined) => {
  if (typeof date === 'string' && !isDate(date)) throw invalid(path, `${nameOf(path)} is not a day of the calendar.`)
}

const [FIRST_YEAR, LAST_YEAR] = ['1900', '2999']

/** @throws validation_error */
const realMoment = (moment: string) => {
  const [day = ''] = moment.split('T')
  realDate('/remind_at', day)
  if (day < FIRST_YEAR || day.slice(0, 4) > LAST_YEAR)
    throw invalid('/remind_at', `Remind at must lie between ${FIRST_YEAR} and ${LAST_YEAR}.`)
}

/** Writes the rule as we keep it and finds the day it begins on, if none was named. */
const repeated = (parts: Parts, today: string): Parts => {
  const rule = parts.repeat && readRule(parts.repeat)
  if (!rule) throw invalid('/repeat', 'Repeat must be an RFC 5545 rule of days, like FREQ=WEEKLY;BYDAY=MO.')
  const first = firstFrom(rule, parts.due_on ?? today)
  if (!first) throw invalid('/repeat', 'Repeat never falls on a day.')
  if (!comesRound(rule, first)) throw invalid('/repeat', 'Repeat must fall again within forty years.')
  return { ...parts, repeat: writeRule(rule), due_on: parts.due_on ?? first }
}

const settled = (parts: Parts): Parts => {
  realDate('/due_on', parts.due_on)
  if (parts.remind_at) realMoment(parts.remind_at)
  if (parts.due_time && !parts.due_on) throw invalid('/due_time', 'A due time needs a due date.')
  const remind_at = parts.remind_at && shortMoment(parts.remind_at)
  return { ...parts, remind_at, description: parts.description || null, tags: [...new Set(parts.tags)] }
}

/** The parts of a new task, complete but for the reminder that it gets by habit. @throws validation_error */
export const partsOfNew = (input: NewTask, today: string): Parts => {
  const parts = { ...NOTHING, ...input }
  realDate('/due_on', parts.due_on)
  return settled(parts.repeat === null ? parts : repeated(parts, today))
}

/** What a change makes of a task’s parts; what it does not name stays. @throws validation_error */
export const partsOfChanged = (
  task: StoredTask,
  { status: _, put_off: __, add_tags = [], remove_tags = [], ...change }: TaskEdit,
  today: string,
): Parts => {
  const parts: Parts = { ...task, ...change }
  parts.tags = [...parts.tags, ...add_tags].filter((tag) => !remove_tags.includes(tag))
  realDate('/due_on', parts.due_on)
  // Without its day a time means nothing; it goes too, unless it was asked for.
  if (change.due_on === null && change.due_time === undefined) parts.due_time = null
  const renewed = parts.repeat !== null && (change.repeat !== undefined || parts.due_on === null)
  return settled(renewed ? repeated(parts, today) : parts)
}
