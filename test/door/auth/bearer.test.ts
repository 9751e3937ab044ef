import { afterAll, afterEach, beforeEach, describe, expect, setSystemTime, spyOn, test } from 'bun:test'
import { SignJWT } from 'jose'
import type { AccountConfig } from '../../../src/account/account.ts'
import { type Bearer, bearerOf, createBearer } from '../../../src/door/auth/bearer.ts'
import { accountOn, CONFIG, codeOf, ROSA, SECRET } from '../../account/support.ts'
import { testDatabase } from '../../support/database.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))
afterEach(() => setSystemTime())

const OUTSIDE = 'a secret shared with the outside issuer.'
const seconds = () => Math.floor(Date.now() / 1000)

const setUp = async (config: Partial<AccountConfig> = {}) => {
  const account = accountOn(db, { config: { ...CONFIG, ...config } })
  const user = await account.signUp(ROSA)
  const bearer = createBearer(account)
  return { account, user, bearer, token: await bearer.newToken(user.id) }
}
const outside = (changes: object = {}, secret = OUTSIDE) =>
  new SignJWT({ iss: 'https://auth.example', sub: 'ines', iat: seconds(), exp: seconds() + 600, ...changes })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))
const enter = (bearer: Bearer, token: string) => bearer.credentialOf(`Bearer ${token}`)

describe('the credential', () => {
  test('of a JWT is its user, until the token’s end', async () => {
    const { user, bearer, token } = await setUp()
    const { caller, expires_at } = await enter(bearer, token)
    expect(caller).toMatchObject({ user_id: user.id, by: 'jwt' })
    const left = (expires_at?.getTime() ?? 0) - Date.now()
    expect(left).toBeGreaterThan(86_390_000)
    expect(left).toBeLessThanOrEqual(86_400_000)
  })

  test('of an access token is its owner with its scopes, and has no end of its own', async () => {
    const { account, user, bearer, token } = await setUp()
    const { caller } = await enter(bearer, token)
    const made = await account.createAccessToken(caller, { name: 'calendar', scopes: ['tasks:read'] })
    expect(await enter(bearer, made.token)).toEqual({
      caller: {
        user_id: user.id,
        time_zone: 'UTC',
        scopes: ['tasks:read'],
        by: 'access_token',
        credential_id: made.id,
      },
      expires_at: undefined,
    })
  })

  test.each([[null], [''], ['Bearer'], ['Bearer '], ['Bearer a b'], ['Token x'], ['Bearer ü'], ['x Bearer y']])(
    'of %j is nobody’s',
    async (header) => {
      const { bearer } = await setUp()
      expect(await codeOf(bearer.credentialOf(header))).toBe('unauthenticated')
    },
  )

  test('is not made for somebody who is gone', async () => {
    const { bearer } = await setUp()
    expect(await codeOf(bearer.newToken(crypto.randomUUID()))).toBe('unauthenticated')
  })
})

describe('memory', () => {
  test('spares the signature, not the end of the token', async () => {
    const { bearer, token } = await setUp({ JWT_EXPIRATION_MINUTES: 1 })
    await enter(bearer, token)
    const verify = spyOn(crypto.subtle, 'verify')
    try {
      await enter(bearer, token)
      expect(verify).not.toHaveBeenCalled()
    } finally {
      verify.mockRestore()
    }
    setSystemTime(Date.now() + 65_000)
    expect((await enter(bearer, token)).caller.by).toBe('jwt')
    setSystemTime(Date.now() + 30_000)
    expect(await codeOf(enter(bearer, token))).toBe('unauthenticated')
  })

  test('spares the signature, not the question whether the token was signed out', async () => {
    const { account, bearer, token } = await setUp()
    const { caller } = await enter(bearer, token)
    await account.revoke(caller, new Date(Date.now() + 60_000))
    expect(await codeOf(enter(bearer, token))).toBe('unauthenticated')
    expect(await codeOf(enter(createBearer(account), token))).toBe('unauthenticated')
  })

  test('does not grow by forged tokens, nor take them for the real one', async () => {
    const { user, bearer, token } = await setUp()
    await enter(bearer, token)
    const [header, payload, signature = ''] = token.split('.')
    for (const forged of [`${header}.${payload}.`, `${header}.${payload}.${signature.slice(0, -2)}`, `${token}.`])
      expect(await codeOf(enter(bearer, forged))).toBe('unauthenticated')
    expect((await enter(bearer, token)).caller.user_id).toBe(user.id)
  })

  test('is one per account capability', async () => {
    const { account } = await setUp()
    expect(bearerOf(account)).toBe(bearerOf(account))
    expect(bearerOf(accountOn(db))).not.toBe(bearerOf(account))
  })
})

describe('rotation of the secret', () => {
  const NEW = 'a new secret of more than forty characters'

  test('keeps people signed in while the previous one is named, then not', async () => {
    const { user, token } = await setUp()
    const during = createBearer(accountOn(db, { config: { ...CONFIG, JWT_SECRET: NEW, JWT_SECRET_PREVIOUS: SECRET } }))
    expect((await enter(during, token)).caller.user_id).toBe(user.id)
    const fresh = await during.newToken(user.id)
    const after = createBearer(accountOn(db, { config: { ...CONFIG, JWT_SECRET: NEW } }))
    expect(await codeOf(enter(after, token))).toBe('unauthenticated')
    expect((await enter(after, fresh)).caller.user_id).toBe(user.id)
  })
})

describe('an outside issuer', () => {
  test('is known only when it is set', async () => {
    const { bearer } = await setUp()
    expect(await codeOf(enter(bearer, await outside()))).toBe('unauthenticated')
  })

  test('brings its own people, who are the same at every visit and nobody of ours', async () => {
    const { user, bearer, token } = await setUp({ BETTER_AUTH_SECRET: OUTSIDE })
    const claims = { email: ROSA.email, email_verified: true }
    const { caller } = await enter(bearer, await outside(claims))
    expect(caller.user_id).not.toBe(user.id)
    expect((await enter(bearer, await outside({ ...claims, jti: 'another' }))).caller.user_id).toBe(caller.user_id)
    expect((await enter(bearer, token)).caller.user_id).toBe(user.id)
  })

  test('cannot speak for us: neither by our name nor by one of our ids', async () => {
    const { account, user, bearer } = await setUp({ BETTER_AUTH_SECRET: OUTSIDE })
    const ours = await account.newClaims(user.id)
    expect(await codeOf(enter(bearer, await outside({ ...ours })))).toBe('unauthenticated')
    const { caller } = await enter(bearer, await outside({ ...ours, iss: 'https://auth.example', aud: undefined }))
    expect(caller.user_id).not.toBe(user.id)
  })

  test('with the very same secret as ours does not revive a token that was signed out', async () => {
    const { account, bearer, token } = await setUp({ BETTER_AUTH_SECRET: SECRET })
    const { caller } = await enter(bearer, token)
    await account.revoke(caller, new Date(Date.now() + 60_000))
    expect(await codeOf(enter(bearer, token))).toBe('unauthenticated')
    expect(await codeOf(enter(createBearer(account), token))).toBe('unauthenticated')
  })

  test('its token can be signed out too', async () => {
    const { account, bearer } = await setUp({ BETTER_AUTH_SECRET: OUTSIDE })
    const token = await outside()
    const { caller, expires_at } = await enter(bearer, token)
    await account.revoke(caller, expires_at ?? new Date())
    expect(await codeOf(enter(bearer, token))).toBe('unauthenticated')
  })
})
