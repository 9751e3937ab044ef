import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Visitor, visitor, wordsOf } from './visitor.ts'

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

/** A chat in which deleting “Milk” waits for the person. */
const asked = async () => {
  await ada.post('/tasks', { title: 'Milk' })
  const id = await ada.chat('delete task 1')
  const { html } = await ada.get(`/chat/${id}`)
  const confirmation = /action="\/confirmations\/([\w-]{36})"/.exec(html)?.[1] ?? ''
  return { id, html, path: `/confirmations/${confirmation}` }
}
const openTasks = async () => wordsOf((await ada.get('/tasks?status=pending')).html)

test('the card shows the real title and two plain forms', async () => {
  const { html } = await asked()
  expect(wordsOf(html)).toContain('Delete this task? Milk Confirm Cancel')
  expect(html).toContain('name="approve" value="true"')
  expect(html).toContain('name="approve" value="false"')
  expect(await openTasks()).toContain('Milk')
})

test('Confirm does it once, says so in the chat, and takes the buttons away', async () => {
  const { id, path } = await asked()
  const done = await ada.post(path, { approve: 'true' })
  expect([done.status, done.location]).toEqual([303, `/chat/${id}?said=done`])
  expect(await openTasks()).not.toContain('Milk')
  const { html } = await ada.get(`/chat/${id}`)
  expect(html).not.toContain('name="approve"')
  expect(wordsOf(html)).toContain('Confirmed')
  expect(wordsOf(html)).toContain('Deleted “Milk”')
  const again = await ada.post(path, { approve: 'true' })
  expect([again.status, wordsOf(again.html).includes('settled already')]).toEqual([409, true])
})

test('Cancel drops it', async () => {
  const { id, path } = await asked()
  expect((await ada.post(path, { approve: 'false' })).location).toBe(`/chat/${id}?said=kept`)
  expect(await openTasks()).toContain('Milk')
  expect((await ada.get(`/chat/${id}`)).html).not.toContain('name="approve"')
})

test('by htmx the conversation and the panel come back as they now are', async () => {
  const { path } = await asked()
  const { status, html } = await ada.post(path, { approve: 'true' }, { htmx: true })
  expect(status).toBe(200)
  expect(html).toStartWith('<hx-partial hx-target="#log" hx-swap="innerMorph">')
  expect(wordsOf(html)).toContain('Deleted “Milk”')
  expect(html).toContain('<hx-partial hx-target="#todos" hx-swap="outerMorph">')
  expect(html).not.toContain('name="approve"')
  const again = await ada.post(path, { approve: 'true' }, { htmx: true })
  expect(again.status).toBe(409)
  expect(again.html).toStartWith('<hx-partial hx-target="#said"')
})

test('more than ten tasks are all shown, each with its before and after', async () => {
  for (let n = 1; n <= 25; n++) await ada.post('/tasks', { title: `Task no ${n}` })
  const id = await ada.chat('complete everything')
  const words = wordsOf((await ada.get(`/chat/${id}`)).html)
  const card = words.slice(words.indexOf('25 tasks?'), words.indexOf('Confirm Cancel'))
  for (let n = 1; n <= 25; n++) expect(card).toContain(`Task no ${n} status open → done`)
})

test('what has changed meanwhile is not done: the page says so, and the card waits on', async () => {
  const { id, path } = await asked()
  await ada.post('/tasks/1', { title: 'Oat milk' })
  const refused = await ada.post(path, { approve: 'true' })
  expect([refused.status, wordsOf(refused.html)]).toEqual([409, expect.stringContaining('has changed meanwhile')])
  expect(await openTasks()).toContain('milk')
  expect((await ada.get(`/chat/${id}`)).html).toContain(path)
})

describe('is refused', () => {
  test.each(['', 'yes', '1', 'TRUE'])('with approve=%j', async (approve) => {
    const { path } = await asked()
    expect((await ada.post(path, { approve })).status).toBe(400)
    expect(await openTasks()).toContain('Milk')
  })
  test('to another person', async () => {
    const { path } = await asked()
    const eve = visitor(it)
    await eve.join('eve')
    expect((await eve.post(path, { approve: 'true' })).status).toBe(404)
    expect(await openTasks()).toContain('Milk')
  })
  test('for what never was asked', async () => {
    for (const id of ['x', '01900000-0000-7000-8000-000000000001']) {
      expect((await ada.post(`/confirmations/${id}`, { approve: 'true' })).status).toBe(404)
    }
  })
  test('when it waited too long, and the card says so', async () => {
    const { id, path } = await asked()
    await it.db.execute(
      (sql) => sql`update confirmations set expires_at = now() - interval '1 second' where status = 'pending'`,
    )
    expect(wordsOf((await ada.get(`/chat/${id}`)).html)).toContain('This no longer waits for you.')
    expect((await ada.post(path, { approve: 'true' })).status).toBe(409)
    expect(await openTasks()).toContain('Milk')
  })
})

describe('a question that an agent asked', () => {
  /** What an agent of Ada’s has asked for, and the page of it. */
  const agentAsks = async (tool: string, args: object, ...titles: string[]) => {
    for (const title of titles) await ada.post('/tasks', { title })
    const [name, cookie = ''] = ada.cookie().split('=')
    expect(name).toBe('todochat')
    const caller = await it.core.account.callerOfCookie(cookie)
    const answer = await it.core.agent.call(caller, tool, args)
    if (answer.status === 'done') throw new Error('it did not wait')
    return { path: `/confirmations/${answer.confirmation.id}`, caller }
  }

  test('has a page that shows what would be done, all of it, with two plain forms', async () => {
    const { path } = await agentAsks(
      'update_task',
      { task_ids: [1, 2, 3, 4], priority: 'high', tags: ['a'] },
      ...'wxyz',
    )
    const { status, html } = await ada.get(path)
    expect(status).toBe(200)
    const words = wordsOf(html)
    for (const said of ['Change these 4 tasks? w priority none → high tags none → #a x', 'Confirm Cancel'])
      expect(words).toContain(said)
    expect(html).toContain(`method="post" action="${path}"`)
  })

  test('is settled there, once, and then the page says so', async () => {
    const { path } = await agentAsks('delete_task', { task_id: 1 }, '<b>Milk</b>')
    expect((await ada.get(path)).html).not.toContain('<b>Milk')
    expect((await ada.post(path, { approve: 'true' })).location).toBe('/tasks?said=done')
    expect(await openTasks()).not.toContain('Milk')
    const { html } = await ada.get(path)
    expect(wordsOf(html)).toContain('Settled')
    expect(wordsOf(html)).toContain('Confirmed')
    expect(html).not.toContain('name="approve"')
    expect((await ada.post(path, { approve: 'true' })).status).toBe(409)
  })

  test('is found on the page of tasks while it waits', async () => {
    const { path } = await agentAsks('delete_task', { task_id: 1 }, 'Milk')
    expect((await ada.get('/tasks')).html).toContain(`<a href="${path}">`)
    await ada.post(path, { approve: 'false' })
    expect((await ada.get('/tasks')).html).not.toContain('/confirmations/')
  })

  test('is for nobody else, and a stranger comes back to it after signing in', async () => {
    const { path } = await agentAsks('delete_task', { task_id: 1 }, 'Milk')
    const eve = visitor(it)
    expect((await eve.get(path)).location).toBe(`/signin?next=${encodeURIComponent(path)}`)
    await eve.join('eve')
    const { status, html } = await eve.get(path)
    expect([status, html.includes('Milk')]).toEqual([404, false])
    expect(await openTasks()).toContain('Milk')
  })

  test('one of a chat is shown in its chat', async () => {
    const { id, path } = await asked()
    expect((await ada.get(path)).location).toBe(`/chat/${id}`)
  })
})

test('“yes” in the chat is no approval', async () => {
  const { id } = await asked()
  await ada.post(`/chat/${id}`, { text: 'yes, confirm', key: crypto.randomUUID() })
  await ada.get(`/chat/${id}?no_script=1`)
  expect(await openTasks()).toContain('Milk')
})
