import { afterAll, beforeAll, expect, test } from 'bun:test'
import { chatsOf } from '../../../../src/door/pages/chat/found.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { person } from '../../../support/people.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

test('the address says which chats are listed, and a search its places', async () => {
  const caller = await person(it.db, 'ada')
  const { core } = it
  const { id } = (await core.thread.create(caller, { title: 'Garden' })).value
  await core.thread.create(caller, { title: 'Rent' })
  const at = (search: string) => chatsOf({ core, caller }, new URL(`http://x/chat${search}`), id)
  expect(await at('')).toMatchObject({ threads: [{ title: 'Rent' }, { title: 'Garden' }], current: id, next: '/chat' })
  expect((await at('')).places).toBeUndefined()
  expect(await at('?q=gar')).toMatchObject({ threads: [{ id }], q: 'gar', next: '/chat?q=gar', places: new Map() })
  expect(await at('?q=nowhere')).toMatchObject({ threads: [], places: new Map() })
  expect(await at('?archived=true')).toMatchObject({ threads: [], archived: true })
})
