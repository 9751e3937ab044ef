/**
 * Tasks as an iCalendar of VTODOs (RFC 5545 §3.6.2). Times float: they are the person’s wall clock, wherever the
 * calendar is opened, just as in the task itself.
 */
import ICAL from 'ical.js'
import type { Priority, Task } from '../schema.ts'

/** RFC 5545 §3.8.1.9: 1 is highest, 9 lowest, 0 undefined. */
const PRIORITY: Record<Priority, number> = { none: 0, low: 9, medium: 5, high: 1 }

const instant = (iso: string) => ICAL.Time.fromJSDate(new Date(iso), true)

const wallTime = (due_on: string, due_time: string | null) =>
  due_time ? ICAL.Time.fromDateTimeString(`${due_on}T${due_time}:00`) : ICAL.Time.fromDateString(due_on)

/** UNTIL must be of the same kind as DTSTART, a date here and a floating time there (RFC 5545 §3.3.10). */
const recurrence = (repeat: string, due_time: string | null) => {
  const rule = repeat.replace(/UNTIL=(\d{8})(T\d{6}Z?)?/, (_, day) => `UNTIL=${day}${due_time ? 'T235959' : ''}`)
  return ICAL.Recur.fromString(rule)
}

const dueOf = (todo: ICAL.Component, { due_on, due_time, repeat }: Task) => {
  if (!due_on) return
  todo.addPropertyWithValue('due', wallTime(due_on, due_time))
  if (!repeat) return
  // A rule counts from DTSTART, so a repeating to-do must have one.
  todo.addPropertyWithValue('dtstart', wallTime(due_on, due_time))
  todo.addPropertyWithValue('rrule', recurrence(repeat, due_time))
}

/** A bare CR would end the line for some readers; other control characters have no place in TEXT (RFC 5545 §3.3.11). */
const plain = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')

const todoOf = (task: Task, stamp: ICAL.Time) => {
  const todo = new ICAL.Component('vtodo')
  // A name that stays the same from export to export, so that importing twice makes no doubles.
  todo.addPropertyWithValue('uid', `task-${task.id}-${Date.parse(task.created_at)}@todochat`)
  todo.addPropertyWithValue('dtstamp', stamp)
  todo.addPropertyWithValue('created', instant(task.created_at))
  todo.addPropertyWithValue('last-modified', instant(task.updated_at))
  todo.addPropertyWithValue('summary', plain(task.title))
  if (task.description) todo.addPropertyWithValue('description', plain(task.description))
  todo.addPropertyWithValue('priority', PRIORITY[task.priority])
  todo.addPropertyWithValue('status', task.status === 'completed' ? 'COMPLETED' : 'NEEDS-ACTION')
  if (task.completed_at) todo.addPropertyWithValue('completed', instant(task.completed_at))
  dueOf(todo, task)
  if (task.tags.length > 0) todo.addProperty(categories(task.tags))
  return todo
}

const categories = (tags: string[]) => {
  const property = new ICAL.Property('categories')
  property.setValues(tags)
  return property
}

/** To-dos written without a pause: some 10 ms of work. */
const WITHOUT_PAUSE = 100

/** Lets others go on in between, because a whole list takes its time (about 0.1 ms a task). */
export const toIcs = async (tasks: Task[], now: Date): Promise<string> => {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//TodoChat//Tasks//EN')
  const stamp = instant(now.toISOString())
  const end = 'END:VCALENDAR'
  const lines = [calendar.toString().slice(0, -`\r\n${end}`.length)]
  for (const [at, task] of tasks.entries()) {
    if (at % WITHOUT_PAUSE === WITHOUT_PAUSE - 1) await new Promise((resume) => setImmediate(resume))
    lines.push(todoOf(task, stamp).toString())
  }
  return [...lines, end, ''].join('\r\n')
}
