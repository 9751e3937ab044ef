/** Shapes of an import: what a file holds, entry by entry, and what is answered. */
import { type Static, Type } from '@sinclair/typebox'
import { strict } from '../../lib/json-schema.ts'
import { type Priority, Task } from '../schema.ts'

export const IMPORT_FORMATS = ['csv', 'todotxt', 'ics', 'markdown'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** The media type of each format. */
export const IMPORT_TYPES: Record<ImportFormat, string> = {
  csv: 'text/csv',
  todotxt: 'text/plain',
  ics: 'text/calendar',
  markdown: 'text/markdown',
}

export const IMPORT_MAX_BYTES = 4 * 1024 * 1024
/** Tasks in one import at most, finished ones included. */
export const IMPORT_MAX_TASKS = 10_000

/** What one entry says of a task, before it is checked; what it does not say is absent. */
export interface Draft {
  title: string
  description?: string | null
  priority?: Priority
  due_on?: string | null
  due_time?: string | null
  repeat?: string | null
  tags?: string[]
  remind_at?: string | null
  completed?: boolean
  /** Instants; those that cannot be are ignored. */
  created_at?: string
  completed_at?: string
}

/** One entry of a file: a task, something else, or an unreadable one. `line` is where it begins. */
export type FileEntry = { line: number } & ({ draft: Draft } | { skipped: true } | { fault: string })
/** What a reader gives now and then among lines that are no entries, so that others get their turn. */
export const NO_ENTRY = 'no entry'
export type Reading = FileEntry | typeof NO_ENTRY

export const LINES_WITHOUT_PAUSE = 1000

const ImportError = Type.Object(
  {
    line: Type.Integer({ description: 'Where the entry begins; the first line is 1.' }),
    message: Type.String({ description: 'What is wrong with it.' }),
  },
  strict,
)
export type ImportError = Static<typeof ImportError>

const ImportedTask = Type.Object(
  { ...Task.properties, id: Type.Optional(Type.Integer({ description: 'Absent in a dry run, which gives none.' })) },
  strict,
)

export const Imported = Type.Object(
  {
    added: Type.Integer({ description: 'Tasks that were added, or in a dry run would be; 0 when there are errors.' }),
    skipped: Type.Integer({ description: 'Entries that are no tasks: headings, sections, events.' }),
    errors: Type.Array(ImportError, { description: 'What cannot be read, 100 at most; with any, nothing is added.' }),
    tasks: Type.Array(ImportedTask, { description: 'The tasks that were read, in the order of the file.' }),
  },
  { ...strict, description: 'What became of an import.' },
)
export type Imported = Static<typeof Imported>
