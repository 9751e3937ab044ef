/** What callers come with: good for nothing in every way there is, or good for one scope alone. */
import { SignJWT } from 'jose'
import { SCOPES } from '../../src/account/schema.ts'
import { bearerOf } from '../../src/door/auth/bearer.ts'
import { newId } from '../../src/lib/id.ts'
import type { TestApp } from '../support/app.ts'
import { person } from '../support/people.ts'

export interface Member {
  id: string
  email: string
  token: string
}

/** Somebody who exists and is signed in, without the cost of a password. */
export const member = async (it: TestApp, name: string): Promise<Member> => {
  const { user_id: id } = await person(it.db, name)
  return { id, email: `${name}-${id}@example.org`, token: await bearerOf(it.core.account).newToken(id) }
}

interface Forgery {
  secret?: string
  alg?: string
  claims?: Record<string, unknown>
}
const payloadOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

/** The person’s own token signed again, but for what is given. */
const signed = (it: TestApp, { token }: Member, { secret, alg = 'HS256', claims }: Forgery = {}) =>
  new SignJWT({ ...payloadOf(token), ...claims })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .sign(new TextEncoder().encode(secret ?? it.config.JWT_SECRET ?? ''))

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

export const accessToken = async (it: TestApp, { token }: Member, scopes: readonly string[]) => {
  const made = await it.call('POST', '/api/v1/auth/tokens', { token, body: { name: 'agent', scopes } })
  return (await made.json()) as { id: string; token: string }
}

/** A token of each kind that opens nothing, for a person who exists; `undefined` is no token at all. */
export const uselessTokens = async (it: TestApp, who: Member): Promise<[name: string, token: string | undefined][]> => {
  const [header = '', payload = '', signature = ''] = who.token.split('.')
  const stolen = base64({ ...payloadOf(who.token), sub: newId() })
  const [ended, spent] = [await accessToken(it, who, SCOPES), await accessToken(it, who, SCOPES)]
  await it.call('DELETE', `/api/v1/auth/tokens/${ended.id}`, { token: who.token })
  await it.db.execute(
    (sql) => sql`update access_tokens set expires_at = now() - interval '1 day' where id = ${spent.id}`,
  )
  const left = await bearerOf(it.core.account).newToken(who.id)
  await it.call('POST', '/api/v1/auth/signout', { token: left })
  const gone = await member(it, 'gone')
  await it.db.execute((sql) => sql`delete from users where id = ${gone.id}`)
  return [
    ['nobody', undefined],
    ['nonsense', 'nonsense'],
    ['expired', await signed(it, who, { claims: { exp: Math.floor(Date.now() / 1000) - 60 } })],
    ['signed out', left],
    ['of an account that is gone', gone.token],
    ['forged: another secret', await signed(it, who, { secret: 'secret-secret-secret-secret-secret-secret' })],
    ['forged: no algorithm', `${base64({ alg: 'none', typ: 'JWT' })}.${payload}.`],
    ['forged: another algorithm', await signed(it, who, { alg: 'HS512' })],
    ['forged: another audience', await signed(it, who, { claims: { aud: ['elsewhere'] } })],
    ['forged: another issuer', await signed(it, who, { claims: { iss: 'elsewhere' } })],
    ['forged: another payload', `${header}.${stolen}.${signature}`],
    ['an unknown access token', `tdc_${'a'.repeat(43)}`],
    ['an ended access token', ended.token],
    ['an expired access token', spent.token],
  ]
}

/** Told apart from the useless ones: made the same way, and good. */
export const goodToken = (it: TestApp, who: Member) => signed(it, who)
