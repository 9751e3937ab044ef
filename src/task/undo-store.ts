/** SQL of taking acts back and doing them again. An act is an answer, or else one request. */
import type { Row, Sql } from '../db/database.ts'
import type { TaskChangeRow } from './schema.ts'
import { UNDO_DAYS } from './store.ts'

export interface PastChange extends TaskChangeRow {
  id: number
  group_id: string
}

const toChange = (row: Row): PastChange => ({
  id: row.id,
  group_id: row.group_id,
  task_id: row.task_id,
  change: row.change,
  before: row.before,
  after: row.after,
})

/** Changes of one act at most: an import adds so many tasks; an answer changes fifty a call in twenty calls. */
const ACT_MAX_CHANGES = 10_000
/** Changes in one answer of the database, so that reading a large act blocks nothing else. */
const AT_ONCE = 500

const inPages = async (page: (after: number) => Promise<readonly Row[]>): Promise<PastChange[]> => {
  const act: PastChange[] = []
  for (;;) {
    const rows = await page(act.at(-1)?.id ?? 0)
    act.push(...rows.map(toChange))
    if (rows.length < AT_ONCE || act.length >= ACT_MAX_CHANGES) return act
  }
}

/** What still holds and can be taken back. */
const undoable = (sql: Sql, user_id: string) => sql`
  user_id = ${user_id} and undone_at is null and change <> 'undone' and change <> 'redone'
    and created_at > now() - make_interval(days => ${UNDO_DAYS})`

/** The changes of one answer, oldest first. */
export const changesOfRun = (sql: Sql, user_id: string, run_id: string): Promise<PastChange[]> =>
  inPages(
    (after) => sql`
      select id, group_id, task_id, change, before, after from task_changes
      where ${undoable(sql, user_id)} and run_id = ${run_id} and id > ${after} order by id limit ${AT_ONCE}`,
  )

/** The changes of one request, oldest first. */
export const changesOfGroup = (sql: Sql, user_id: string, group_id: string): Promise<PastChange[]> =>
  inPages(
    (after) => sql`
      select id, group_id, task_id, change, before, after from task_changes
      where ${undoable(sql, user_id)} and group_id = ${group_id} and id > ${after} order by id limit ${AT_ONCE}`,
  )

/** The changes of the user's newest act, oldest first; what other agents do are single requests. */
export const newestAct = async (sql: Sql, user_id: string): Promise<PastChange[]> => {
  const [newest] = await sql`
    select group_id, case when actor <> 'mcp' then run_id end as run_id from task_changes
    where ${undoable(sql, user_id)} order by id desc limit 1`
  if (!newest) return []
  if (newest.run_id) return changesOfRun(sql, user_id, newest.run_id)
  return changesOfGroup(sql, user_id, newest.group_id)
}

/** Changes beyond which an act takes longer than others’ requests may. */
const LARGE_CHANGES = 500

/** Whether the act of the change is a large one, without a change that of the newest act or undo. */
export const isLargeAct = async (sql: Sql, user_id: string, change_id: number | undefined, undos: boolean) => {
  const [row] = await sql`
    select count(*)::int as changes from (
      select 1 from task_changes where user_id = ${user_id} and group_id = (
        select group_id from task_changes
        where user_id = ${user_id} and case when ${change_id ?? null}::int8 is null
          then undone_at is null and change <> 'redone' and (change = 'undone') = ${undos}::boolean
          else id = ${change_id ?? null}::int8 end
        order by id desc limit 1)
      limit ${LARGE_CHANGES + 1}) c`
  return row?.changes > LARGE_CHANGES
}

/** The thread's newest answer that has changed something which still holds. */
export const newestAnswer = async (sql: Sql, user_id: string, thread_id: string): Promise<string | undefined> => {
  const [row] = await sql`
    select c.run_id from runs r join task_changes c on c.user_id = r.user_id and c.run_id = r.id
    where r.user_id = ${user_id} and r.thread_id = ${thread_id} and r.aside is null and c.undone_at is null
      and c.change <> 'undone' and c.change <> 'redone' and c.created_at > now() - make_interval(days => ${UNDO_DAYS})
    order by c.id desc limit 1`
  return row?.run_id
}

/** The newest undo that still holds, oldest change first. */
export const newestUndo = async (sql: Sql, user_id: string): Promise<PastChange[]> =>
  inPages(
    (after) => sql`
      select id, group_id, task_id, change, before, after from task_changes
      where user_id = ${user_id} and id > ${after} and group_id = (
        select group_id from task_changes
        where user_id = ${user_id} and change = 'undone' and undone_at is null
          and created_at > now() - make_interval(days => ${UNDO_DAYS})
        order by id desc limit 1)
      order by id limit ${AT_ONCE}`,
  )

/** The number of the last change of each task that still holds; for a redo also of the last undo. */
export const lastChangeOf = async (
  sql: Sql,
  user_id: string,
  task_ids: number[],
  { undos }: { undos: boolean },
): Promise<Map<number, number>> => {
  const rows = await sql`
    select task_id, max(id) as id from task_changes
    where user_id = ${user_id} and task_id = any(${task_ids}::int4[]) and undone_at is null and change <> 'redone'
      and (${undos}::boolean or change <> 'undone')
    group by task_id limit ${task_ids.length}`
  return new Map(rows.map((row) => [row.task_id, Number(row.id)]))
}

/** Marks changes as taken back by the act `undone_by`. */
export const markUndone = async (sql: Sql, user_id: string, ids: number[], undone_by: string) => {
  await sql`
    update task_changes set undone_at = now(), undone_by = ${undone_by}
    where user_id = ${user_id} and id = any(${ids}::int8[])`
}

/** What the undo had taken back holds again, for these tasks. */
export const markRedone = async (sql: Sql, user_id: string, undone_by: string, task_ids: number[]) => {
  await sql`
    update task_changes set undone_at = null, undone_by = null
    where user_id = ${user_id} and undone_by = ${undone_by} and task_id = any(${task_ids}::int4[])`
}
