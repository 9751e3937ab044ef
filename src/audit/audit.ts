/** The audit as it is read, by its owner and by those who administer, and kept safe. */
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { startCheckpoints } from './heads.ts'
import type { AuditEntry } from './schema.ts'
import { setAuditKey } from './seal.ts'
import { listEntries } from './store.ts'

interface AuditPage {
  entries: AuditEntry[]
  /** Where the next page begins; absent on the last one. */
  before?: number
}

interface AuditOptions {
  db: Pick<Database, 'query'>
  log: Log
  config: Pick<Config, 'AUDIT_KEY' | 'DATA_DIR'>
}

export const createAudit = ({ db, log, config }: AuditOptions) => {
  if (config.AUDIT_KEY) setAuditKey(config.AUDIT_KEY)
  /** The person's rows, newest first, from before a number. */
  const entries = async (user_id: string, limit: number, before?: number): Promise<AuditPage> => {
    const rows = await db.query((sql) => listEntries(sql, user_id, limit + 1, before))
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { entries: page, ...(rows.length > limit && last && { before: last.seq }) }
  }
  /** Begins to write the ends of all chains outside the database; gives the way to stop it. */
  const checkpoints = () => startCheckpoints({ db, log, data_dir: config.DATA_DIR })

  return { entries, checkpoints }
}
