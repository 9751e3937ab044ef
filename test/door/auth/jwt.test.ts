import { describe, expect, test } from 'bun:test'
import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { AUDIENCES, type Claims } from '../../../src/account/claims.ts'
import { createJwt } from '../../../src/door/auth/jwt.ts'
import { SECRET } from '../../account/support.ts'

const OTHER_SECRET = 'another secret of forty characters or so'
const seconds = () => Math.floor(Date.now() / 1000)

const claims = (changes: object = {}): Claims => ({
  iss: 'todochat',
  aud: [...AUDIENCES],
  sub: '01999999-9999-7999-8999-999999999999',
  jti: 'a token',
  iat: seconds(),
  exp: seconds() + 3600,
  valid_from: 1_700_000_000_000,
  ...changes,
})

const bytes = (secret: string) => new TextEncoder().encode(secret)
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** A token as somebody with the right key could make it, with anything inside. */
const signed = (payload: object, { alg = 'HS256', secret = SECRET, ...header }: Record<string, string> = {}) =>
  new SignJWT({ ...payload }).setProtectedHeader({ alg, typ: 'JWT', ...header }).sign(bytes(secret))
/** The claims without one of them. */
const without = (name: keyof Claims) => ({ ...claims(), [name]: undefined })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

describe('our own token', () => {
  test('is what was signed', async () => {
    const jwt = createJwt(SECRET, undefined)
    const given = claims()
    const token = await jwt.sign(given)
    expect(await jwt.verify(token)).toEqual({ ...given, iat: expect.any(Number) })
    expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'HS256',
      typ: 'JWT',
    })
  })

  test('is taken when another maker spells it the same', async () => {
    expect(await createJwt(SECRET, undefined).verify(await signed(claims()))).toEqual(claims())
  })
})

const changed = async () => {
  const [header = '', payload = '', signature = ''] = (await signed(claims())).split('.')
  const other = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return [header, part({ ...other, sub: 'somebody else' }), signature].join('.')
}
const unsigned = (alg: string) => `${part({ alg, typ: 'JWT' })}.${part(claims())}.`

describe('a forged token is nobody’s:', () => {
  const forgeries: [string, () => Promise<string> | string][] = [
    ['no algorithm', () => unsigned('none')],
    ['no algorithm, oddly spelt', () => unsigned('nOnE')],
    ['the right algorithm, no signature', () => unsigned('HS256')],
    ['HS384', () => signed(claims(), { alg: 'HS384' })],
    ['HS512', () => signed(claims(), { alg: 'HS512' })],
    ['RS256', () => new SignJWT({ ...claims() }).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(rsa.privateKey)],
    ['another secret', () => signed(claims(), { secret: OTHER_SECRET })],
    ['an empty secret guessed', () => signed(claims(), { secret: '\0' })],
    ['a changed payload', changed],
    ['a key id that looks like a path', () => signed(claims(), { secret: '/dev/null', kid: '../../dev/null' })],
    ['another type', () => signed(claims(), { typ: 'secevent+jwt' })],
    ['no issuer', () => signed(without('iss'))],
    ['another issuer', () => signed(claims({ iss: 'https://auth.example' }))],
    ['no audience', () => signed(without('aud'))],
    ['another audience', () => signed(claims({ aud: ['elsewhere'] }))],
    ['one of our audiences only', () => signed(claims({ aud: 'todochat:rest' }))],
    ['two of our audiences', () => signed(claims({ aud: AUDIENCES.slice(1) }))],
    ['no end', () => signed(without('exp'))],
    ['an end 31 s ago', () => signed(claims({ exp: seconds() - 31 }))],
    ['an end in words', () => signed(claims({ exp: 'never' }))],
    ['a beginning in an hour', () => signed(claims({ nbf: seconds() + 3600 }))],
    ['no time of issue', () => signed(without('iat'))],
    ['no subject', () => signed(without('sub'))],
    ['a number as subject', () => signed(claims({ sub: 1 }))],
    ['no token id', () => signed(without('jti'))],
    ['no start of validity', () => signed(without('valid_from'))],
    ['a start of validity as text', () => signed(claims({ valid_from: '0' }))],
    ['nothing', () => ''],
    ['two dots', () => '..'],
    ['words', () => 'a token'],
    ['five parts', () => 'a.b.c.d.e'],
    ['a payload that is a list', () => `${part({ alg: 'HS256' })}.${part([])}.x`],
  ]
  test.each(forgeries)('%s', async (_, forge) => {
    expect(await createJwt(SECRET, undefined).verify(await forge())).toBeUndefined()
  })

  test('what is forgiven are clocks, by 30 s', async () => {
    const jwt = createJwt(SECRET, undefined)
    expect(await jwt.verify(await signed(claims({ exp: seconds() - 10 })))).toBeDefined()
    expect(await jwt.verify(await signed(claims({ nbf: seconds() + 25 })))).toBeDefined()
  })
})

describe('a new secret', () => {
  test('leaves old tokens good while the previous one is named, and signs alone', async () => {
    const old = await createJwt(SECRET, undefined).sign(claims())
    const rotated = createJwt(OTHER_SECRET, SECRET)
    expect((await rotated.verify(old))?.jti).toBe('a token')
    const fresh = await rotated.sign(claims())
    expect(await createJwt(SECRET, undefined).verify(fresh)).toBeUndefined()
    expect((await rotated.verify(fresh))?.jti).toBe('a token')
  })

  test('ends old tokens when the previous one is gone', async () => {
    const old = await createJwt(SECRET, undefined).sign(claims())
    expect(await createJwt(OTHER_SECRET, undefined).verify(old)).toBeUndefined()
  })

  test('the previous one is held to the same rules', async () => {
    const rotated = createJwt(OTHER_SECRET, SECRET)
    for (const forged of [signed(claims(), { alg: 'HS512' }), signed(without('exp')), signed(claims({ iss: 'x' }))])
      expect(await rotated.verify(await forged)).toBeUndefined()
  })
})
