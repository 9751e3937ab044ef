/**
 * Addresses that end a kind of letter: signed, so that they work for one person only, and valid without signing in, because mail
 * programs follow them by themselves (RFC 8058). They can do nothing else.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { notFound } from '../errors.ts'
import { isId } from '../lib/id.ts'
import { endLetters, LETTER_KINDS, type LetterKind } from './store.ts'

interface Ending {
  user_id: string
  kind: LetterKind
}

const sign = (secret: string, { user_id, kind }: Ending) =>
  createHmac('sha256', secret).update(`unsubscribe ${kind} ${user_id}`).digest('base64url')

export const endingToken = (secret: string, ending: Ending) =>
  `${ending.kind}.${ending.user_id}.${sign(secret, ending)}`

/** What the token ends; undefined when none of the secrets signed it. */
export const readEnding = (secrets: readonly string[], token: string): Ending | undefined => {
  const [name, user_id = '', signature = ''] = token.split('.')
  const kind = LETTER_KINDS.find((one) => one === name)
  if (!kind || !isId(user_id)) return undefined
  const given = Buffer.from(signature)
  const good = secrets.some((secret) => {
    const wanted = Buffer.from(sign(secret, { user_id, kind }))
    return wanted.length === given.length && timingSafeEqual(wanted, given)
  })
  return good ? { user_id, kind } : undefined
}

interface LettersDeps {
  db: Database
  /** JWT_SECRET and the former one. */
  secrets: readonly [string, ...string[]]
}

export const createLetters = ({ db, secrets }: LettersDeps) => {
  /** @throws not_found */
  const read = (token: string) => {
    const ending = readEnding(secrets, token)
    if (!ending) throw notFound('This address')
    return ending
  }
  return {
    /** What the address ends. @throws not_found  not one of ours */
    kindOf: (token: string): LetterKind => read(token).kind,
    /** Ends such letters; again is no fault. @throws not_found  not one of ours */
    async end(token: string): Promise<void> {
      const { user_id, kind } = read(token)
      await db.transaction(async (sql) => {
        const chosen = await endLetters(sql, user_id, kind)
        if (chosen) await record(sql, user_id, 'letters_ended', { by: 'link', what: kind })
      })
    },
  }
}
