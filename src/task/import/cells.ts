/** What a cell or mark of another program’s file means: days, times, priorities, states, tags. Said plainly where it means nothing. */
import { isDate, type When, wallOf } from '../../lib/calendar.ts'
import { shortText } from '../../lib/text.ts'
import { readOnlyParts } from '../quick-add/parse.ts'
import type { Priority } from '../schema.ts'

/** An entry that cannot be read; its message is for the person. */
export class Fault extends Error {}

const SHOWN_MAX_CHARS = 40
/** The sentence for a value that means nothing to us. */
export const fault = (name: string, value: string, wanted: string) =>
  new Fault(`${name} “${shortText(value, SHOWN_MAX_CHARS)}” is not understood: ${wanted}.`)

export interface Due {
  due_on: string
  due_time: string | null
  repeat?: string | null
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i
const WORDS_MAX_CHARS = 100

/** A moment with a zone is converted to the person’s zone; without one it is taken as it is. */
const readMoment = (day: string, time: string, zone: string | undefined, { time_zone }: When): Due | undefined => {
  if (!isDate(day)) return undefined
  if (zone === undefined) return { due_on: day, due_time: time }
  const moment = new Date(`${day}T${time}:00${zone.toUpperCase().replace(/(\d\d):?(\d\d)$/, '$1:$2')}`)
  if (Number.isNaN(moment.getTime())) return undefined
  const wall = wallOf(moment, time_zone)
  return { due_on: wall.day, due_time: wall.time }
}

/** A day, or a moment; where people wrote it themselves also in words. @throws Fault */
export const readDue = (name: string, cell: string, when: When, { words }: { words: boolean }): Due => {
  if (isDate(cell) && /^\d{4}-\d{2}-\d{2}$/.test(cell)) return { due_on: cell, due_time: null }
  const [, day, time, zone] = INSTANT.exec(cell) ?? []
  const moment = day && time ? readMoment(day, time, zone, when) : undefined
  if (moment) return moment
  if (words && cell.length <= WORDS_MAX_CHARS && !/^\d{4}-/.test(cell)) {
    const { due_on, due_time, repeat } = readOnlyParts(cell, when) ?? {}
    if (due_on) return { due_on, due_time: due_time ?? null, repeat: repeat ?? null }
  }
  throw fault(name, cell, 'a day is written YYYY-MM-DD')
}

/** Hours and minutes; seconds are left out. @throws Fault */
export const readTime = (name: string, cell: string): string => {
  const [, hour = '', minute = ''] = /^(\d{1,2}):?(\d{2})(?::\d{2})?$/.exec(cell) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) throw fault(name, cell, 'a time is written HH:MM')
  return `${hour.padStart(2, '0')}:${minute}`
}

const PRIORITY_WORDS: Record<Priority, string> = {
  none: 'none 0 4 p4 no normal',
  low: 'low lowest minor 3 p3 c',
  medium: 'medium mid moderate 2 p2 b',
  high: 'high highest urgent important critical 1 p1 5 a',
}
const PRIORITY_OF = new Map(
  Object.entries(PRIORITY_WORDS).flatMap(([priority, words]) =>
    words.split(' ').map((word) => [word, priority as Priority] as const),
  ),
)

/** Words, figures as Todoist writes them (1 is the highest), and letters. @throws Fault */
export const readPriorityCell = (cell: string): Priority => {
  const priority = PRIORITY_OF.get(cell.toLowerCase())
  if (!priority) throw fault('Priority', cell, 'it is none, low, medium or high')
  return priority
}

const OPEN = new Set('pending open todo to-do active needs-action in-process not-started 0 false no'.split(' '))
const DONE = new Set('completed complete done closed finished x ✓ 1 2 true yes'.split(' '))

/** Whether it is done. @throws Fault */
export const readStatus = (cell: string): boolean => {
  const word = cell.toLowerCase().replace(/[\s_]+/g, '-')
  if (!OPEN.has(word) && !DONE.has(word)) throw fault('Status', cell, 'it is pending or completed')
  return DONE.has(word)
}

/** One tag of the words: what a tag may not hold becomes a hyphen. */
export const tagOf = (words: string): string =>
  words
    .trim()
    .replace(/^#+/, '')
    .trim()
    .replace(/[\s#,]+/g, '-')

/** With a comma in it a cell is a list between commas, else a list between spaces, as our own export writes it. */
export const readTagList = (cell: string): string[] =>
  cell
    .split(cell.includes(',') ? /,/ : /\s+/)
    .map(tagOf)
    .filter(Boolean)
