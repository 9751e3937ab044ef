/** SQL of threads and their items. */
import type { Row, Sql } from '../db/database.ts'
import type { Item, Message, MessageToolCall, Thread, ThreadChange } from './schema.ts'

const columns = (sql: Sql) => sql`id, user_id, title, message_count, pinned, archived, created_at, updated_at`

export const toThread = (row: Row): Thread => ({
  id: row.id,
  user_id: row.user_id,
  title: row.title,
  message_count: row.message_count,
  pinned: row.pinned,
  archived: row.archived,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
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
  const [row] = await sql`select ${columns(sql)} from threads where user_id = ${user_id} and id = ${id}`
  return row && toThread(row)
}

/** The one query that is not filtered by user: it only decides between 403 and 404. */
export const sessionOwner = async (sql: Sql, session_id: string): Promise<string | undefined> => {
  const [row] = await sql`select user_id from threads where id = ${session_id} limit 1`
  return row?.user_id
}

export interface ThreadQuery {
  limit: number
  after?: { updated_at: string; id: string }
  /** A LIKE pattern over titles and the words of messages. */
  pattern?: string
  archived?: boolean
}

export const listThreads = async (sql: Sql, user_id: string, { limit, after, pattern, archived }: ThreadQuery) => {
  const rows = await sql`
    select ${columns(sql)} from threads t where user_id = ${user_id}
    ${after ? sql`and (updated_at, id) < (${after.updated_at}::timestamptz, ${after.id}::uuid)` : sql``}
    ${archived === undefined ? sql`` : sql`and archived = ${archived}`}
    ${
      pattern === undefined
        ? sql``
        : sql`and (title ilike ${pattern} or exists (select 1 from items i
            where i.user_id = t.user_id and i.thread_id = t.id and i.words ilike ${pattern}))`
    }
    order by updated_at desc, id desc limit ${limit}`
  return rows.map(toThread)
}

export const updateThread = async (sql: Sql, user_id: string, id: string, change: ThreadChange) => {
  const [row] = await sql`
    update threads set
      title = coalesce(${change.title ?? null}, title),
      pinned = coalesce(${change.pinned ?? null}, pinned),
      archived = coalesce(${change.archived ?? null}, archived),
      updated_at = now()
    where user_id = ${user_id} and id = ${id} returning ${columns(sql)}`
  return row && toThread(row)
}

/** Items, runs and events go with the thread by their foreign keys. */
export const deleteThread = async (sql: Sql, user_id: string, id: string): Promise<boolean> => {
  const rows = await sql`
    with gone as (delete from threads where user_id = ${user_id} and id = ${id} returning user_id)
    update users set thread_count = thread_count - 1 from gone where users.id = gone.user_id returning users.id`
  return rows.length > 0
}

export const RETENTION_MAX_THREADS = 500

/** Threads that nothing was added to for so many days, whoever's they are; a bounded number per call. */
export const deleteThreadsBefore = async (sql: Sql, days: number) => {
  await sql`
    with gone as (
      delete from threads where (user_id, id) in (
        select user_id, id from threads where updated_at < now() - make_interval(days => ${days})
        order by updated_at limit ${RETENTION_MAX_THREADS})
      returning user_id
    ), counted as (select user_id, count(*)::integer as n from gone group by user_id)
    update users set thread_count = thread_count - counted.n from counted where users.id = counted.user_id`
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

/** Appends items at the end of the thread. Idempotent by item id, so that a commit whose answer was lost can be sent again. */
export const appendItems = async (sql: Sql, user_id: string, thread_id: string, items: NewItem[]) => {
  const messages = items.filter(isMessage).length
  const rows = JSON.stringify(items.map((item, index) => ({ ...item, place: index + 1 })))
  await sql`
    with fresh as (
      select place, id, type, data, run_id, words, created_at
      from jsonb_to_recordset((${rows}::text)::jsonb)
        as r(place integer, id uuid, type text, data jsonb, run_id uuid, words text, created_at timestamptz)
      where not exists (select 1 from items i where i.user_id = ${user_id} and i.id = r.id)
    ), thread as (
      update threads set item_count = item_count + ${items.length}, message_count = message_count + ${messages},
        updated_at = now()
      where user_id = ${user_id} and id = ${thread_id} and exists (select 1 from fresh)
      returning item_count - ${items.length} as last
    )
    insert into items (user_id, thread_id, position, id, run_id, type, data, words, created_at)
    select ${user_id}, ${thread_id}, thread.last + fresh.place, fresh.id, fresh.run_id, fresh.type, fresh.data,
      fresh.words, fresh.created_at
    from fresh, thread`
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

/** Visible items, newest first; `before` is a position. */
export const newestItems = async (sql: Sql, user_id: string, thread_id: string, limit: number, before?: number) => {
  const rows = await sql`
    select id, thread_id, position, type, data, created_at from items
    where user_id = ${user_id} and thread_id = ${thread_id} and type <> 'hidden_context_item'
    ${before === undefined ? sql`` : sql`and position < ${before}`}
    order by position desc limit ${limit}`
  return rows.map(toItem)
}

export const RUN_ITEMS_MAX = 200

/** Visible items of one run in their order, the user's message first. */
export const itemsOfRun = async (sql: Sql, user_id: string, run_id: string) => {
  const rows = await sql`
    select id, thread_id, type, data, created_at from items
    where user_id = ${user_id} and run_id = ${run_id} and type <> 'hidden_context_item'
    order by position limit ${RUN_ITEMS_MAX}`
  return rows.map(toItem)
}

export interface MessageRow {
  position: number
  message: Message
}

/** Messages in their order, from after a position on. */
export const listMessages = async (sql: Sql, user_id: string, thread_id: string, limit: number, after: number) => {
  const rows = await sql`
    select position, id, type, words, data -> '_tool_calls' as tool_calls, created_at from items
    where user_id = ${user_id} and thread_id = ${thread_id} and position > ${after}
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
