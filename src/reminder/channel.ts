/**
 * What a way of reaching people is to the engine: push, mail, webhooks. To add one, write a `Channel` and put it into
 * the list that `src/core.ts` hands to `createReminders`. The engine does the rest:
 *
 * 1. When reminders come due, one transaction asks each channel for its `targets` among those people and writes a row
 *    of the outbox for each of them. A channel without a target for a person costs nothing.
 * 2. Every instance takes rows by lease and calls `send`, a few at a time, each with a `signal` that fires after
 *    SEND_MS. Messages whose tasks were completed, deleted, dismissed or moved meanwhile are dropped before that. Time may
 *    pass between that look and the sending, so `send` calls `confirm` as the last thing before it tells anything.
 * 3. When `send` returns, the message is settled as sent; its text is kept as the answer of the other side. When it throws
 *    `GiveUp`, the message has failed for good (an address that is gone: delete it yourself, in `gone`). Any other failure
 *    is tried again after `retry_seconds[attempt - 1]`, until there is no such entry.
 *
 * A process may die after `send` and before the settling, so a message may be sent twice: always under the same `key`.
 * Give it to the other side where it can tell doubles apart (a webhook's id, a Message-ID, the tag of a notification).
 * Messages of other kinds than reminders (a digest) go out the same way: `putMessages` in `outbox-store.ts`, inside the
 * transaction that decides on them, with a `ring_id` of your own making, which makes a second writing of the same one harmless.
 */
import type { Sql } from '../db/database.ts'
import type { Task } from '../task/schema.ts'

/** What an attempt may take; its lease is a little longer. */
export const SEND_MS = 10_000

export const REMINDER_KINDS = ['reminder.due', 'reminders.missed'] as const

interface Target {
  user_id: string
  /** Which of the person's devices or addresses, by an id of the channel's own; '' where there is only one. */
  target: string
}

export interface Outgoing {
  /** The same at each attempt and on each instance: a UUID, of this message to this target. */
  key: string
  /** The same in all channels: the id of the reminder, or of the gathering of missed ones. */
  ring_id: string | null
  user_id: string
  /** IANA name and BCP 47 of the person, as they are now. */
  time_zone: string
  locale: string | null
  target: string
  /** `reminder.due`, `reminders.missed`, `task.created` …, or a kind of the channel's own. */
  kind: string
  /** For reminders: the tasks that are still open and unmoved, as they are now; at least one. */
  tasks: Task[]
  /** How many there were in all, when missed ones were gathered; `tasks` has the first of them. */
  total: number
  /** What was written into the outbox for other kinds. */
  body: unknown
  /** When it was written: for a reminder, when it rang. ISO 8601. */
  created_at: string
  /** 1 at first. */
  attempt: number
}

export interface Channel {
  /** As it stands in the outbox: `push`, `mail`, `webhook`. */
  name: string
  /** Seconds to wait after the first, second, … failed attempt; as many further attempts as there are entries. */
  retry_seconds: readonly number[]
  /** Who of them is to be reached here, and where. Runs in the transaction of the ring: one bounded statement. */
  targets(sql: Sql, user_ids: string[], kind: string): Promise<Target[]>
  /**
   * Sends one; may answer what the other side said, in a few words. `confirm` brings the message’s tasks up to date, and
   * throws when none is left. @throws GiveUp  @throws NotTried  and anything else to be asked again
   */
  send(message: Outgoing, signal: AbortSignal, confirm: () => Promise<void>): Promise<string | undefined>
}

/** Thrown by `send` when nothing was tried, for want of room on our side: it is taken again soon, and counts as no attempt. */
export class NotTried extends Error {}

/** Thrown by `send` when another attempt would be as vain. */
export class GiveUp extends Error {}
