import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import type { ProfileChange } from '../../src/account/schema.ts'
import { testDatabase } from '../support/database.ts'
import { ADDRESS, accountOn, callerFor, codeOf, countingThrottle, pathsOf, ROSA } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

const UNCHOSEN = { locale: null, theme: 'system', week_start: 'monday', remind_before: null, digest_at: null } as const

const setUp = async (changes: Parameters<typeof accountOn>[1] = {}) => {
  const account = accountOn(db, changes)
  const user = await account.signUp(ROSA)
  return { account, user, rosa: callerFor(user.id) }
}

describe('me', () => {
  test('is the user, and nobody once it is gone', async () => {
    const { account, user, rosa } = await setUp()
    expect(await account.me(rosa)).toEqual(user)
    expect(await codeOf(account.me(callerFor(crypto.randomUUID())))).toBe('unauthenticated')
  })
})

describe('a change', () => {
  test('of name and time zone touches nothing else', async () => {
    const { account, user, rosa } = await setUp()
    expect(await account.change(rosa, { name: ' Rosa Luz ' }, ADDRESS)).toEqual({ ...user, name: 'Rosa Luz' })
    const moved = { ...user, name: 'Rosa Luz', time_zone: 'America/Bogota' }
    expect(await account.change(rosa, { time_zone: 'America/Bogota' }, ADDRESS)).toEqual(moved)
    expect(await account.change(rosa, {}, ADDRESS)).toEqual(moved)
    expect((await account.signIn(ROSA, ADDRESS)).id).toBe(user.id)
  })

  test('of the time zone shows in the caller at once', async () => {
    const { account, user } = await setUp()
    const claims = await account.newClaims(user.id)
    const caller = await account.callerOfClaims(claims)
    await account.change(caller, { time_zone: 'Asia/Tokyo' }, ADDRESS)
    expect((await account.callerOfClaims(claims)).time_zone).toBe('Asia/Tokyo')
  })

  const wrong: [string, object, string[]][] = [
    ['a place nobody knows', { time_zone: 'Europe/Atlantis' }, ['/time_zone']],
    ['an offset', { time_zone: '+02:00' }, ['/time_zone']],
    ['an empty zone', { time_zone: '' }, ['/time_zone']],
    ['a blank name', { name: ' ' }, ['/name']],
    ['no text', { name: 7 }, ['/name']],
    ['a short password', { password: 'short', old_password: ROSA.password }, ['/password']],
    ['a password without the old one', { password: 'long enough' }, ['/old_password']],
    ['another address', { email: 'luz@example.org' }, ['/email']],
    ['another id', { id: 'x' }, ['/id']],
    ['a grant', { is_admin: true }, ['/is_admin']],
    ['an unknown preference', { preferences: { colour: 'red' } }, ['/preferences/colour']],
    ['a theme that is none', { preferences: { theme: 'pink' } }, ['/preferences/theme']],
    ['a locale that is none', { preferences: { locale: 'de_DE.UTF-8' } }, ['/preferences/locale']],
    ['a reminder after the task', { preferences: { remind_before: -1 } }, ['/preferences/remind_before']],
    ['an hour that is none', { preferences: { digest_at: '24:00' } }, ['/preferences/digest_at']],
  ]
  test.each(wrong)('to %s is refused and changes nothing', async (_, change, paths) => {
    const { account, user, rosa } = await setUp()
    expect(await pathsOf(account.change(rosa, change as ProfileChange, ADDRESS))).toEqual(paths)
    expect(await account.me(rosa)).toEqual(user)
  })

  test('of preferences changes the named parts, and null goes back to the default', async () => {
    const { account, user, rosa } = await setUp()
    const first = await account.change(
      rosa,
      { preferences: { theme: 'dark', locale: 'DE-at', remind_before: 10 } },
      ADDRESS,
    )
    expect(first).toEqual({ ...user, preferences: { ...UNCHOSEN, theme: 'dark', locale: 'de-AT', remind_before: 10 } })
    const second = await account.change(rosa, { preferences: { theme: null, digest_at: '07:30' } }, ADDRESS)
    expect(second.preferences).toEqual({ ...UNCHOSEN, locale: 'de-AT', remind_before: 10, digest_at: '07:30' })
    expect(await account.me(rosa)).toEqual(second)
    const none = { theme: null, locale: null, remind_before: null, digest_at: null }
    expect(await account.change(rosa, { preferences: none }, ADDRESS)).toEqual(user)
  })

  test('of the locale shows in the caller at once, however they came', async () => {
    const { account, user, rosa } = await setUp()
    const claims = await account.newClaims(user.id)
    expect((await account.callerOfClaims(claims)).locale).toBeUndefined()
    const { token } = await account.createAccessToken(rosa, { name: 'x', scopes: ['chat'] })
    await account.change(await account.callerOfClaims(claims), { preferences: { locale: 'pt-BR' } }, ADDRESS)
    expect((await account.callerOfClaims(claims)).locale).toBe('pt-BR')
    expect((await account.callerOfAccessToken(token)).locale).toBe('pt-BR')
  })

  test('touches one’s own account only', async () => {
    const { account, rosa } = await setUp()
    const luz = await account.signUp({ ...ROSA, email: 'luz@example.org' })
    await account.change(rosa, { name: 'Changed' }, ADDRESS)
    expect(await account.me(callerFor(luz.id))).toEqual(luz)
  })
})

describe('a new password', () => {
  const change = { password: 'a new password', old_password: ROSA.password }

  test('replaces the old one', async () => {
    const { account, user, rosa } = await setUp()
    await account.change(rosa, change, ADDRESS)
    expect(await codeOf(account.signIn(ROSA, ADDRESS))).toBe('invalid_credentials')
    expect((await account.signIn({ ...ROSA, password: change.password }, ADDRESS)).id).toBe(user.id)
  })

  test('needs the old one, and guesses at it are counted', async () => {
    const throttle = countingThrottle(2)
    const { account, rosa } = await setUp({ throttle })
    const guess = { ...change, old_password: 'wrong' }
    expect(await codeOf(account.change(rosa, guess, ADDRESS))).toBe('wrong_password')
    expect(throttle.failures).toEqual([`rosa@example.org ${ADDRESS}`])
    await codeOf(account.change(rosa, guess, ADDRESS))
    expect(await codeOf(account.change(rosa, change, ADDRESS))).toBe('rate_limited')
    expect(await codeOf(accountOn(db).signIn(ROSA, ADDRESS))).toStartWith('no failure')
  })

  test('set by two at once is set once', async () => {
    const { account, rosa } = await setUp()
    const passwords = ['the first one', 'the second one']
    const codes = await Promise.all(
      passwords.map((password) => codeOf(account.change(rosa, { ...change, password }, ADDRESS))),
    )
    expect(codes.filter((code) => code === 'wrong_password')).toHaveLength(1)
    const winner = passwords[codes.findIndex((code) => code.startsWith('no failure'))] ?? ''
    expect(await codeOf(account.signIn({ ...ROSA, password: winner }, ADDRESS))).toStartWith('no failure')
  })

  test('leaves other people signed in', async () => {
    const { account, rosa } = await setUp()
    const luz = await account.signUp({ ...ROSA, email: 'luz@example.org' })
    const claims = await account.newClaims(luz.id)
    const value = await account.startLogin(luz.id, '')
    const { token } = await account.createAccessToken(callerFor(luz.id), { name: 'hers', scopes: ['chat'] })
    await account.change(rosa, change, ADDRESS)
    expect((await account.callerOfClaims(claims)).user_id).toBe(luz.id)
    expect((await account.callerOfCookie(value)).user_id).toBe(luz.id)
    expect((await account.callerOfAccessToken(token)).user_id).toBe(luz.id)
  })
})

describe('erasing', () => {
  test('ends every way in at once and frees the address', async () => {
    const { account, user, rosa } = await setUp()
    const claims = await account.newClaims(user.id)
    const value = await account.startLogin(user.id, '')
    const { token } = await account.createAccessToken(rosa, { name: 'mine', scopes: ['chat'] })
    const ways = [
      () => account.callerOfClaims(claims),
      () => account.callerOfCookie(value),
      () => account.callerOfAccessToken(token),
    ]
    for (const way of ways) expect((await way()).user_id).toBe(user.id)
    await account.erase(rosa)
    for (const way of ways) expect(await codeOf(way())).toBe('unauthenticated')
    expect(await codeOf(account.signIn(ROSA, ADDRESS))).toBe('invalid_credentials')
    expect((await account.signUp(ROSA)).id).not.toBe(user.id)
  })

  test('takes the rows of every table along, and nobody else’s', async () => {
    const { account, user, rosa } = await setUp()
    const luz = await account.signUp({ ...ROSA, email: 'luz@example.org' })
    for (const { id } of [user, luz]) {
      await account.startLogin(id, '')
      await account.revoke(callerFor(id, { credential_id: id }), new Date(Date.now() + 60_000))
      await account.createAccessToken(callerFor(id), { name: 'mine', scopes: ['chat'] })
      await db.execute((sql) => sql`insert into tasks (user_id, id, title) values (${id}, 1, 'Milk')`)
      await db.execute((sql) => sql`insert into threads (user_id, id) values (${id}, gen_random_uuid())`)
    }
    await account.erase(rosa)
    const tables = ['users', 'browser_logins', 'access_tokens', 'revoked_tokens', 'tasks', 'threads']
    for (const table of tables) {
      const owner = table === 'users' ? 'id' : 'user_id'
      const rows = await db.query((sql) => sql.unsafe(`select ${owner} as owner from ${table}`))
      expect([table, rows.map((row) => row.owner)]).toEqual([table, [luz.id]])
    }
  })

  test('first stops what is at work for the user', async () => {
    const seen: string[] = []
    const { account, user, rosa } = await setUp({
      leave: async (caller) => {
        const rows = await db.query((sql) => sql`select id from users where id = ${caller.user_id}`)
        seen.push(`${caller.user_id} ${rows.length}`)
      },
    })
    await account.erase(rosa)
    expect(seen).toEqual([`${user.id} 1`])
  })
})

describe('the export', () => {
  test('has everything of the account and of the others who know the user, and no secret', async () => {
    const { account, user, rosa } = await setUp({ collect: async ({ user_id }) => ({ tasks: [{ of: user_id }] }) })
    const value = await account.startLogin(user.id, 'A browser')
    const { token, ...shown } = await account.createAccessToken(rosa, { name: 'mine', scopes: ['chat'] })
    const file = await account.exported(rosa)
    expect(file).toEqual({
      exported_at: expect.stringMatching(/Z$/),
      user,
      browser_logins: [expect.objectContaining({ user_agent: 'A browser' })],
      access_tokens: [{ ...shown, used_at: null }],
      tasks: [{ of: user.id }],
    })
    for (const secret of [value, token, '$argon2id', 'hash']) expect(JSON.stringify(file)).not.toContain(secret)
  })
})
