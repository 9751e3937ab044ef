/** SQL of branches: what followed a place in a thread is set aside for something else, and taken up again. */
import type { Sql } from '../db/database.ts'
import type { Fork } from './schema.ts'

interface Place {
  position: number
  type: string
  words: string | null
  locale: string | null
  /** The person’s words before it. */
  before: string | null
}

/** Where an item of the current branch stands. */
export const findPlace = async (sql: Sql, user_id: string, thread_id: string, item_id: string) => {
  const [row] = await sql`
    select position, type, words, data ->> '_locale' as locale, (
        select p.words from items p where p.user_id = items.user_id and p.thread_id = items.thread_id
          and p.type = 'user_message' and p.aside is null and p.position < items.position
        order by p.position desc limit 1) as before
    from items
    where user_id = ${user_id} and thread_id = ${thread_id} and id = ${item_id} and aside is null`
  return row as Place | undefined
}

export interface Branch {
  user_id: string
  thread_id: string
  id: string
}

/** Sets the current branch aside from a position on; what is left knows the item before it. */
export const setAside = async (sql: Sql, { user_id, thread_id, id }: Branch, from: number) => {
  await sql`
    with moved as (
      update items set aside = ${id}
      where user_id = ${user_id} and thread_id = ${thread_id} and position >= ${from} and aside is null
      returning type
    ), branch as (
      insert into branches (user_id, id, thread_id, after_item)
      select ${user_id}::uuid, ${id}::uuid, ${thread_id}::uuid, (
        select b.id from items b where b.user_id = ${user_id} and b.thread_id = ${thread_id} and b.position < ${from}
          and b.aside is null order by b.position desc limit 1)
      where exists (select 1 from moved where type <> 'hidden_context_item')
    )
    update threads set updated_at = now(), message_count = message_count
      - (select count(*)::integer from moved where type in ('user_message', 'assistant_message'))
    where user_id = ${user_id} and id = ${thread_id}`
}

/** Makes what was set aside current again. */
export const takeUp = async (sql: Sql, { user_id, thread_id, id }: Branch) => {
  await sql`
    with moved as (
      update items set aside = null where user_id = ${user_id} and aside = ${id} returning type
    ), branch as (
      delete from branches where user_id = ${user_id} and id = ${id}
    )
    update threads set updated_at = now(), message_count = message_count
      + (select count(*)::integer from moved where type in ('user_message', 'assistant_message'))
    where user_id = ${user_id} and id = ${thread_id}`
}

/** Forks of a thread that are shown at most. */
const FORKS_MAX = 500

/** Every branch that leaves the current one, with the item that stands in its place there. */
export const listForks = async (sql: Sql, user_id: string, thread_id: string): Promise<Fork[]> => {
  const rows = await sql`
    select b.id, coalesce(a.position, 0) as after_position,
      (select i.position from items i where i.user_id = b.user_id and i.aside = b.id order by i.position limit 1)
        as position,
      n.id as item_id, n.position as item_position
    from branches b
    left join items a on a.user_id = b.user_id and a.id = b.after_item
    left join lateral (
      select i.id, i.position from items i
      where i.user_id = b.user_id and i.thread_id = b.thread_id and i.position > coalesce(a.position, 0)
        and i.aside is null and i.type <> 'hidden_context_item' order by i.position limit 1) n on true
    where b.user_id = ${user_id} and b.thread_id = ${thread_id} and (b.after_item is null or a.aside is null)
    order by b.created_at desc limit ${FORKS_MAX}`
  return rows.map((row) => ({
    id: row.id,
    after_position: row.after_position,
    position: row.position ?? 0,
    item_id: row.item_id,
    item_position: row.item_position,
  }))
}
