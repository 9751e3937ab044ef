import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { AUDIENCES } from '../../src/account/claims.ts'
import { SCOPES } from '../../src/account/schema.ts'
import { testDatabase } from '../support/database.ts'
import { ADDRESS, accountOn, callerFor, codeOf, ROSA } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

const NOBODY = '01999999-9999-7999-8999-999999999999'

describe('new claims', () => {
  test('say who, for whom, from whom and until when', async () => {
    const now = Date.parse('2026-03-01T12:00:00.700Z')
    const account = accountOn(db, { now: () => now })
    const { id } = await account.signUp(ROSA)
    const claims = await account.newClaims(id)
    expect(claims).toEqual({
      iss: 'todochat',
      aud: [...AUDIENCES],
      sub: id,
      jti: expect.any(String),
      iat: 1772366400,
      exp: 1772366400 + 86_400,
      valid_from: expect.any(Number),
    })
    expect((await account.newClaims(id)).jti).not.toBe(claims.jti)
  })

  test('are not made for somebody who is gone', async () => {
    expect(await codeOf(accountOn(db).newClaims(NOBODY))).toBe('unauthenticated')
  })
})

describe('the caller of claims', () => {
  test('is found by person and `jti`: two people with the same `jti` stay two', async () => {
    const account = accountOn(db)
    const rosa = await account.newClaims((await account.signUp(ROSA)).id)
    const ines = await account.newClaims((await account.signUp({ ...ROSA, email: 'ines@example.org' })).id)
    const first = await account.callerOfClaims(rosa)
    const second = await account.callerOfClaims({ ...ines, jti: rosa.jti })
    expect([first.user_id, second.user_id]).toEqual([rosa.sub, ines.sub])
  })

  test('is the user with all scopes', async () => {
    const account = accountOn(db)
    const { id } = await account.signUp(ROSA)
    const claims = await account.newClaims(id)
    expect(await account.callerOfClaims(claims)).toEqual({
      user_id: id,
      time_zone: 'UTC',
      scopes: SCOPES,
      by: 'jwt',
      credential_id: claims.jti,
    })
  })

  const strangers: [string, object][] = [
    ['an unknown user', { sub: NOBODY }],
    ['a user id that is none', { sub: "' or 1=1 --" }],
    ['an empty user id', { sub: '' }],
    ['an earlier start of validity', { valid_from: 0 }],
    ['a later start of validity', { valid_from: Date.now() + 1e9 }],
  ]
  test.each(strangers)('is nobody with %s', async (_, change) => {
    const account = accountOn(db)
    const { id } = await account.signUp(ROSA)
    const claims = await account.newClaims(id)
    expect(await codeOf(account.callerOfClaims({ ...claims, ...change, jti: crypto.randomUUID() }))).toBe(
      'unauthenticated',
    )
  })
})

describe('revocation', () => {
  test('is at once here and under a second on another instance', async () => {
    let now = Date.now()
    const here = accountOn(db, { now: () => now })
    const there = accountOn(db, { now: () => now })
    const { id } = await here.signUp(ROSA)
    const claims = await here.newClaims(id)
    const caller = await here.callerOfClaims(claims)
    await there.callerOfClaims(claims)

    await here.revoke(caller, new Date(claims.exp * 1000))
    expect(await codeOf(here.callerOfClaims(claims))).toBe('unauthenticated')
    now += 999
    expect(await codeOf(there.callerOfClaims(claims))).toBe('unauthenticated')
  })

  test('ends this token, not the user’s others', async () => {
    const account = accountOn(db)
    const { id } = await account.signUp(ROSA)
    const [one, other] = [await account.newClaims(id), await account.newClaims(id)]
    const caller = await account.callerOfClaims(one)
    await account.revoke(caller, new Date(one.exp * 1000))
    await account.revoke(caller, new Date(one.exp * 1000))
    expect((await account.callerOfClaims(other)).user_id).toBe(id)
  })

  test('of somebody else’s token has no effect on its owner', async () => {
    const account = accountOn(db)
    const { id } = await account.signUp(ROSA)
    const other = await account.signUp({ ...ROSA, email: 'luz@example.org' })
    const claims = await account.newClaims(id)
    await account.revoke(callerFor(other.id, { credential_id: claims.jti }), new Date(claims.exp * 1000))
    expect((await account.callerOfClaims(claims)).user_id).toBe(id)
  })

  test('is kept until a day after the token ended', async () => {
    const account = accountOn(db)
    const { id } = await account.signUp(ROSA)
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
    for (const [jti, hours] of [
      ['fresh', -1],
      ['just ended', 23],
      ['long ended', 25],
    ] as const)
      await account.revoke(callerFor(id, { credential_id: jti }), hoursAgo(hours))
    await account.prune()
    const rows = await db.query((sql) => sql<{ jti: string }[]>`select jti from revoked_tokens order by jti`)
    expect(rows.map((row) => row.jti)).toEqual(['fresh', 'just ended'])
  })
})

describe('a password change', () => {
  test('voids tokens from before it and none from after it, however close', async () => {
    // The clock stands still: whole seconds could not tell these tokens apart.
    const now = Date.now()
    const account = accountOn(db, { now: () => now })
    const { id } = await account.signUp(ROSA)
    const before = await account.newClaims(id)
    const caller = await account.callerOfClaims(before)
    await account.change(caller, { password: 'a new password', old_password: ROSA.password }, ADDRESS)
    const after = await account.newClaims(id)
    expect(after.iat).toBe(before.iat)
    expect(await codeOf(account.callerOfClaims(before))).toBe('unauthenticated')
    expect((await account.callerOfClaims(after)).user_id).toBe(id)
  })
})
