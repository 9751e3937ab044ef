/** SQL of lists of tasks: which ones, in which order, how many. */
import type { Sql } from '../../db/database.ts'
import { likePattern } from '../../lib/like.ts'
import type { TaskFilters, TaskStatus } from '../schema.ts'
import { columns, type StoredTask, toTask } from '../store.ts'

/** The place of a task in the order: open before done, then due date and time (none last), then id. */
export interface Place {
  status: TaskStatus
  due_on: string
  due_time: string
  id: number
}
export const NO_DATE = 'infinity'
export const NO_TIME = '24:00'

/** Every word must be there, each anywhere. */
const patterns = (q: string) => q.split(/\s+/).filter(Boolean).map(likePattern)

const matching = (sql: Sql, user_id: string, { status, q, due_before, due_after, priority, tag }: TaskFilters) => sql`
  user_id = ${user_id}
  ${status === undefined ? sql`` : sql`and status = ${status}`}
  ${priority === undefined ? sql`` : sql`and priority = ${priority}`}
  ${due_before === undefined ? sql`` : sql`and due_on <= ${due_before}::date`}
  ${due_after === undefined ? sql`` : sql`and due_on >= ${due_after}::date`}
  ${tag === undefined ? sql`` : sql`and tags @> array[${tag}::text]`}
  ${
    q === undefined
      ? sql``
      : sql`and concat_ws(E'\n', title, description, array_to_string(tags, ' ')) ilike all(${patterns(q)}::text[])`
  }`

const behind = (sql: Sql, { status, due_on, due_time, id }: Place) => sql`
  and status <= ${status} and (status < ${status}
    or (coalesce(due_on, 'infinity'::date), coalesce(due_time, '24:00'::time), id)
      > (${due_on}::date, ${due_time}::time, ${id}::integer))`

/** `limit` tasks in order, behind `after` if it is given. */
export const listTasks = async (
  sql: Sql,
  user_id: string,
  filters: TaskFilters,
  { limit, after }: { limit: number; after?: Place },
): Promise<StoredTask[]> => {
  const rows = await sql`
    select ${columns(sql)} from tasks where ${matching(sql, user_id, filters)} ${after ? behind(sql, after) : sql``}
    order by status desc, coalesce(due_on, 'infinity'::date), coalesce(tasks.due_time, '24:00'::time), id
    limit ${limit}`
  return rows.map(toTask)
}

export const countTasks = async (sql: Sql, user_id: string, filters: TaskFilters): Promise<number> => {
  const [row] = await sql`select count(*)::int as total from tasks where ${matching(sql, user_id, filters)}`
  return row?.total ?? 0
}
