/** The verb of an import: reads a file of tasks and adds them as one act, or in a dry run only reports the result. */
import type { Caller } from '../../account/schema.ts'
import type { Sql } from '../../db/database.ts'
import type { Claim, IdempotentResult } from '../../idempotency/idempotency.ts'
import { whenOf } from '../../lib/calendar.ts'
import type { Mutate, Queries } from '../../mutate.ts'
import { checkRoom } from '../mutations.ts'
import type { Origin } from '../schema.ts'
import { importedTask, importIn, openIn } from './act.ts'
import { type ImportRead, readImport } from './import.ts'
import type { Imported, ImportFormat } from './schema.ts'

interface ImportFile {
  text: string
  format: ImportFormat
  dry_run?: boolean
}

/** More tasks than this may take longer than others’ requests may. */
const USUAL_TASKS = 500
export const LONG_MS = 30_000

interface ImportOptions {
  db: Queries
  mutate: Mutate
  /** MAX_TASKS_PER_USER */
  max_open: number
  at: (origin: Origin) => Origin & { now: Date }
}

/** What would be added; tasks have no ids yet. */
const foreseen = ({ tasks, skipped, errors }: ImportRead, now: Date): Imported => ({
  added: errors.length > 0 ? 0 : tasks.length,
  skipped,
  errors,
  tasks: tasks.map((parts) => {
    const { id: _, next_id: __, remind_from: ___, ...task } = importedTask(parts, 0, now.toISOString())
    return task
  }),
})

export const createImport =
  ({ db, mutate, max_open, at }: ImportOptions) =>
  /** All or nothing: a file with an error adds nothing. @throws task_limit_reached  @throws validation_error */
  async (
    caller: Caller,
    { text, format, dry_run = false }: ImportFile,
    origin: Origin,
    claim?: Claim,
  ): Promise<IdempotentResult<Imported>> => {
    const act = at(origin)
    const read = await readImport(text, format, whenOf(caller, act.now), max_open)
    if (dry_run || read.errors.length > 0) {
      await db.query((sql) => checkRoom(sql, caller, openIn(read.tasks), max_open))
      return { value: foreseen(read, act.now), replayed: false }
    }
    const add = async (sql: Sql) => {
      const tasks = await importIn(sql, caller, read.tasks, { ...act, max_open })
      return { added: tasks.length, skipped: read.skipped, errors: [], tasks }
    }
    return mutate(caller, claim, add, read.tasks.length > USUAL_TASKS ? { deadline_ms: LONG_MS } : {})
  }
