/** The people of an installation, as those who run it see and change them. Never reached by the people themselves. */
import { provedBy, record, whomOf } from '../audit/record.ts'
import type { AuditAct } from '../audit/schema.ts'
import type { Database, Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { newId } from '../lib/id.ts'
import type { CallerCache } from './caller-cache.ts'
import { foldEmail, readSignUp } from './input.ts'
import { emailTaken, type OneTimeLinks, resetPassword } from './one-time-link.ts'
import type { Passwords } from './password.ts'
import { findPerson, insertPerson, listPeople, lockPeople, type PersonRow, setDisabled } from './people-store.ts'
import { type Caller, type Person, SCOPES } from './schema.ts'
import { newSecret } from './secret.ts'
import { deleteUser } from './store.ts'

const OPERATOR = 'operator'
/** Who administers: an operator at the command line, or an administrator in the pages. */
type Admin = Caller | typeof OPERATOR

const recordAct = async (sql: Sql, user_id: string, act: AuditAct, admin: Admin) => {
  if (admin === OPERATOR) return record(sql, user_id, act, { by: OPERATOR })
  const [they, one] = [whomOf(user_id), whomOf(admin.user_id)]
  if (user_id !== admin.user_id) await record(sql, user_id, act, { by: 'administrator', whom: one })
  await record(sql, admin.user_id, act, { ...provedBy(admin), whom: they })
}

/** The person and who acts upon them, before the first of them is written. */
const lockBoth = async (sql: Sql, user_id: string, admin: Admin) => {
  if (admin !== OPERATOR) await lockPeople(sql, [user_id, admin.user_id])
}

/** For what is stopped in their name. */
const asCaller = (user_id: string): Caller => ({
  user_id,
  time_zone: 'UTC',
  scopes: SCOPES,
  by: 'jwt',
  credential_id: newId(),
})

/** @throws conflict  an administrator would lock themselves out */
const refuseOneself = (user_id: string, admin: Admin) => {
  if (admin !== OPERATOR && admin.user_id === user_id)
    throw new AppError('conflict', 'You cannot do this to your own account here.')
}

interface PeopleDeps {
  db: Database
  passwords: Pick<Passwords, 'hash'>
  cache: CallerCache
  links: Pick<OneTimeLinks, 'pathFor'>
  /** Cancels the runs of a user; the command line has none. */
  leave?: (caller: Caller) => Promise<void>
}

export const createPeople = ({ db, passwords, cache, links, leave = async () => {} }: PeopleDeps) => {
  const find = async (email: string) => {
    const row = await db.query((sql) => findPerson(sql, foldEmail(email)))
    if (!row) throw new AppError('not_found', `Nobody here has the e-mail address ${email}.`)
    return row
  }
  /** One transaction over the person, recorded in their audit and in that of the administrator. */
  const act = (id: string, done: AuditAct, admin: Admin, work: (sql: Sql) => Promise<unknown>) =>
    db.transaction(async (sql) => {
      await lockBoth(sql, id, admin)
      await work(sql)
      await recordAct(sql, id, done, admin)
    })

  return {
    /** Without a password the person gets one through a link. @throws validation_error  @throws email_taken */
    async addPerson(input: NewPersonInput, admin: Admin = OPERATOR): Promise<Person> {
      const given = { email: input.email, ...(input.name && { name: input.name }) }
      const { email, name, password } = readSignUp({ ...given, password: input.password ?? newSecret() })
      const password_hash = await passwords.hash(password)
      const person = { id: newId(), email, name, password_hash, is_admin: input.admin ?? false }
      const row = await db.transaction(async (sql) => {
        const made = await insertPerson(sql, person)
        if (made) await recordAct(sql, made.id, 'person_added', admin)
        return made
      })
      if (!row) throw emailTaken()
      return toPerson(row)
    },
    /** By e-mail, from after the given one; with words only those whose address or name has them. */
    people: async (limit: number, after = '', words = ''): Promise<Person[]> =>
      (await db.query((sql) => listPeople(sql, limit, after, words))).map(toPerson),
    /** @throws not_found */
    person: async (email: string): Promise<Person> => toPerson(await find(email)),
    /** Ends every credential of the person. @throws not_found  @throws validation_error */
    async setPasswordOf(email: string, password: string, admin: Admin = OPERATOR) {
      const { id, email: folded } = await find(email)
      readSignUp({ email: folded, password })
      const hash = await passwords.hash(password)
      await act(id, 'person_password_set', admin, (sql) => resetPassword(sql, id, hash))
      cache.dropUser(id)
    },
    /** The path of a form that sets a new password, once, within a day. @throws not_found */
    async resetLinkOf(email: string, admin: Admin = OPERATOR): Promise<string> {
      const { id } = await find(email)
      const record = (sql: Sql) => lockBoth(sql, id, admin).then(() => recordAct(sql, id, 'reset_link_made', admin))
      return links.pathFor(id, record)
    },
    /**
     * A disabled person's credentials end here at once, on other instances within a second.
     * @throws not_found  @throws conflict  oneself
     */
    async disablePerson(email: string, disabled: boolean, admin: Admin = OPERATOR) {
      const { id } = await find(email)
      refuseOneself(id, admin)
      if (disabled) await leave(asCaller(id))
      await act(id, disabled ? 'person_disabled' : 'person_enabled', admin, (sql) => setDisabled(sql, id, disabled))
      cache.dropUser(id)
    },
    /** @throws not_found  @throws conflict  oneself */
    async deletePerson(email: string, admin: Admin = OPERATOR) {
      const { id } = await find(email)
      refuseOneself(id, admin)
      await leave(asCaller(id))
      await act(id, 'person_deleted', admin, (sql) => deleteUser(sql, id))
      cache.dropUser(id)
    },
  }
}
export type People = ReturnType<typeof createPeople>

interface NewPersonInput {
  email: string
  name?: string
  password?: string
  admin?: boolean
}

const toPerson = ({ disabled_at, is_admin, thread_count, created_at, ...row }: PersonRow): Person => ({
  ...row,
  admin: is_admin,
  disabled: disabled_at !== null,
  chats: thread_count,
  created_at: created_at.toISOString(),
})
