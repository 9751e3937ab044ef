/** Reminders and digests by mail, for who chose them. A letter has the same Message-ID at each attempt. */
import type { Database, Sql } from '../db/database.ts'
import { addDays, endOfDay, startOfDay, wallOf } from '../lib/calendar.ts'
import { sharedNow } from '../lib/clock.ts'
import { type Channel, GiveUp, NotTried, type Outgoing, REMINDER_KINDS } from '../reminder/channel.ts'
import { countTasks, selectTasks, type TaskQuery } from '../task/list-store.ts'
import { toTask } from '../task/mutations.ts'
import { type Digest, digestLetter, reminderLetter } from './letters.ts'
import { type Mail, MailError, NoTurn } from './mail.ts'
import { findReader, type LetterKind, selectReaders } from './store.ts'
import { endingToken } from './unsubscribe.ts'

export const DIGEST = 'digest'
const LETTERS_A_DAY_MAX = 50
/** Tasks that each part of a digest names. */
const NAMED_MAX = 20

interface MailChannelDeps {
  db: Database
  mail: Mail
  /** Address of this site, without a slash at its end. */
  url: string
  /** Signs the addresses that end letters. */
  secret: string
}

/** Overdue, due today, done yesterday: as it is when the letter is written. */
const digestOf = async (sql: Sql, user_id: string, time_zone: string, now: Date): Promise<Digest> => {
  const today = wallOf(now, time_zone).day
  const yesterday = addDays(today, -1)
  const part = async (query: TaskQuery) => {
    const rows = await selectTasks(sql, user_id, query, { limit: NAMED_MAX })
    const total = rows.length < NAMED_MAX ? rows.length : await countTasks(sql, user_id, query)
    return [rows.map(toTask), total] as const
  }
  const [overdue, overdue_total] = await part({ overdue_on: today })
  const [due, today_total] = await part({ status: 'pending', due_after: today, due_before: today })
  const [done, done_total] = await part({
    completed_from: startOfDay(yesterday, time_zone).toISOString(),
    completed_until: endOfDay(yesterday, time_zone).toISOString(),
  })
  return { overdue, overdue_total, today: due, today_total, done, done_total }
}

export const createMailChannel = ({ db, mail, url, secret }: MailChannelDeps): Channel => {
  const letterOf = async (message: Outgoing, confirm: () => Promise<void>) => {
    const { kind, user_id, time_zone } = message
    const of: LetterKind = kind === DIGEST ? 'digest' : 'reminders'
    const now = sharedNow()
    const unsubscribe = `${url}/unsubscribe/${endingToken(secret, { user_id, kind: of })}`
    const about = { url, now: now.toISOString(), time_zone, unsubscribe }
    if (of === 'reminders') {
      // Letters wait for their turn; by then the task may be done.
      const letter = async () => {
        await confirm()
        return reminderLetter(message.tasks, message.total, about)
      }
      return { letter, unsubscribe }
    }
    const digest = await db.query((sql) => digestOf(sql, user_id, time_zone, now))
    return { letter: digestLetter(digest, about), unsubscribe }
  }

  return {
    name: 'mail',
    retry_seconds: [60, 300, 900, 3600],

    targets: async (sql, user_ids, kind) =>
      mail.configured && REMINDER_KINDS.some((one) => one === kind)
        ? selectReaders(sql, user_ids, LETTERS_A_DAY_MAX)
        : [],

    async send(message, _, confirm) {
      const reader = await db.query((sql) => findReader(sql, message.user_id))
      const wanted = message.kind === DIGEST ? reader?.digest_at : reader?.mail
      if (!reader || !wanted) throw new GiveUp('The person wants no such letters any more.')
      const { letter, unsubscribe } = await letterOf(message, confirm)
      if (!letter) return 'There was nothing to say.'
      try {
        await mail.send({ to: reader.email, letter, key: message.key, unsubscribe })
      } catch (error) {
        if (error instanceof NoTurn) throw new NotTried(error.message)
        if (error instanceof MailError && error.permanent) throw new GiveUp(error.message)
        throw error
      }
      return 'taken'
    },
  }
}
