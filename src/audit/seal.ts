/**
 * The seals of the audit. A row's seal is an HMAC over the seal before it and the row's number; its key is itself an
 * HMAC over what the row says, by the one key that never leaves this program. So the database can make the chain in one
 * statement, under its own lock, and still cannot seal other words: it is given the key of this one row and keeps none.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { canonicalJson } from '../lib/canonical.ts'
import type { AuditAct, Facts } from './schema.ts'

const BLOCK_BYTES = 64
const INNER = 0x36
const OUTER = 0x5c

let shared: Buffer = randomBytes(32)

export const auditKeyOf = (secret: string): Buffer => createHash('sha256').update(`audit:${secret}`).digest()

/** Whose seals this process makes; without it they can be checked by this process only. */
export const setAuditKey = (secret: string) => {
  shared = auditKeyOf(secret)
}
export const auditKey = () => shared

/** What a row says. */
interface Words {
  user_id: string
  at: Date
  act: AuditAct
  facts: Facts
}

const keyOf = (key: Buffer, { user_id, at, act, facts }: Words) =>
  createHmac('sha256', key)
    .update(canonicalJson({ user_id, at: at.toISOString(), act, facts }))
    .digest()

const padded = (key: Buffer, pad: number) => Buffer.alloc(BLOCK_BYTES, pad).map((byte, at) => byte ^ (key[at] ?? 0))

/** The two blocks that begin the two hashes of an HMAC: what the database needs to seal these words, and no others. */
export const blocksOf = (key: Buffer, words: Words) => {
  const own = keyOf(key, words)
  return { inner: Buffer.from(padded(own, INNER)), outer: Buffer.from(padded(own, OUTER)) }
}

/** The seal that a row must have after the one with `before`. */
export const sealOf = (key: Buffer, words: Words, seq: number, before: Buffer): Buffer => {
  const number = Buffer.alloc(8)
  number.writeBigInt64BE(BigInt(seq))
  return createHmac('sha256', keyOf(key, words)).update(before).update(number).digest()
}

/** A person as the audit names them to others and after their end. */
export const personHash = (key: Buffer, user_id: string): Buffer =>
  createHmac('sha256', key).update(`person ${user_id}`).digest().subarray(0, 16)
