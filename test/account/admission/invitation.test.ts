/** Invitations: bounded, shortened, and for administrators who are there. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { createInvitations } from '../../../src/account/admission/invitation.ts'
import type { Database } from '../../../src/db/database.ts'
import { newId } from '../../../src/lib/id.ts'
import { testDatabase } from '../../support/database.ts'
import { errorOf } from '../../support/failure.ts'
import { person } from '../../support/people.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
const invitations = () => createInvitations({ db, links: { pathOf: (id) => `/link/${id}` } })

test('notes are cut, the newest is first, the two hundred and first is refused', async () => {
  const ada = await person(db, 'ada')
  const { invite, invitations: list } = invitations()
  const path = await invite(ada, ` ${'x'.repeat(300)}\0 `)
  const [made] = await list()
  expect(path).toBe(`/link/${made?.id}`)
  expect(made?.note).toHaveLength(100)
  for (let n = 1; n < 200; n++) await invite(ada, `${n}`)
  expect((await list())[0]?.note).toBe('199')
  expect(await errorOf(invite(ada, 'one more'))).toMatchObject({ code: 'conflict' })
  await db.execute((sql) => sql`update invitations set expires_at = now() - interval '1 day' where note = '7'`)
  await invite(ada, 'one more')
})

test('a program with a token of an administrator administers nothing; a disabled one neither', async () => {
  const ada = await person(db, 'ada')
  const { needAdministrator, isAdministrator, withdrawInvitation } = invitations()
  expect(await errorOf(needAdministrator(ada))).toMatchObject({ code: 'forbidden' })
  await db.execute((sql) => sql`update users set is_admin = true where id = ${ada.user_id}`)
  await needAdministrator(ada)
  expect(await errorOf(needAdministrator({ ...ada, by: 'access_token' }))).toMatchObject({ code: 'forbidden' })
  await db.execute((sql) => sql`update users set disabled_at = now() where id = ${ada.user_id}`)
  expect(await isAdministrator(ada)).toBe(false)
  for (const id of [newId(), 'nonsense'])
    expect(await errorOf(withdrawInvitation(ada, id))).toMatchObject({ code: 'not_found' })
})
