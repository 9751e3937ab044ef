/** Verbs of tasks as the doors call them: each is one transaction, and one effect per idempotency key. */
import type { Caller } from '../account/schema.ts'
import { provedBy, record } from '../audit/record.ts'
import type { Sql } from '../db/database.ts'
import type { Claim, IdempotentResult } from '../idempotency/idempotency.ts'
import { type When, whenOf } from '../lib/calendar.ts'
import { sharedNow } from '../lib/clock.ts'
import type { Mutate, Queries } from '../mutate.ts'
import type { Page } from '../thread/schema.ts'
import { type ActsQuery, type ChangePage, changesOfTaskIn, listActsIn, listChangesIn, type PastAct } from './changes.ts'
import { exportTasks } from './export/export.ts'
import { checkNewTask, checkSnooze, checkTaskChange } from './fields.ts'
import { createImport, LONG_MS } from './import/file.ts'
import { type ListOptions, listIn, overviewIn, pageIn, queryOf, type TaskPage } from './list.ts'
import { selectTasks } from './list-store.ts'
import { addIn, changeIn, noTask, putOffIn, removeIn, toggleIn, toTask } from './mutations.ts'
import { readTask } from './quick-add/parse.ts'
import { SNOOZES, type SnoozeChoice, untilChoice, untilOf } from './remind/until.ts'
import type { ExportFormat, NewTask, Origin, Snooze, Task, TaskChange, TaskFilters } from './schema.ts'
import { findTask } from './store.ts'
import { redoIn, type UndoTarget, undoIn } from './undo.ts'
import { isLargeAct } from './undo-store.ts'
import type { Undone } from './undone.ts'

/** Tasks in one export at most. */
const EXPORT_MAX_TASKS = 10_000

interface TaskOptions {
  db: Queries
  mutate: Mutate
  /** MAX_TASKS_PER_USER */
  max_open: number
  /** The clock; the system’s unless given. */
  now?: () => Date
}

const the = <T>([one]: T[]): T => {
  if (one === undefined) throw new Error('an act on one task gave none back')
  return one
}

type At = (origin: Origin) => Origin

const createUndo = (db: Queries, mutate: Mutate, at: At) => {
  /** What was imported as one act is taken back as one, and that may take its time. */
  const timeFor = async ({ user_id }: Caller, { change_id }: UndoTarget, undos: boolean) =>
    (await db.query((sql) => isLargeAct(sql, user_id, change_id, undos))) ? { deadline_ms: LONG_MS } : {}

  /** The newest act, or one answer. @throws nothing_to_undo */
  const undo = async (
    caller: Caller,
    origin: Origin,
    claim?: Claim,
    target: UndoTarget = {},
  ): Promise<IdempotentResult<Undone>> => {
    const act = (sql: Sql) => undoIn(sql, caller, at(origin), target)
    return mutate(caller, claim, act, await timeFor(caller, target, false))
  }

  /** Takes back the newest undo. @throws nothing_to_redo */
  const redo = async (caller: Caller, origin: Origin, claim?: Claim): Promise<IdempotentResult<Undone>> =>
    mutate(caller, claim, (sql) => redoIn(sql, caller, at(origin)), await timeFor(caller, {}, true))
  return { undo, redo }
}

const createRecord = (db: Queries) => {
  /** What was done to the list, newest first. @throws bad_cursor */
  const changes = (caller: Caller, page: ListOptions): Promise<ChangePage> =>
    db.query((sql) => listChangesIn(sql, caller, page))

  /** The same as acts, with what can still be taken back. @throws bad_cursor */
  const acts = (caller: Caller, query: ActsQuery): Promise<Page<PastAct>> =>
    db.query((sql) => listActsIn(sql, caller, query))

  /** What was done to one task, also when it is deleted. @throws bad_cursor  @throws not_found */
  const history = (caller: Caller, id: number, page: ListOptions): Promise<ChangePage> =>
    db.query((sql) => changesOfTaskIn(sql, caller, id, page))
  return { changes, acts, history }
}

const createSnooze = (mutate: Mutate, at: At) => {
  /** Puts the reminder of an open task off. @throws validation_error  @throws not_found  @throws conflict  it is done */
  const snooze = async (
    caller: Caller,
    id: number,
    { until }: Snooze | { until: SnoozeChoice },
    origin: Origin,
    claim?: Claim,
  ): Promise<IdempotentResult<Task>> => {
    const choice = SNOOZES.find((one) => one === until)
    const put = (task: Task, when: When) =>
      choice ? untilChoice(choice, task, when) : untilOf(checkSnooze({ until }).until, task, when)
    return mutate(caller, claim, async (sql) => the(await putOffIn(sql, caller, [id], { until: put }, at(origin))))
  }
  return { snooze }
}

/** @throws not_found */
const taskOf = async (sql: Sql, { user_id }: Caller, id: number): Promise<Task> => {
  const task = Number.isInteger(id) && Math.abs(id) < 2 ** 31 ? await findTask(sql, user_id, id) : undefined
  if (!task) throw noTask(id)
  return toTask(task)
}

export const createTasks = (options: TaskOptions) => {
  const { db, mutate, max_open, now = sharedNow } = options
  const at = (origin: Origin) => ({ now: now(), ...origin })

  const list = (caller: Caller, { limit, after, ...filters }: TaskFilters & ListOptions): Promise<TaskPage> =>
    db.query((sql) => listIn(sql, caller, filters, { limit, now: now(), ...(after !== undefined && { after }) }))

  /** As `list`, without the count of all that match. */
  const page = (caller: Caller, { limit, after, ...filters }: TaskFilters & ListOptions) =>
    db.query((sql) => pageIn(sql, caller, filters, { limit, now: now(), ...(after !== undefined && { after }) }))

  /** How many are open, by day and by tag. */
  const overview = (caller: Caller) => db.query((sql) => overviewIn(sql, caller, now()))

  const show = (caller: Caller, id: number): Promise<Task> => db.query((sql) => taskOf(sql, caller, id))

  /** @throws validation_error */
  const create = async (
    caller: Caller,
    input: NewTask,
    origin: Origin,
    claim?: Claim,
  ): Promise<IdempotentResult<Task>> => {
    const task = checkNewTask(input)
    return mutate(caller, claim, async (sql) => the(await addIn(sql, caller, [task], { ...at(origin), max_open })))
  }

  /** Adds what plain words say: “call mum friday 5pm #family”. */
  const addPlain = (caller: Caller, words: string, origin: Origin, claim?: Claim): Promise<IdempotentResult<Task>> => {
    const said = at(origin)
    const read = readTask(words.trim(), whenOf(caller, said.now))
    return create(caller, read, said, claim)
  }

  /** What quick add would make of the words. */
  const read = (caller: Caller, words: string) => readTask(words.trim(), whenOf(caller, now()))

  /** @throws validation_error  @throws not_found */
  const change = async (caller: Caller, id: number, input: TaskChange, origin: Origin): Promise<Task> => {
    const wanted = checkTaskChange(input)
    return the((await mutate(caller, undefined, (sql) => changeIn(sql, caller, [id], wanted, at(origin)))).value)
  }

  const remove = async (caller: Caller, id: number, origin: Origin): Promise<void> => {
    await mutate(caller, undefined, (sql) => removeIn(sql, caller, [id], at(origin)))
  }

  const toggle = (caller: Caller, id: number, origin: Origin, claim?: Claim): Promise<IdempotentResult<Task>> =>
    mutate(caller, claim, async (sql) => the(await toggleIn(sql, caller, [id], at(origin))))

  /** A whole list as one text. @throws validation_error */
  const exported = async (caller: Caller, input: TaskFilters, format: ExportFormat): Promise<string> => {
    const query = queryOf(input, caller, now())
    const tasks = await db.query((sql) => selectTasks(sql, caller.user_id, query, { limit: EXPORT_MAX_TASKS }))
    // Notified twice when the answer of the commit is lost, which is better than not at all.
    await db.query((sql) => record(sql, caller.user_id, 'tasks_exported', { ...provedBy(caller), what: format }))
    return exportTasks(tasks.map(toTask), format, now())
  }

  const verbs = { list, overview, page, show, read, create, addPlain, change, remove, toggle, exported }
  const importFile = createImport({ db, mutate, max_open, at })
  return { ...verbs, importFile, ...createUndo(db, mutate, at), ...createSnooze(mutate, at), ...createRecord(db) }
}
export type Tasks = ReturnType<typeof createTasks>
