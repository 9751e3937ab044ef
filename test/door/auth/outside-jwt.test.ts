import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { createOutsideVerify, type OutsideSettings } from '../../../src/door/auth/outside-jwt.ts'
import { codeOf } from '../../account/support.ts'

const SHARED = 'a secret shared with the outside issuer.'
const seconds = () => Math.floor(Date.now() / 1000)
const bytes = (secret: string) => new TextEncoder().encode(secret)

const ISSUER = 'https://auth.example'
const AUDIENCE = 'https://todo.example'

/** What the settings come to with PUBLIC_URL=https://todo.example. */
const settings = (changes: Partial<OutsideSettings> = {}): OutsideSettings => ({
  jwks_url: undefined,
  better_auth_secret: undefined,
  outside_issuer: changes.jwks_url ? ISSUER : undefined,
  outside_audiences: undefined,
  default_audiences: [AUDIENCE, `${AUDIENCE}/mcp`, ISSUER],
  outside_max_seconds: 86_400,
  ...changes,
})

const payload = (changes: object = {}) => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'user-1',
  iat: seconds(),
  exp: seconds() + 600,
  email: 'ines@example.org',
  email_verified: true,
  name: 'Ines',
  ...changes,
})
const by = (key: CryptoKey | Uint8Array, alg: string, changes: object = {}, kid?: string) =>
  new SignJWT(payload(changes)).setProtectedHeader({ alg, ...(kid && { kid }) }).sign(key)
const shared = (changes: object = {}, alg = 'HS256', secret = SHARED) => by(bytes(secret), alg, changes)

describe('with a shared secret', () => {
  const verify = createOutsideVerify(settings({ better_auth_secret: SHARED }))

  test('the person is known by issuer and subject', async () => {
    expect(await verify(await shared())).toEqual({
      issuer: 'shared:https://auth.example',
      subject: 'user-1',
      iat: expect.any(Number),
      exp: expect.any(Number),
      email: 'ines@example.org',
      email_verified: true,
      name: 'Ines',
    })
  })

  const flags: [object, boolean][] = [
    [{ email_verified: true }, true],
    [{ email_verified: undefined, emailVerified: true }, true],
    [{ email_verified: undefined }, false],
    [{ email_verified: 'true' }, false],
    [{ email_verified: 1 }, false],
  ]
  test.each(flags)('the address with %p is verified: %p', async (change, verified) => {
    expect((await verify(await shared(change)))?.email_verified).toBe(verified)
  })

  test('an issuer need not be named, and words must be words', async () => {
    const claims = await verify(await shared({ iss: undefined, aud: undefined, email: 7, name: { first: 'Ines' } }))
    expect(claims).toMatchObject({ issuer: 'shared:', subject: 'user-1' })
    expect([claims?.email, claims?.name]).toEqual([undefined, undefined])
  })

  const forgeries: [string, () => Promise<string>][] = [
    ['another secret', () => shared({}, 'HS256', 'not the secret shared with the issuer')],
    ['HS384', () => shared({}, 'HS384')],
    ['HS512', () => shared({}, 'HS512')],
    ['no end', () => shared({ exp: undefined })],
    ['an end 31 s ago', () => shared({ exp: seconds() - 31 })],
    ['no time of issue', () => shared({ iat: undefined })],
    ['no subject', () => shared({ sub: undefined })],
    ['an empty subject', () => shared({ sub: '' })],
    ['a number as subject', () => shared({ sub: 1 })],
    ['NUL in the subject', () => shared({ sub: 'user\0' })],
    ['an endless subject', () => shared({ sub: 's'.repeat(256) })],
    ['a beginning in an hour', () => shared({ nbf: seconds() + 3600 })],
    ['our own name as issuer', () => shared({ iss: 'todochat' })],
    ['words', async () => 'a token'],
  ]
  test.each(forgeries)('a token with %s is nobody’s', async (_, forge) => {
    expect(await verify(await forge())).toBeUndefined()
  })
})

describe('with published keys', () => {
  const issued: Record<string, { privateKey: CryptoKey; publicKey: CryptoKey }> = {}
  let asked = 0
  let server: Bun.Server<undefined>
  let url = ''

  beforeAll(async () => {
    for (const alg of ['RS256', 'ES256', 'EdDSA']) issued[alg] = await generateKeyPair(alg, { extractable: true })
    const keys = await Promise.all(
      Object.entries(issued).map(async ([alg, { publicKey }]) => ({ ...(await exportJWK(publicKey)), alg, kid: alg })),
    )
    server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: () => {
        asked++
        return Response.json({ keys })
      },
    })
    url = `http://127.0.0.1:${server.port}/jwks`
  })
  afterAll(() => server.stop(true))

  const keyOf = (alg: string) => issued[alg]?.privateKey ?? bytes('')

  test('every usual kind of key is good, and the issuer is asked once', async () => {
    const verify = createOutsideVerify(settings({ jwks_url: url }))
    asked = 0
    for (const alg of ['RS256', 'ES256', 'EdDSA'])
      expect(await verify(await by(keyOf(alg), alg, {}, alg))).toMatchObject({
        issuer: 'jwks:https://auth.example',
        subject: 'user-1',
      })
    expect(asked).toBe(1)
  })

  test('a public key is no secret: HMAC by it is nobody’s', async () => {
    const verify = createOutsideVerify(settings({ jwks_url: url }))
    const spki = await exportSPKI(issued.RS256?.publicKey as CryptoKey)
    for (const kid of [undefined, 'RS256'])
      expect(await verify(await by(bytes(spki), 'HS256', {}, kid))).toBeUndefined()
  })

  test('a key that is not published, and a token without end, are nobody’s', async () => {
    const verify = createOutsideVerify(settings({ jwks_url: url }))
    const { privateKey } = await generateKeyPair('RS256')
    expect(await verify(await by(privateKey, 'RS256', {}, 'RS256'))).toBeUndefined()
    expect(await verify(await by(privateKey, 'RS256', {}, 'unknown'))).toBeUndefined()
    expect(await verify(await by(keyOf('RS256'), 'RS256', { exp: undefined }, 'RS256'))).toBeUndefined()
  })

  test('a thousand unknown key ids do not become a thousand questions', async () => {
    const verify = createOutsideVerify(settings({ jwks_url: url }))
    asked = 0
    for (let i = 0; i < 20; i++) await verify(await by(keyOf('RS256'), 'RS256', {}, `unknown ${i}`))
    expect(asked).toBeLessThanOrEqual(2)
  })

  test('both kinds side by side: neither speaks for the other', async () => {
    const verify = createOutsideVerify(settings({ better_auth_secret: SHARED, jwks_url: url }))
    const one = await verify(await shared())
    const other = await verify(await by(keyOf('ES256'), 'ES256', {}, 'ES256'))
    expect([one?.issuer, other?.issuer]).toEqual(['shared:https://auth.example', 'jwks:https://auth.example'])
  })

  test.each([
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'https://elsewhere.example' }],
    ['no audience', { aud: undefined }],
  ])('a token of %s is refused', async (_, claims) => {
    const verify = createOutsideVerify(settings({ jwks_url: url }))
    expect(await verify(await by(keyOf('ES256'), 'ES256', claims, 'ES256'))).toBeUndefined()
  })

  const outages: [string, () => Response | Promise<Response>][] = [
    ['answers 500', () => new Response('no', { status: 500 })],
    ['sends a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['sends something else', () => Response.json({ keys: 'none' })],
  ]
  test.each(outages)('nobody is let in while the issuer %s', async (_, answer) => {
    const broken = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer })
    const jwks_url = `http://127.0.0.1:${broken.port}/`
    const verify = createOutsideVerify(settings({ jwks_url }))
    const token = await by(keyOf('RS256'), 'RS256', {}, 'RS256')
    const outcome = await verify(token).catch((error) => error.code)
    expect([undefined, 'unauthenticated']).toContain(outcome)
    await broken.stop(true)
    expect(await codeOf(verify(token))).toMatch(/^(unauthenticated|no failure: undefined)$/)
  })
})

describe('whom a token is meant for', () => {
  type Row = [string, Partial<OutsideSettings>, object, 'accepted' | 'refused']
  const told = { outside_issuer: ISSUER }
  const named = { outside_audiences: ['api://todo', 'api://other'] }
  const table: Row[] = [
    ['neither issuer nor audience', {}, { iss: undefined, aud: undefined }, 'accepted'],
    ['any issuer while none is set', {}, { iss: 'https://elsewhere.example', aud: undefined }, 'accepted'],
    ['the issuer that is set', told, { aud: undefined }, 'accepted'],
    ['another issuer than is set', told, { iss: 'https://elsewhere.example', aud: undefined }, 'refused'],
    ['no issuer while one is set', told, { iss: undefined, aud: undefined }, 'refused'],
    ['our public address as audience', {}, {}, 'accepted'],
    ['our /mcp as audience', {}, { aud: `${AUDIENCE}/mcp` }, 'accepted'],
    ['the issuer as audience', {}, { aud: ISSUER }, 'accepted'],
    ['a list of audiences with ours', {}, { aud: ['https://elsewhere.example', AUDIENCE] }, 'accepted'],
    ['another application as audience', {}, { aud: 'https://elsewhere.example' }, 'refused'],
    ['a list of other applications', {}, { aud: ['https://a.example', 'https://b.example'] }, 'refused'],
    ['an empty list of audiences', {}, { aud: [] }, 'refused'],
    ['the audience that is set', named, { aud: 'api://todo' }, 'accepted'],
    ['the second audience that is set', named, { aud: 'api://other' }, 'accepted'],
    ['our public address while another audience is set', named, {}, 'refused'],
    ['no audience while one is set', named, { aud: undefined }, 'refused'],
    ['a life of 24 hours', {}, { exp: seconds() + 86_400 - 60, iat: seconds() - 60 }, 'accepted'],
    ['a life of more than 24 hours', {}, { exp: seconds() + 86_460, iat: seconds() }, 'refused'],
    ['a long life that is allowed', { outside_max_seconds: 1e6 }, { exp: seconds() + 86_401 }, 'accepted'],
  ]
  test.each(table)('by the shared secret, %s', async (_, changes, claims, wanted) => {
    const verify = createOutsideVerify(settings({ better_auth_secret: SHARED, ...changes }))
    expect((await verify(await shared(claims))) ? 'accepted' : 'refused').toBe(wanted)
  })

  const types: [string | undefined, 'accepted' | 'refused'][] = [
    [undefined, 'accepted'],
    ['JWT', 'accepted'],
    ['jwt', 'accepted'],
    ['at+jwt', 'accepted'],
    ['application/at+jwt', 'accepted'],
    ['logout+jwt', 'refused'],
    ['secevent+jwt', 'refused'],
    ['dpop+jwt', 'refused'],
    ['', 'refused'],
  ]
  test.each(types)('the type %p is %s', async (typ, wanted) => {
    const verify = createOutsideVerify(settings({ better_auth_secret: SHARED }))
    const header = { alg: 'HS256', ...(typ !== undefined && { typ }) }
    const token = await new SignJWT(payload()).setProtectedHeader(header).sign(bytes(SHARED))
    expect((await verify(token)) ? 'accepted' : 'refused').toBe(wanted)
  })

  const scopes: [object, string[] | undefined][] = [
    [{ scope: 'openid profile' }, undefined],
    [{ scope: 'openid tasks:read' }, ['tasks:read']],
    [{ scp: ['chat', 'tasks:write'] }, ['chat', 'tasks:write']],
    [{ scp: 'tasks:read' }, ['tasks:read']],
    [{ scope: 7 }, undefined],
    [{}, undefined],
  ]
  test.each(scopes)('the scopes of %p are %p', async (claims, wanted) => {
    const verify = createOutsideVerify(settings({ better_auth_secret: SHARED }))
    expect((await verify(await shared({ ...claims, zoneinfo: 'Europe/Rome' })))?.scopes).toEqual(wanted as never)
  })
})

test('with neither, nobody outside is known', async () => {
  const verify = createOutsideVerify(settings())
  expect(await verify(await shared())).toBeUndefined()
})
