/**
 * One effect per Idempotency-Key. The claim, the effect and the answer are one transaction: a crash in between leaves
 * nothing, a failure frees the key, and whoever comes second gets the first one’s answer.
 */
import type { Database, Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { canonicalJson } from '../lib/canonical.ts'
import { deleteOutlived, findAnswer, insertClaim, type KeyedClaim, keepAnswer } from './store.ts'

/** What a request asks to happen once: where it was sent, its Idempotency-Key and its body. */
export interface Claim {
  route: string
  key: string
  body: unknown
}

export interface Once<T> {
  value: T
  /** Whether the effect had happened before; doors say so with `Idempotent-Replayed: true`. */
  replayed: boolean
}

const hashOf = (body: unknown) => new Bun.CryptoHasher('sha256').update(canonicalJson(body)).digest()

const replay = async <T>(sql: Sql, user_id: string, claim: KeyedClaim): Promise<Once<T> | undefined> => {
  const kept = await findAnswer(sql, user_id, claim)
  if (!kept) return undefined
  if (!kept.body_hash.equals(claim.body_hash))
    throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used before with another request.')
  return { value: kept.answer as T, replayed: true }
}

/**
 * Runs `effect` in a transaction, unless the claim’s key has been answered in the last 24 hours. The value must be
 * plain JSON: a replay gets it back from a column. Without a claim the effect simply runs.
 * @throws idempotency_key_reused  the key came with another body
 */
export const once = <T>(
  db: Database,
  user_id: string,
  claim: Claim | undefined,
  effect: (sql: Sql) => Promise<T>,
): Promise<Once<T>> =>
  db.transaction(async (sql) => {
    if (!claim) return { value: await effect(sql), replayed: false }
    const keyed = { route: claim.route, key: claim.key, body_hash: hashOf(claim.body) }
    if (!(await insertClaim(sql, user_id, keyed))) {
      const first = await replay<T>(sql, user_id, keyed)
      if (first) return first
      // Pruned between the two statements: outlived, so it is new.
      await insertClaim(sql, user_id, keyed)
    }
    const value = await effect(sql)
    await keepAnswer(sql, user_id, keyed, value)
    return { value, replayed: false }
  })

/** Forgets keys older than 24 hours, a bounded number per call; answers how many. */
export const prune = (sql: Sql): Promise<number> => deleteOutlived(sql)
