/** Personal access tokens for programs: a name, scopes, perhaps an end. Shown once, stored as a hash. */
import { record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { AppError, notFound } from '../errors.ts'
import { decodeTimeAndId, pageOf } from '../lib/cursor.ts'
import { isId, newId } from '../lib/id.ts'
import type { Log } from '../log.ts'
import type { CallerCache } from './caller-cache.ts'
import { unauthenticated } from './claims.ts'
import { readNewAccessToken } from './input.ts'
import type { AccessToken, Caller, FreshAccessToken, NewAccessToken } from './schema.ts'
import { hashSecret, newSecret } from './secret.ts'
import {
  type AccessTokenRow,
  deleteAccessToken,
  findAccessToken,
  insertAccessToken,
  listAccessTokens,
  type TokenPlace,
  touchAccessToken,
} from './token-store.ts'

/** Marks our tokens, so that people and scanners of leaked secrets recognise them. */
const PREFIX = 'tdc_'
const TOKEN = /^tdc_[\w-]{43}$/
const TOKENS_MAX = 100

export const isAccessToken = (bearer: string) => bearer.startsWith(PREFIX)

interface Deps {
  db: Database
  cache: CallerCache
  log: Log
  now: () => number
}

export const createAccessTokens = ({ db, cache, log, now }: Deps) => {
  const find = async (token_hash: Buffer): Promise<Caller> => {
    const holder = await db.query((sql) => findAccessToken(sql, token_hash))
    if (!holder) throw unauthenticated()
    const { id, user_id, time_zone, locale, scopes, stale } = holder
    // The last use is a courtesy; a full disk must not keep programs from reading.
    if (stale)
      await db
        .query((sql) => touchAccessToken(sql, user_id, id))
        .catch((error) => log.warn({ err: error }, 'use of an access token was not noted'))
    return { user_id, time_zone, ...(locale && { locale }), scopes, by: 'access_token', credential_id: id }
  }

  return {
    /** @throws unauthenticated  unknown, removed or past its end */
    async callerOfAccessToken(token: string): Promise<Caller> {
      if (!TOKEN.test(token)) throw unauthenticated()
      const hash = hashSecret(token)
      return cache.get(`token:${hash.toString('base64url')}`, () => find(hash))
    },

    /** The only time the secret is shown. @throws validation_error  @throws conflict at TOKENS_MAX */
    async createAccessToken(caller: Caller, input: NewAccessToken): Promise<FreshAccessToken> {
      const token = PREFIX + newSecret()
      const row = { ...readNewAccessToken(input, now()), token_hash: hashSecret(token), id: newId() }
      const made = await db.transaction(async (sql) => {
        const fresh = await insertAccessToken(sql, { ...row, user_id: caller.user_id }, TOKENS_MAX)
        if (fresh) await record(sql, caller.user_id, 'token_made', { token: row.id, what: row.scopes.join(' ') })
        return fresh
      })
      if (!made) throw new AppError('conflict', `There are ${TOKENS_MAX} access tokens already; remove one first.`)
      const { used_at: _, ...rest } = toAccessToken(made)
      return { ...rest, token }
    },

    /** Newest first. @throws bad_cursor */
    async accessTokens(caller: Caller, { limit, after }: { limit: number; after?: string }) {
      const place = after === undefined ? undefined : placeOf(after)
      const rows = await db.query((sql) => listAccessTokens(sql, caller.user_id, limit + 1, place))
      const page = pageOf(rows, limit, (row) => [row.created_at.toISOString(), row.id])
      return { ...page, data: page.data.map(toAccessToken) }
    },

    /** The token stops working at once here, within a second elsewhere. @throws not_found */
    async removeAccessToken(caller: Caller, id: string): Promise<void> {
      const gone =
        isId(id) &&
        (await db.transaction(async (sql) => {
          const removed = await deleteAccessToken(sql, caller.user_id, id)
          if (removed) await record(sql, caller.user_id, 'token_removed', { token: id })
          return removed
        }))
      if (!gone) throw notFound('This access token')
      cache.dropUser(caller.user_id)
    },
  }
}

const placeOf = (after: string): TokenPlace => {
  const place = decodeTimeAndId(after)
  if (!place) throw new AppError('bad_cursor', 'The cursor is not one of this list.')
  return { created_at: place.time, id: place.id }
}

const toAccessToken = (row: AccessTokenRow): AccessToken => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  expires_at: row.expires_at?.toISOString() ?? null,
  used_at: row.used_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
})
