/**
 * Takes acts back, whole, and does them again. An act is an answer or one request; what was changed since stays
 * as they left it.
 */
import type { Caller } from '../account/schema.ts'
import { provedBy, record } from '../audit/record.ts'
import type { Sql } from '../db/database.ts'
import { AppError, notFound } from '../errors.ts'
import { newId } from '../lib/id.ts'
import { createPauses } from '../lib/pauses.ts'
import { findChange } from './change-store.ts'
import { recordChange } from './history.ts'
import { checkMayRemove, lockTasks, reserveIds, toTask } from './mutations.ts'
import { armTasks, deleteArmed } from './remind/store.ts'
import type { ChangeKind, Origin, StoredTask } from './schema.ts'
import * as store from './undo-store.ts'
import type { Undone, UndoneChange } from './undone.ts'

/** What to take back: the act of one change, one answer, or else the newest answer of a thread, or else the newest act of all. */
export interface UndoTarget {
  change_id?: number
  /** The change alone, or with all that an agent did in the same minute. */
  reach?: 'row' | 'burst'
  run_id?: string
  thread_id?: string
}

/** Restores the same ids. An act’s next occurrence goes with it. @throws nothing_to_undo */
export const undoIn = async (sql: Sql, caller: Caller, origin: Origin, target: UndoTarget = {}): Promise<Undone> => {
  const { time_zone } = await lockTasks(sql, caller)
  const act = await actOf(sql, caller.user_id, origin, target)
  const { spans, kept } = await untouchedSince(sql, caller.user_id, act, { undos: false })
  if (spans.length === 0) throw new AppError('nothing_to_undo', 'There is nothing to undo.')
  if (spans.some(({ before }) => before === null)) checkMayRemove(caller, origin)
  checkCanBeAsked(spans, origin)
  const group_id = newId()
  await restore(sql, caller, spans.map(backwards), { origin, change: 'undone', group_id, time_zone })
  const ids = spans.flatMap((span) => span.ids)
  await store.markUndone(sql, caller.user_id, ids, group_id)
  await record(sql, caller.user_id, 'undone', { ...provedBy(caller), count: spans.length })
  return outcomeOf(spans, kept, ({ before }) => before)
}

/** Tasks of one question at most: an answer changes no more, an import may. */
const ASKED_MAX_TASKS = 1000

/** An agent’s undo of more than a person can look through is the person’s own to do. @throws conflict */
const checkCanBeAsked = ({ length }: Span[], { actor, effects }: Origin) => {
  const asks = (actor === 'mcp' || actor === 'assistant') && !effects?.own_answer
  if (asks && length > ASKED_MAX_TASKS)
    throw new AppError(
      'conflict',
      `That would take back ${length} tasks at once. The person can do it on the page of changes.`,
    )
}

const actOf = async (sql: Sql, user_id: string, origin: Origin, target: UndoTarget) => {
  const { change_id, reach, run_id, thread_id } = target
  if (change_id !== undefined) return actOfChange(sql, user_id, change_id, reach)
  if (run_id !== undefined) return store.changesOfRun(sql, user_id, run_id)
  const answer = thread_id && (await store.newestAnswer(sql, user_id, thread_id))
  if (!answer) return store.newestAct(sql, user_id)
  if (origin.effects) origin.effects.own_answer = true
  return store.changesOfRun(sql, user_id, answer)
}

/** @throws not_found */
const actOfChange = async (sql: Sql, user_id: string, change_id: number, reach?: UndoTarget['reach']) => {
  const change = await findChange(sql, user_id, change_id)
  if (!change) throw notFound('The change')
  if (reach === 'row') {
    const act = await store.changesOfGroup(sql, user_id, change.group_id)
    // The occurrence that a completion made goes with it.
    const next = change.after?.next_id
    return act.filter((one) => Number(one.id) === change.id || (one.change === 'added' && one.task_id === next))
  }
  // What other agents do within a minute shares a number, but each request is an act.
  const answer = (reach === 'burst' || change.actor !== 'mcp') && change.run_id
  return answer ? store.changesOfRun(sql, user_id, answer) : store.changesOfGroup(sql, user_id, change.group_id)
}

/** Takes back the newest undo. @throws nothing_to_redo */
export const redoIn = async (sql: Sql, caller: Caller, origin: Origin): Promise<Undone> => {
  const { time_zone } = await lockTasks(sql, caller)
  const undo = await store.newestUndo(sql, caller.user_id)
  const { spans, kept } = await untouchedSince(sql, caller.user_id, undo, { undos: true })
  const [first] = undo
  if (!first || spans.length === 0) throw new AppError('nothing_to_redo', 'There is nothing to do again.')
  if (spans.some(({ before }) => before === null)) checkMayRemove(caller, origin)
  const group_id = newId()
  await restore(sql, caller, spans.map(backwards), { origin, change: 'redone', group_id, time_zone })
  const task_ids = spans.map(({ task_id }) => task_id)
  await store.markRedone(sql, caller.user_id, first.group_id, task_ids)
  // An undo is over once it was taken back, also for tasks that have moved on.
  const ids = undo.map(({ id }) => id)
  await store.markUndone(sql, caller.user_id, ids, group_id)
  await record(sql, caller.user_id, 'redone', { ...provedBy(caller), count: spans.length })
  const forwards = spans.map((span) => ({ ...backwards(span), change: kindOf(span.after, span.before) }))
  return outcomeOf(forwards, kept, ({ after }) => after)
}

/** What an act made of one task, from the first to the last of its changes. */
interface Span {
  task_id: number
  ids: number[]
  change: ChangeKind
  before: StoredTask | null
  after: StoredTask | null
}

const spansOf = (act: store.PastChange[]): Span[] => {
  const spans = new Map<number, Span>()
  for (const { id, task_id, change, before, after } of act) {
    const begun = spans.get(task_id)
    const ids = [...(begun?.ids ?? []), id]
    spans.set(task_id, { task_id, ids, change: begun?.change ?? change, before: begun ? begun.before : before, after })
  }
  return [...spans.values()]
}

/** Separates, as `kept`, the tasks that were changed after the act. */
const untouchedSince = async (
  sql: Sql,
  user_id: string,
  act: store.PastChange[],
  among: { undos: boolean },
): Promise<{ spans: Span[]; kept: Span[] }> => {
  const spans = spansOf(act)
  if (spans.length === 0) return { spans, kept: [] }
  const task_ids = spans.map(({ task_id }) => task_id)
  const last = await store.lastChangeOf(sql, user_id, task_ids, among)
  const untouched = ({ task_id, ids }: Span) => ids.includes(last.get(task_id) ?? ids[0] ?? 0)
  return { spans: spans.filter(untouched), kept: spans.filter((span) => !untouched(span)) }
}

const kindOf = (before: StoredTask | null, after: StoredTask | null): ChangeKind => {
  if (!before) return 'added'
  if (!after) return 'deleted'
  if (before.status === after.status) return 'changed'
  return after.status === 'completed' ? 'completed' : 'reopened'
}

const backwards = (span: Span): Span => ({ ...span, before: span.after, after: span.before })

interface Restoring {
  origin: Origin
  change: 'undone' | 'redone'
  group_id: string
  time_zone: string
}

/** Tasks in one statement. */
const AT_ONCE = 125

/** Makes each task what it is to be after the span, and records that as an act. */
const restore = async (sql: Sql, caller: Caller, spans: Span[], { origin, change, group_id, time_zone }: Restoring) => {
  const gone = spans.flatMap(({ before, after }) => (after === null && before) || [])
  if (gone.length > 0) await deleteArmed(sql, caller.user_id, gone)
  const rows = spans.map(({ task_id, before, after }) => ({ task_id, change, before, after }))
  const last = await reserveIds(sql, caller, { task: 0, change: rows.length })
  const pause = createPauses()
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE)
    await recordChange(sql, caller, origin, some, last.change - rows.length + at + some.length, group_id)
    const tasks = some.flatMap(({ after }) => after ?? [])
    await armTasks(sql, caller.user_id, time_zone, tasks)
    await pause()
  }
}

const outcomeOf = (spans: Span[], kept: Span[], present: (span: Span) => StoredTask | null): Undone => {
  const tasks = spans.flatMap((span) => present(span) ?? []).map(toTask)
  const [first] = spans
  const there = first && present(first)
  return {
    undone: inWords(worthAWord(spans)) + keptInWords(kept),
    tasks,
    task: there ? toTask(there) : null,
    changes: spans.map(toChange),
  }
}

const titleOf = ({ before, after }: Span) => (before ?? after)?.title ?? ''
const toChange = (span: Span): UndoneChange => ({ task_id: span.task_id, title: titleOf(span), change: span.change })

/** The occurrence that a completion made is not worth a word. */
const worthAWord = (spans: Span[]) => {
  const followers = new Set(spans.flatMap(({ before, after }) => [before?.next_id, after?.next_id]))
  return spans.filter(({ task_id, change }) => change !== 'added' || !followers.has(task_id))
}

/** `added 2 tasks, deleted “Buy milk”` */
const inWords = (spans: Span[]) => {
  const kinds = Map.groupBy(spans, ({ change }) => change)
  return [...kinds]
    .map(([change, alike]) => {
      const [only] = alike
      return alike.length === 1 && only ? `${change} “${titleOf(only)}”` : `${change} ${alike.length} tasks`
    })
    .join(', ')
}

/** `; “Buy milk” was changed since and stays` */
const keptInWords = (kept: Span[]) => {
  const [only] = kept
  if (!only) return ''
  return kept.length === 1
    ? `; “${titleOf(only)}” was changed since and stays`
    : `; ${kept.length} tasks were changed since and stay`
}
