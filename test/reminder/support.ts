/** Reminders on a database of their own: tasks written down as they stand, and a channel that keeps what it was given. */
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { createLog } from '../../src/log.ts'
import type { Channel, Outgoing } from '../../src/reminder/channel.ts'
import { createEngine } from '../../src/reminder/engine.ts'
import { putMessages } from '../../src/reminder/outbox-store.ts'

interface Set {
  user_id: string
  task_id: number
  /** Minutes from now; negative is past. */
  in_minutes: number
  status?: 'pending' | 'completed'
}

/** A task with a reminder, as if it had been set long ago. */
export const remindIn = async (db: Database, { user_id, task_id, in_minutes, status = 'pending' }: Set) => {
  const id = newId()
  await db.transaction(async (sql) => {
    await sql`insert into tasks (user_id, id, title, status, remind_at)
      values (${user_id}, ${task_id}, ${`Task ${task_id}`}, ${status}, '2026-11-20 09:00')`
    await sql`insert into reminders (user_id, task_id, id, remind_at, at)
      values (${user_id}, ${task_id}, ${id}, '2026-11-20 09:00', now() + make_interval(mins => ${in_minutes}))`
  })
  return id
}

interface Kept extends Channel {
  sent: Outgoing[]
}

/** Reaches everybody, unless told otherwise. */
export const keeping = (parts: Partial<Channel> = {}): Kept => {
  const sent: Outgoing[] = []
  return {
    name: 'test',
    retry_seconds: [60],
    targets: async (_, user_ids) => user_ids.map((user_id) => ({ user_id, target: '' })),
    send: async (message) => {
      sent.push(message)
      return 'ok'
    },
    ...parts,
    sent,
  }
}

export const engineOn = (db: Database, channels: Channel[], note: (user_id: string) => void = () => undefined) =>
  createEngine({ db, log: createLog('silent'), channels, owner: newId(), note })

/** State and answer of each message, oldest first. */
export const outboxOf = (db: Database) =>
  db.query(
    (sql) => sql`select channel, target, kind, state, answer, attempts, next_at > now() as later, task_ids, total
      from outbox order by created_at, id limit 1000`,
  )
export const stateOf = async (db: Database, user_id: string, task_id: number) => {
  const [row] = await db.query(
    (sql) => sql`select state from reminders where user_id = ${user_id} and task_id = ${task_id}`,
  )
  return row?.state as string | undefined
}

/** A message that is about no reminder. */
export const putDigest = (db: Database, parts: { user_id: string; ring_id?: string; target?: string }) =>
  db.execute((sql) =>
    putMessages(sql, [{ channel: 'test', target: '', kind: 'digest', ring_id: newId(), body: { n: 1 }, ...parts }]),
  )

/** A message as a channel is given it, about no task. */
export const outgoing = (parts: Pick<Outgoing, 'user_id' | 'target'> & Partial<Outgoing>): Outgoing => ({
  key: newId(),
  ring_id: newId(),
  time_zone: 'UTC',
  locale: null,
  kind: 'reminder.due',
  tasks: [],
  total: 1,
  body: null,
  created_at: new Date().toISOString(),
  attempt: 1,
  ...parts,
})
