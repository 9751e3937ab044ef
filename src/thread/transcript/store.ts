/** SQL of threads and items as ChatKit pages them: by creation, from any id on. */
import type { Row, Sql } from '../../db/database.ts'
import type { IdPage, Item, OpenThread, ThreadStatus } from '../schema.ts'
import { toItem, toThread } from '../store.ts'

const columns = (sql: Sql) =>
  sql`id, user_id, title, message_count, pinned, archived, created_at, updated_at, status, status_reason`

const toOpen = (row: Row): OpenThread => ({
  ...toThread(row),
  status: row.status,
  status_reason: row.status_reason,
})

export const findOpen = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`select ${columns(sql)} from threads where user_id = ${user_id} and id = ${id}`
  return row && toOpen(row)
}

export const setStatus = async (sql: Sql, user_id: string, id: string, status: ThreadStatus, reason: string | null) => {
  const [row] = await sql`
    update threads set status = ${status}, status_reason = ${reason}
    where user_id = ${user_id} and id = ${id} returning ${columns(sql)}`
  return row && toOpen(row)
}

/** Archived ones are out of sight, as on our pages. Undefined when `after` names no thread of the user. */
export const threadsByCreation = async (sql: Sql, user_id: string, { limit, order, after }: IdPage) => {
  const [from] = after ? await sql`select id from threads where user_id = ${user_id} and id = ${after}` : [true]
  if (!from) return undefined
  const forth = order === 'asc'
  const rows = await sql`
    select ${columns(sql)} from threads where user_id = ${user_id} and not archived
    ${
      after === undefined
        ? sql``
        : sql`and (created_at, id) ${forth ? sql`>` : sql`<`} (
            select c.created_at, c.id from threads c where c.user_id = ${user_id} and c.id = ${after})`
    }
    order by created_at ${forth ? sql`` : sql`desc`}, id ${forth ? sql`` : sql`desc`} limit ${limit}`
  return rows.map(toOpen)
}

/** Visible items in either order; undefined when `after` names no item of the thread. */
export const itemsInOrder = async (
  sql: Sql,
  user_id: string,
  thread_id: string,
  { limit, order, after }: IdPage,
): Promise<Item[] | undefined> => {
  const [from] = after
    ? await sql`select position from items where user_id = ${user_id} and thread_id = ${thread_id} and id = ${after}`
    : [{ position: null }]
  if (!from) return undefined
  const forth = order === 'asc'
  const rows = await sql`
    select id, thread_id, type, data, created_at from items
    where user_id = ${user_id} and thread_id = ${thread_id} and type <> 'hidden_context_item'
    ${after === undefined ? sql`` : sql`and position ${forth ? sql`>` : sql`<`} ${from.position}`}
    order by position ${forth ? sql`` : sql`desc`} limit ${limit}`
  return rows.map(toItem)
}

/** Notes what the person thinks of items of the thread; how many of them are there. */
export const putFeedback = async (sql: Sql, user_id: string, thread_id: string, item_ids: string[], kind: string) => {
  const rows = await sql`
    insert into feedback (user_id, item_id, kind)
    select user_id, id, ${kind} from items
    where user_id = ${user_id} and thread_id = ${thread_id} and id = any(${item_ids}::uuid[])
    on conflict (user_id, item_id) do update set kind = excluded.kind, created_at = now()
    returning item_id`
  return rows.length
}
