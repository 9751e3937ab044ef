/**
 * People whom an outside issuer vouches for (Better Auth and alike): known by issuer and subject, made on first sight.
 * Their e-mail never leads to an account that is already there, or anyone who can name an address at the issuer would
 * own that account here.
 */

import { createHash } from 'node:crypto'
import { record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { isTimeZone } from '../lib/calendar.ts'
import { newId } from '../lib/id.ts'
import { cutText } from '../lib/text.ts'
import type { SignupMode } from './admission/signup-mode.ts'
import type { CallerCache } from './caller-cache.ts'
import { callerOf, unauthenticated } from './claims.ts'
import { foldEmail, isEmail, nameOf } from './input.ts'
import { knownLocale } from './preferences.ts'
import type { Caller, Scope } from './schema.ts'
import { findOutsideHolder, insertOutsideUser, type OutsideUser } from './store.ts'

/** What a checked token of an outside issuer says. */
export interface OutsideClaims {
  /** Which of our settings the signature was checked with, and the token's `iss`: neither can speak for the other. */
  issuer: string
  subject: string
  /** Unique per token: its hash, because outside issuers need not send a `jti`. */
  credential_id: string
  /** Seconds since 1970. */
  iat: number
  email?: string
  email_verified: boolean
  name?: string
  /** OpenID Connect's `zoneinfo`, taken over on first sight. */
  time_zone?: string
  /** OpenID Connect's `locale`, likewise. */
  locale?: string
  /** What the token is limited to; undefined is no limit. */
  scopes?: readonly Scope[]
}

interface OutsideIssuerOptions {
  db: Database
  cache: CallerCache
  /** Whether people who are not known yet get an account. */
  signupMode: () => Promise<SignupMode>
}

export const createOutsideIssuer = ({ db, cache, signupMode }: OutsideIssuerOptions) => {
  const holderOf = (claims: OutsideClaims) =>
    db.query((sql) => findOutsideHolder(sql, claims.issuer, claims.subject, claims.credential_id))

  const meet = async (claims: OutsideClaims) => {
    if ((await signupMode()) === 'closed') throw new AppError('signup_closed', 'New accounts are not being made here.')
    await insertPerson(db, claims)
    return holderOf(claims)
  }

  const find = async (claims: OutsideClaims): Promise<Caller> => {
    const holder = (await holderOf(claims)) ?? (await meet(claims))
    if (!holder || claims.iat * 1000 < holder.tokens_valid_from.getTime()) throw unauthenticated()
    return { ...callerOf(holder, claims.credential_id), ...(claims.scopes && { scopes: claims.scopes }) }
  }

  return {
    /** Whose claims they are; signature and times are already checked. @throws unauthenticated */
    callerOfOutside: (claims: OutsideClaims) => cache.get(claims.credential_id, () => find(claims)),
  }
}

/** Inserts the person. Nothing happens when a parallel request was faster. */
const insertPerson = async (db: Database, claims: OutsideClaims) => {
  const { issuer, subject, time_zone } = claims
  const locale = knownLocale(cutText(claims.locale ?? '', LOCALE_MAX_CHARS))
  const zone = time_zone !== undefined && isTimeZone(time_zone) ? time_zone : 'UTC'
  const user = { id: newId(), name: nameFor(claims), issuer, subject, time_zone: zone, locale }
  const insert = (email: string) =>
    db.transaction(async (sql) => {
      const made = await insertOutsideUser(sql, { ...user, email } satisfies OutsideUser)
      if (made) await record(sql, user.id, 'signed_up', { by: 'issuer' })
      return made
    })
  const email = ownEmail(claims)
  if (email && (await insert(email))) return
  await insert(placeholder(claims))
}

/** The address, if the issuer says that it was checked. */
const ownEmail = ({ email, email_verified }: OutsideClaims) => {
  const folded = email && email_verified && email.isWellFormed() ? foldEmail(email) : ''
  return isEmail(folded) && !folded.endsWith('.invalid') ? folded : undefined
}

/** Unique per person, and under a name that no mail server may have (RFC 2606). */
const placeholder = ({ issuer, subject }: OutsideClaims) => {
  const hash = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
  return `${hash.slice(0, 32)}@outside.invalid`
}

const LOCALE_MAX_CHARS = 35
const NAME_MAX_CHARS = 100
const nameFor = ({ name, email }: OutsideClaims) => {
  const given = cutText(name?.toWellFormed().replaceAll('\0', '').trim() ?? '', NAME_MAX_CHARS)
  return given || (email && isEmail(foldEmail(email)) ? nameOf(foldEmail(email)) : 'Guest')
}
