/** SQL of webhooks and of what was posted to them. The rows of their messages are written with the changes themselves. */
import type { Row, Sql } from '../db/database.ts'
import type { Webhook, WebhookDelivery } from './schema.ts'

interface WebhookRow extends Webhook {
  /** Sealed. */
  secret: string
}

/** Locks the person, so that two who add at once are counted one after the other. */
export const countWebhooks = async (sql: Sql, user_id: string, most: number): Promise<number> => {
  await sql`select 1 as one from users where id = ${user_id} for no key update`
  const rows = await sql`select 1 as one from webhooks where user_id = ${user_id} limit ${most}`
  return rows.length
}

export const insertWebhook = async (sql: Sql, user_id: string, { id, url, events, secret, created_at }: WebhookRow) => {
  await sql`
    insert into webhooks (user_id, id, url, events, secret, created_at)
    values (${user_id}, ${id}, ${url}, ${events}::text[], ${secret}, ${created_at})`
}

export const listWebhooks = async (sql: Sql, user_id: string, most: number): Promise<Webhook[]> => {
  const rows = await sql`
    select id, url, events, created_at from webhooks where user_id = ${user_id} order by created_at, id limit ${most}`
  return rows.map(({ id, url, events, created_at }) => ({ id, url, events, created_at: created_at.toISOString() }))
}

export const findWebhook = async (sql: Sql, user_id: string, id: string) => {
  const [row] = await sql<[{ url: string; secret: string }?]>`
    select url, secret from webhooks where user_id = ${user_id} and id = ${id}`
  return row
}

/** With what waits for it and what was posted to it. */
export const deleteWebhook = async (sql: Sql, user_id: string, id: string): Promise<boolean> => {
  const rows = await sql`delete from webhooks where user_id = ${user_id} and id = ${id} returning id`
  await sql`delete from outbox where user_id = ${user_id} and channel = 'webhook' and target = ${id}`
  return rows.length > 0
}

/** Webhooks of these people that hear of the event. */
export const selectWebhookTargets = async (sql: Sql, user_ids: string[], event: string, most: number) => {
  const rows = await sql`
    select user_id, id from webhooks where user_id = any(${user_ids}::uuid[]) and ${event} = any(events)
    limit ${user_ids.length * most}`
  return rows.map(({ user_id, id }) => ({ user_id: String(user_id), target: String(id) }))
}

interface Range {
  limit: number
  after?: { time: string; id: string }
}

const toDelivery = (row: Row): WebhookDelivery => ({
  id: row.id,
  event: row.kind === 'reminders.missed' ? 'reminder.due' : row.kind,
  status: row.state,
  attempts: row.attempts,
  answer: row.answer,
  created_at: row.created_at.toISOString(),
  next_at: row.state === 'waiting' ? row.next_at.toISOString() : null,
  settled_at: row.settled_at?.toISOString() ?? null,
})

/** What was or will be posted, newest first. */
export const selectDeliveries = async (
  sql: Sql,
  user_id: string,
  id: string,
  { limit, after }: Range,
): Promise<WebhookDelivery[]> => {
  const rows = await sql`
    select id, kind, state, attempts, answer, created_at, next_at, settled_at from outbox
    where user_id = ${user_id} and channel = 'webhook' and target = ${id}
      and ${after ? sql`(created_at, id) < (${after.time}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by created_at desc, id desc limit ${limit}`
  return rows.map(toDelivery)
}

/** What was posted last to each webhook, newest first. */
export const selectLatest = async (sql: Sql, user_id: string, most: { webhooks: number; each: number }) => {
  const rows = await sql`
    select w.id as webhook_id, o.* from webhooks w cross join lateral (
      select id, kind, state, attempts, answer, created_at, next_at, settled_at from outbox
      where user_id = ${user_id} and channel = 'webhook' and target = w.id::text
      order by created_at desc, id desc limit ${most.each}) o
    where w.user_id = ${user_id} order by o.created_at desc, o.id desc limit ${most.webhooks * most.each}`
  return rows.map((row) => ({ ...toDelivery(row), webhook_id: String(row.webhook_id) }))
}
