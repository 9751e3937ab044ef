/** Until when a reminder is put off: a moment of the person’s clock, made of what a client may say. */
import { invalid } from '../../errors.ts'
import {
  addDays,
  addMinutes,
  instantOf,
  isDate,
  momentOf,
  shortMoment,
  type When,
  wallNow,
} from '../../lib/calendar.ts'
import type { Task } from '../schema.ts'

/** For a day alone, where the task itself has no hour. */
const MORNING = '09:00'
const LOCAL = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

type Hours = Pick<Task, 'due_time' | 'remind_at'>
const hourOf = ({ due_time, remind_at }: Hours) => due_time ?? remind_at?.slice(11) ?? MORNING

const read = (until: string, task: Hours, time_zone: string): string | undefined => {
  if (isDate(until) && until.length === 10) return `${until}T${hourOf(task)}`
  if (LOCAL.test(until)) return isDate(until.slice(0, 10)) ? shortMoment(until) : undefined
  const instant = INSTANT.test(until) ? new Date(until) : undefined
  return instant && !Number.isNaN(instant.getTime()) ? momentOf(instant, time_zone) : undefined
}

/** @throws validation_error  no moment, or one that has passed */
export const untilOf = (until: string, task: Hours, { now, time_zone }: When): string => {
  const moment = read(until.trim(), task, time_zone)
  if (!moment) throw invalid('/until', 'Until must be a date and time like 2026-11-27T09:00, or a day like 2026-11-27.')
  if (moment.slice(0, 4) > '2999') throw invalid('/until', 'Until must lie before the year 3000.')
  if (instantOf(moment, time_zone) <= new Date(now)) throw invalid('/until', 'Until must be in the future.')
  return moment
}

/** What pages offer: in so many minutes, tomorrow or in a week at the task’s hour. */
export const SNOOZES = ['hour', 'tomorrow', 'week'] as const
export type SnoozeChoice = (typeof SNOOZES)[number]

export const untilChoice = (choice: SnoozeChoice, task: Hours, when: When): string => {
  if (choice === 'hour') return addMinutes(momentOf(new Date(when.now), when.time_zone).slice(0, 16), 60)
  return `${addDays(wallNow(when).day, choice === 'tomorrow' ? 1 : 7)}T${hourOf(task)}`
}
