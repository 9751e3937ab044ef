/** Browsers that are signed in: an opaque cookie value each, 7 days from the last visit, 30 days at most. */

import { provedBy, record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { invalid, notFound } from '../errors.ts'
import { isId, newId } from '../lib/id.ts'
import { cutText } from '../lib/text.ts'
import type { Log } from '../log.ts'
import type { CallerCache } from './caller-cache.ts'
import { unauthenticated } from './claims.ts'
import { type Passwords, wrongPassword } from './password.ts'
import { type Caller, type Login, SCOPES } from './schema.ts'
import { hashSecret, newSecret } from './secret.ts'
import {
  deleteByHash,
  deleteLogin,
  findLogin,
  findOverduePassword,
  insertLogin,
  keepNewest,
  type LoginRow,
  listLogins,
  touchLogin,
} from './store.ts'

/** Browsers of one user at once; the oldest are signed out beyond it. */
const LOGINS_MAX = 100
const USER_AGENT_MAX_CHARS = 300
/** A value as `newSecret` makes it; anything else need not be looked up. */
const VALUE = /^[\w-]{43}$/

export const createLogins = ({ db, cache, log }: { db: Database; cache: CallerCache; log: Log }) => {
  const find = async (token_hash: Buffer): Promise<Caller> => {
    const holder = await db.query((sql) => findLogin(sql, token_hash))
    if (!holder) throw unauthenticated()
    const { id, user_id, time_zone, locale, stale } = holder
    // A full disk must not keep people from reading: the visit then counts a little later.
    if (stale)
      await db
        .query((sql) => touchLogin(sql, user_id, id))
        .catch((error) => log.warn({ err: error }, 'login was not marked as seen'))
    return { user_id, time_zone, ...(locale && { locale }), scopes: SCOPES, by: 'cookie', credential_id: id }
  }

  return {
    /** Signs a browser in; the answer is its cookie's value, kept nowhere else from here on. */
    async startLogin(user_id: string, user_agent: string): Promise<string> {
      const value = newSecret()
      const agent = cutText(user_agent.toWellFormed().replaceAll('\0', ''), USER_AGENT_MAX_CHARS)
      await db.transaction(async (sql) => {
        await insertLogin(sql, { token_hash: hashSecret(value), user_id, id: newId(), user_agent: agent })
        await keepNewest(sql, user_id, LOGINS_MAX)
      })
      return value
    },

    /** @throws unauthenticated  unknown, ended, or not used for 7 days */
    async callerOfCookie(value: string): Promise<Caller> {
      if (!VALUE.test(value)) throw unauthenticated()
      const hash = hashSecret(value)
      return cache.get(keyOf(hash), () => find(hash))
    },

    /** Signs the browser out; an unknown value is signed out already. */
    async endLogin(value: string): Promise<void> {
      const hash = hashSecret(value)
      await db.transaction(async (sql) => {
        const ended = await deleteByHash(sql, hash)
        if (ended) await record(sql, ended.user_id, 'signed_out', { by: 'cookie', id: ended.id })
      })
      cache.drop(keyOf(hash))
    },

    /** The caller's browsers, newest first. */
    async logins(caller: Caller): Promise<Login[]> {
      const rows = await db.query((sql) => listLogins(sql, caller.user_id, LOGINS_MAX))
      return rows.map((row) => toLogin(row, caller))
    },

    /** Signs one of the caller's browsers out. @throws not_found */
    async removeLogin(caller: Caller, id: string): Promise<void> {
      const gone =
        isId(id) &&
        (await db.transaction(async (sql) => {
          const ended = await deleteLogin(sql, caller.user_id, id)
          if (ended) await record(sql, caller.user_id, 'browser_signed_out', { ...provedBy(caller), id })
          return ended
        }))
      if (!gone) throw notFound('This login')
      cache.dropUser(caller.user_id)
    },
  }
}

/** Who is at a browser that signed in a while ago: the password again, for what reaches beyond that browser. */
export const createProof = ({ db, passwords }: { db: Database; passwords: Passwords }) => {
  /** Programs are bound by their tokens; a browser may have been left open. */
  const overdue = async ({ by, user_id, credential_id }: Caller) =>
    by === 'cookie' ? db.query((sql) => findOverduePassword(sql, user_id, credential_id)) : undefined

  return {
    mustProve: async (caller: Caller): Promise<boolean> => (await overdue(caller)) !== undefined,

    /** @throws validation_error, wrong_password  a password is needed and not this one  @throws rate_limited */
    async prove(caller: Caller, password: string, address: string): Promise<void> {
      const held = await overdue(caller)
      if (!held) return
      if (password === '') throw invalid('/password', 'You signed in a while ago: give your password again.')
      if (!(await passwords.fits(password, held.password_hash, { email: held.email, address }))) throw wrongPassword()
    },
  }
}

const keyOf = (hash: Buffer) => `cookie:${hash.toString('base64url')}`

const toLogin = (row: LoginRow, caller: Caller): Login => ({
  id: row.id,
  user_agent: row.user_agent,
  created_at: row.created_at.toISOString(),
  seen_at: row.seen_at.toISOString(),
  ends_at: row.ends_at.toISOString(),
  current: caller.by === 'cookie' && caller.credential_id === row.id,
})
