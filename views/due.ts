/** Dates and repeats as the pages say them: the words of the assistant in English, beginning with a capital. */
import { floating } from '../src/lib/calendar.ts'
import { capital } from '../src/lib/text.ts'
import { sayDayFrom, sayRepeat, sayTime } from '../src/task/format.ts'
import type { Task } from '../src/task/schema.ts'

/** A calendar date as people say it on the day `today` (both YYYY-MM-DD). */
export const dayWords = (date: string, today: string): string => capital(sayDayFrom(today, date))

/** A day and a time of it, HH:MM. */
export const timeWords = (date: string, time: string | null, today: string) => sayTime(dayWords(date, today), time)

const DATE = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })

/** A day of the calendar by itself, of a date or time in ISO 8601: where no today is at hand. */
export const dateWords = (time: string) => DATE.format(floating(time.slice(0, 10)))

/** What of a task its due words are made of. */
type Due = Pick<Task, 'status' | 'due_on' | 'due_time'>

export const isOverdue = (task: Due, today: string) =>
  task.status === 'pending' && task.due_on !== null && task.due_on < today

export const dueWords = (task: Due, today: string): string | undefined =>
  task.due_on === null
    ? undefined
    : `${isOverdue(task, today) ? 'Overdue: ' : ''}${timeWords(task.due_on, task.due_time, today)}`

/** An RRULE in a few words; one that nobody can read just says that the task repeats. */
export const repeatWords = (rule: string): string => {
  const said = sayRepeat(rule)
  return said === rule ? 'Repeats' : capital(said)
}
