/** Reminders as push messages. What a service refuses for good is forgotten; what it holds twice it shows once. */
import { createHash } from 'node:crypto'
import type { Database } from '../db/database.ts'
import { sharedNow } from '../lib/clock.ts'
import { cutText } from '../lib/text.ts'
import { type PostOptions, post } from '../outbound/post.ts'
import { PrivateAddress } from '../outbound/private.ts'
import { type Channel, GiveUp, type Outgoing, REMINDER_KINDS } from '../reminder/channel.ts'
import { encryptPayload, PAYLOAD_MAX_BYTES } from './encryption.ts'
import { type PushKeys, SUBSCRIPTIONS_MAX } from './push.ts'
import { deleteSubscriptions, findSubscription, selectTargets } from './store.ts'
import { vapidHeader } from './vapid.ts'

/** A service keeps the message for so long for a device that is away; later than that it is of no use. */
const KEPT_SECONDS = 3600
const TITLE_MAX_CHARS = 200
/** The subscription is gone. */
const GONE = new Set([404, 410])
/** It will not be taken the next time either. */
const REFUSED = new Set([400, 401, 403, 405, 413, 415])

/** What the service worker reads (`views/asset/worker.js`): its names are short because it is. */
const payloadOf = ({ tasks, total, kind, ring_id, key }: Outgoing, show_titles: boolean): string => {
  const [first] = tasks
  const alone = kind === 'reminder.due' && first !== undefined
  const count = Math.max(total, tasks.length)
  const text = alone
    ? show_titles
      ? cutText(first.title, TITLE_MAX_CHARS)
      : 'A task is due'
    : `${count} ${count === 1 ? 'reminder was' : 'reminders were'} missed while you were away`
  return JSON.stringify({ text, tag: ring_id ?? key, ...(alone && { id: first.id }) })
}

interface PushChannelDeps {
  db: Database
  keys: PushKeys
  /** How push services reach the operator. */
  contact: string
  /** How messages are posted, for tests. */
  post_options?: Partial<Pick<PostOptions, 'allow_private' | 'ca' | 'resolve'>>
}

export const createPushChannel = ({ db, keys, contact, post_options = {} }: PushChannelDeps): Channel => ({
  name: 'push',
  retry_seconds: [15, 60, 300, 900],

  targets: async (sql, user_ids, kind) =>
    REMINDER_KINDS.some((one) => one === kind) ? selectTargets(sql, user_ids, SUBSCRIPTIONS_MAX) : [],

  async send(message, signal, confirm) {
    const { user_id, target, key } = message
    const found = await db.query((sql) => findSubscription(sql, user_id, target))
    if (!found) throw new GiveUp('The browser is no longer subscribed.')
    const url = new URL(found.endpoint)
    const key_pair = await keys.get()
    const write = async () => {
      await confirm()
      const payload = payloadOf(message, found.show_titles)
      if (Buffer.byteLength(payload) > PAYLOAD_MAX_BYTES)
        throw new GiveUp('The message is too long for a push service.')
      const headers = {
        authorization: vapidHeader(key_pair, url, { contact, now_ms: sharedNow().getTime() }),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(KEPT_SECONDS),
        urgency: 'high',
        topic: createHash('sha256').update(key).digest('base64url').slice(0, 32),
      }
      return { headers, body: encryptPayload(payload, found) }
    }
    const { status } = await posted(url, { write, signal, ...post_options })
    if (GONE.has(status)) {
      await db.execute((sql) => deleteSubscriptions(sql, user_id, { id: target }))
      throw new GiveUp(`The browser is gone (${status}).`)
    }
    if (REFUSED.has(status)) throw new GiveUp(`The push service refused it (${status}).`)
    if (status < 200 || status > 299) throw new Error(`The push service answered ${status}.`)
    return String(status)
  },
})

const posted = async (url: URL, options: PostOptions) => {
  try {
    return await post(url, options)
  } catch (error) {
    if (error instanceof PrivateAddress) throw new GiveUp(error.message)
    throw error
  }
}
