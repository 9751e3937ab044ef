/**
 * Tables (RFC 4180) with a line of names: our own export, and what other programs write, Todoist first. Names are read
 * whatever their case; columns that we have no place for are passed over.
 */
import { Readable } from 'node:stream'
import type { When } from '../../lib/calendar.ts'
import { createPauses } from '../../lib/pauses.ts'
import { withoutApostrophe } from '../export/csv.ts'
import { type Due, Fault, readDue, readPriorityCell, readStatus, readTagList, readTime, tagOf } from './cells.ts'
import type { Draft, FileEntry } from './schema.ts'

type Column =
  | 'title'
  | 'description'
  | 'status'
  | 'priority'
  | 'due_on'
  | 'due'
  | 'due_time'
  | 'repeat'
  | 'tags'
  | 'remind_at'
  | 'list'
  | 'created_at'
  | 'completed_at'
  | 'type'

/** Names of columns, folded; of several columns for one thing the first that says something counts. */
const NAMES: Record<Column, string> = {
  title: 'title content task taskname name summary subject todo taskcontent',
  description: 'description notes note details body content2',
  status: 'status state completed done iscompleted isdone complete',
  priority: 'priority',
  due_on: 'dueon',
  due: 'due duedate date deadline',
  due_time: 'duetime time',
  repeat: 'repeat rrule',
  tags: 'tags labels label categories category contexts tag',
  remind_at: 'remindat reminder',
  list: 'list listname project projectname folder foldername',
  created_at: 'createdat created createdtime createddate creationdate datecreated',
  completed_at: 'completedat completedtime completeddate completiondate datecompleted',
  type: 'type',
}
const COLUMN_OF = new Map(
  Object.entries(NAMES).flatMap(([column, names]) => names.split(' ').map((name) => [name, column as Column] as const)),
)

/** UTF-16 units given to the parser at once, and in one record. */
const CHUNK_CHARS = 16_384
const RECORD_MAX_CHARS = 65_536
const COLUMNS_MAX = 200

async function* chunksOf(text: string) {
  const pause = createPauses()
  for (let at = 0; at < text.length; at += CHUNK_CHARS) {
    await pause()
    yield text.slice(at, at + CHUNK_CHARS)
  }
}

/** Spreadsheets of many countries write semicolons. */
const delimiterOf = (text: string) => {
  const head = /^[^\r\n]{0,10000}/.exec(text)?.[0] ?? ''
  const count = (sign: string) => head.split(sign).length
  return [',', ';', '\t'].reduce((most, sign) => (count(sign) > count(most) ? sign : most))
}

interface Row {
  record: string[]
  info: { lines: number }
}

export async function* readCsv(text: string, when: When): AsyncGenerator<FileEntry> {
  const { parse, CsvError } = await import('csv-parse')
  const parser = Readable.from(chunksOf(text)).pipe(
    parse({
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: RECORD_MAX_CHARS,
      cast: (cell, { index, lines }) => {
        if (index >= COLUMNS_MAX) throw Object.assign(new Fault(`A row has at most ${COLUMNS_MAX} cells.`), { lines })
        return cell
      },
    }),
  )
  let columns: (Column | undefined)[] | undefined
  try {
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      const line = info.lines - lineEndsIn(record)
      if (columns) yield entryOf(line, record, columns, when)
      else columns = columnsOf(record)
      if (!columns.includes('title')) return yield { line, fault: NO_TITLE }
    }
  } catch (error) {
    if (!(error instanceof Fault || error instanceof CsvError)) throw error
    yield { line: lineOf(error), fault: sentenceOf(error) }
  }
}

/** The parser reports the line that a row ends on. */
const lineEndsIn = (record: string[]) => record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)

const NO_TITLE = 'The first line must name the columns, one of them “title”.'

const columnsOf = (record: string[]) =>
  record.map((name) => COLUMN_OF.get(name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')))

const lineOf = (error: object) => ('lines' in error && typeof error.lines === 'number' ? error.lines : 1)

/** What the parser says names its insides; we name the fault. */
const sentenceOf = (error: Error) => {
  if (error instanceof Fault) return error.message
  if ('code' in error && error.code === 'CSV_MAX_RECORD_SIZE')
    return `A row has at most ${RECORD_MAX_CHARS} characters; is a quote left open?`
  return 'The quotes of this row do not fit: a cell is quoted whole, and a quote within it is written twice.'
}

const entryOf = (line: number, record: string[], columns: (Column | undefined)[], when: When): FileEntry => {
  const cells: Partial<Record<Column, string>> = {}
  for (const [at, column] of columns.entries()) {
    const cell = withoutApostrophe(record[at] ?? '').trim()
    if (column && cell !== '') cells[column] ??= cell
  }
  // Todoist: rows of its table that are sections and comments.
  if ((cells.type && !/^task$/i.test(cells.type)) || Object.keys(cells).length === 0) return { line, skipped: true }
  try {
    return { line, draft: draftOf(cells, when, cells.type !== undefined) }
  } catch (error) {
    if (error instanceof Fault) return { line, fault: error.message }
    throw error
  }
}

const dueOf = ({ due_on, due, due_time }: Partial<Record<Column, string>>, when: When): Partial<Due> => {
  const day = due_on ?? due
  const read = day === undefined ? undefined : readDue('Due date', day, when, { words: due_on === undefined })
  return { ...read, ...(due_time !== undefined && { due_time: readTime('Due time', due_time) }) }
}

/** Todoist writes labels into the content, with an at sign. */
const LABEL = /(?<!\S)@([^\s#,@]+)/g

const draftOf = (cells: Partial<Record<Column, string>>, when: When, todoist: boolean): Draft => {
  const { title = '', description, status, priority, repeat, tags, remind_at, list, created_at, completed_at } = cells
  const labels = todoist ? [...title.matchAll(LABEL)].map(([, label = '']) => label) : []
  return {
    title: labels.length > 0 ? title.replace(LABEL, ' ').replace(/\s+/g, ' ').trim() : title,
    ...(description !== undefined && { description }),
    ...(priority !== undefined && { priority: readPriorityCell(priority) }),
    ...dueOf(cells, when),
    ...(repeat !== undefined && { repeat }),
    ...(remind_at !== undefined && { remind_at: remind_at.replace(' ', 'T') }),
    tags: [...(tags === undefined ? [] : readTagList(tags)), ...(list === undefined ? [] : [tagOf(list)]), ...labels],
    completed: status === undefined ? completed_at !== undefined : readStatus(status),
    ...(created_at !== undefined && { created_at }),
    ...(completed_at !== undefined && { completed_at }),
  }
}
