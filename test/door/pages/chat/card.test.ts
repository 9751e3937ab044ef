/** Clicks on the cards of a chat: with and without scripts, by their owner and by nobody else. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Visitor, visitor, wordsOf } from '../visitor.ts'

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

/** A chat with a list of two tasks on a card, and what its forms would send. */
const listed = async () => {
  for (const title of ['milk', 'bread']) await ada.post('/tasks', { title })
  const id = await ada.chat('show my tasks')
  const { html } = await ada.get(`/chat/${id}`)
  const section = html.slice(html.lastIndexOf('<section id="i-'))
  const item = /name="item" value="([\w-]{36})"/.exec(section)?.[1] ?? ''
  return { id, path: `/chat/${id}/card`, card: { item, payload: JSON.stringify({ id: 1 }) } }
}
const openTasks = async () => wordsOf((await ada.get('/tasks?status=pending')).html)

describe('a card in a chat', () => {
  test('ticks a task by a plain form and leads back to the chat', async () => {
    const { id, path, card } = await listed()
    const done = await ada.post(path, { ...card, type: 'task.toggle' })
    expect([done.status, done.location]).toEqual([303, `/chat/${id}`])
    expect(await openTasks()).not.toMatch(/milk/i)
    expect((await ada.get(`/chat/${id}`)).html).toMatch(/aria-label="Reopen: milk"/i)
  })

  test('by htmx answers with itself and the panel', async () => {
    const { path, card } = await listed()
    const { html } = await ada.post(path, { ...card, type: 'task.toggle' }, { htmx: true })
    expect(html).toContain(`hx-target="#i-${card.item}"`)
    expect(html).toContain('hx-target="#todos"')
    expect(html).toMatch(/Reopen: milk/i)
  })

  test('adds in plain words, edits in place and goes back to the list', async () => {
    const { path, card } = await listed()
    const none = { item: card.item, payload: '{}' }
    await ada.post(path, { ...none, type: 'task.add', title: 'call Bob tomorrow' })
    expect(await openTasks()).toContain('call Bob')
    const form = await ada.post(path, { ...card, type: 'task.edit' }, { htmx: true })
    expect(wordsOf(form.html)).toContain('Edit task')
    const saved = { ...card, type: 'task.save', title: 'Oat milk', due_on: '2099-05-01', priority: 'high' }
    const list = await ada.post(path, saved, { htmx: true })
    expect(wordsOf(list.html)).toContain('Oat milk')
    const row = wordsOf((await ada.get('/tasks?q=oat')).html)
    expect(row).toContain('High priority')
    expect(row).toMatch(/1 May 2099|May 1, 2099/)
  })

  test('that has gone stale says so and shows what is true', async () => {
    const { path, card } = await listed()
    await ada.post('/tasks/1/delete')
    const { html } = await ada.post(path, { ...card, type: 'task.save', title: 'x' }, { htmx: true })
    expect(html).toContain('hx-target="#said"')
    expect(await openTasks()).toMatch(/bread/i)
  })

  test('is refused to somebody else, and with an action that is none', async () => {
    const { path, card } = await listed()
    const bob = visitor(it)
    await bob.join()
    expect((await bob.post(path, { ...card, type: 'task.toggle' })).status).toBeGreaterThanOrEqual(403)
    expect((await ada.post(path, { ...card, type: 'task.explode' })).status).toBe(400)
    expect((await ada.post(path, { ...card, type: 'task.toggle', payload: '{' })).status).toBe(400)
    expect(await openTasks()).toMatch(/milk/i)
  })
})
