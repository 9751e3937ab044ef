/** Verbs of confirmations. Only the same user, by a fresh act of their own, can approve; approving acts exactly once. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import { AppError, notFound } from '../errors.ts'
import { isId } from '../lib/id.ts'
import type { Registry } from '../tool/registry.ts'
import type { Confirmation } from './schema.ts'
import { conclude, decide } from './settle.ts'
import * as store from './store.ts'

export interface ConfirmationOptions {
  db: Database
  registry: Registry
}

export const createConfirmations = ({ db, registry }: ConfirmationOptions) => {
  const list = async (caller: Caller): Promise<Confirmation[]> =>
    (await db.read((sql) => store.listPending(sql, caller.user_id))).map(store.shown)

  /** One of them, settled or not. @throws not_found */
  const show = async (caller: Caller, id: string): Promise<Confirmation> => {
    const asked = isId(id) ? await db.read((sql) => store.findConfirmation(sql, caller.user_id, id)) : undefined
    if (!asked) throw notFound('The confirmation')
    return store.shown(asked)
  }

  /** @throws not_found, confirmation_settled, confirmation_expired */
  const settle = async (caller: Caller, id: string, approve: boolean): Promise<Confirmation> => {
    if (!isId(id)) throw notFound('The confirmation')
    const settled = await db.transaction(async (sql) => {
      const asked = await store.holdConfirmation(sql, caller.user_id, id)
      if (!asked) throw notFound('The confirmation')
      if (asked.status === 'approved' || asked.status === 'declined') {
        throw new AppError('confirmation_settled', 'This was settled already.')
      }
      const settling = { sql, registry, caller, asked }
      if (!asked.expired) return decide(settling, approve)
      // An expiry is written down although the caller is refused, so it must not undo the transaction.
      return asked.status === 'expired' ? asked : conclude(settling, 'expired', [])
    })
    if (settled.status === 'expired') throw new AppError('confirmation_expired', 'This waited too long; ask again.')
    return store.shown(settled)
  }

  /** Settles what waits in a run, the oldest first: REST's `…/runs/{rid}/confirm`. */
  const settleRun = async (caller: Caller, run_id: string, approve: boolean) => {
    const asked = isId(run_id)
      ? await db.read((sql) => store.confirmationOfRun(sql, caller.user_id, run_id))
      : undefined
    if (!asked) throw notFound('The confirmation')
    return settle(caller, asked.id, approve)
  }

  return { list, show, settle, settleRun }
}
export type Confirmations = ReturnType<typeof createConfirmations>
