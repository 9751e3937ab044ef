/**
 * The one way for a verb to change what people look at: one transaction, one effect per Idempotency-Key, and a tick to
 * the pages and streams that show this user's data. Capabilities that change tasks or threads get this and no other way to write
 * (`Queries` has none), so that a new verb cannot forget the tick.
 */
import type { Caller } from './account/schema.ts'
import type { Database, Sql } from './db/database.ts'
import { type Claim, type EffectOptions, type IdempotentResult, idempotent } from './idempotency/idempotency.ts'
import type { Changes } from './pubsub/user-changes.ts'

/** The database of a capability that writes through `mutate` alone. */
export type Queries = Pick<Database, 'query'>

interface MutateOptions {
  db: Database
  changes: Pick<Changes, 'note'>
}

/** Ticks once the effect is committed; a replay and a failure change nothing, so they are silent. */
export const createMutate =
  ({ db, changes }: MutateOptions) =>
  async <T>(
    caller: Caller,
    claim: Claim | undefined,
    effect: (sql: Sql) => Promise<T>,
    options?: EffectOptions,
  ): Promise<IdempotentResult<T>> => {
    const result = await idempotent(db, caller.user_id, claim, effect, options)
    if (!result.replayed) changes.note(caller.user_id)
    return result
  }
export type Mutate = ReturnType<typeof createMutate>
