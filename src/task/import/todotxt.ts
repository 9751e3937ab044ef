/**
 * Lists in the todo.txt format (source: todotxt/todo.txt, “Todo.txt format rules”), with the pairs that its programs
 * agree on: `due:`, `rec:`, `pri:`; and those of our own export. Projects and contexts become tags.
 */
import { isDate } from '../../lib/calendar.ts'
import { linesOf } from '../../lib/lines.ts'
import { isMark, oneLine } from '../export/todotxt.ts'
import type { Priority } from '../schema.ts'
import { Fault, fault, readTime, tagOf } from './cells.ts'
import { type Draft, type FileEntry, LINES_WITHOUT_PAUSE, NO_ENTRY, type Reading } from './schema.ts'

const DAY = '\\d{4}-\\d{2}-\\d{2}'
const DONE = new RegExp(`^x (?:(${DAY}) (?:(${DAY}) )?)?`)
const OPEN = new RegExp(`^(?:\\(([A-Z])\\) )?(?:(${DAY}) )?`)

const priorityOf = (letter: string): Priority => (letter === 'A' ? 'high' : letter === 'B' ? 'medium' : 'low')

const UNITS: Record<string, string> = { d: 'DAILY', w: 'WEEKLY', m: 'MONTHLY', y: 'YEARLY' }
/** `rec:2w`, `rec:+1m`, `rec:1b` for working days. */
const ruleOf = (value: string) => {
  const [, count = '', unit = ''] = /^\+?([1-9]\d{0,2})([dwmyb])$/.exec(value) ?? []
  if (unit === '' || (unit === 'b' && count !== '1')) throw fault('The repeat', value, 'it is written like rec:2w')
  if (unit === 'b') return 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'
  return `FREQ=${UNITS[unit]}${count === '1' ? '' : `;INTERVAL=${count}`}`
}

const dayOf = (value: string) => {
  if (!isDate(value)) throw fault('The due date', value, 'a day is written YYYY-MM-DD')
  return value
}

const decoded = (value: string) => {
  try {
    return decodeURIComponent(value)
  } catch {
    throw fault('The text', value, 'its signs of percent do not fit')
  }
}

const PAIRS: Record<string, (value: string) => Partial<Draft>> = {
  due: (value) => ({ due_on: dayOf(value) }),
  at: (value) => ({ due_time: readTime('The time', value) }),
  rec: (value) => ({ repeat: ruleOf(value) }),
  rrule: (value) => ({ repeat: value }),
  remind: (value) => ({
    remind_at: value.replace(/T(\d\d)(\d\d)(\d\d)?$/, (_, h, m, s) => `T${h}:${m}${s ? `:${s}` : ''}`),
  }),
  pri: (value) => ({ priority: priorityOf(value) }),
  note: (value) => ({ description: decoded(value) }),
  title: (value) => ({ title: decoded(value) }),
}

const readMark = (word: string, tags: string[]): Partial<Draft> => {
  if (/^[+@]/.test(word)) {
    tags.push(tagOf(word.slice(1)))
    return {}
  }
  const at = word.indexOf(':')
  return PAIRS[word.slice(0, at)]?.(word.slice(at + 1)) ?? {}
}

/** What stands in front: the mark of what is done, the priority, the days. */
const headOf = (line: string): { rest: string; head: Partial<Draft> } => {
  const done = DONE.exec(line)
  if (done) {
    const [all, completed_at, created_at = completed_at] = done
    return { rest: line.slice(all.length), head: { completed: true, ...dated({ completed_at, created_at }) } }
  }
  const [all = '', letter, created_at] = OPEN.exec(line) ?? []
  const head = { ...(letter !== undefined && { priority: priorityOf(letter) }), ...dated({ created_at }) }
  return { rest: line.slice(all.length), head }
}

const dated = (days: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(days).flatMap(([name, day]) => (day ? [[name, `${day}T00:00:00Z`]] : [])))

/** A title that our export wrote once more stands in front as well, where its words are no marks. */
const afterTitle = (rest: string) => {
  const encoded = / title:(\S+)/.exec(rest)?.[1]
  const shown = encoded === undefined ? '' : oneLine(decoded(encoded))
  return shown !== '' && rest.startsWith(`${shown} `) ? rest.slice(shown.length + 1) : rest
}

const draftOf = (line: string): Draft => {
  const { rest, head } = headOf(line)
  const tags: string[] = []
  const words: string[] = []
  const said: Partial<Draft> = {}
  for (const word of afterTitle(rest).split(' ')) {
    if (isMark(word)) Object.assign(said, readMark(word, tags))
    else words.push(word)
  }
  return { title: words.join(' '), tags, ...head, ...said }
}

export function* readTodoTxt(text: string): Generator<Reading> {
  for (const { number: line, text: row } of linesOf(text)) {
    if (row.trim() !== '') yield entryOf(line, row)
    else if (line % LINES_WITHOUT_PAUSE === 0) yield NO_ENTRY
  }
}

/** A task is one line; far longer ones are none. */
const LINE_MAX_CHARS = 10_000

const entryOf = (line: number, row: string): FileEntry => {
  if (row.length > LINE_MAX_CHARS) return { line, fault: `A line has at most ${LINE_MAX_CHARS} characters.` }
  try {
    return { line, draft: draftOf(row.trim()) }
  } catch (error) {
    if (error instanceof Fault) return { line, fault: error.message }
    throw error
  }
}
