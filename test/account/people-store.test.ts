import { expect, test } from 'bun:test'
import { findLink, insertPerson, openLink, takeLink } from '../../src/account/people-store.ts'
import { newId } from '../../src/lib/id.ts'
import { testDatabase } from '../support/database.ts'

test('a link is open for its time, one for each person, and taken once', async () => {
  const db = await testDatabase()
  const person = { id: newId(), email: 'a@example.org', name: 'A', password_hash: null, is_admin: false }
  await db.execute((sql) => insertPerson(sql, person))
  const first = newId()
  expect(await db.execute((sql) => openLink(sql, { id: first, user_id: person.id }, 1))).toBe(first)
  expect(await db.execute((sql) => openLink(sql, { id: newId(), user_id: person.id }, 1))).toBe(first)
  const admin = newId()
  expect(await db.execute((sql) => openLink(sql, { id: admin, user_id: null }, 1))).toBe(admin)
  expect(await db.execute((sql) => takeLink(sql, first))).toEqual({ id: first, user_id: person.id })
  expect(await db.execute((sql) => takeLink(sql, first))).toBeUndefined()
  await db.execute((sql) => sql`update one_time_links set expires_at = now() - interval '1 second'`)
  expect(await db.query((sql) => findLink(sql, admin))).toBeUndefined()
  await db.close()
})
