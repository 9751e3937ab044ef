/**
 * To-dos of an iCalendar (RFC 5545 §3.6.2). The calendar is cut into its to-dos by lines and each is parsed alone, so
 * that a large one is read in short pieces. Events and journals are passed over.
 */
import { floating, isDate, isTimeZone, type When, wallOf } from '../../lib/calendar.ts'
import { linesOf } from '../../lib/lines.ts'
import type { Priority } from '../schema.ts'
import { Fault, tagOf } from './cells.ts'
import { type Draft, type FileEntry, LINES_WITHOUT_PAUSE, NO_ENTRY, type Reading } from './schema.ts'

type Ical = typeof import('ical.js').default
type Component = InstanceType<Ical['Component']>
type Property = NonNullable<ReturnType<Component['getFirstProperty']>>
type Time = InstanceType<Ical['Time']>

/** UTF-16 units of one to-do. */
const TODO_MAX_CHARS = 65_536
const BEGIN = /^BEGIN:(VTODO|VEVENT|VJOURNAL)\s*$/i
const END = /^END:VTODO\s*$/i

export async function* readIcs(text: string, when: When): AsyncGenerator<Reading> {
  const { default: ICAL } = await import('ical.js')
  let open: { line: number; rows: string[]; chars: number } | undefined
  let begun = false
  for (const { number: line, text: row } of linesOf(text)) {
    if (line % LINES_WITHOUT_PAUSE === 0) yield NO_ENTRY
    begun ||= /^BEGIN:VCALENDAR\s*$/i.test(row)
    const [, kind] = open ? [] : (BEGIN.exec(row) ?? [])
    if (kind) {
      if (kind.toUpperCase() === 'VTODO') open = { line, rows: [], chars: 0 }
      else yield { line, skipped: true }
    }
    if (!open) continue
    open.chars += row.length
    if (open.chars <= TODO_MAX_CHARS) open.rows.push(row)
    if (!END.test(row)) continue
    yield open.chars > TODO_MAX_CHARS ? tooLong(open.line) : entryOf(ICAL, open.line, open.rows, when)
    open = undefined
  }
  if (open) yield { line: open.line, fault: 'This to-do does not end.' }
  if (!begun) yield { line: 1, fault: 'This is no iCalendar: it does not begin with BEGIN:VCALENDAR.' }
}

const tooLong = (line: number): FileEntry => ({ line, fault: `A to-do has at most ${TODO_MAX_CHARS} characters.` })

const entryOf = (ICAL: Ical, line: number, rows: string[], when: When): FileEntry => {
  try {
    const todo = new ICAL.Component(ICAL.parse(rows.join('\r\n')))
    if (/^CANCELLED$/i.test(textOf(todo, 'status') ?? '')) return { line, skipped: true }
    return { line, draft: draftOf(todo, when) }
  } catch (error) {
    if (error instanceof Fault) return { line, fault: error.message }
    // The library throws its own class here and TypeErrors there for what it cannot parse.
    return { line, fault: 'This to-do is not written as RFC 5545 asks.' }
  }
}

const textOf = (todo: Component, name: string): string | undefined => {
  const value: unknown = todo.getFirstPropertyValue(name)
  return value === null || value === undefined ? undefined : String(value)
}

/** RFC 5545 §3.8.1.9: 1 is highest, 9 lowest, 0 undefined. */
const priorityOf = (level: number): Priority => {
  if (level >= 1 && level <= 4) return 'high'
  if (level === 5) return 'medium'
  return level >= 6 && level <= 9 ? 'low' : 'none'
}

/** The instant at which a clock in that zone shows this; of an hour that comes twice, one of the two. */
const instantOf = (day: string, time: string, time_zone: string) => {
  const wanted = floating(day, time).getTime()
  const shown = (at: number) => {
    const wall = wallOf(new Date(at), time_zone)
    return floating(wall.day, wall.time).getTime()
  }
  const near = wanted - (shown(wanted) - wanted)
  return new Date(near - (shown(near) - wanted))
}

/** A time in a zone of its own, or in UTC, is converted to the person’s zone; a floating one is taken as it is. */
const wallTime = (property: Property, when: When): Pick<Draft, 'due_on' | 'due_time'> => {
  // As it was written: the library makes 2 March of 30 February.
  const written = String(property.toJSON()[3])
  const [, day = '', time, utc] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}):\d{2}(Z)?)?$/.exec(written) ?? []
  if (!isDate(day)) throw new Fault('The due date is not a day of the calendar.')
  if (time === undefined) return { due_on: day }
  const zone = utc ? 'UTC' : property.getFirstParameter('tzid')
  if (!zone || !isTimeZone(zone)) return { due_on: day, due_time: time }
  const wall = wallOf(instantOf(day, time, zone), when.time_zone)
  return { due_on: wall.day, due_time: wall.time }
}

/** Tasks repeat on days, so the time of an end of repeats says nothing. */
const ruleOf = (rule: string) => rule.replace(/(UNTIL=\d{8})T\d{6}Z?/i, '$1')

const draftOf = (todo: Component, when: When): Draft => {
  const due = todo.getFirstProperty('due') ?? todo.getFirstProperty('dtstart')
  const [description, repeat, status] = ['description', 'rrule', 'status'].map((name) => textOf(todo, name))
  const completed_at = instantText(todo, 'completed')
  const created_at = instantText(todo, 'created')
  const categories = todo.getAllProperties('categories').flatMap((one) => one.getValues().map(String))
  return {
    title: textOf(todo, 'summary') ?? '',
    ...(description !== undefined && { description }),
    priority: priorityOf(Number(textOf(todo, 'priority') ?? 0)),
    ...(due && wallTime(due, when)),
    ...(repeat !== undefined && { repeat: ruleOf(repeat) }),
    tags: categories.map(tagOf).filter(Boolean),
    completed: status === undefined ? completed_at !== undefined : /^COMPLETED$/i.test(status),
    ...(created_at !== undefined && { created_at }),
    ...(completed_at !== undefined && { completed_at }),
  }
}

const instantText = (todo: Component, name: string) => {
  const value = todo.getFirstPropertyValue(name) as Time | null
  return value && typeof value === 'object' ? value.toJSDate().toISOString() : undefined
}
