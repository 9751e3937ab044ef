/** What people see and change of their own account, up to its end. */
import { provedBy, record } from '../audit/record.ts'
import type { Database, Sql } from '../db/database.ts'
import { AppError, invalid } from '../errors.ts'
import type { CallerCache } from './caller-cache.ts'
import { unauthenticated } from './claims.ts'
import { readErasure, readProfileChange } from './input.ts'
import { type Passwords, wrongPassword } from './password.ts'
import { toPreferences } from './preferences.ts'
import type { Caller, Erasure, Profile, ProfileChange } from './schema.ts'
import { userOf } from './sign-in.ts'
import {
  deleteLogins,
  deleteUser,
  findPassword,
  findUser,
  type UserRow,
  updatePassword,
  updateProfile,
} from './store.ts'
import { deleteAccessTokens } from './token-store.ts'

interface ProfileDeps {
  db: Database
  cache: CallerCache
  passwords: Passwords
  /** Runs before the user's rows go: stops what is at work for them. */
  leave: (caller: Caller) => Promise<void>
  /** Runs in the transaction that changes a user's time zone. */
  moved: (sql: Sql, user_id: string, time_zone: string) => Promise<void>
}

export const createProfile = ({ db, cache, passwords, leave, moved }: ProfileDeps) => {
  const passwordOf = async (caller: Caller) => {
    const present = await db.query((sql) => findPassword(sql, caller.user_id))
    if (!present) throw unauthenticated()
    return present
  }

  const changePassword = async (caller: Caller, change: ProfileChange, address: string) => {
    const { password, old_password } = change
    if (password === undefined || old_password === undefined) return undefined
    const { email, password_hash } = await passwordOf(caller)
    if (!password_hash) throw new AppError('conflict', 'This account signs in elsewhere and has no password here.')
    if (!(await passwords.fits(old_password, password_hash, { email, address }))) throw wrongPassword()
    return { old_hash: password_hash, new_hash: await passwords.hash(password, address) }
  }

  /** Erases the user and all their data; tokens and cookies are void with it. */
  const erase = async (caller: Caller): Promise<void> => {
    await leave(caller)
    await db.transaction((sql) => deleteUser(sql, caller.user_id))
    cache.dropUser(caller.user_id)
  }

  return {
    /** @throws unauthenticated  gone meanwhile */
    me: async (caller: Caller): Promise<Profile> => toProfile(await db.query((sql) => findUser(sql, caller.user_id))),

    /**
     * Changes name, time zone, preferences and password. A new password ends every token and cookie, also the one used for this:
     * a thief who knew the old one may have made any of them. `address` is the client's.
     * @throws validation_error  @throws wrong_password  @throws rate_limited
     */
    async change(caller: Caller, input: ProfileChange, address: string): Promise<Profile> {
      const change = readProfileChange(input)
      const hashes = await changePassword(caller, change, address)
      const row = await db.transaction(async (sql) => {
        if (hashes) {
          const { old_hash, new_hash } = hashes
          // Another change was faster: the old password is no longer the old one.
          if (!(await updatePassword(sql, caller.user_id, old_hash, new_hash))) throw wrongPassword()
          await deleteLogins(sql, caller.user_id)
          await deleteAccessTokens(sql, caller.user_id)
        }
        const row = await updateProfile(sql, caller.user_id, change)
        if (row && change.time_zone !== undefined) await moved(sql, caller.user_id, row.time_zone)
        await recordChange(sql, caller, change)
        return row
      })
      cache.dropUser(caller.user_id)
      return toProfile(row)
    },

    erase,

    /**
     * Erases the caller, who proves with the password, where there is one, that it is they.
     * @throws validation_error  @throws wrong_password  @throws rate_limited
     */
    async eraseOwn(caller: Caller, input: Erasure, address: string): Promise<void> {
      const { password } = readErasure(input)
      const { email, password_hash } = await passwordOf(caller)
      if (password_hash) {
        if (password === undefined) throw invalid('/password', 'The password is needed to delete the account.')
        if (!(await passwords.fits(password, password_hash, { email, address }))) throw wrongPassword()
      }
      await erase(caller)
    },
  }
}

/** A change of password with other fields is one act; the password itself is never recorded. */
const recordChange = (sql: Sql, caller: Caller, { old_password: _, ...change }: ProfileChange) => {
  const act = change.password === undefined ? 'profile_changed' : 'password_changed'
  return record(sql, caller.user_id, act, { ...provedBy(caller), what: Object.keys(change).toSorted().join(' ') })
}

const toProfile = (row: UserRow | undefined): Profile => {
  if (!row) throw unauthenticated()
  const chosen = Object.keys(row.preferences).length > 0
  return { ...userOf(row), ...(chosen && { preferences: toPreferences(row.preferences) }) }
}
