import { afterAll, beforeEach, describe, expect, spyOn, test } from 'bun:test'
import type { SignUp } from '../../src/account/schema.ts'
import { AppError } from '../../src/errors.ts'
import { createLog, hashId } from '../../src/log.ts'
import { testDatabase } from '../support/database.ts'
import { ADDRESS, accountOn, CONFIG, codeOf, countingThrottle, pathsOf, ROSA } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

test('every sign-in is a line of the log: how it went and who, by a keyed hash', async () => {
  const lines: Record<string, unknown>[] = []
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) })
  const account = accountOn(db, { log })
  const { id } = await account.signUp(ROSA)
  await account.signIn(ROSA, ADDRESS)
  await codeOf(account.signIn({ ...ROSA, password: 'not hers at all' }, ADDRESS))
  await codeOf(account.signIn({ ...ROSA, email: 'nobody@example.org' }, ADDRESS))
  const told = lines.filter(({ message }) => message === 'sign-in')
  expect(told.map(({ outcome, user }) => [outcome, user])).toEqual([
    ['signed_in', hashId(id)],
    ['wrong_password', hashId(id)],
    ['unknown_account', undefined],
  ])
  for (const secret of [ROSA.password, ROSA.email, 'not hers', 'nobody@', id])
    expect(JSON.stringify(lines)).not.toContain(secret)
})

describe('sign-up', () => {
  test('makes a user, named after the address, in UTC', async () => {
    const user = await accountOn(db).signUp(ROSA)
    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
      email: 'rosa@example.org',
      name: 'rosa',
      time_zone: 'UTC',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
  })

  test('folds the address and trims name and address, but not the password', async () => {
    const account = accountOn(db)
    const user = await account.signUp({ email: '  Rosa@Example.ORG ', password: '  spaces  ', name: '  Rosa Luz ' })
    expect([user.email, user.name]).toEqual(['rosa@example.org', 'Rosa Luz'])
    expect(await codeOf(account.signIn({ email: 'rosa@example.org', password: 'spaces' }, ADDRESS))).toBe(
      'invalid_credentials',
    )
    expect((await account.signIn({ email: 'ROSA@example.org', password: '  spaces  ' }, ADDRESS)).id).toBe(user.id)
  })

  test('stores an argon2id hash at the cost we promise, and no password', async () => {
    const { id } = await accountOn(db).signUp(ROSA)
    const [row] = await db.query((sql) => sql<{ password_hash: string }[]>`select * from users where id = ${id}`)
    expect(row?.password_hash).toStartWith('$argon2id$v=19$m=19456,t=2,p=')
    expect(JSON.stringify(row)).not.toContain(ROSA.password)
  })

  test('an address is taken once, however it is written and however parallel', async () => {
    const account = accountOn(db)
    const spellings = ['rosa@example.org', 'ROSA@example.org', ' rosa@EXAMPLE.org', 'Rosa@Example.Org']
    const codes = await Promise.all(spellings.map((email) => codeOf(account.signUp({ ...ROSA, email }))))
    expect(codes.filter((code) => code === 'email_taken')).toHaveLength(3)
    const rows = await db.query((sql) => sql`select id from users`)
    expect(rows).toHaveLength(1)
  })

  test('is refused when it is closed', async () => {
    const account = accountOn(db, { config: { ...CONFIG, SIGNUP: 'closed' } })
    expect(await codeOf(account.signUp(ROSA))).toBe('signup_closed')
  })

  const wrong: [string, Record<string, unknown>, string[]][] = [
    ['no @', { email: 'rosa.example.org' }, ['/email']],
    ['nothing before the @', { email: '@example.org' }, ['/email']],
    ['two @', { email: 'rosa@luz@example.org' }, ['/email']],
    ['white space inside', { email: 'ro sa@example.org' }, ['/email']],
    ['a host that ends with a dot', { email: 'rosa@example.' }, ['/email']],
    ['a line break', { email: 'rosa@exam\r\nple.org' }, ['/email']],
    ['NUL in the address', { email: 'ro\0sa@example.org' }, ['/email']],
    ['255 characters', { email: `${'r'.repeat(243)}@example.org` }, ['/email']],
    ['an evil long address', { email: `${'a.'.repeat(120)}@` }, ['/email']],
    ['a password of 7', { password: '1234567' }, ['/password']],
    ['a password of 129', { password: 'p'.repeat(129) }, ['/password']],
    ['half a character in the password', { password: 'long enough \ud800' }, ['/password']],
    ['a number as password', { password: 12345678 }, ['/password']],
    ['a blank name', { name: '   ' }, ['/name']],
    ['NUL in the name', { name: 'Ro\0sa' }, ['/name']],
    ['a name of 101', { name: 'n'.repeat(101) }, ['/name']],
    ['a field nobody asked for', { user_id: 'x' }, ['/user_id']],
    ['a role', { is_admin: true }, ['/is_admin']],
    ['two things at once', { email: 'x', password: 'y' }, ['/email', '/password']],
  ]
  test.each(wrong)('refuses %s and names the field', async (_, change, paths) => {
    const input = { ...ROSA, ...change } as SignUp
    expect(await pathsOf(accountOn(db).signUp(input))).toEqual(paths)
    expect(await db.query((sql) => sql`select id from users`)).toHaveLength(0)
  })

  test.each([[null], ['text'], [[]], [undefined]])('refuses %p instead of an object', async (input) => {
    expect(await codeOf(accountOn(db).signUp(input as unknown as SignUp))).toBe('validation_error')
  })

  test('the longest and shortest of what is allowed goes through', async () => {
    const email = `${'r'.repeat(242)}@example.org`
    const user = await accountOn(db).signUp({ email, password: 'ü'.repeat(128), name: 'n'.repeat(100) })
    expect(user.email).toHaveLength(254)
    expect((await accountOn(db).signUp({ email: 'a@b', password: '8 chars.' })).name).toBe('a')
  })
})

describe('sign-in', () => {
  test('takes a password of any length, so that nobody learns our rules from it', async () => {
    const account = accountOn(db)
    await account.signUp(ROSA)
    for (const password of ['', 'x', 'p'.repeat(129), 'p'.repeat(1025), 'p'.repeat(200_000)])
      expect(await codeOf(account.signIn({ email: ROSA.email, password }, ADDRESS))).toBe('invalid_credentials')
  })

  test('an unknown address gets the same words after the same work', async () => {
    const account = accountOn(db)
    await account.signUp(ROSA)
    const verify = spyOn(Bun.password, 'verify')
    try {
      const failures = []
      for (const email of [ROSA.email, 'nobody@example.org', 'not an address']) {
        verify.mockClear()
        const failure = await account.signIn({ email, password: 'wrong horse' }, ADDRESS).catch((error) => error)
        const { code, message, details, retry_after } = failure as AppError
        failures.push({ code, message, details, retry_after, verified: verify.mock.calls.length })
        expect(verify.mock.calls[0]?.[1]).toStartWith('$argon2id$v=19$m=19456,t=2,p=')
      }
      expect(failures[0]).toMatchObject({ code: 'invalid_credentials', verified: 1 })
      expect(failures[1]).toEqual(failures[0])
      expect(failures[2]).toEqual(failures[0])
    } finally {
      verify.mockRestore()
    }
  })

  test('somebody without a password here cannot guess one', async () => {
    await db.execute(
      (sql) => sql`
      insert into users (id, email, name, issuer, subject)
      values (gen_random_uuid(), 'guest@example.org', 'Guest', 'shared:x', 's')`,
    )
    expect(await codeOf(accountOn(db).signIn({ email: 'guest@example.org', password: '' }, ADDRESS))).toBe(
      'invalid_credentials',
    )
  })

  test('failures are counted by folded account and address, successes are not', async () => {
    const throttle = countingThrottle()
    const account = accountOn(db, { throttle })
    await account.signUp(ROSA)
    await account.signIn(ROSA, ADDRESS)
    expect(throttle.failures).toEqual([])
    await codeOf(account.signIn({ email: ' ROSA@example.org', password: 'wrong' }, ADDRESS))
    await codeOf(account.signIn({ email: 'nobody@example.org', password: 'wrong' }, '198.51.100.1'))
    expect(throttle.failures).toEqual([`rosa@example.org ${ADDRESS}`, 'nobody@example.org 198.51.100.1'])
  })

  test('after too many failures the right password waits too', async () => {
    const account = accountOn(db, { throttle: countingThrottle(3) })
    await account.signUp(ROSA)
    for (let i = 0; i < 3; i++) await codeOf(account.signIn({ ...ROSA, password: 'wrong' }, ADDRESS))
    const failure = await account.signIn(ROSA, ADDRESS).catch((error) => error)
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code: 'rate_limited', retry_after: 60 })
  })

  test('parallel guesses do not slip past the throttle', async () => {
    const throttle = countingThrottle(10)
    const account = accountOn(db, { throttle })
    await account.signUp(ROSA)
    const guesses = Array.from({ length: 60 }, () => codeOf(account.signIn({ ...ROSA, password: 'wrong' }, ADDRESS)))
    const codes = await Promise.all(guesses)
    // Four are hashed at once: those may already be under way when the tenth failure is counted.
    expect(throttle.failures.length).toBeLessThanOrEqual(13)
    expect(codes.filter((code) => code === 'rate_limited').length).toBeGreaterThanOrEqual(47)
  })
})
