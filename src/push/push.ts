/** Web Push: the browsers in which a person wants reminders, and the VAPID key that identifies us to their push services. */
import type { Caller } from '../account/schema.ts'
import { hashSecret } from '../account/secret.ts'
import { provedBy, record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { AppError, invalid, notFound } from '../errors.ts'
import { isId, newId } from '../lib/id.ts'
import { cutText } from '../lib/text.ts'
import { PrivateAddress, refusePrivate } from '../outbound/private.ts'
import { check } from '../validate.ts'
import { AUTH_BYTES, isPublicKey } from './encryption.ts'
import { NewSubscription, type Subscription, UnsubscribeInput } from './schema.ts'
import {
  deleteSubscriptions,
  findKey,
  listSubscriptions,
  putKey,
  putSubscription,
  type SubscriptionRow,
  type Which,
} from './store.ts'
import { newVapidKey, seal, unseal, type VapidKey } from './vapid.ts'

/** Browsers of one person. */
export const SUBSCRIPTIONS_MAX = 10
const USER_AGENT_MAX_CHARS = 300

interface PushDeps {
  db: Database
  /** JWT_SECRET and the former one: they seal the key. */
  secrets: readonly [string, ...string[]]
}

const checkNew = check(NewSubscription)
const checkUnsubscribe = check(UnsubscribeInput)

const bytesOf = (text: string) => Buffer.from(text, 'base64url')

/** @throws validation_error */
const checkedEndpoint = (endpoint: string): URL => {
  if (!URL.canParse(endpoint)) throw invalid('/endpoint', 'The endpoint is not an address.')
  const url = new URL(endpoint)
  try {
    refusePrivate(url)
  } catch (error) {
    if (error instanceof PrivateAddress) throw invalid('/endpoint', 'The endpoint must be a public address.')
    throw error
  }
  return url
}

/** @throws validation_error */
const checkedKeys = ({ p256dh, auth }: NewSubscription['keys']) => {
  const keys = { p256dh: bytesOf(p256dh), auth: bytesOf(auth) }
  if (!isPublicKey(keys.p256dh)) throw invalid('/keys/p256dh', 'The key is not a point of the curve P-256.')
  if (keys.auth.length !== AUTH_BYTES) throw invalid('/keys/auth', `The secret must have ${AUTH_BYTES} bytes.`)
  return keys
}

/** The key pair, made when it is first needed. Without a secret that opens it there is a new one, and browsers ask again. */
export const createKeys = ({ db, secrets }: PushDeps) => {
  let kept: Promise<VapidKey> | undefined
  const opened = (row: { public_key: Buffer; sealed_key: Buffer }) => {
    const private_key = secrets.map((secret) => unseal(secret, row.sealed_key)).find((one) => one !== undefined)
    return private_key && { public_key: row.public_key, private_key }
  }
  const load = async (): Promise<VapidKey> => {
    const row = await db.query(findKey)
    const present = row && opened(row)
    if (present) return present
    const { public_key, private_key } = newVapidKey()
    const sealed_key = seal(secrets[0], private_key)
    const made = await db.execute((sql) => putKey(sql, { public_key, sealed_key }, row?.sealed_key))
    const key = made && opened(made)
    if (!key) throw new Error('another instance sealed the push key with another JWT_SECRET')
    return key
  }
  return {
    get: () => {
      kept ??= load().catch((error) => {
        kept = undefined
        throw error
      })
      return kept
    },
  }
}
export type PushKeys = ReturnType<typeof createKeys>

const toSubscription = (row: SubscriptionRow): Subscription => ({
  id: row.id,
  service: new URL(row.endpoint).hostname,
  user_agent: row.user_agent,
  show_titles: row.show_titles,
  created_at: row.created_at.toISOString(),
})

export const createPush = ({ db, keys }: { db: Database; keys: PushKeys }) => {
  const end = (caller: Caller, which: Which) =>
    db.transaction(async (sql) => {
      const count = await deleteSubscriptions(sql, caller.user_id, which)
      if (count > 0) await record(sql, caller.user_id, 'push_ended', { ...provedBy(caller), count })
      return count
    })

  return {
    /** What a browser needs to subscribe: base64url of an uncompressed point. */
    publicKey: async () => (await keys.get()).public_key.toString('base64url'),

    /**
     * Sends reminders to this browser from now on; a known subscription is renewed. @throws validation_error
     * @throws conflict at SUBSCRIPTIONS_MAX
     */
    async subscribe(caller: Caller, input: NewSubscription, user_agent: string): Promise<Subscription> {
      const { endpoint, keys: given, show_titles = false } = checkNew(input)
      checkedEndpoint(endpoint)
      const row = {
        ...checkedKeys(given),
        endpoint,
        endpoint_hash: hashSecret(endpoint),
        user_id: caller.user_id,
        id: newId(),
        show_titles,
        user_agent: cutText(user_agent, USER_AGENT_MAX_CHARS),
        login_id: caller.by === 'cookie' ? caller.credential_id : null,
      }
      const made = await db.transaction(async (sql) => {
        const put = await putSubscription(sql, row, SUBSCRIPTIONS_MAX)
        if (put) await record(sql, caller.user_id, 'push_begun', { ...provedBy(caller), id: put.id })
        return put
      })
      if (!made)
        throw new AppError(
          'conflict',
          `${SUBSCRIPTIONS_MAX} browsers receive reminders already; remove one of them first.`,
        )
      return toSubscription(made)
    },

    /** The oldest first; there are few. */
    async list({ user_id }: Caller): Promise<Subscription[]> {
      const rows = await db.query((sql) => listSubscriptions(sql, user_id, SUBSCRIPTIONS_MAX))
      return rows.map(toSubscription)
    },

    /** Ends one, or all when none is named. @throws not_found  the one that is named */
    async unsubscribe(caller: Caller, input: UnsubscribeInput): Promise<void> {
      const { id, endpoint } = checkUnsubscribe(input)
      if (id !== undefined && !isId(id)) throw notFound('This subscription')
      const which = { ...(id && { id }), ...(endpoint && { endpoint_hash: hashSecret(endpoint) }) }
      const count = await end(caller, which)
      if (count === 0 && (id || endpoint)) throw notFound('This subscription')
    },

    /** Ends what was asked for in a browser that is signed out. */
    async forgetLogin(caller: Caller, login_id: string): Promise<void> {
      await end(caller, { login_id })
    },
  }
}
export type Push = ReturnType<typeof createPush>
