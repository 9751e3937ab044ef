/** Rings on open pages: shown once, in every page, and ended by what their person does there, with and without scripts. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { framesOf } from './frames.ts'
import { type Visitor, visitor } from './visitor.ts'

let it: TestApp
let ada: Visitor
beforeAll(async () => {
  it = await testApp()
})
beforeEach(async () => {
  ada = visitor(it)
  await ada.join()
})
afterAll(() => it.close())

const callerOf = (who: Visitor) => it.core.account.callerOfCookie(who.cookie().split('=')[1] ?? '')

/** A task whose reminder has come due, rung by the engine itself. */
const ringing = async (title: string) => {
  const caller = await callerOf(ada)
  const { value } = await it.core.task.create(caller, { title, remind_at: '2099-01-01T09:00' }, { actor: 'person' })
  await it.db.execute(
    (sql) => sql`update reminders set at = now() where user_id = ${caller.user_id} and task_id = ${value.id}`,
  )
  await it.core.reminder.look()
  return value.id
}
const ringsIn = (html: string) => [...html.matchAll(/id="ring-(\w+)"/g)].map(([, id]) => id)

describe('a ring', () => {
  test('stands above every page until it is dismissed', async () => {
    const id = await ringing('Tea')
    for (const path of ['/chat', '/tasks', '/changes', '/settings'])
      expect(ringsIn((await ada.get(path)).html)).toEqual([`${id}`])
    const answer = await ada.post(`/rings/${id}`, { act: 'dismiss', next: '/tasks' })
    expect([answer.status, answer.location]).toEqual([303, '/tasks'])
    expect(ringsIn((await ada.get('/tasks')).html)).toEqual([])
  })

  test('comes to a page that is open, through its stream', async () => {
    const leave = new AbortController()
    const response = await ada.open('GET', '/live?at=%2Ftasks', { htmx: true, signal: leave.signal })
    const frames = framesOf(response)
    await frames.next()
    const id = await ringing('Tea')
    for (let html = ''; !ringsIn(html).includes(`${id}`); ) html = (await frames.next()).value?.html ?? ''
    leave.abort()
  })

  test.each(['done', 'hour', 'tomorrow', 'week'])('is ended by %s', async (act) => {
    const id = await ringing('Tea')
    const answer = await ada.post(`/rings/${id}`, { act }, { htmx: true })
    expect(answer.status).toBe(200)
    expect(ringsIn(answer.html)).toEqual([])
    const task = await it.core.task.show(await callerOf(ada), id)
    expect(task.status).toBe(act === 'done' ? 'completed' : 'pending')
    expect(task.remind_at === '2099-01-01T09:00').toBe(act === 'done')
  })

  test('that is nobody’s, or of which nothing is known, is refused', async () => {
    const id = await ringing('Tea')
    expect((await ada.post(`/rings/${id}`, { act: 'explode' })).status).toBe(400)
    expect((await ada.post('/rings/999', { act: 'done' })).status).toBe(404)
    expect((await ada.post('/rings/x', { act: 'done' })).status).toBe(404)
    const eve = visitor(it)
    await eve.join('eve')
    expect((await eve.post(`/rings/${id}`, { act: 'dismiss' })).status).toBe(303)
    expect(ringsIn((await ada.get('/tasks')).html)).toEqual([`${id}`])
  })
})

test('what was missed shares a line and goes together', async () => {
  const caller = await callerOf(ada)
  for (const title of ['Tea', 'Milk'])
    await it.core.task.create(caller, { title, remind_at: '2099-01-01T09:00' }, { actor: 'person' })
  await it.db.execute(
    (sql) => sql`update reminders set at = now() - interval '2 hours' where user_id = ${caller.user_id}`,
  )
  await it.core.reminder.look()
  const { html } = await ada.get('/tasks')
  expect(ringsIn(html)).toEqual(['missed'])
  await ada.post('/rings/missed', { act: 'dismiss' })
  expect(ringsIn((await ada.get('/tasks')).html)).toEqual([])
})
