import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import type { NewAccessToken, Scope } from '../../src/account/schema.ts'
import { encodeCursor } from '../../src/lib/cursor.ts'
import { testDatabase } from '../support/database.ts'
import { ADDRESS, accountOn, callerFor, codeOf, pathsOf, ROSA } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

const setUp = async (changes: Parameters<typeof accountOn>[1] = {}) => {
  const account = accountOn(db, changes)
  const { id } = await account.signUp(ROSA)
  const rosa = callerFor(id)
  const make = (name: string, scopes: Scope[] = ['chat'], expires_at?: string) =>
    account.createAccessToken(rosa, { name, scopes, expires_at })
  return { account, rosa, make }
}

describe('an access token', () => {
  test('is shown once and stored as a hash', async () => {
    const { account, rosa, make } = await setUp()
    const made = await make('calendar', ['tasks:read', 'tasks:write'])
    expect(made).toEqual({
      id: expect.any(String),
      name: 'calendar',
      scopes: ['tasks:read', 'tasks:write'],
      expires_at: null,
      created_at: expect.stringMatching(/Z$/),
      token: expect.stringMatching(/^tdc_[\w-]{43}$/),
    })
    const stored = await db.query((sql) => sql`select * from access_tokens`)
    expect(JSON.stringify([stored, await account.accessTokens(rosa, { limit: 9 })])).not.toContain(made.token.slice(4))
  })

  test('lets in as its owner, with its scopes and no more', async () => {
    const { account, rosa, make } = await setUp()
    const { id, token } = await make('reader', ['tasks:read'])
    expect(await account.callerOfAccessToken(token)).toEqual({
      user_id: rosa.user_id,
      time_zone: 'UTC',
      scopes: ['tasks:read'],
      by: 'access_token',
      credential_id: id,
    })
  })

  const forged = (token: string) => [
    '',
    'tdc_',
    token.slice(4),
    token.slice(0, -1),
    `${token}x`,
    token.toUpperCase(),
    `tdc_${'A'.repeat(43)}`,
    `tdc_${"' or true --".padEnd(43)}`,
  ]
  test('does not let in by anything like it', async () => {
    const { account, make } = await setUp()
    const { token } = await make('calendar')
    for (const one of forged(token)) expect(await codeOf(account.callerOfAccessToken(one))).toBe('unauthenticated')
  })

  test('ends at its end', async () => {
    const { account, make } = await setUp()
    const { id, token, expires_at } = await make('short', ['chat'], '2099-01-01T00:00:00+02:00')
    expect(expires_at).toBe('2098-12-31T22:00:00.000Z')
    expect((await account.callerOfAccessToken(token)).credential_id).toBe(id)
    await db.execute((sql) => sql`update access_tokens set expires_at = now() - interval '1 second'`)
    expect(await codeOf(accountOn(db).callerOfAccessToken(token))).toBe('unauthenticated')
  })

  test('notes its use, at most once a minute', async () => {
    const { account, rosa, make } = await setUp()
    const { token } = await make('calendar')
    const used = async () => (await account.accessTokens(rosa, { limit: 1 })).data[0]?.used_at ?? null
    expect(await used()).toBeNull()
    await account.callerOfAccessToken(token)
    expect(Date.now() - Date.parse((await used()) ?? '')).toBeLessThan(60_000)
    await db.execute((sql) => sql`update access_tokens set used_at = now() - interval '30 seconds'`)
    const before = await used()
    await accountOn(db).callerOfAccessToken(token)
    expect(await used()).toBe(before)
  })
})

describe('making one', () => {
  const now = Date.parse('2026-05-05T12:00:00Z')
  const wrong: [string, object, string[]][] = [
    ['no name', { name: undefined }, ['/name']],
    ['a blank name', { name: '  ' }, ['/name']],
    ['no scope', { scopes: [] }, ['/scopes']],
    ['an unknown scope', { scopes: ['admin'] }, ['/scopes/0']],
    ['a scope twice', { scopes: ['chat', 'chat'] }, ['/scopes']],
    ['scopes as text', { scopes: 'chat' }, ['/scopes']],
    ['an end in the past', { expires_at: '2026-05-05T12:00:00Z' }, ['/expires_at']],
    ['an end without zone', { expires_at: '2027-01-01T00:00:00' }, ['/expires_at']],
    ['an end that is no time', { expires_at: '2027-13-01T00:00:00Z' }, ['/expires_at']],
    ['an end in words', { expires_at: 'tomorrow' }, ['/expires_at']],
    ['a number as end', { expires_at: 1 }, ['/expires_at']],
    ['somebody else’s name on it', { user_id: 'x' }, ['/user_id']],
  ]
  test.each(wrong)('with %s is refused and names the field', async (_, change, paths) => {
    const { account, rosa } = await setUp({ now: () => now })
    const input = { name: 'calendar', scopes: ['chat'], ...change } as unknown as NewAccessToken
    expect(await pathsOf(account.createAccessToken(rosa, input))).toEqual(paths)
    expect((await account.accessTokens(rosa, { limit: 1 })).data).toEqual([])
  })

  test('goes through a hundred times, then something must go first', async () => {
    const { account, rosa, make } = await setUp()
    const made = await Promise.all(Array.from({ length: 100 }, (_, i) => make(`${i}`)))
    expect(await codeOf(make('one too many'))).toBe('conflict')
    await account.removeAccessToken(rosa, made[0]?.id ?? '')
    expect((await make('fits again')).name).toBe('fits again')
  })
})

describe('the list', () => {
  test('comes in pages, newest first, each token once, and only one’s own', async () => {
    const { account, rosa, make } = await setUp()
    const luz = await account.signUp({ ...ROSA, email: 'luz@example.org' })
    await account.createAccessToken(callerFor(luz.id), { name: 'not mine', scopes: ['chat'] })
    for (const name of ['1', '2', '3', '4', '5']) await make(name)
    // Made in the same millisecond: the id decides, and no page may lose one.
    await db.execute((sql) => sql`update access_tokens set created_at = date_trunc('day', now())`)
    const names: string[] = []
    let after: string | undefined
    do {
      const page = await account.accessTokens(rosa, { limit: 2, after })
      expect(page.has_more).toBe(page.after !== undefined)
      expect(page.data.length).toBeLessThanOrEqual(2)
      names.push(...page.data.map((token) => token.name))
      after = page.after
    } while (after)
    expect(names).toEqual(['5', '4', '3', '2', '1'])
  })

  const cursors = ['x', '', '!', encodeCursor(['x', 'y']), encodeCursor([1, 2]), encodeCursor(['2026-01-01'])]
  test.each(cursors.map((one) => [one]))('refuses %j as cursor', async (after) => {
    const { account, rosa } = await setUp()
    expect(await codeOf(account.accessTokens(rosa, { limit: 2, after }))).toBe('bad_cursor')
  })
})

describe('the end', () => {
  test('by its owner is at once; nobody else can', async () => {
    const { account, rosa, make } = await setUp()
    const { id, token } = await make('calendar')
    await account.callerOfAccessToken(token)
    expect(await codeOf(account.removeAccessToken(callerFor(crypto.randomUUID()), id))).toBe('not_found')
    expect((await account.callerOfAccessToken(token)).credential_id).toBe(id)
    await account.removeAccessToken(rosa, id)
    expect(await codeOf(account.callerOfAccessToken(token))).toBe('unauthenticated')
    expect(await codeOf(account.removeAccessToken(rosa, id))).toBe('not_found')
    expect(await codeOf(account.removeAccessToken(rosa, 'no id'))).toBe('not_found')
  })

  test('comes with a new password: a thief may have made it', async () => {
    const { account, rosa, make } = await setUp()
    const { token } = await make('calendar')
    await account.change(rosa, { password: 'a new password', old_password: ROSA.password }, ADDRESS)
    expect(await codeOf(account.callerOfAccessToken(token))).toBe('unauthenticated')
  })

  test('is forgotten after a month', async () => {
    const { account, rosa, make } = await setUp()
    for (const name of ['for ever', 'ended lately', 'ended long ago']) await make(name)
    await db.execute(
      (sql) => sql`
      update access_tokens set expires_at = now() - interval '29 days' where name = 'ended lately'`,
    )
    await db.execute(
      (sql) => sql`
      update access_tokens set expires_at = now() - interval '31 days' where name = 'ended long ago'`,
    )
    await account.prune()
    const { data } = await account.accessTokens(rosa, { limit: 9 })
    expect(data.map((token) => token.name)).toEqual(['ended lately', 'for ever'])
  })
})
