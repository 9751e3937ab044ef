/**
 * Writes the audit: one statement in the transaction of the act, so that neither is there without the other. It locks
 * the user's row, as every change of their tasks does, so it cannot deadlock with a transaction that waits for it.
 */
import type { Sql } from '../db/database.ts'
import type { AuditAct, Facts } from './schema.ts'
import { auditKey, blocksOf, personHash } from './seal.ts'
import { appendEntry, insertErased } from './store.ts'

export const record = (sql: Sql, user_id: string, act: AuditAct, facts: Facts = {}): Promise<void> => {
  const words = { user_id, at: new Date(), act, facts }
  return appendEntry(sql, { ...words, ...blocksOf(auditKey(), words) })
}

/** How a caller proved who they are, for the record. */
export const provedBy = ({
  by,
  credential_id,
}: {
  by: 'jwt' | 'access_token' | 'cookie'
  credential_id: string
}): Facts => (by === 'access_token' ? { by, token: credential_id } : { by })

/** How one person's record names another. */
export const whomOf = (user_id: string): string => personHash(auditKey(), user_id).toString('hex')

/** To be called in the transaction that erases the user: all that stays of them. */
export const recordErasure = (sql: Sql, user_id: string) => insertErased(sql, personHash(auditKey(), user_id))
