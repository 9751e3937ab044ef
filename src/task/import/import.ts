/** Reads a file of tasks and checks every entry of it, in pieces that leave others their turn. Nothing is written here. */
import { AppError, isAppError } from '../../errors.ts'
import { type When, wallNow } from '../../lib/calendar.ts'
import { createPauses } from '../../lib/pauses.ts'
import { checkNewTask, partsOfNew } from '../fields.ts'
import { noRoom } from '../mutations.ts'
import type { NewTask } from '../schema.ts'
import { type ImportedParts, openIn } from './act.ts'
import { readCsv } from './csv.ts'
import { readIcs } from './ics.ts'
import { readMarkdown } from './markdown.ts'
import {
  type Draft,
  type FileEntry,
  IMPORT_MAX_TASKS,
  type ImportError,
  type ImportFormat,
  NO_ENTRY,
  type Reading,
} from './schema.ts'
import { readTodoTxt } from './todotxt.ts'

type Reader = (text: string, when: When) => Iterable<Reading> | AsyncIterable<Reading>
const READERS: Record<ImportFormat, Reader> = {
  csv: readCsv,
  todotxt: readTodoTxt,
  ics: readIcs,
  markdown: readMarkdown,
}

/** After so many errors the rest of the file is not read. */
const ERRORS_MAX = 100

export interface ImportRead {
  tasks: ImportedParts[]
  skipped: number
  errors: ImportError[]
}

/**
 * Every entry of the file, read by the person’s clock.
 * @param max_open MAX_TASKS_PER_USER
 * @throws validation_error, task_limit_reached  too many tasks
 */
export const readImport = async (
  text: string,
  format: ImportFormat,
  when: When,
  max_open: number,
): Promise<ImportRead> => {
  const { day: today } = wallNow(when)
  const pause = createPauses()
  const read: ImportRead = { tasks: [], skipped: 0, errors: [] }
  for await (const entry of READERS[format](text.replace(/^\ufeff/, ''), when)) {
    if (entry !== NO_ENTRY) take(read, entry, { today, now: when.now })
    if (read.errors.length === ERRORS_MAX) break
    if (read.tasks.length > IMPORT_MAX_TASKS) throw tooMany(read, max_open)
    await pause()
  }
  return read
}

const tooMany = ({ tasks }: ImportRead, max_open: number) =>
  openIn(tasks) > max_open
    ? noRoom(max_open)
    : new AppError('validation_error', `An import has at most ${IMPORT_MAX_TASKS} tasks.`)

interface Moment {
  today: string
  now: string
}

const take = (read: ImportRead, entry: FileEntry, moment: Moment) => {
  if ('skipped' in entry) read.skipped++
  else if ('fault' in entry) read.errors.push({ line: entry.line, message: entry.fault })
  else {
    const checked = checkedOf(entry.draft, moment)
    if ('fault' in checked) read.errors.push({ line: entry.line, message: checked.fault })
    else read.tasks.push(checked)
  }
}

/** An entry goes through what a task of any door goes through. */
const checkedOf = (
  { completed = false, created_at, completed_at, ...draft }: Draft,
  { today, now }: Moment,
): ImportedParts | { fault: string } => {
  try {
    const parts = partsOfNew(checkNewTask(draft satisfies NewTask), today)
    const made = pastOf(created_at, now) ?? now
    return { ...parts, created_at: made, completed_at: completed ? (pastOf(completed_at, now) ?? now) : null }
  } catch (error) {
    if (isAppError(error, 'validation_error')) return { fault: error.message }
    throw error
  }
}

/** An instant that has been; years before computers are slips. */
const pastOf = (text: string | undefined, now: string) => {
  const time = text === undefined ? Number.NaN : Date.parse(text)
  return time >= 0 && time <= Date.parse(now) ? new Date(time).toISOString() : undefined
}
