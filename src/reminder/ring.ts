/** Rings what is due: one transaction marks the reminders and writes the messages of every channel, so that both happen or neither. */
import type { Sql } from '../db/database.ts'
import type { Channel, REMINDER_KINDS } from './channel.ts'
import { putMessages } from './outbox-store.ts'
import { type Taken, takeDue, takeMissed } from './store.ts'

type Kind = (typeof REMINDER_KINDS)[number]

const writeMessages = async (sql: Sql, channels: readonly Channel[], kind: Kind, rung: Taken[]) => {
  const user_ids = [...new Set(rung.map(({ user_id }) => user_id))]
  if (user_ids.length === 0) return
  const of_user = Map.groupBy(rung, ({ user_id }) => user_id)
  for (const channel of channels) {
    const targets = await channel.targets(sql, user_ids, kind)
    const messages = targets.flatMap(({ user_id, target }) =>
      (of_user.get(user_id) ?? []).map((one) => ({ ...one, channel: channel.name, target, kind })),
    )
    await putMessages(sql, messages)
  }
}

interface Rung {
  /** Reminders that were taken, so that the caller knows whether to look again. */
  count: number
  user_ids: Set<string>
  /** By how many seconds those were late that rang each for itself. */
  late: number[]
}

/** Rings a bounded number: those less than an hour late each for itself, older ones gathered by person. */
export const ringBatch = async (sql: Sql, channels: readonly Channel[]): Promise<Rung> => {
  const due = await takeDue(sql)
  await writeMessages(sql, channels, 'reminder.due', due.rung)
  const missed = due.count > 0 ? { count: 0, rung: [] } : await takeMissed(sql)
  await writeMessages(sql, channels, 'reminders.missed', missed.rung)
  return {
    count: due.count + missed.count,
    late: due.late,
    user_ids: new Set([...due.rung, ...missed.rung].map(({ user_id }) => user_id)),
  }
}
