/** What people see and change of their own account, up to its end. */
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { deleteAccessTokens } from './access-token/store.ts'
import type { CallerCache } from './caller-cache.ts'
import { unauthenticated } from './claims.ts'
import { readProfileChange } from './input.ts'
import { deleteLogins } from './login/store.ts'
import type { Passwords } from './password.ts'
import type { Caller, ProfileChange, User } from './schema.ts'
import { invalidCredentials, userOf } from './sign-in.ts'
import { deleteUser, findPassword, findUser, type UserRow, updatePassword, updateProfile } from './store.ts'

export interface ProfileDeps {
  db: Database
  cache: CallerCache
  passwords: Passwords
  /** Runs before the user's rows go: stops what is at work for them. */
  leave: (caller: Caller) => Promise<void>
}

export const createProfile = ({ db, cache, passwords, leave }: ProfileDeps) => {
  const changePassword = async (caller: Caller, change: ProfileChange, address: string) => {
    const { password, old_password } = change
    if (password === undefined || old_password === undefined) return undefined
    const present = await db.read((sql) => findPassword(sql, caller.user_id))
    if (!present) throw unauthenticated()
    const { email, password_hash } = present
    if (!password_hash) throw new AppError('conflict', 'This account signs in elsewhere and has no password here.')
    if (!(await passwords.fits(old_password, password_hash, { email, address }))) throw invalidCredentials()
    return { old_hash: password_hash, new_hash: await passwords.hash(password) }
  }

  return {
    /** @throws unauthenticated  gone meanwhile */
    me: async (caller: Caller): Promise<User> => shown(await db.read((sql) => findUser(sql, caller.user_id))),

    /**
     * Changes name, time zone and password. A new password ends every token and cookie, also the one used for this:
     * whoever knew the old one may have made any of them. `address` is the client's.
     * @throws validation_error  @throws invalid_credentials  the old password is wrong  @throws rate_limited
     */
    async change(caller: Caller, input: ProfileChange, address: string): Promise<User> {
      const change = readProfileChange(input)
      const hashes = await changePassword(caller, change, address)
      const row = await db.transaction(async (sql) => {
        if (hashes) {
          const { old_hash, new_hash } = hashes
          // Another change was faster: the old password is no longer the old one.
          if (!(await updatePassword(sql, caller.user_id, old_hash, new_hash))) throw invalidCredentials()
          await deleteLogins(sql, caller.user_id)
          await deleteAccessTokens(sql, caller.user_id)
        }
        return updateProfile(sql, caller.user_id, change)
      })
      cache.dropUser(caller.user_id)
      return shown(row)
    },

    /** Erases the user and all their data; tokens and cookies are void with it. */
    async erase(caller: Caller): Promise<void> {
      await leave(caller)
      await db.read((sql) => deleteUser(sql, caller.user_id))
      cache.dropUser(caller.user_id)
    },
  }
}

const shown = (row: UserRow | undefined): User => {
  if (!row) throw unauthenticated()
  return userOf(row)
}
