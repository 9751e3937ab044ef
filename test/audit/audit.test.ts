/** Every act leaves its row, from whichever door, and no text of the person is in any. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { AuditAct, AuditEntry } from '../../src/audit/schema.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { wrongIn } from './chain.ts'

let it: TestApp
let who: Awaited<ReturnType<TestApp['signUp']>>
beforeAll(async () => {
  it = await testApp()
  who = await it.signUp('ada')
})
afterAll(() => it.close())

const rowsOf = async (user_id = who.id) => (await it.core.audit.entries(user_id, 100)).entries
const call = (method: string, path: string, body?: unknown) =>
  it.call(method, `/api/v1${path}`, { token: who.token, ...(body !== undefined && { body }) })
/** The newest row of the act; waits for one that is written behind the answer. */
const newest = async (act: AuditAct): Promise<AuditEntry> => {
  for (;;) {
    const found = (await rowsOf()).find((row) => row.act === act)
    if (found) return found
    await Bun.sleep(5)
  }
}
const json = async <T>(response: Promise<Response>) => (await (await response).json()) as T

describe('the audit has a row for', () => {
  test('sign-up, sign-in, a failed one and sign-out', async () => {
    expect(await newest('signed_up')).toMatchObject({ seq: 1, facts: { address: expect.any(String) } })
    const bad = { email: who.email, password: 'no password of theirs' }
    expect((await it.call('POST', '/api/v1/auth/signin', { body: bad })).status).toBe(401)
    expect((await newest('sign_in_failed')).facts).toMatchObject({ outcome: 'wrong_password' })
    const { access_token: token } = await json<{ access_token: string }>(
      it.call('POST', '/api/v1/auth/signin', { body: { email: who.email, password: who.password } }),
    )
    expect((await newest('signed_in')).facts.address).toBeString()
    await it.call('POST', '/api/v1/auth/signout', { token })
    expect((await newest('signed_out')).facts).toEqual({ by: 'jwt' })
  })

  test('tokens, preferences and exports', async () => {
    const made = await json<{ id: string }>(
      call('POST', '/auth/tokens', { name: 'a secret name', scopes: ['chat', 'tasks:read'] }),
    )
    expect((await newest('token_made')).facts).toEqual({ token: made.id, what: 'chat tasks:read' })
    await call('DELETE', `/auth/tokens/${made.id}`)
    expect((await newest('token_removed')).facts).toEqual({ token: made.id })
    await call('PATCH', '/auth/me', { name: 'A new name', preferences: { theme: 'dark' } })
    expect((await newest('profile_changed')).facts).toEqual({ by: 'jwt', what: 'name preferences' })
    await call('GET', '/auth/me/export')
    expect((await newest('account_exported')).facts).toEqual({ by: 'jwt' })
    await call('GET', '/tasks?format=csv')
    expect((await newest('tasks_exported')).facts).toEqual({ by: 'jwt', what: 'csv' })
  })

  test('deleting, undoing and doing again', async () => {
    const { id } = await json<{ id: number }>(call('POST', '/tasks', { title: 'Hush hush' }))
    await call('DELETE', `/tasks/${id}`)
    expect((await newest('tasks_deleted')).facts).toEqual({ by: 'jwt', count: 1 })
    await call('POST', '/tasks/undo')
    expect((await newest('undone')).facts).toEqual({ by: 'jwt', count: 1 })
    await call('POST', '/tasks/redo')
    expect((await newest('redone')).facts).toEqual({ by: 'jwt', count: 1 })
    const session = await json<{ id: string }>(call('POST', '/chatkit/sessions'))
    await call('DELETE', `/chatkit/sessions/${session.id}`)
    expect((await newest('chat_deleted')).facts).toEqual({ by: 'jwt', id: session.id })
    await call('POST', `/chatkit/sessions/${session.id}/restore`)
    expect((await newest('chat_restored')).facts).toEqual({ by: 'jwt', id: session.id })
    await call('DELETE', `/chatkit/sessions/${session.id}?forever=true`)
    expect((await newest('chat_erased')).facts).toEqual({ by: 'jwt', id: session.id })
  })

  test('an import', async () => {
    const sent = await it.call('POST', '/api/v1/tasks/import?format=todotxt', {
      token: who.token,
      headers: { 'content-type': 'text/plain' },
      body: 'Polish the unicorn\nBrush the unicorn\n',
    })
    expect(sent.status).toBe(200)
    expect((await newest('tasks_imported')).facts).toEqual({ by: 'jwt', count: 2 })
  })

  test('a tool call and the confirmation it waits for', async () => {
    const { id } = await json<{ id: string }>(call('POST', '/chatkit/sessions'))
    const say = (text: string) =>
      it.call('POST', `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`, {
        token: who.token,
        headers: { accept: 'application/json' },
        body: { message: { content: [{ type: 'input_text', text }] } },
      })
    await say('add feed the unicorn')
    expect((await newest('tool_called')).facts).toMatchObject({ by: 'assistant', what: 'add_task', outcome: 'done' })
    await say('delete feed the unicorn')
    expect((await newest('tool_called')).facts).toMatchObject({ what: 'delete_task', outcome: 'awaiting_confirmation' })
    const { confirmations } = await json<{ confirmations: { id: string }[] }>(call('GET', '/confirmations'))
    await call('POST', `/confirmations/${confirmations[0]?.id}`, { approve: false })
    expect((await newest('confirmation_settled')).facts).toEqual({
      by: 'jwt',
      what: 'delete_task',
      outcome: 'declined',
      id: confirmations[0]?.id as string,
    })
  })

  test('a password that is changed, or set by a link', async () => {
    const other = await it.signUp('bob')
    const body = { old_password: other.password, password: 'another password' }
    await it.call('PATCH', '/api/v1/auth/me', { token: other.token, body })
    const path = await it.core.account.resetLinkOf(other.email)
    await it.core.account.spendLink(path.replace('/link/', ''), { email: '', password: 'a third password' })
    const acts = (await rowsOf(other.id)).map(({ act, facts }) => [act, facts.by])
    expect(acts).toEqual([
      ['password_reset', 'link'],
      ['reset_link_made', 'operator'],
      ['password_changed', 'jwt'],
      ['signed_up', undefined],
    ])
  })
})

test('it is read in pages, newest first, and each person has their own', async () => {
  const all = await rowsOf()
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, n) => all.length - n))
  const first = await it.core.audit.entries(who.id, 3)
  expect(first).toMatchObject({ entries: all.slice(0, 3), before: all[2]?.seq })
  expect((await it.core.audit.entries(who.id, 3, first.before)).entries).toEqual(all.slice(3, 6))
  expect(await it.core.audit.entries(who.id, 100, 1)).toEqual({ entries: [] })
})

test('no words of the person are in it, and every chain is whole', async () => {
  const rows = await it.db.query((sql) => sql`select facts::text as facts from audit_entries`)
  expect(rows.map(({ facts }) => facts).join()).not.toMatch(/unicorn|hush|secret|password of|@example|new name/i)
  expect(await wrongIn(it.db)).toEqual([])
})

test('an account that is erased leaves nothing but a keyed hash', async () => {
  const other = await it.signUp('eve')
  await it.call('DELETE', '/api/v1/auth/me', { token: other.token, body: { password: other.password } })
  expect(await rowsOf(other.id)).toEqual([])
  const erased = await it.db.query((sql) => sql`select length(user_hash) as bytes from audit_erased`)
  expect(erased.map(({ bytes }) => bytes)).toEqual([16])
})
