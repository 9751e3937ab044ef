/** Who may make an account: SIGNUP when it is set, else what administrators chose, else everybody. */
import { provedBy, record } from '../../audit/record.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { Caller } from '../schema.ts'
import { readSetting, writeSetting } from './store.ts'

export type SignupMode = 'open' | 'closed'

const NAME = 'signup'
/** What another instance changed is known here within a second. */
const LIFE_MS = 1_000

interface ModeOptions {
  db: Database
  /** SIGNUP */
  fixed: SignupMode | undefined
  now: () => number
}

export const createSignupMode = ({ db, fixed, now }: ModeOptions) => {
  let known: { mode: SignupMode; until: number } | undefined

  const signupMode = async (): Promise<SignupMode> => {
    if (fixed) return fixed
    if (known && now() < known.until) return known.mode
    const until = now() + LIFE_MS
    const mode = (await db.query((sql) => readSetting(sql, NAME))) === 'closed' ? 'closed' : 'open'
    known = { mode, until }
    return mode
  }

  return {
    signupMode,
    /** Whether the setting SIGNUP decides, so that `/admin` cannot. */
    signup_fixed: fixed !== undefined,
    /** @throws conflict  SIGNUP is set */
    async setSignupMode(admin: Caller, mode: SignupMode): Promise<void> {
      if (fixed) throw new AppError('conflict', 'SIGNUP is set for this server; it decides who may sign up.')
      await db.transaction(async (sql) => {
        await writeSetting(sql, NAME, mode)
        await record(sql, admin.user_id, 'signup_changed', { ...provedBy(admin), outcome: mode })
      })
      known = undefined
    },
  }
}
