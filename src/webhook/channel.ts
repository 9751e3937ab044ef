/** Sends reminders and changes as signed POST requests. A delivery that is not answered with 2xx is retried for a day. */
import type { Database } from '../db/database.ts'
import { sharedNow } from '../lib/clock.ts'
import { type PostOptions, post } from '../outbound/post.ts'
import { PrivateAddress } from '../outbound/private.ts'
import { type Channel, GiveUp, type Outgoing } from '../reminder/channel.ts'
import { signatureHeaders } from './sign.ts'
import { findWebhook, selectWebhookTargets } from './store.ts'
import { openSecret, WEBHOOKS_MAX, type WebhookDeps } from './webhook.ts'

/** Together a day, as Standard Webhooks advises. */
const RETRY_SECONDS = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600, 36_000]
/** The receiver wants no more. */
const GONE = 410

const bodyOf = ({ kind, tasks, total, body, created_at }: Outgoing): string => {
  if (kind.startsWith('task.')) return JSON.stringify({ type: kind, timestamp: created_at, data: body })
  const missed = kind === 'reminders.missed'
  const data = { task: tasks[0], tasks, total: Math.max(total, tasks.length), missed }
  return JSON.stringify({ type: 'reminder.due', timestamp: created_at, data })
}

interface WebhookChannelDeps extends WebhookDeps {
  db: Database
  post_options?: Partial<Pick<PostOptions, 'ca' | 'resolve'>>
}

export const createWebhookChannel = ({
  db,
  secrets,
  allow_private,
  post_options = {},
}: WebhookChannelDeps): Channel => ({
  name: 'webhook',
  retry_seconds: RETRY_SECONDS,

  targets: (sql, user_ids) => selectWebhookTargets(sql, user_ids, 'reminder.due', WEBHOOKS_MAX),

  async send(message, signal, confirm) {
    const found = await db.query((sql) => findWebhook(sql, message.user_id, message.target))
    if (!found) throw new GiveUp('The webhook is gone.')
    const secret = openSecret(secrets, found.secret)
    if (!secret) throw new GiveUp('The secret of the webhook cannot be read any more; make it anew.')
    const write = async () => {
      await confirm()
      const body = bodyOf(message)
      const timestamp = Math.floor(sharedNow().getTime() / 1000)
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'TodoChat',
        ...signatureHeaders(secret, { id: message.key, timestamp, body }),
      }
      return { headers, body }
    }
    const options = { write, signal, allow_private, ...post_options }
    const { status } = await post(new URL(found.url), options).catch((error) => {
      throw error instanceof PrivateAddress ? new GiveUp(error.message) : error
    })
    if (status === GONE) throw new GiveUp('410: the receiver wants no more.')
    if (status < 200 || status > 299) throw new Error(`The receiver answered ${status}.`)
    return String(status)
  },
})
