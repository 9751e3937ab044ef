/** Links that open one form once: for the first administrator, and for a forgotten password. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { record } from '../audit/record.ts'
import type { Database, Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { isTimeZone } from '../lib/calendar.ts'
import { isId, newId } from '../lib/id.ts'
import { findInvitation, takeInvitation } from './admission/store.ts'
import type { CallerCache } from './caller-cache.ts'
import { readSignUp } from './input.ts'
import type { Passwords } from './password.ts'
import { findLink, hasAdmin, insertPerson, openLink, replacePassword, takeLink } from './people-store.ts'
import { deleteLogins, insertUser } from './store.ts'
import { deleteAccessTokens } from './token-store.ts'

const LINK_HOURS = 24
const HOUR_MS = 3_600_000

interface LinkDeps {
  db: Database
  passwords: Pick<Passwords, 'hash'>
  cache: CallerCache
  /** Signs the links. */
  jwt_secret: string
}

interface LinkForm {
  email: string
  name?: string
  password: string
  time_zone?: string
}

type LinkKind = 'admin' | 'password' | 'invitation'

interface OpenLink {
  id: string
  kind: LinkKind
}

/** Ends every credential of the person and sets the password. */
export const resetPassword = async (sql: Sql, user_id: string, password_hash: string) => {
  await replacePassword(sql, user_id, password_hash)
  await deleteLogins(sql, user_id)
  await deleteAccessTokens(sql, user_id)
}

type NewAccount = Record<'email' | 'name' | 'time_zone' | 'password_hash', string>
type Taker = (sql: Sql, id: string, account: NewAccount) => Promise<string>

/** What a link does when it is used; each returns the account. @throws not_found  it was used before */
const takers: Record<LinkKind, Taker> = {
  async admin(sql, id, { email, name, password_hash }) {
    if (!(await takeLink(sql, id))) throw spent()
    const row = await insertPerson(sql, { id: newId(), email, name, password_hash, is_admin: true })
    if (!row) throw emailTaken()
    await record(sql, row.id, 'signed_up', { by: 'link', what: 'administrator' })
    return row.id
  },
  async password(sql, id, { password_hash }) {
    const taken = await takeLink(sql, id)
    if (!taken?.user_id) throw spent()
    await resetPassword(sql, taken.user_id, password_hash)
    await record(sql, taken.user_id, 'password_reset', { by: 'link' })
    return taken.user_id
  },
  async invitation(sql, id, account) {
    if (!(await takeInvitation(sql, id))) throw spent()
    const row = await insertUser(sql, { id: newId(), ...account })
    if (!row) throw emailTaken()
    await record(sql, row.id, 'signed_up', { by: 'link', what: 'invitation' })
    return row.id
  },
}

export const createOneTimeLinks = ({ db, passwords, cache, jwt_secret }: LinkDeps) => {
  const sign = (id: string) => createHmac('sha256', jwt_secret).update(`one-time link ${id}`).digest('base64url')
  const pathOf = (id: string) => `/link/${id}.${sign(id)}`
  /** The id of a link that we made, and that has not ended by its own word, else a refusal. */
  const readLink = (token: string) => {
    const parts = token.split('.')
    const [id = '', until] = parts.length === 3 ? parts : [parts[0]]
    const [given, wanted] = [Buffer.from(parts.at(-1) ?? ''), Buffer.from(sign(until ? `${id} until ${until}` : id))]
    if (!isId(id) || given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw spent()
    if (until !== undefined && Number.parseInt(until, 36) < Date.now()) throw spent()
    return id
  }
  const pathFor = (user_id: string | null, alongside: (sql: Sql) => Promise<void> = async () => {}) =>
    db.transaction(async (sql) => {
      const path = pathOf(await openLink(sql, { id: newId(), user_id }, LINK_HOURS))
      await alongside(sql)
      return path
    })

  /** The same link, said in a way that ends within an hour: letters lie about longer than people look. */
  const hourPathFor = (user_id: string, alongside: (sql: Sql) => Promise<void>) =>
    db.transaction(async (sql) => {
      const id = await openLink(sql, { id: newId(), user_id }, LINK_HOURS)
      await alongside(sql)
      const until = (Date.now() + HOUR_MS).toString(36)
      return `/link/${id}.${until}.${sign(`${id} until ${until}`)}`
    })

  const find = async (token: string): Promise<OpenLink> => {
    const id = readLink(token)
    const link = await db.query((sql) => findLink(sql, id))
    if (link) return { id, kind: link.user_id ? 'password' : 'admin' }
    if (await db.query((sql) => findInvitation(sql, id))) return { id, kind: 'invitation' }
    throw spent()
  }

  return {
    /** The path of the person's link, or of the first administrator's; the same one while it is open. */
    pathFor,
    /** One that goes by mail. */
    hourPathFor,
    /** The path that shows the form of a link with the id. */
    pathOf,
    /** The path of the form that makes the first administrator; the same one on every instance, none when there is one. */
    adminLink: async (): Promise<string | undefined> =>
      (await db.query((sql) => hasAdmin(sql))) ? undefined : pathFor(null),
    /** What the link's form asks for. @throws not_found  spent, expired or not ours */
    linkKind: async (token: string): Promise<LinkKind> => (await find(token)).kind,
    /** Does what the link is for, once. Answers whose it was. @throws not_found  @throws validation_error  @throws email_taken */
    async spendLink(token: string, { email, name, password, time_zone }: LinkForm) {
      const { id, kind } = await find(token)
      const zone = time_zone && isTimeZone(time_zone) ? { time_zone } : {}
      const whose = kind === 'password' ? ANYBODY : email
      const fields = readSignUp({ email: whose, password, ...(name && { name }), ...zone })
      const password_hash = await passwords.hash(password)
      const user_id = await db.transaction((sql) => takers[kind](sql, id, { ...fields, password_hash }))
      cache.dropUser(user_id)
      return user_id
    },
  }
}
export type OneTimeLinks = ReturnType<typeof createOneTimeLinks>

/** Whose password it is stands in the link; the form asks for no address then. */
const ANYBODY = 'somebody@example.org'

export const emailTaken = () => new AppError('email_taken', 'There is already an account with this e-mail address.')
const spent = () => new AppError('not_found', 'This link has been used or is too old. Ask for a new one.')
