/** SQL of threads and their items. */
import type { Row, Sql } from '../db/database.ts'
import { isoOf } from '../db/types.ts'
import type {
  IdPage,
  Item,
  Message,
  MessageToolCall,
  OpenThread,
  Thread,
  ThreadChange,
  ThreadStatus,
} from './schema.ts'
import { holdsSearch, type ThreadSearch } from './search-store.ts'

/** Times as text: to sort by one, name its table. */
export const columns = (sql: Sql) =>
  sql`id, user_id, title, message_count, pinned, archived, created_at::text, updated_at::text`

export const toThread = (row: Row): Thread => ({
  id: row.id,
  user_id: row.user_id,
  title: row.title,
  message_count: row.message_count,
  pinned: row.pinned,
  archived: row.archived,
  created_at: isoOf(row.created_at),
  updated_at: isoOf(row.updated_at),
})

/** The new thread, or undefined when the user already has `most`: the counter makes the limit strict. */
export const insertThread = async (sql: Sql, user_id: string, id: string, title: string | null, most: number) => {
  const [row] = await sql`
    with room as (
      update users set thread_count = thread_count + 1
      where id = ${user_id} and thread_count < ${most} returning id
    )
    insert into threads (user_id, id, title) select room.id, ${id}, ${title} from room
    returning ${columns(sql)}`
  return row && toThread(row)
}

export const findThread = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`
    select ${columns(sql)} from threads where user_id = ${user_id} and id = ${id} and deleted_at is null`
  return row && toThread(row)
}

/** As `findThread`, with every other writer of the thread locked out until the transaction ends. */
export const lockThread = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`
    select ${columns(sql)} from threads where user_id = ${user_id} and id = ${id} and deleted_at is null for update`
  return row && toThread(row)
}

/** The one query that is not filtered by user: it only decides between 403 and 404, also of a deleted session. */
export const sessionOwner = async (sql: Sql, session_id: string): Promise<string | undefined> => {
  const [row] = await sql`select user_id from threads where id = ${session_id} limit 1`
  return row?.user_id
}

export interface ThreadQuery {
  limit: number
  after?: { updated_at: string; id: string }
  search?: ThreadSearch
  archived?: boolean
  pinned_first?: boolean
}

export const listThreads = async (sql: Sql, user_id: string, query: ThreadQuery) => {
  const { limit, after, search, archived, pinned_first } = query
  const rows = await sql`
    select ${columns(sql)} from threads t where user_id = ${user_id} and deleted_at is null
    ${after ? sql`and (updated_at, id) < (${after.updated_at}::timestamptz, ${after.id}::uuid)` : sql``}
    ${archived === undefined ? sql`` : sql`and archived = ${archived}`}
    ${search ? holdsSearch(sql, search) : sql``}
    order by ${pinned_first ? sql`pinned desc,` : sql``} t.updated_at desc, id desc limit ${limit}`
  return rows.map(toThread)
}

export const updateThread = async (sql: Sql, user_id: string, id: string, change: ThreadChange) => {
  const [row] = await sql`
    with old as (
      select archived as was_archived from threads where user_id = ${user_id} and id = ${id} and deleted_at is null
      for update
    ), changed as (
      update threads set
        title = coalesce(${change.title ?? null}, title),
        pinned = coalesce(${change.pinned ?? null}, pinned),
        archived = coalesce(${change.archived ?? null}, archived),
        updated_at = now()
      from old where user_id = ${user_id} and id = ${id} returning ${columns(sql)}, was_archived
    ), counted as (
      update users set thread_count = thread_count + (case when changed.archived then -1 else 1 end)
      from changed where users.id = changed.user_id and changed.archived <> was_archived
    )
    select ${columns(sql)} from changed`
  return row && toThread(row)
}

/** An item as it is stored: `data` are the ChatKit fields of its type, ours begin with an underscore. */
export interface NewItem {
  id: string
  type: Item['type'] | 'hidden_context_item'
  data: object
  created_at: string
  run_id: string
  /** Plain text of a message, for search. */
  words?: string
}

const isMessage = (item: NewItem) => item.type === 'user_message' || item.type === 'assistant_message'

/**
 * The part of a statement that appends items to the thread of its `held (user_id, thread_id)`. Idempotent by item id, so
 * that a commit whose answer was lost can be sent again; `title` is for a thread that has none.
 */
export const newItems = (sql: Sql, items: NewItem[], title?: string) => {
  if (items.length === 0) return sql``
  const messages = items.filter(isMessage).length
  const rows = JSON.stringify(items.map((item, index) => ({ ...item, place: index + 1 })))
  return sql`, fresh as (
      select r.place, r.id, r.type, r.data, r.run_id, r.words, r.created_at
      from held, jsonb_to_recordset((${rows}::text)::jsonb)
        as r(place integer, id uuid, type text, data jsonb, run_id uuid, words text, created_at timestamptz)
      where not exists (select 1 from items i where i.user_id = held.user_id and i.id = r.id)
    ), thread as (
      update threads t set item_count = item_count + ${items.length}, message_count = message_count + ${messages},
        updated_at = now(), title = coalesce(t.title, ${title ?? null})
      from held where t.user_id = held.user_id and t.id = held.thread_id and exists (select 1 from fresh)
      returning t.user_id, t.id, t.item_count - ${items.length} as last
    ), appended as (
      insert into items (user_id, thread_id, position, id, run_id, type, data, words, created_at)
      select thread.user_id, thread.id, thread.last + fresh.place, fresh.id, fresh.run_id, fresh.type, fresh.data,
        fresh.words, fresh.created_at
      from fresh, thread
    )`
}

/** Appends items at the end of the thread. */
export const appendItems = async (sql: Sql, user_id: string, thread_id: string, items: NewItem[]) => {
  await sql`
    with held as (select ${user_id}::uuid as user_id, ${thread_id}::uuid as thread_id) ${newItems(sql, items)}
    select thread_id from held`
}

/** Puts new data into an item that exists, in place. */
export const replaceItem = async (sql: Sql, user_id: string, id: string, data: object) => {
  const [row] = await sql`
    update items set data = (${JSON.stringify(data)}::text)::jsonb
    where user_id = ${user_id} and id = ${id} returning id, thread_id, type, data, created_at`
  return row && toItem(row)
}

/** The item as clients see it: what begins with an underscore in `data` is for us alone. */
export const toItem = (row: Row): Item => {
  const shown = Object.entries(row.data as Record<string, unknown>).filter(([name]) => !name.startsWith('_'))
  const base = { id: row.id, thread_id: row.thread_id, created_at: row.created_at.toISOString(), type: row.type }
  return { ...base, ...Object.fromEntries(shown) } as Item
}

export const RUN_ITEMS_MAX = 200

/** The query for the visible items of one run, the user's message first. */
export const itemRows = (sql: Sql, run: { user_id: string; id: string }) => sql`
  select id, thread_id, position, type, data, created_at from items
  where user_id = ${run.user_id} and run_id = ${run.id} and type <> 'hidden_context_item'
  order by position limit ${RUN_ITEMS_MAX}`

/** An item that was read as JSON. */
export interface StoredItem extends Pick<NewItem, 'id' | 'type' | 'data' | 'created_at'> {
  thread_id: string
}
export const toStoredItem = (item: StoredItem): Item => toItem({ ...item, created_at: new Date(item.created_at) })

/** Visible items of one run in their order. */
export const itemsOfRun = async (sql: Sql, user_id: string, run_id: string) =>
  (await itemRows(sql, { user_id, id: run_id })).map(toItem)

/** What a message says. */
export const wordsOfItem = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql<
    [{ words: string | null }?]
  >`select words from items where user_id = ${user_id} and id = ${id}`
  return row?.words ?? undefined
}

export interface MessageRow {
  position: number
  message: Message
}

/** Messages in their order, from after a position on. */
export const listMessages = async (sql: Sql, user_id: string, thread_id: string, limit: number, after: number) => {
  const rows = await sql`
    select position, id, type, words, data -> '_tool_calls' as tool_calls, created_at from items
    where user_id = ${user_id} and thread_id = ${thread_id} and position > ${after} and aside is null
      and type in ('user_message', 'assistant_message')
    order by position limit ${limit}`
  return rows.map((row): MessageRow => ({ position: row.position, message: toMessage(row) }))
}

const toMessage = (row: Row): Message => ({
  id: row.id,
  role: row.type === 'user_message' ? 'user' : 'assistant',
  content: [{ type: row.type === 'user_message' ? 'input_text' : 'text', text: row.words ?? '' }],
  ...(row.tool_calls && { tool_calls: row.tool_calls as MessageToolCall[] }),
  created_at: row.created_at.toISOString(),
})

const openColumns = (sql: Sql) => sql`${columns(sql)}, status, status_reason`

const toOpen = (row: Row): OpenThread => ({
  ...toThread(row),
  status: row.status,
  status_reason: row.status_reason,
})

export const findOpen = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`
    select ${openColumns(sql)} from threads where user_id = ${user_id} and id = ${id} and deleted_at is null`
  return row && toOpen(row)
}

export const setStatus = async (sql: Sql, user_id: string, id: string, status: ThreadStatus, reason: string | null) => {
  const [row] = await sql`
    update threads set status = ${status}, status_reason = ${reason}
    where user_id = ${user_id} and id = ${id} and deleted_at is null returning ${openColumns(sql)}`
  return row && toOpen(row)
}

/** Archived ones are out of sight, as on our pages. Undefined when `after` names no thread of the user. */
export const threadsByCreation = async (sql: Sql, user_id: string, { limit, order, after }: IdPage) => {
  const [from] = after
    ? await sql`select id from threads where user_id = ${user_id} and id = ${after} and deleted_at is null`
    : [true]
  if (!from) return undefined
  const forth = order === 'asc'
  const rows = await sql`
    select ${openColumns(sql)} from threads t where user_id = ${user_id} and not archived and deleted_at is null
    ${
      after === undefined
        ? sql``
        : sql`and (created_at, id) ${forth ? sql`>` : sql`<`} (
            select c.created_at, c.id from threads c where c.user_id = ${user_id} and c.id = ${after})`
    }
    order by t.created_at ${forth ? sql`` : sql`desc`}, id ${forth ? sql`` : sql`desc`} limit ${limit}`
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
    where user_id = ${user_id} and thread_id = ${thread_id} and type <> 'hidden_context_item' and aside is null
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
