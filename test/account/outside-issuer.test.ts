import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import type { OutsideClaims } from '../../src/account/outside-issuer.ts'
import { SCOPES } from '../../src/account/schema.ts'
import { testDatabase } from '../support/database.ts'
import { accountOn, CONFIG, codeOf, ROSA } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

let tokens = 0
/** Another token of the same person each time. */
const claims = (changes: Partial<OutsideClaims> = {}): OutsideClaims => ({
  issuer: 'shared:https://auth.example',
  subject: 'user-1',
  credential_id: `outside:${tokens++}`,
  iat: Math.floor(Date.now() / 1000) - 3600,
  email: 'ines@example.org',
  email_verified: true,
  name: 'Ines',
  ...changes,
})

const users = () =>
  db.query(
    (sql) => sql<{ id: string; email: string; name: string; subject: string | null }[]>`
    select id, email, name, subject from users order by created_at, email`,
  )

describe('first sight', () => {
  test('makes nobody while sign-up is closed; those who are known still enter', async () => {
    const known = await accountOn(db).callerOfOutside(claims())
    const closed = accountOn(db, { config: { ...CONFIG, SIGNUP: 'closed' } })
    expect(await codeOf(closed.callerOfOutside(claims({ subject: 'user-2' })))).toBe('signup_closed')
    expect((await closed.callerOfOutside(claims())).user_id).toBe(known.user_id)
    expect(await users()).toHaveLength(1)
  })

  test.each([
    ['Europe/Rome', 'Europe/Rome'],
    ['+02:00', 'UTC'],
    ['Atlantis/City', 'UTC'],
    [undefined, 'UTC'],
  ])('takes the zone %p as %s', async (time_zone, wanted) => {
    const caller = await accountOn(db).callerOfOutside(claims({ time_zone }))
    expect(caller.time_zone).toBe(wanted)
  })

  test.each([
    ['de-at', 'de-AT'],
    ['pt_BR', null],
    ['<b>', null],
    ['x'.repeat(300), null],
    [undefined, null],
  ])('takes the language %p as %p', async (locale, wanted) => {
    const { user_id } = await accountOn(db).callerOfOutside(claims({ locale }))
    const [row] = await db.query(
      (sql) => sql`select preferences ->> 'locale' as locale from users where id = ${user_id}`,
    )
    expect(row?.locale).toBe(wanted)
  })

  test('a token limited to some scopes gives no more', async () => {
    const caller = await accountOn(db).callerOfOutside(claims({ scopes: ['tasks:read'] }))
    expect(caller.scopes).toEqual(['tasks:read'])
  })

  test('makes the user; later tokens find it', async () => {
    const account = accountOn(db)
    const first = await account.callerOfOutside(claims())
    const second = await account.callerOfOutside(claims())
    expect(second.user_id).toBe(first.user_id)
    expect(first).toMatchObject({ by: 'jwt', scopes: SCOPES, time_zone: 'UTC' })
    expect([...(await users())]).toEqual([
      { id: first.user_id, email: 'ines@example.org', name: 'Ines', subject: 'user-1' },
    ])
  })

  test('by twenty requests at once makes one user', async () => {
    const account = accountOn(db)
    const callers = await Promise.all(Array.from({ length: 20 }, () => account.callerOfOutside(claims())))
    expect(new Set(callers.map((caller) => caller.user_id)).size).toBe(1)
    expect(await users()).toHaveLength(1)
  })

  test('the same name at another issuer is another person', async () => {
    const account = accountOn(db)
    const one = await account.callerOfOutside(claims())
    const other = await account.callerOfOutside(claims({ issuer: 'jwks:https://auth.example' }))
    expect(other.user_id).not.toBe(one.user_id)
  })

  const names: [string, Partial<OutsideClaims>, string][] = [
    ['the given name', { name: ' Ines M. ' }, 'Ines M.'],
    ['the address without a name', { name: undefined }, 'ines'],
    ['nothing without both', { name: undefined, email: undefined }, 'Guest'],
    ['nothing when both are blank', { name: ' ', email: ' ' }, 'Guest'],
    ['what can be stored of a hostile name', { name: 'I\0nes' }, 'Ines'],
    ['as much as fits', { name: 'n'.repeat(500) }, 'n'.repeat(100)],
  ]
  test.each(names)('takes the name from %s', async (_, change, name) => {
    await accountOn(db).callerOfOutside(claims(change))
    expect((await users()).map((user) => user.name)).toEqual([name])
  })
})

describe('an outside e-mail', () => {
  test('never leads to the local account of that address', async () => {
    const account = accountOn(db)
    const rosa = await account.signUp(ROSA)
    for (const email of [ROSA.email, ' ROSA@Example.org ']) {
      const caller = await account.callerOfOutside(claims({ email, subject: `thief ${email}` }))
      expect(caller.user_id).not.toBe(rosa.id)
      expect((await account.me(caller)).email).toMatch(/^[0-9a-f]{32}@outside\.invalid$/)
    }
    expect((await account.signIn(ROSA, '192.0.2.1')).id).toBe(rosa.id)
  })

  const untrusted: [string, Partial<OutsideClaims>][] = [
    ['unverified', { email_verified: false }],
    ['no address', { email: 'ines' }],
    ['absent', { email: undefined }],
    ['a placeholder of ours', { email: 'x@outside.invalid' }],
    ['full of control characters', { email: 'ines\0@example.org' }],
  ]
  test.each(untrusted)('that is %s is not taken, so that nobody can squat on it', async (_, change) => {
    await accountOn(db).callerOfOutside(claims(change))
    const [user] = await users()
    expect(user?.email).toMatch(/^[0-9a-f]{32}@outside\.invalid$/)
    expect(await codeOf(accountOn(db).signUp({ ...ROSA, email: 'ines@example.org' }))).toStartWith('no failure')
  })

  test('gives no way in by password', async () => {
    const account = accountOn(db)
    await account.callerOfOutside(claims())
    expect(await codeOf(account.signIn({ email: 'ines@example.org', password: '' }, '192.0.2.1'))).toBe(
      'invalid_credentials',
    )
  })
})

describe('the end of an outside token', () => {
  test('comes with signing out, for this token only', async () => {
    const account = accountOn(db)
    const token = claims()
    const caller = await account.callerOfOutside(token)
    await account.revoke(caller, new Date(Date.now() + 60_000))
    expect(await codeOf(account.callerOfOutside(token))).toBe('unauthenticated')
    expect((await account.callerOfOutside(claims())).user_id).toBe(caller.user_id)
  })

  test('comes for those from before the user’s tokens became void', async () => {
    const account = accountOn(db)
    const { user_id } = await account.callerOfOutside(claims())
    await db.execute((sql) => sql`update users set tokens_valid_from = now() where id = ${user_id}`)
    expect(await codeOf(account.callerOfOutside(claims()))).toBe('unauthenticated')
    expect((await account.callerOfOutside(claims({ iat: Date.now() / 1000 + 5 }))).user_id).toBe(user_id)
  })

  test('a person from outside has no password to change', async () => {
    const account = accountOn(db)
    const caller = await account.callerOfOutside(claims())
    const change = account.change(caller, { password: 'long enough', old_password: '' }, '192.0.2.1')
    expect(await codeOf(change)).toBe('conflict')
  })
})
