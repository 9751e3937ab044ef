/** How people are reached where no page of ours is open: what they choose, and the ways in which reminders go there. */
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { createFeeds } from './feed/feed.ts'
import type { Log } from './log.ts'
import { createMailChannel } from './mail/channel.ts'
import { startDigests } from './mail/digest.ts'
import { createMail } from './mail/mail.ts'
import { createLetters } from './mail/unsubscribe.ts'
import { publicUrlOf } from './public-url.ts'
import { createPushChannel } from './push/channel.ts'
import { createKeys, createPush } from './push/push.ts'
import type { Channel } from './reminder/channel.ts'
import { createReminders } from './reminder/reminder.ts'
import { createWebhookChannel } from './webhook/channel.ts'
import { createWebhooks } from './webhook/webhook.ts'

interface ReachOptions {
  config: Config
  db: Database
  log: Log
  /** Of this process, for its leases. */
  owner: string
  /** The pages of this person have something to show. */
  note: (user_id: string) => void
}

/** The start generates a JWT_SECRET or refuses. */
const secretsOf = ({ JWT_SECRET = '', JWT_SECRET_PREVIOUS }: Config): [string, ...string[]] =>
  JWT_SECRET_PREVIOUS ? [JWT_SECRET, JWT_SECRET_PREVIOUS] : [JWT_SECRET]

/** Push services want to know whom to tell of trouble; some take https and mailto addresses alone. */
const contactOf = (url: string) => (url.startsWith('https:') ? url : 'mailto:operator@localhost')

export const createReach = ({ config, ...engine }: ReachOptions) => {
  const { db, log } = engine
  const [url, secrets, mail] = [publicUrlOf(config), secretsOf(config), createMail(config)]
  const keys = createKeys({ db, secrets })
  const channels: Channel[] = [
    createPushChannel({ db, keys, contact: contactOf(url) }),
    createMailChannel({ db, mail, url, secret: secrets[0] }),
  ]
  const webhooks = { db, secrets, allow_private: config.WEBHOOK_ALLOW_PRIVATE }
  const reminder = createReminders({ ...engine, channels: [...channels, createWebhookChannel(webhooks)] })
  return {
    /** What doors call. */
    verbs: {
      reminder,
      feed: createFeeds({ db, log, url }),
      mail,
      letters: createLetters({ db, secrets }),
      push: createPush({ db, keys }),
      webhook: createWebhooks(webhooks),
    },
    /** Begins to ring; gives the ways to stop. */
    start: () => [reminder.start(), ...(mail.configured ? [startDigests(db, log)] : [])],
  }
}
