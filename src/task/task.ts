/** Verbs of tasks as the doors call them: each is one transaction, and one effect per idempotency key. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import { type Claim, type Once, once } from '../once/once.ts'
import { readTask } from '../plain/plain.ts'
import { addIn, changeIn, noTask, removeIn, shown, toggleIn } from './act.ts'
import { exportTasks } from './export/export.ts'
import { checkFilters, type ListOptions, listIn, type TaskPage } from './list/list.ts'
import { listTasks } from './list/store.ts'
import type { Deed, ExportFormat, NewTask, Task, TaskChange, TaskFilters } from './schema.ts'
import { findTask } from './store.ts'
import { type Undone, undoIn } from './undo.ts'

/** Tasks in one export at most. */
export const EXPORT_MAX_TASKS = 10_000

export interface TaskOptions {
  db: Database
  /** Tells the time; the system’s clock unless given. */
  now?: () => Date
}

const the = <T>([one]: T[]): T => {
  if (one === undefined) throw new Error('an act on one task gave none back')
  return one
}

export const createTasks = ({ db, now = () => new Date() }: TaskOptions) => {
  const at = (deed: Deed): Deed => ({ now: now(), ...deed })

  const list = (caller: Caller, { limit, after, ...filters }: TaskFilters & ListOptions): Promise<TaskPage> =>
    db.read((sql) => listIn(sql, caller, filters, { limit, ...(after !== undefined && { after }) }))

  const show = async (caller: Caller, id: number): Promise<Task> => {
    const task =
      Number.isInteger(id) && Math.abs(id) < 2 ** 31
        ? await db.read((sql) => findTask(sql, caller.user_id, id))
        : undefined
    if (!task) throw noTask(id)
    return shown(task)
  }

  const create = (caller: Caller, input: NewTask, deed: Deed, claim?: Claim): Promise<Once<Task>> =>
    once(db, caller.user_id, claim, async (sql) => the(await addIn(sql, caller, [input], at(deed))))

  /** Adds what plain words say: “call mum friday 5pm #family”. */
  const addPlain = (caller: Caller, words: string, deed: Deed, claim?: Claim): Promise<Once<Task>> => {
    const said = at(deed)
    const read = readTask(words.trim(), { now: (said.now ?? now()).toISOString(), time_zone: caller.time_zone })
    return create(caller, read, said, claim)
  }

  const change = (caller: Caller, id: number, input: TaskChange, deed: Deed): Promise<Task> =>
    db.transaction(async (sql) => the(await changeIn(sql, caller, [id], input, at(deed))))

  const remove = async (caller: Caller, id: number, deed: Deed): Promise<void> => {
    await db.transaction((sql) => removeIn(sql, caller, [id], at(deed)))
  }

  const toggle = (caller: Caller, id: number, deed: Deed, claim?: Claim): Promise<Once<Task>> =>
    once(db, caller.user_id, claim, async (sql) => the(await toggleIn(sql, caller, [id], at(deed))))

  const undo = (caller: Caller, deed: Deed, claim?: Claim): Promise<Once<Undone>> =>
    once(db, caller.user_id, claim, (sql) => undoIn(sql, caller, at(deed)))

  /** A whole list as one text. @throws validation_error */
  const exported = async (caller: Caller, input: TaskFilters, format: ExportFormat): Promise<string> => {
    const filters = checkFilters(input)
    const tasks = await db.read((sql) => listTasks(sql, caller.user_id, filters, { limit: EXPORT_MAX_TASKS }))
    return exportTasks(tasks.map(shown), format, now())
  }

  return { list, show, create, addPlain, change, remove, toggle, undo, exported }
}
export type Tasks = ReturnType<typeof createTasks>
