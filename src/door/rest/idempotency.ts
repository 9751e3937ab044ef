/** `Idempotency-Key` in, `Idempotent-Replayed` out. */
import { invalid } from '../../errors.ts'
import type { Claim, IdempotentResult } from '../../idempotency/idempotency.ts'

export const KEY_MAX_CHARS = 255
const HEADER = 'idempotency-key'

/** What the request claims, or undefined when it carries no key. Keys are per user and route. */
export const claimOf = (request: Request, route: string, body: unknown): Claim | undefined => {
  const key = request.headers.get(HEADER)
  if (key === null) return undefined
  if (key.length === 0 || key.length > KEY_MAX_CHARS || !/^[\x21-\x7e]+$/.test(key)) {
    throw invalid('/headers/idempotency-key', `An Idempotency-Key has 1 to ${KEY_MAX_CHARS} visible ASCII characters.`)
  }
  return { route, key, body }
}

/** Notes on the answer that it is a repeat, and gives the value. */
export const answerOnce = <T>(
  set: { headers: Record<string, string | number> },
  { value, replayed }: IdempotentResult<T>,
): T => {
  if (replayed) set.headers['idempotent-replayed'] = 'true'
  return value
}
