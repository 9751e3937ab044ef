/** Tasks as CSV (RFC 4180), one line each under a line of names. */
import { stringify } from 'csv-stringify/sync'
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
] as const satisfies (keyof Task)[]

const ascii = (cell: string) => cell.normalize('NFKC')
/** Spreadsheets run a cell that begins like this; some also when it begins with the wide form of the sign. */
const isFormula = (cell: string) => /^\s*[=+\-@]|^[\t\r]/.test(ascii(cell))

/** An apostrophe in front makes text of it (source: OWASP, CSV injection). */
const harmless = (cell: string) => (isFormula(cell) ? `'${cell}` : cell)

export const toCsv = (tasks: Task[]): string =>
  stringify(
    tasks.map((task) => ({ ...task, tags: task.tags.join(' ') })),
    {
      header: true,
      columns: [...COLUMNS],
      record_delimiter: '\r\n',
      quote_record_delimiter: true,
      cast: { string: harmless },
    },
  )
