/** Dates and repeats in words. Pure: today comes in as a date of the person’s own time zone. */
import { daysBetween, floating } from '../src/lib/calendar.ts'
import type { Task } from '../src/task/schema.ts'

const words = (date: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(floating(date))

/** A calendar date as people say it on the day `today` (both YYYY-MM-DD). */
export const dayWords = (date: string, today: string): string => {
  const distance = daysBetween(today, date)
  if (distance === 0) return 'Today'
  if (distance === 1) return 'Tomorrow'
  if (distance === -1) return 'Yesterday'
  if (distance > 1 && distance < 7) return words(date, { weekday: 'long' })
  const sameYear = date.slice(0, 4) === today.slice(0, 4)
  return words(date, { weekday: 'short', day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** A day of the calendar by itself, of a date or time in ISO 8601: where no today is at hand. */
export const dateWords = (time: string) => words(time.slice(0, 10), { day: 'numeric', month: 'short', year: 'numeric' })

/** What of a task its due words are made of. */
type Due = Pick<Task, 'status' | 'due_on' | 'due_time'>

export const isOverdue = (task: Due, today: string) =>
  task.status === 'pending' && task.due_on !== null && task.due_on < today

export const dueWords = (task: Due, today: string): string | undefined => {
  if (task.due_on === null) return undefined
  const time = task.due_time ? `, ${task.due_time.slice(0, 5)}` : ''
  return `${isOverdue(task, today) ? 'Overdue: ' : ''}${dayWords(task.due_on, today)}${time}`
}

const UNITS = new Map(Object.entries({ DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }))
const DAYS = new Map([
  ['MO', 'Monday'],
  ['TU', 'Tuesday'],
  ['WE', 'Wednesday'],
  ['TH', 'Thursday'],
  ['FR', 'Friday'],
  ['SA', 'Saturday'],
  ['SU', 'Sunday'],
])

/** An RRULE in a few words; rules beyond the common ones just say that the task repeats. */
export const repeatWords = (rule: string): string => {
  const part = new Map(rule.split(';').map((pair) => pair.split('=', 2) as [string, string]))
  const unit = UNITS.get(part.get('FREQ') ?? '')
  if (!unit) return 'Repeats'
  const interval = Number(part.get('INTERVAL') ?? 1)
  const days = part
    .get('BYDAY')
    ?.split(',')
    .map((day) => DAYS.get(day))
  if (unit === 'week' && interval === 1 && part.get('BYDAY') === 'MO,TU,WE,TH,FR') return 'Every weekday'
  if (unit === 'week' && interval === 1 && days?.length === 1 && days[0]) return `Every ${days[0]}`
  const on = days?.every(Boolean) ? ` on ${days.map((day) => day?.slice(0, 3)).join(', ')}` : ''
  return interval > 1 ? `Every ${interval} ${unit}s${on}` : `Every ${unit}${on}`
}
