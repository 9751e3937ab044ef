/** Webhooks of a person: made, listed, ended, and what was posted to them. */
import type { Caller } from '../account/schema.ts'
import { provedBy, record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { AppError, invalid, notFound } from '../errors.ts'
import { type Claim, type IdempotentResult, idempotent } from '../idempotency/idempotency.ts'
import { decodeTimeAndId, pageOf } from '../lib/cursor.ts'
import { isId, newId } from '../lib/id.ts'
import { PrivateAddress, refusePrivate } from '../outbound/private.ts'
import { seal, unseal } from '../push/vapid.ts'
import type { Page } from '../thread/schema.ts'
import { check } from '../validate.ts'
import {
  type FreshWebhook,
  NewWebhook,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookDelivery,
  type WebhookWithLog,
} from './schema.ts'
import { newWebhookSecret } from './sign.ts'
import {
  countWebhooks,
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  selectDeliveries,
  selectLatest,
} from './store.ts'

/** Webhooks of one person. */
export const WEBHOOKS_MAX = 10
/** Of what was posted to each, the settings show the last ones. */
const LATEST_MAX = 5

export interface WebhookDeps {
  /** JWT_SECRET and the former one: they seal the secrets of webhooks. */
  secrets: readonly [string, ...string[]]
  /** WEBHOOK_ALLOW_PRIVATE */
  allow_private: boolean
}

const checkNew = check(NewWebhook)

export const openSecret = (secrets: WebhookDeps['secrets'], sealed: string): string | undefined => {
  const bytes = Buffer.from(sealed, 'base64')
  for (const secret of secrets) {
    const opened = unseal(secret, bytes)
    if (opened) return opened.toString()
  }
  return undefined
}

/** Names are judged again whenever something is posted. @throws validation_error */
const checkUrl = (text: string, allow_private: boolean): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const secure = url?.protocol === 'https:' || (allow_private && url?.protocol === 'http:')
  if (!url || !secure) throw invalid('/url', 'The address must begin with https://.')
  if (url.username || url.password) throw invalid('/url', 'The address must hold no name and no password.')
  try {
    if (!allow_private) refusePrivate(url)
  } catch (error) {
    if (error instanceof PrivateAddress) throw invalid('/url', 'The address must be a public one.')
    throw error
  }
  return url.href
}

interface PageOptions {
  limit: number
  after?: string
}

export const createWebhooks = ({ db, secrets, allow_private }: WebhookDeps & { db: Database }) => {
  const known = async (caller: Caller, id: string) => {
    const found = isId(id) ? await db.query((sql) => findWebhook(sql, caller.user_id, id)) : undefined
    if (!found) throw notFound('The webhook')
    return found
  }

  return {
    /** The only answer with the secret; a repeat under the same key has it too. @throws validation_error  @throws conflict */
    async create(caller: Caller, input: NewWebhook, claim?: Claim): Promise<IdempotentResult<FreshWebhook>> {
      const { url, events = [...WEBHOOK_EVENTS] } = checkNew(input)
      const webhook: Webhook = {
        id: newId(),
        url: checkUrl(url, allow_private),
        events,
        created_at: new Date().toISOString(),
      }
      const made = await idempotent(db, caller.user_id, claim, async (sql) => {
        if ((await countWebhooks(sql, caller.user_id, WEBHOOKS_MAX)) >= WEBHOOKS_MAX)
          throw new AppError('conflict', `You have ${WEBHOOKS_MAX} webhooks, which is the most. Delete one first.`)
        const secret = seal(secrets[0], Buffer.from(newWebhookSecret())).toString('base64')
        await insertWebhook(sql, caller.user_id, { ...webhook, secret })
        await record(sql, caller.user_id, 'webhook_made', { ...provedBy(caller), id: webhook.id })
        return webhook
      })
      const secret = openSecret(secrets, (await known(caller, made.value.id)).secret)
      if (!secret) throw notFound('The secret of the webhook')
      return { ...made, value: { ...made.value, secret } }
    },

    list: (caller: Caller): Promise<Webhook[]> => db.query((sql) => listWebhooks(sql, caller.user_id, WEBHOOKS_MAX)),

    /** Each with what was posted to it last. */
    async overview(caller: Caller): Promise<WebhookWithLog[]> {
      const [webhooks, latest] = await Promise.all([
        db.query((sql) => listWebhooks(sql, caller.user_id, WEBHOOKS_MAX)),
        db.query((sql) => selectLatest(sql, caller.user_id, { webhooks: WEBHOOKS_MAX, each: LATEST_MAX })),
      ])
      const of_hook = Map.groupBy(latest, ({ webhook_id }) => webhook_id)
      return webhooks.map((webhook) => ({ ...webhook, latest: of_hook.get(webhook.id) ?? [] }))
    },

    /** @throws not_found */
    async remove(caller: Caller, id: string): Promise<void> {
      await known(caller, id)
      await db.transaction(async (sql) => {
        const there_was = await deleteWebhook(sql, caller.user_id, id)
        if (there_was) await record(sql, caller.user_id, 'webhook_removed', { ...provedBy(caller), id })
      })
    },

    /** @throws not_found  @throws bad_cursor */
    async deliveries(caller: Caller, id: string, { limit, after }: PageOptions): Promise<Page<WebhookDelivery>> {
      const place = after === undefined ? undefined : decodeTimeAndId(after)
      if (after !== undefined && !place) throw new AppError('bad_cursor', 'The cursor is not one of this list.')
      await known(caller, id)
      const range = { limit: limit + 1, ...(place && { after: place }) }
      const rows = await db.query((sql) => selectDeliveries(sql, caller.user_id, id, range))
      return pageOf(rows, limit, (row) => [row.created_at, row.id])
    },
  }
}
export type Webhooks = ReturnType<typeof createWebhooks>
