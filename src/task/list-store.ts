/** SQL of lists of tasks: what matches, in which order, and where a page goes on. Only rows of the user are looked at. */

import type { Row, Sql } from '../db/database.ts'
import type { OpenCounts, StoredTask, TaskFilters, TaskSort, TaskStatus } from './schema.ts'
import { holdsWords } from './search-store.ts'
import { columns, toTask } from './store.ts'

export interface TaskOrder {
  sort: TaskSort
  reverse: boolean
}

/** Filters made ready: words apart, days as dates, days of completion as instants. */
export interface TaskQuery extends Pick<TaskFilters, 'status' | 'priority' | 'tag' | 'undated' | 'repeats'> {
  words?: string[]
  /** No other task holds the words. */
  candidates?: number[]
  due_before?: string
  due_after?: string
  /** Due from this day on, or ringing without being due. */
  dated_from?: string
  /** Open ones due before this day. */
  overdue_on?: string
  /** The first instant of completion that counts, and the first that no longer does. */
  completed_from?: string
  completed_until?: string
  /** Without it: open before done, then due day and time (none last), then id. */
  order?: TaskOrder
}

/** The last task of a page as its order sees it; which `value` it has depends on the order. */
export interface TaskPlace {
  status?: TaskStatus
  value?: string
  due_on: string
  due_time: string
  id: number
}
export const NO_DATE = 'infinity'
export const NO_TIME = '24:00'
/** So many characters of a title are sorted by: a cursor that carries them stays short. The index `tasks_by_title` has the same. */
export const SORTED_TITLE_LENGTH = 40

const BY_DUE = (sql: Sql, way = sql``) => sql`
  coalesce(tasks.due_on, 'infinity'::date)${way}, coalesce(tasks.due_time, '24:00'::time)${way}, tasks.id${way}`
const PLACE_BY_DUE = (sql: Sql, { due_on, due_time, id }: TaskPlace) => sql`
  ${due_on}::date, ${due_time}::time, ${id}::integer`

type Fragment = ReturnType<typeof PLACE_BY_DUE>

/** The highest comes first. */
const RANK = (sql: Sql, priority: Fragment) => sql`array_position('{high,medium,low,none}'::text[], ${priority})`

/** What a list is sorted by, each part followed by `way`. A part that an index holds is written as it is there, constants included. */
const orderKey = (sql: Sql, sort: TaskSort, way = sql``) => {
  const keys: Record<TaskSort, () => Fragment> = {
    due: () => BY_DUE(sql, way),
    priority: () => sql`${RANK(sql, sql`priority`)}${way}, ${BY_DUE(sql, way)}`,
    title: () => sql`lower(left(title, 40))${way}, tasks.id${way}`,
    created: () => sql`tasks.created_at${way}, tasks.id${way}`,
    completed: () => sql`coalesce(tasks.completed_at, 'infinity'::timestamptz)${way}, tasks.id${way}`,
  }
  return keys[sort]()
}

const placeKey = (sql: Sql, sort: TaskSort, place: TaskPlace) => {
  const { value = '', id } = place
  const keys: Record<TaskSort, () => Fragment> = {
    due: () => PLACE_BY_DUE(sql, place),
    priority: () => sql`${RANK(sql, sql`${value}::text`)}, ${PLACE_BY_DUE(sql, place)}`,
    title: () => sql`lower(${value}::text), ${id}::integer`,
    created: () => sql`${value}::text::timestamptz, ${id}::integer`,
    completed: () => sql`${value}::text::timestamptz, ${id}::integer`,
  }
  return keys[sort]()
}

const matching = (sql: Sql, user_id: string, query: TaskQuery) => {
  const {
    status,
    priority,
    tag,
    words,
    candidates,
    due_before,
    due_after,
    overdue_on,
    completed_from,
    completed_until,
  } = query
  return sql`
  user_id = ${user_id}
  ${status === undefined ? sql`` : sql`and status = ${status}`}
  ${priority === undefined ? sql`` : sql`and priority = ${priority}`}
  ${overdue_on === undefined ? sql`` : sql`and status = 'pending' and due_on < ${overdue_on}::date`}
  ${query.dated_from === undefined ? sql`` : sql`and (due_on >= ${query.dated_from}::date or due_on is null and remind_at >= ${query.dated_from}::date)`}
  ${query.undated ? sql`and due_on is null` : sql``}
  ${query.repeats ? sql`and repeat is not null` : sql``}
  ${due_before === undefined ? sql`` : sql`and due_on <= ${due_before}::date`}
  ${due_after === undefined ? sql`` : sql`and due_on >= ${due_after}::date`}
  ${completed_from === undefined ? sql`` : sql`and completed_at >= ${completed_from}::timestamptz`}
  ${completed_until === undefined ? sql`` : sql`and completed_at < ${completed_until}::timestamptz`}
  ${tag === undefined ? sql`` : sql`and tags @> array[${tag}::text]`}
  ${candidates === undefined ? sql`` : sql`and id = any(${candidates}::integer[])`}
  ${words === undefined ? sql`` : holdsWords(sql, words)}`
}

const behind = (sql: Sql, order: TaskOrder | undefined, place: TaskPlace) => {
  if (order) {
    const [key, at] = [orderKey(sql, order.sort), placeKey(sql, order.sort, place)]
    return order.reverse ? sql`and row(${key}) < row(${at})` : sql`and row(${key}) > row(${at})`
  }
  const { status = 'pending' } = place
  return sql`
  and status <= ${status} and (status < ${status} or (${BY_DUE(sql)}) > (${PLACE_BY_DUE(sql, place)}))`
}

const ordered = (sql: Sql, order: TaskOrder | undefined) => {
  if (!order) return sql`order by status desc, ${BY_DUE(sql)}`
  return sql`order by ${orderKey(sql, order.sort, order.reverse ? sql` desc` : sql``)}`
}

/** `limit` tasks in order, behind `after` if it is given. */
export const selectTasks = async (
  sql: Sql,
  user_id: string,
  query: TaskQuery,
  { limit, after }: { limit: number; after?: TaskPlace },
): Promise<StoredTask[]> => {
  const rows: Row[] = await sql`
    select ${columns(sql)} from tasks
    where ${matching(sql, user_id, query)} ${after ? behind(sql, query.order, after) : sql``}
    ${ordered(sql, query.order)} limit ${limit}`
  return rows.map(toTask)
}

export const countTasks = async (sql: Sql, user_id: string, query: TaskQuery): Promise<number> => {
  const [row] = await sql`select count(*)::int as total from tasks where ${matching(sql, user_id, query)}`
  return row?.total ?? 0
}

/** Most tags listed, those with the most open tasks first. */
const TAGS_MAX = 30

/** How many open tasks there are on which side of a day, in all and by tag. */
export const countOpen = async (sql: Sql, user_id: string, today: string): Promise<OpenCounts> => {
  const [row] = await sql`
    select count(*)::int as open,
      count(*) filter (where due_on < ${today}::date)::int as overdue,
      count(*) filter (where due_on = ${today}::date)::int as today,
      count(*) filter (where due_on > ${today}::date)::int as upcoming,
      count(*) filter (where due_on is null)::int as undated,
      (select coalesce(json_agg(found), '[]') from (
        select tag, count(*)::int as open from tasks, unnest(tags) as tag
        where user_id = ${user_id} and status = 'pending'
        group by tag order by count(*) desc, tag limit ${TAGS_MAX}
      ) as found) as tags
    from tasks where user_id = ${user_id} and status = 'pending'`
  if (!row) throw new Error('a count gave no row')
  return row as unknown as OpenCounts
}
