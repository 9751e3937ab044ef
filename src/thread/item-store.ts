/** SQL of the part of a thread that is looked at: a window of the visible items of its current branch. */
import type { Sql } from '../db/database.ts'
import { toItem } from './store.ts'

interface ItemWindow {
  limit: number
  /** Positions between which the items lie: from the first on, and before the second. */
  from?: number | undefined
  before?: number | undefined
}

/** Visible items of the current branch, newest first. */
export const newestItems = async (
  sql: Sql,
  user_id: string,
  thread_id: string,
  { limit, from, before }: ItemWindow,
) => {
  const rows = await sql`
    select id, thread_id, type, data, created_at from items
    where user_id = ${user_id} and thread_id = ${thread_id} and type <> 'hidden_context_item' and aside is null
    ${before === undefined ? sql`` : sql`and position < ${before}`}
    ${from === undefined ? sql`` : sql`and position >= ${from}`}
    order by position desc limit ${limit}`
  return rows.map(toItem)
}

/** Where an item stands, on whatever branch. */
export const positionOf = async (sql: Sql, user_id: string, thread_id: string, id: string) => {
  const [row] = await sql`
    select position from items where user_id = ${user_id} and thread_id = ${thread_id} and id = ${id}`
  return row?.position as number | undefined
}

/** The position so many visible items further on; undefined when the thread ends before. */
export const positionAfter = async (sql: Sql, user_id: string, thread_id: string, from: number, items: number) => {
  const [row] = await sql`
    select position from items
    where user_id = ${user_id} and thread_id = ${thread_id} and type <> 'hidden_context_item' and aside is null
      and position >= ${from}
    order by position offset ${items} limit 1`
  return row?.position as number | undefined
}
