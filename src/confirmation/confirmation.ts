/** Verbs of confirmations. Only the same user, by a fresh act of their own, can approve; approving acts exactly once. */
import type { Caller } from '../account/schema.ts'
import { AppError, notFound } from '../errors.ts'
import { isId } from '../lib/id.ts'
import type { Mutate, Queries } from '../mutate.ts'
import { lockTasks } from '../task/mutations.ts'
import type { Registry } from '../tool/registry.ts'
import type { Confirmation } from './schema.ts'
import { conclude, decide, type Settling } from './settle.ts'
import * as store from './store.ts'

interface ConfirmationOptions {
  db: Queries
  mutate: Mutate
  registry: Registry
  /** Ends the wait of an answer none of whose questions waits any more. */
  completeAwaited: Settling['completeAwaited']
}

export const createConfirmations = ({ db, mutate, registry, completeAwaited }: ConfirmationOptions) => {
  const list = async (caller: Caller): Promise<Confirmation[]> =>
    (await db.query((sql) => store.listPending(sql, caller.user_id))).map(store.toConfirmation)

  /** One of them, settled or not. @throws not_found */
  const show = async (caller: Caller, id: string): Promise<Confirmation> => {
    const asked = isId(id) ? await db.query((sql) => store.findConfirmation(sql, caller.user_id, id)) : undefined
    if (!asked) throw notFound('The confirmation')
    return store.toConfirmation(asked)
  }

  /** @throws forbidden  for programs  @throws not_found, confirmation_settled, confirmation_expired, confirmation_outdated */
  const settle = async (caller: Caller, id: string, approve: boolean): Promise<Confirmation> => {
    if (caller.by === 'access_token')
      throw new AppError('forbidden', 'Only the person can settle this, not a program with an access token.')
    if (!isId(id)) throw notFound('The confirmation')
    const { value: settled } = await mutate(caller, undefined, async (sql) => {
      // First the person, then the question: calls of agents that renew a question lock them in this order too.
      await lockTasks(sql, caller)
      const asked = await store.holdConfirmation(sql, caller.user_id, id)
      if (!asked) throw notFound('The confirmation')
      if (asked.status === 'approved' || asked.status === 'declined') {
        throw new AppError('confirmation_settled', 'This was settled already.')
      }
      const settling = { sql, registry, completeAwaited, caller, asked }
      if (asked.status === 'expired') return asked
      if (!asked.expired) return decide(settling, approve)
      // An expiry is written down although the caller is refused, so it must not undo the transaction.
      return conclude(settling, 'expired', [])
    })
    if (settled.status === 'expired') throw new AppError('confirmation_expired', 'This waited too long; ask again.')
    return store.toConfirmation(settled)
  }

  /** Settles what waits in a run, the oldest first: REST's `…/runs/{rid}/confirm`. */
  const settleRun = async (caller: Caller, run_id: string, approve: boolean) => {
    const asked = isId(run_id)
      ? await db.query((sql) => store.confirmationOfRun(sql, caller.user_id, run_id))
      : undefined
    if (!asked) throw notFound('The confirmation')
    return settle(caller, asked.id, approve)
  }

  return { list, show, settle, settleRun }
}
export type Confirmations = ReturnType<typeof createConfirmations>
