/** Whom somebody who runs commands on this machine may speak for: anybody, because the data is theirs to open anyway. */
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { newId } from '../lib/id.ts'
import { foldEmail } from './input.ts'
import { type Caller, SCOPES } from './schema.ts'
import { findByEmail } from './store.ts'

export const createOperator = ({ db }: { db: Database }) => ({
  /** The person as a caller; never to be reached from a door. @throws not_found */
  async callerOfEmail(email: string): Promise<Caller> {
    const user = await db.read((sql) => findByEmail(sql, foldEmail(email)))
    if (!user) throw new AppError('not_found', 'Nobody here has this e-mail address.')
    const { id: user_id, time_zone } = user
    return { user_id, time_zone, scopes: SCOPES, by: 'access_token', credential_id: newId() }
  },
})
