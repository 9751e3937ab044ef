/** Tasks as CSV (RFC 4180), one line each under a line of names. */
import { stringify } from 'csv-stringify/sync'
import { writtenInSlices } from '../../lib/pauses.ts'
import type { Task } from '../schema.ts'

const COLUMNS = [
  'id',
  'title',
  'description',
  'status',
  'priority',
  'due_on',
  'due_time',
  'repeat',
  'tags',
  'created_at',
  'updated_at',
  'completed_at',
  'remind_at',
] as const satisfies (keyof Task)[]

const ascii = (cell: string) => cell.normalize('NFKC')
/**
 * Spreadsheets run a cell that begins like this; some also when it begins with the wide form of the sign. One that has
 * an apostrophe there already gets another, so that the way back is always to take one away.
 */
const isFormula = (cell: string) => /^'*\s*[=+\-@]|^'*[\t\r]/.test(ascii(cell))

/** An apostrophe in front makes text of it (source: OWASP, CSV injection). */
const harmless = (cell: string) => (isFormula(cell) ? `'${cell}` : cell)
/** The cell as it was before. */
export const withoutApostrophe = (cell: string) => (cell.startsWith("'") && isFormula(cell) ? cell.slice(1) : cell)

const linesOf = (tasks: Task[]): string =>
  stringify(
    tasks.map((task) => ({ ...task, tags: task.tags.join(' ') })),
    {
      columns: [...COLUMNS],
      record_delimiter: '\r\n',
      quote_record_delimiter: true,
      cast: { string: harmless },
    },
  )

export const toCsv = async (tasks: Task[]): Promise<string> =>
  `${COLUMNS.join(',')}\r\n${await writtenInSlices(tasks, linesOf)}`
