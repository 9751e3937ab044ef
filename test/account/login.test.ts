import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { createAccount } from '../../src/account/account.ts'
import { createLog } from '../../src/log.ts'
import { testDatabase } from '../support/database.ts'
import { ADDRESS, accountOn, CONFIG, callerFor, codeOf, countingThrottle, ROSA } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64)'

const setUp = async () => {
  const account = accountOn(db)
  const { id } = await account.signUp(ROSA)
  return { account, id, value: await account.startLogin(id, BROWSER) }
}

describe('a login', () => {
  test('is known by a value of 32 random bytes that the database does not hold', async () => {
    const { account, id, value } = await setUp()
    expect(value).toMatch(/^[\w-]{43}$/)
    expect(await account.callerOfCookie(value)).toMatchObject({ user_id: id, by: 'cookie', time_zone: 'UTC' })
    const rows = await db.query((sql) => sql`select * from browser_logins`)
    expect(JSON.stringify(rows)).not.toContain(value)
    expect(rows.map((row) => Buffer.from(row.token_hash).toString('base64url'))).not.toContain(value)
  })

  test.each([[''], ['x'], ['a'.repeat(43)], ['a'.repeat(4000)], ["' or true; --"], ['\0'.repeat(43)]])(
    'is not known by %j',
    async (value) => {
      const { account } = await setUp()
      expect(await codeOf(account.callerOfCookie(value))).toBe('unauthenticated')
    },
  )

  test('ended is ended, at once, and others stay', async () => {
    const { account, id, value } = await setUp()
    const other = await account.startLogin(id, BROWSER)
    await account.callerOfCookie(value)
    await account.endLogin(value)
    await account.endLogin(value)
    expect(await codeOf(account.callerOfCookie(value))).toBe('unauthenticated')
    expect((await account.callerOfCookie(other)).user_id).toBe(id)
  })
})

describe('its life', () => {
  const moments: [string, string, string, boolean][] = [
    ['used 6 days ago', '6 days', '20 days', true],
    ['used 7 days and a minute ago', '7 days 1 minute', '20 days', false],
    ['used just now, begun 29 days ago', '0', '1 day', true],
    ['used just now, begun 30 days ago', '0', '-1 second', false],
  ]
  test.each(moments)('%s', async (_, since, left, alive) => {
    const { account, id, value } = await setUp()
    await db.execute(
      (sql) => sql`
      update browser_logins set seen_at = now() - ${since}::interval, ends_at = now() + ${left}::interval`,
    )
    const code = await codeOf(account.callerOfCookie(value))
    expect(code.startsWith('no failure') ? 'alive' : code).toBe(alive ? 'alive' : 'unauthenticated')
    expect(await account.logins(callerFor(id))).toHaveLength(alive ? 1 : 0)
    await account.prune()
    expect(await db.query((sql) => sql`select id from browser_logins`)).toHaveLength(alive ? 1 : 0)
  })

  test('ends 30 days after its beginning, whatever happens', async () => {
    const { account, id } = await setUp()
    const [login] = await account.logins(callerFor(id))
    const days = (Date.parse(login?.ends_at ?? '') - Date.parse(login?.created_at ?? '')) / 86_400_000
    expect(days).toBeCloseTo(30, 1)
  })

  test('is prolonged by a visit, but a visit is noted once an hour only', async () => {
    const { account, id, value } = await setUp()
    const seen = async () => (await account.logins(callerFor(id)))[0]?.seen_at ?? ''
    await db.execute((sql) => sql`update browser_logins set seen_at = now() - interval '59 minutes'`)
    const fresh = await seen()
    await account.callerOfCookie(value)
    expect(await seen()).toBe(fresh)
    await db.execute((sql) => sql`update browser_logins set seen_at = now() - interval '6 days'`)
    await accountOn(db).callerOfCookie(value)
    expect(Date.now() - Date.parse(await seen())).toBeLessThan(60_000)
  })

  test('lets people read when the visit cannot be noted, and says so in the log', async () => {
    const { id, value } = await setUp()
    await db.execute((sql) => sql`update browser_logins set seen_at = now() - interval '1 day'`)
    await db.execute(
      (sql) => sql`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`,
    )
    await db.execute(
      (sql) => sql`
      create trigger full_disk before update on browser_logins for each row execute function refuse()`,
    )
    const lines: string[] = []
    const log = createLog('warn', { write: (line) => lines.push(line) })
    const throttle = countingThrottle()
    const account = createAccount({ db, config: CONFIG, throttle, log, collect: async () => ({}) })
    expect((await account.callerOfCookie(value)).user_id).toBe(id)
    expect(lines.join('')).toContain('login was not marked as seen')
    expect(lines.join('')).not.toContain(value)
    await db.execute((sql) => sql`drop trigger full_disk on browser_logins`)
    await db.execute((sql) => sql`drop function refuse`)
  })
})

describe('the owner', () => {
  test('sees the logins, newest first, which one is asking, and no secret', async () => {
    const { account, id, value } = await setUp()
    const newer = await account.startLogin(id, 'Another\0 browser '.repeat(40))
    const caller = await account.callerOfCookie(value)
    const logins = await account.logins(caller)
    expect(logins.map((login) => login.current)).toEqual([false, true])
    expect(logins[1]?.user_agent).toBe(BROWSER)
    expect(logins[0]?.user_agent).toHaveLength(300)
    for (const secret of [value, newer]) expect(JSON.stringify(logins)).not.toContain(secret)
  })

  test('ends one of them, and nobody else can', async () => {
    const { account, id, value } = await setUp()
    const luz = await account.signUp({ ...ROSA, email: 'luz@example.org' })
    const caller = await account.callerOfCookie(value)
    expect(await codeOf(account.removeLogin(callerFor(luz.id), caller.credential_id))).toBe('not_found')
    expect((await account.callerOfCookie(value)).user_id).toBe(id)
    await account.removeLogin(caller, caller.credential_id)
    expect(await codeOf(account.callerOfCookie(value))).toBe('unauthenticated')
    expect(await codeOf(account.removeLogin(caller, caller.credential_id))).toBe('not_found')
    expect(await codeOf(account.removeLogin(caller, 'x'))).toBe('not_found')
  })

  test('has a hundred at most: the oldest is signed out', async () => {
    const { account, id, value } = await setUp()
    await db.execute((sql) => sql`update browser_logins set created_at = created_at - interval '1 hour'`)
    const second = await account.startLogin(id, BROWSER)
    for (let i = 0; i < 99; i++) await account.startLogin(id, BROWSER)
    expect(await account.logins(callerFor(id))).toHaveLength(100)
    expect(await codeOf(account.callerOfCookie(value))).toBe('unauthenticated')
    expect((await account.callerOfCookie(second)).user_id).toBe(id)
  })

  test('loses them all with a new password', async () => {
    const { account, value } = await setUp()
    const caller = await account.callerOfCookie(value)
    await account.change(caller, { password: 'a new password', old_password: ROSA.password }, ADDRESS)
    expect(await codeOf(account.callerOfCookie(value))).toBe('unauthenticated')
  })
})

test('the password is asked of a browser ten minutes after its sign-in, and of no program', async () => {
  const account = accountOn(db)
  const user = await account.signUp(ROSA)
  const browser = await account.callerOfCookie(await account.startLogin(user.id, 'Lynx'))
  const later = (minutes: number) =>
    db.execute((sql) => sql`update browser_logins set created_at = now() - make_interval(mins => ${minutes})`)
  await later(9)
  expect(await account.mustProve(browser)).toBe(false)
  expect(await account.prove(browser, '', ADDRESS)).toBeUndefined()
  await later(11)
  expect([await account.mustProve(browser), await account.mustProve(callerFor(user.id))]).toEqual([true, false])
  expect(await codeOf(account.prove(browser, '', ADDRESS))).toBe('validation_error')
  expect(await codeOf(account.prove(browser, 'not hers at all', ADDRESS))).toBe('wrong_password')
  expect(await account.prove(browser, ROSA.password, ADDRESS)).toBeUndefined()
})
