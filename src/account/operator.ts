/** For whom commands on this machine may act: every user, because the operator can open the data anyway. */
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { newId } from '../lib/id.ts'
import { foldEmail } from './input.ts'
import { type Caller, SCOPES } from './schema.ts'
import { findByEmail } from './store.ts'

export const createOperator = ({ db }: { db: Database }) => ({
  /** The person as a caller; never to be reached from a door. @throws not_found */
  async callerOfEmail(email: string): Promise<Caller> {
    const user = await db.query((sql) => findByEmail(sql, foldEmail(email)))
    if (!user) throw new AppError('not_found', 'No account has this e-mail address.')
    const { id: user_id, time_zone } = user
    return { user_id, time_zone, scopes: SCOPES, by: 'jwt', credential_id: newId() }
  },
})
