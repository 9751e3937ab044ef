/**
 * One effect per Idempotency-Key. The claim, the effect and the answer are one transaction: a crash in between leaves
 * nothing, a failure frees the key, and a repeat gets the answer of the first.
 */
import type { Database, Sql, TransactionOptions } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { canonicalJson } from '../lib/canonical.ts'
import { claimOrFind, deleteOutlived, type KeptAnswer, type KeyedClaim, keepAnswer } from './store.ts'

/** What a request asks to happen once: where it was sent, its Idempotency-Key and its body. */
export interface Claim {
  route: string
  key: string
  body: unknown
}

export interface IdempotentResult<T> {
  value: T
  /** Whether the effect had happened before; doors say so with `Idempotent-Replayed: true`. */
  replayed: boolean
}

export interface EffectOptions extends TransactionOptions {
  /** The effect is a single statement, which needs no transaction around it. */
  one_statement?: boolean
}

const hashOf = (body: unknown) => new Bun.CryptoHasher('sha256').update(canonicalJson(body)).digest()

const replay = <T>(claim: KeyedClaim, kept: KeptAnswer): IdempotentResult<T> => {
  if (!kept.body_hash.equals(claim.body_hash))
    throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used before with another request.')
  return { value: kept.answer as T, replayed: true }
}

/**
 * Runs `effect` in a transaction, unless the claim’s key has been answered in the last 24 hours. The value must be
 * plain JSON: a replay gets it back from a column. Without a claim the effect simply runs.
 * @throws idempotency_key_reused  the key came with another body
 */
export const idempotent = async <T>(
  db: Database,
  user_id: string,
  claim: Claim | undefined,
  effect: (sql: Sql) => Promise<T>,
  { one_statement, ...options }: EffectOptions = {},
): Promise<IdempotentResult<T>> => {
  if (!claim && one_statement) return { value: await db.execute(effect), replayed: false }
  return db.transaction(async (sql) => {
    if (!claim) return { value: await effect(sql), replayed: false }
    const keyed = { route: claim.route, key: claim.key, body_hash: hashOf(claim.body) }
    const found = await claimOrFind(sql, user_id, keyed)
    if (found !== 'claimed') return replay<T>(keyed, found)
    const value = await effect(sql)
    await keepAnswer(sql, user_id, keyed, value)
    return { value, replayed: false }
  }, options)
}

/** Forgets keys older than 24 hours, a bounded number per call; answers how many. */
export const pruneKeys = (sql: Sql): Promise<number> => deleteOutlived(sql)
