/**
 * Tasks as an iCalendar (RFC 5545). An exported file holds to-dos whose times float: they are the person’s wall clock,
 * wherever the file is opened, just as in the task itself. A calendar that is followed also holds events, and names the zone,
 * because the services that read it have a wall clock of their own.
 */
import ICAL from 'ical.js'
import { addDays, endOfDay, instantOf } from '../../lib/calendar.ts'
import { writtenInSlices } from '../../lib/pauses.ts'
import type { Priority, Task } from '../schema.ts'
import { timeZoneLines } from './time-zone.ts'

// A line may have 75 octets (RFC 5545 §3.1); the package does not count the blank that begins the next one.
ICAL.foldLength = 74

/** RFC 5545 §3.8.1.9: 1 is highest, 9 lowest, 0 undefined. */
const PRIORITY: Record<Priority, number> = { none: 0, low: 9, medium: 5, high: 1 }
/** A task has no length; an event without one is hard to see and to tap. */
const EVENT_LENGTH = 'PT30M'

export interface Followed {
  /** IANA name. */
  time_zone: string
  /** Of this site, for links; without a slash at its end. */
  url: string
  /** Programs that show both kinds would show everything twice, so a reader may ask for one. */
  kinds: readonly ComponentKind[]
}
export const COMPONENT_KINDS = ['vevent', 'vtodo'] as const
export type ComponentKind = (typeof COMPONENT_KINDS)[number]

const instant = (iso: string) => ICAL.Time.fromJSDate(new Date(iso), true)
const utc = (at: Date) => instant(new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString())

const wallTime = (due_on: string, due_time: string | null) =>
  due_time ? ICAL.Time.fromDateTimeString(`${due_on}T${due_time}:00`) : ICAL.Time.fromDateString(due_on)

/** A day stays a day; a time stands in the zone, or floats without one. */
const addTime = (component: ICAL.Component, name: string, { due_on, due_time }: Dated, time_zone?: string) => {
  const time = wallTime(due_on, due_time)
  const property = new ICAL.Property(name)
  if (due_time && time_zone === 'UTC') time.zone = ICAL.Timezone.utcTimezone
  else if (due_time && time_zone) property.setParameter('tzid', time_zone)
  property.setValue(time)
  component.addProperty(property)
}
type Dated = Pick<Task, 'due_time' | 'repeat'> & { due_on: string }

/** UNTIL must be of the same kind as DTSTART: a date, a floating time, or UTC where there is a zone (RFC 5545 §3.3.10). */
const untilText = (day: string, due_time: string | null, time_zone?: string) => {
  const compact = day.replaceAll('-', '')
  if (!due_time) return compact
  if (!time_zone) return `${compact}T235959`
  const last = new Date(endOfDay(day, time_zone).getTime() - 1000)
  return `${last.toISOString().replace(/[-:]|\.\d+Z/g, '')}Z`
}

/** What programs that follow read as four days of a month, because they know no BYSETPOS beside BYMONTHDAY, is its last day. */
const LAST_DAY = /BYMONTHDAY=28,29,30,31;BYSETPOS=-1/

const recurrence = (repeat: string, due_time: string | null, time_zone?: string) => {
  const rule = repeat.replace(/UNTIL=(\d{4})(\d\d)(\d\d)(T\d{6}Z?)?/, (_, year, month, day) => {
    return `UNTIL=${untilText(`${year}-${month}-${day}`, due_time, time_zone)}`
  })
  // A file keeps the rule as it is, so that it can be read again.
  return ICAL.Recur.fromString(time_zone ? rule.replace(LAST_DAY, 'BYMONTHDAY=-1') : rule)
}

const addDue = (component: ICAL.Component, task: Dated, time_zone?: string) => {
  const { due_time, repeat } = task
  if (component.name === 'vtodo') addTime(component, 'due', task, time_zone)
  // A rule counts from DTSTART, so whatever repeats must have one; an event always has.
  if (repeat || component.name === 'vevent') addTime(component, 'dtstart', task, time_zone)
  if (repeat) component.addPropertyWithValue('rrule', recurrence(repeat, due_time, time_zone))
  if (component.name !== 'vevent') return
  if (due_time) component.addPropertyWithValue('duration', ICAL.Duration.fromString(EVENT_LENGTH))
  else addTime(component, 'dtend', { ...task, due_on: addDays(task.due_on, 1) })
}

/** A bare CR would end the line for some readers; other control characters have no place in TEXT (RFC 5545 §3.3.11). */
const plain = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')

/** The difference of two wall-clock times, without changes of the clock. */
const wallSeconds = (moment: string) => new Date(`${moment}Z`).getTime() / 1000

/**
 * What repeats or floats rings so long before each time. What stands in a zone once has an instant, which is right also
 * when clocks are set in between.
 */
const addAlarm = (component: ICAL.Component, task: Dated & Pick<Task, 'title' | 'remind_at'>, time_zone?: string) => {
  const { title, due_on, due_time, repeat, remind_at } = task
  if (!remind_at) return
  const alarm = new ICAL.Component('valarm')
  alarm.addPropertyWithValue('action', 'DISPLAY')
  alarm.addPropertyWithValue('description', plain(title))
  if (time_zone && !repeat) alarm.addPropertyWithValue('trigger', utc(instantOf(remind_at, time_zone)))
  else {
    const seconds = wallSeconds(remind_at) - wallSeconds(`${due_on}T${due_time ?? '00:00'}`)
    const trigger = alarm.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(seconds))
    // A to-do that does not repeat has no start that an alarm could count from.
    if (component.name === 'vtodo') trigger.setParameter('related', 'END')
  }
  component.addSubcomponent(alarm)
}

const categories = (tags: string[]) => {
  const property = new ICAL.Property('categories')
  property.setValues(tags)
  return property
}

/** What both kinds say. A name that stays the same from export to export makes no doubles when it is read twice. */
const begun = (kind: ComponentKind, task: Task, stamp: ICAL.Time) => {
  const component = new ICAL.Component(kind)
  const name = kind === 'vtodo' ? 'task' : 'event'
  component.addPropertyWithValue('uid', `${name}-${task.id}-${Date.parse(task.created_at)}@todochat`)
  component.addPropertyWithValue('dtstamp', stamp)
  component.addPropertyWithValue('created', instant(task.created_at))
  component.addPropertyWithValue('last-modified', instant(task.updated_at))
  component.addPropertyWithValue('summary', plain(task.title))
  if (task.description) component.addPropertyWithValue('description', plain(task.description))
  component.addPropertyWithValue('priority', PRIORITY[task.priority])
  if (task.tags.length > 0) component.addProperty(categories(task.tags))
  return component
}

const todoOf = (task: Task, stamp: ICAL.Time, time_zone?: string) => {
  const todo = begun('vtodo', task, stamp)
  todo.addPropertyWithValue('status', task.status === 'completed' ? 'COMPLETED' : 'NEEDS-ACTION')
  if (task.completed_at) todo.addPropertyWithValue('completed', instant(task.completed_at))
  if (!task.due_on) return todo
  const dated = { ...task, due_on: task.due_on }
  addDue(todo, dated, time_zone)
  addAlarm(todo, dated, time_zone)
  return todo
}

/** TRANSPARENT: calendar programs must not show the time as busy. */
const eventOf = (task: Task & { due_on: string }, stamp: ICAL.Time, time_zone: string) => {
  const event = begun('vevent', task, stamp)
  event.addPropertyWithValue('status', 'CONFIRMED')
  event.addPropertyWithValue('transp', 'TRANSPARENT')
  addDue(event, task, time_zone)
  addAlarm(event, task, time_zone)
  return event
}

const END = 'END:VCALENDAR'

const begin = (properties: Record<string, string>) => {
  const calendar = new ICAL.Component('vcalendar')
  for (const [name, value] of Object.entries(properties)) calendar.addPropertyWithValue(name, value)
  return calendar.toString().slice(0, -`\r\n${END}`.length)
}

const written = async (head: string[], tasks: Task[], parts: (task: Task) => ICAL.Component[]): Promise<string> => {
  const body = await writtenInSlices(tasks, (slice) =>
    slice
      .flatMap(parts)
      .map((part) => `${part.toString()}\r\n`)
      .join(''),
  )
  return `${head.join('\r\n')}\r\n${body}${END}\r\n`
}

/** What rings without being due stands where it rings. */
const datedOf = (task: Task): (Task & { due_on: string }) | undefined => {
  const { due_on, remind_at } = task
  if (due_on) return { ...task, due_on }
  return remind_at ? { ...task, due_on: remind_at.slice(0, 10), due_time: remind_at.slice(11, 16) } : undefined
}

const NAMES = { version: '2.0', prodid: '-//TodoChat//Tasks//EN' }

/** A file of to-dos; `now` stamps it. */
export const toIcs = async (tasks: Task[], now: Date): Promise<string> => {
  const stamp = instant(now.toISOString())
  return written([begin(NAMES)], tasks, (task) => [todoOf(task, stamp)])
}

/**
 * A calendar that programs follow. Equal for equal tasks, whenever it is asked for, so that nothing is fetched twice; the
 * year of `now` decides which clock changes it names.
 */
export const toFollowedIcs = async (tasks: Task[], { time_zone, url, kinds }: Followed, now: Date): Promise<string> => {
  const head = begin({
    ...NAMES,
    calscale: 'GREGORIAN',
    method: 'PUBLISH',
    name: 'TodoChat',
    'x-wr-calname': 'TodoChat',
    'x-wr-timezone': time_zone,
    'x-published-ttl': 'PT1H',
  })
  const zone = time_zone === 'UTC' ? [] : timeZoneLines(time_zone, now.getUTCFullYear())
  const parts = (given: Task) => {
    const task = datedOf(given)
    if (!task) return []
    const stamp = utc(new Date(task.updated_at))
    return kinds.map((kind) => {
      const part = kind === 'vevent' ? eventOf(task, stamp, time_zone) : todoOf(task, stamp, time_zone)
      part.addPropertyWithValue('url', `${url}/tasks#task-${task.id}`)
      return part
    })
  }
  return written([head, 'REFRESH-INTERVAL;VALUE=DURATION:PT1H', ...zone], tasks, parts)
}
