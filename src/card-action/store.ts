/** SQL of clicks on cards: the card and its run, and the questions' own rows. */
import type { Sql } from '../db/database.ts'
import type { Card } from '../widget/schema.ts'

export interface StoredCard {
  type: string
  run_id: string
  card: Card | null
  created_at: string
}

/** The item that was clicked, locked so that two clicks come one after the other. */
export const holdCard = async (
  sql: Sql,
  user_id: string,
  thread_id: string,
  item_id: string,
): Promise<StoredCard | undefined> => {
  const [row] = await sql`
    select type, run_id, data -> '_card' as card, created_at from items
    where user_id = ${user_id} and thread_id = ${thread_id} and id = ${item_id} and type <> 'hidden_context_item'
    for update`
  return row && { type: row.type, run_id: row.run_id, card: row.card, created_at: row.created_at.toISOString() }
}

/** The newest run of the thread, which a note belongs to when no card was clicked. */
export const newestRun = async (sql: Sql, user_id: string, thread_id: string): Promise<string | undefined> => {
  const [row] = await sql`
    select id from runs where user_id = ${user_id} and thread_id = ${thread_id} and superseded_at is null
      and aside is null
    order by created_at desc, id desc limit 1`
  return row?.id
}

export interface CardPlace {
  thread_id: string | null
  run_id: string | null
  item_id: string | null
  status: string
}

/** The thread that asked, and its card, of a confirmation. */
export const confirmationPlace = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`
    select thread_id, run_id, item_id, status from confirmations where user_id = ${user_id} and id = ${id}`
  return row as CardPlace | undefined
}

export const findItem = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql`
    select id, thread_id, type, data, created_at from items where user_id = ${user_id} and id = ${id}`
  return row
}
