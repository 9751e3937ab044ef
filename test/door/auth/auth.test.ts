import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Scope } from '../../../src/account/schema.ts'
import { auth, authenticate, authenticatedCaller } from '../../../src/door/auth/auth.ts'
import { bearerOf } from '../../../src/door/auth/bearer.ts'
import { contextOf } from '../../../src/door/http/context.ts'
import { errors } from '../../../src/door/http/error-hook.ts'
import { accountOn, callerFor, codeOf, ROSA } from '../../account/support.ts'
import { testDatabase } from '../../support/database.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

/** A route for each need, in two modules that both ask for the plugin, as the doors do. */
const setUp = async () => {
  const account = accountOn(db)
  const { id } = await account.signUp(ROSA)
  const core = { account }
  const handled: string[] = []
  const one = new Elysia({ name: 'one' })
    .use(auth(core))
    .get('/open', () => 'open')
    .get('/known', ({ caller }) => caller, { caller: true })
    .get('/person', ({ caller, expires_at }) => ({ ...caller, expires_at }), { caller: 'person' })
    .get('/chat', ({ caller }) => caller, { caller: 'chat' })
  const two = new Elysia({ name: 'two' })
    .use(auth(core))
    .get('/read', ({ caller }) => caller, { caller: 'tasks:read' })
    .post(
      '/write',
      ({ caller, body }) => {
        handled.push(body.title)
        return caller
      },
      { caller: 'tasks:write', body: Type.Object({ title: Type.String() }) },
    )
  const app = new Elysia().use(errors()).use(one).use(two)
  const send = async (path: string, token?: string, body?: unknown) => {
    const request = new Request(`http://localhost${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
    // As the gate does: these are paths of the API.
    contextOf(request).path = `/api${path}`
    return { request, response: await app.handle(request) }
  }
  const tokenWith = async (...scopes: Scope[]) =>
    (await account.createAccessToken(callerFor(id), { name: 'a program', scopes })).token
  return { core, id, send, handled, tokenWith, jwt: await bearerOf(account).newToken(id) }
}

describe('what a route asks for', () => {
  const PATHS = ['/known', '/person', '/chat', '/read', '/write'] as const
  const holders: [string, Scope[] | undefined, number[]][] = [
    ['a signed-in person', undefined, [200, 200, 200, 200, 200]],
    ['a program for chat', ['chat'], [200, 403, 200, 403, 403]],
    ['a program that reads', ['tasks:read'], [200, 403, 403, 200, 403]],
    ['a program that writes', ['tasks:write'], [200, 403, 403, 403, 200]],
    ['a program with everything', ['chat', 'tasks:read', 'tasks:write'], [200, 403, 200, 200, 200]],
  ]
  test.each(holders)('%s', async (_, scopes, expected) => {
    const { send, id, jwt, tokenWith } = await setUp()
    const token = scopes ? await tokenWith(...scopes) : jwt
    const statuses = []
    for (const path of PATHS) {
      const { response } = await send(path, token, path === '/write' ? { title: 'Milk' } : undefined)
      const answer = (await response.json()) as { user_id?: string; error?: { code: string } }
      statuses.push(response.status)
      if (response.status === 200) expect(answer.user_id).toBe(id)
      else expect(answer.error?.code).toBe('insufficient_scope')
    }
    expect(statuses).toEqual(expected)
  })

  test('nobody gets 401 everywhere but where nothing is asked for', async () => {
    const { send } = await setUp()
    for (const path of PATHS)
      expect((await send(path, undefined, path === '/write' ? {} : undefined)).response.status).toBe(401)
    expect((await send('/open')).response.status).toBe(200)
  })
})

describe('the order', () => {
  test('a stranger’s body is not looked at, a friend’s is, and neither reaches the handler', async () => {
    const { send, handled, jwt, tokenWith } = await setUp()
    const wrong = { title: 7 }
    expect((await send('/write', undefined, wrong)).response.status).toBe(401)
    expect((await send('/write', await tokenWith('chat'), wrong)).response.status).toBe(403)
    expect((await send('/write', jwt, wrong)).response.status).toBe(400)
    expect(handled).toEqual([])
    expect((await send('/write', jwt, { title: 'Milk' })).response.status).toBe(200)
    expect(handled).toEqual(['Milk'])
  })
})

describe('who called', () => {
  test('is known afterwards, for logs and limits', async () => {
    const { send, id, jwt } = await setUp()
    expect(authenticatedCaller((await send('/known', jwt)).request)?.user_id).toBe(id)
    expect(authenticatedCaller((await send('/known')).request)).toBeUndefined()
    expect(authenticatedCaller((await send('/open', jwt)).request)).toBeUndefined()
  })

  test('is nobody when the credential was refused for its scope', async () => {
    const { send, tokenWith } = await setUp()
    expect(authenticatedCaller((await send('/read', await tokenWith('chat'))).request)).toBeUndefined()
  })

  test('never leaks from one request into another that runs beside it', async () => {
    const { core, send, id, jwt } = await setUp()
    const luz = await core.account.signUp({ ...ROSA, email: 'luz@example.org' })
    const hers = await bearerOf(core.account).newToken(luz.id)
    const seen = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const { response } = await send('/known', i % 2 ? jwt : hers)
        return ((await response.json()) as { user_id: string }).user_id === (i % 2 ? id : luz.id)
      }),
    )
    expect(seen).not.toContain(false)
  })
})

test('other doors can ask the same without the macro', async () => {
  const { core, id, jwt, tokenWith } = await setUp()
  const request = (token: string) => new Request('http://localhost/', { headers: { authorization: `Bearer ${token}` } })
  expect((await authenticate(core, request(jwt), 'chat')).caller.user_id).toBe(id)
  expect(await codeOf(authenticate(core, request(await tokenWith('tasks:read')), 'chat'))).toBe('insufficient_scope')
  expect(await codeOf(authenticate(core, request('x'), true))).toBe('unauthenticated')
})
