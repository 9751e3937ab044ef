/**
 * Lists in Markdown: a line is a task in plain words, read as quick add reads it. A box that is ticked is done. A heading
 * that says nothing but a day, tags or a priority says it for the lines below; any other is no task and is passed over.
 */
import type { When } from '../../lib/calendar.ts'
import { linesOf } from '../../lib/lines.ts'
import { type ParsedTask, readOnlyParts, readTask } from '../quick-add/parse.ts'
import { READ_MAX_CHARS } from '../quick-add/text.ts'
import { type FileEntry, LINES_WITHOUT_PAUSE, NO_ENTRY, type Reading } from './schema.ts'

const BULLET = /^\s*(?:[-*+•]|\d{1,9}[.)])\s+/
const BOX = /^\s*\[([ xX✓-]?)\]\s+/
const HEADING = /^\s{0,3}#{1,6}(?:\s+|$)/
/** Rules and underlines of headings. */
const RULE = /^\s*(?:[-*_=]\s*){3,}$/
const ONLY_TAGS = /^\s*(?:#[^\s#,]*\p{L}[^\s#,]*\s*)+$/u

type Parts = Omit<ParsedTask, 'title'>
const NOTHING: Parts = { due_on: null, due_time: null, priority: 'none', repeat: null, tags: [] }

const said = (heading: string, when: When): Parts => {
  const words = heading.replace(/[\s:#]+$/, '')
  return (words.length <= READ_MAX_CHARS && readOnlyParts(words, when)) || NOTHING
}

/** What the line says itself comes first. */
const under = (task: ParsedTask, heading: Parts): ParsedTask => ({
  ...task,
  due_on: task.due_on ?? heading.due_on,
  due_time: task.due_on ? task.due_time : (task.due_time ?? heading.due_time),
  priority: task.priority === 'none' ? heading.priority : task.priority,
  repeat: task.repeat ?? heading.repeat,
  tags: [...new Set([...task.tags, ...heading.tags])],
})

export function* readMarkdown(text: string, when: When): Generator<Reading> {
  // A heading is read when a line below asks for it: there may be many with nothing below.
  let heading: string | Parts = NOTHING
  for (const { number: line, text: row } of linesOf(text)) {
    if (row.trim() === '') {
      if (line % LINES_WITHOUT_PAUSE === 0) yield NO_ENTRY
    } else if (HEADING.test(row) || ONLY_TAGS.test(row)) {
      heading = row.replace(HEADING, '')
      yield { line, skipped: true }
    } else if (RULE.test(row)) yield { line, skipped: true }
    else {
      if (typeof heading === 'string') heading = said(heading, when)
      yield entryOf(line, row.replace(BULLET, ''), when, heading)
    }
  }
}

const entryOf = (line: number, item: string, when: When, heading: Parts): FileEntry => {
  const mark = BOX.exec(item)?.[1]
  const words = item.replace(BOX, '').trim()
  if (words === '' || /^\[[ xX✓-]?\]$/.test(words)) return { line, skipped: true }
  const completed = mark !== undefined && /[xX✓]/.test(mark)
  return { line, draft: { ...under(readTask(words, when), heading), completed } }
}
