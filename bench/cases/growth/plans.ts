/** The plans that the hot statements get whatever their values are, and which of them read a whole table. */
import postgres from 'postgres'
import type { Sql } from '../../../src/db/database.ts'
import { newId } from '../../../src/lib/id.ts'
import { appendFlushes, lastSeq, pruneLogs, readLog } from '../../../src/run/log/store.ts'
import { keepStep } from '../../../src/run/step-store.ts'
import { claimExpired, endRun, insertRun, latestRun, type RunRow, renewLeases } from '../../../src/run/store.ts'
import { listPastRuns, listTurns } from '../../../src/run/turn-store.ts'
import { selectChanges } from '../../../src/task/change-store.ts'
import { countOpen, selectTasks, type TaskQuery } from '../../../src/task/list-store.ts'
import { findCandidates } from '../../../src/task/search-store.ts'
import { findTasks, takeNumbers } from '../../../src/task/store.ts'
import { newestItems } from '../../../src/thread/item-store.ts'
import { findThreads } from '../../../src/thread/search-store.ts'
import { findThread, insertThread, itemsOfRun, listMessages, listThreads } from '../../../src/thread/store.ts'

const DAY = '2026-01-01'
const PAGE = { limit: 21 }
const TASK_FILTERS: Record<string, TaskQuery> = {
  all: {},
  'by status': { status: 'pending' },
  'by tag': { tag: 'x' },
  overdue: { overdue_on: DAY },
  'due between': { due_after: DAY, due_before: DAY },
  'by priority': { priority: 'high' },
  completed: { completed_from: `${DAY}T00:00:00Z` },
  'by title': { order: { sort: 'title', reverse: false } },
}

type Work = (sql: Sql) => Promise<unknown>

const hotStatements = (): Record<string, Work> => {
  const [user, id] = [newId(), newId()]
  const run = { ...{ user_id: user, id, thread_id: id, message_id: id }, attempt: 1 } as RunRow
  const event = { type: 'stream_options', stream_options: { allow_cancel: true } } as const
  const numbered = { first_seq: 1, events: [event] }
  const lists = Object.entries(TASK_FILTERS).map(([name, query]): [string, Work] => [
    `tasks, ${name}`,
    (sql) => selectTasks(sql, user, query, PAGE),
  ])
  return {
    ...Object.fromEntries(lists),
    'tasks, by words': (sql) => findCandidates(sql, user, ['milk']),
    'tasks, counts': (sql) => countOpen(sql, user, DAY),
    'tasks, by id': (sql) => findTasks(sql, user, [1]),
    'numbers of tasks': (sql) => takeNumbers(sql, user, { task: 1, change: 1 }),
    changes: (sql) => selectChanges(sql, user, PAGE),
    'list sessions': (sql) => listThreads(sql, user, PAGE),
    'search sessions': (sql) => findThreads(sql, user, 'milk'),
    'one session': (sql) => findThread(sql, user, id),
    'create session': (sql) => insertThread(sql, user, id, null, 100),
    history: (sql) => listMessages(sql, user, id, 21, 0),
    'newest items': (sql) => newestItems(sql, user, id, { limit: 21 }),
    'items of a run': (sql) => itemsOfRun(sql, user, id),
    'begin a run': (sql) => insertRun(sql, { ...run, owner: id }),
    'keep a step': (sql) => keepStep(sql, run, {}, numbered, id),
    'end a run': (sql) => endRun(sql, run, id, { status: 'completed' }),
    'past of a thread': (sql) => listPastRuns(sql, user, id),
    'turns of a run': (sql) => listTurns(sql, user, id),
    'newest run': (sql) => latestRun(sql, user, id),
    'append events': (sql) => appendFlushes(sql, id, [{ user_id: user, run_id: id, attempt: 1, ...numbered }]),
    'read events': (sql) => readLog(sql, user, id, 0),
    'last event': (sql) => lastSeq(sql, user, id),
    'prune events': (sql) => pruneLogs(sql),
    'renew leases': (sql) => renewLeases(sql, id, [run], 'skip'),
    'claim runs': (sql) => claimExpired(sql, id),
  }
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Cond'?: string
  Plans?: PlanNode[]
}

/** A table, or an index of it, from one end to the other. */
const readsAll = ({ 'Node Type': type, 'Index Cond': condition }: PlanNode) =>
  type === 'Seq Scan' || (/^Index (Only )?Scan$/.test(type) && condition === undefined)

/** Tables that the plan reads so. */
export const wholeReads = (plan: PlanNode): string[] => [
  ...(readsAll(plan) && plan['Relation Name'] ? [plan['Relation Name']] : []),
  ...(plan.Plans ?? []).flatMap(wholeReads),
]

/** The text that is sent, learned by sending it; what it does is taken back. */
const textOf = async (database_url: string, work: Work): Promise<string[]> => {
  const texts: string[] = []
  const sql = postgres(database_url, { max: 1, debug: (_, text) => void texts.push(text), fetch_types: false })
  await sql
    .begin(async (inner) => {
      await work(inner as unknown as Sql)
      throw new Error('taken back')
    })
    .catch(() => undefined)
  await sql.end()
  return texts.filter((text) => !/^\s*(begin|rollback|commit)/i.test(text))
}

export interface PlannedStatement {
  name: string
  /** Tables read whole. */
  whole: string[]
}

export const hotPlans = async (database_url: string): Promise<PlannedStatement[]> => {
  const sql = postgres(database_url, { max: 1 })
  await sql`set plan_cache_mode = force_generic_plan`
  // A table that is small now is read whole because that is cheap; what counts is whether there is another way.
  await sql`set enable_seqscan = off`
  const planned: PlannedStatement[] = []
  for (const [name, work] of Object.entries(hotStatements())) {
    const [text = ''] = await textOf(database_url, work)
    const count = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)))
    await sql.unsafe(`prepare hot as ${text}`)
    const given = count > 0 ? `(${Array.from({ length: count }, () => 'null').join()})` : ''
    const [row] = await sql.unsafe(`explain (format json) execute hot${given}`)
    await sql`deallocate hot`
    planned.push({ name, whole: wholeReads(row?.['QUERY PLAN'][0].Plan) })
  }
  await sql.end()
  return planned
}
