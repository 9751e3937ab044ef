/**
 * The record of changes as its owner reads it: who did what to which task, newest first, for 30 days; also as acts, where
 * what was done together stands together. An act is an answer, what an agent did within a minute, or one request.
 */
import { type Static, Type } from '@sinclair/typebox'
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { decodePosition, pageOf } from '../lib/cursor.ts'
import { Id, Instant, nullable, strict } from '../lib/json-schema.ts'
import { oneOf } from '../lib/one-of.ts'
import type { Page } from '../thread/schema.ts'
import { type Question, questionsOf, type StoredChange, selectChanges } from './change-store.ts'
import type { ListOptions } from './list.ts'
import { noTask, toTask } from './mutations.ts'
import { CHANGE_KINDS, Task } from './schema.ts'
import { findTask } from './store.ts'
import { lastChangeOf } from './undo-store.ts'

export const Change = Type.Object(
  {
    id: Type.Integer({ description: 'Rising, per user.' }),
    at: Instant,
    actor: Type.String({
      description: '`person`, `api`, `assistant`, or `agent:NAME` for a program with the access token of that name.',
    }),
    change: oneOf(CHANGE_KINDS),
    task_id: Type.Integer(),
    title: Type.String(),
    before: nullable(Task),
    after: nullable(Task),
    run_id: Type.Optional({ ...Id, description: 'The answer of the assistant that did it.' }),
    undone_at: Type.Optional({ ...Instant, description: 'When it was taken back.' }),
  },
  { ...strict, description: 'What was done to one task.' },
)
export type Change = Static<typeof Change>
export type ChangePage = Page<Change>

const actorOf = ({ actor, actor_name }: StoredChange) => {
  if (actor_name !== null) return `agent:${actor_name}`
  return actor === 'mcp' ? 'agent' : actor
}

const toChange = (row: StoredChange): Change => ({
  id: row.id,
  at: row.created_at,
  actor: actorOf(row),
  change: row.change,
  task_id: row.task_id,
  title: (row.after ?? row.before)?.title ?? '',
  before: row.before && toTask(row.before),
  after: row.after && toTask(row.after),
  // What other agents do within a minute shares a number too, but no answer belongs to it.
  ...(row.run_id && row.actor === 'assistant' && { run_id: row.run_id }),
  ...(row.undone_at && { undone_at: row.undone_at }),
})

/** @throws bad_cursor */
const positionOf = (after: string | undefined) => {
  if (after === undefined) return undefined
  const position = decodePosition(after)
  if (position === undefined) throw new AppError('bad_cursor', 'The cursor is not one of ours.')
  return position
}

/** What was done to the list, or to one task of it. @throws bad_cursor */
export const listChangesIn = async (
  sql: Sql,
  { user_id }: Caller,
  { limit, after }: ListOptions,
  task_id?: number,
): Promise<ChangePage> => {
  const rows = await selectChanges(sql, user_id, { limit: limit + 1, before_id: positionOf(after), task_id })
  const page = pageOf(rows, limit, ({ id }) => [id])
  return { ...page, data: page.data.map(toChange) }
}

/** Also of a task that is deleted. @throws bad_cursor  @throws not_found */
export const changesOfTaskIn = async (
  sql: Sql,
  caller: Caller,
  task_id: number,
  options: ListOptions,
): Promise<ChangePage> => {
  if (task_id >= 2 ** 31) throw noTask(task_id)
  const page = await listChangesIn(sql, caller, options, task_id)
  const unknown = page.data.length === 0 && options.after === undefined
  if (unknown && !(await findTask(sql, caller.user_id, task_id))) throw noTask(task_id)
  return page
}

interface ActChange extends Change {
  /** Whether the task is unchanged since, so that this can be undone. */
  holds: boolean
  /** The occurrence that a completion beside it made. */
  follows: boolean
}
export interface PastAct {
  /** Newest first. */
  changes: [ActChange, ...ActChange[]]
  /** Something of it can be taken back. */
  holds: boolean
  question?: Question
}

export interface ActsQuery {
  limit: number
  after?: string
  /** Only what lies between the changes of these numbers. */
  from?: number
  until?: number
}

const isWayBack = ({ change }: StoredChange) => change === 'undone' || change === 'redone'

const keyOf = ({ actor, run_id, group_id }: StoredChange) => `${actor} ${run_id ?? group_id}`

/** Neighbours of one act; what others did in between parts it. */
const neighbours = (rows: StoredChange[]) => {
  const groups: StoredChange[][] = []
  for (const row of rows) {
    const [newest] = groups.at(-1) ?? []
    const same = newest && keyOf(newest) === keyOf(row) && isWayBack(newest) === isWayBack(row)
    if (same) groups.at(-1)?.push(row)
    else groups.push([row])
  }
  return groups
}

/** What was done, newest first. @throws bad_cursor */
export const listActsIn = async (sql: Sql, { user_id }: Caller, query: ActsQuery): Promise<Page<PastAct>> => {
  const { limit, after, from, until } = query
  const before_id = until === undefined ? positionOf(after) : until + 1
  const rows = await selectChanges(sql, user_id, { limit: limit + 1, before_id, from_id: from })
  const { data, ...page } = pageOf(rows, limit, ({ id }) => [id])
  const last = await lastChanges(sql, user_id, data)
  const questions = await questionsFor(sql, user_id, data)
  const toAct = (group: StoredChange[]): PastAct[] => {
    const ids = new Set(group.map(({ id }) => id))
    const open = (row: StoredChange) => !row.undone_at && !isWayBack(row)
    const lasting = (row: StoredChange) => last.get(row.task_id) ?? 0
    const made = new Set(group.map(({ after }) => after?.next_id))
    const [first, ...others] = group.map((row) => ({
      ...toChange(row),
      holds: open(row) && lasting(row) === row.id,
      follows: row.change === 'added' && made.has(row.task_id),
    }))
    const question = group[0]?.actor === 'assistant' ? questions.get(group[0].run_id ?? '') : undefined
    const holds = group.some((row) => open(row) && ids.has(lasting(row)))
    return first ? [{ changes: [first, ...others], holds, ...(question && { question }) }] : []
  }
  return { ...page, data: neighbours(data).flatMap(toAct) }
}

const lastChanges = (sql: Sql, user_id: string, rows: StoredChange[]) => {
  const task_ids = [...new Set(rows.map(({ task_id }) => task_id))]
  return task_ids.length === 0 ? new Map<number, number>() : lastChangeOf(sql, user_id, task_ids, { undos: false })
}

const questionsFor = async (sql: Sql, user_id: string, rows: StoredChange[]) => {
  const run_ids = [...new Set(rows.flatMap(({ actor, run_id }) => (actor === 'assistant' && run_id ? [run_id] : [])))]
  const found = run_ids.length === 0 ? [] : await questionsOf(sql, user_id, run_ids)
  return new Map(found.map((question) => [question.run_id, question]))
}
