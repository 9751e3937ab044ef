/** The button under an answer. */
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

const openTasks = async () => wordsOf((await ada.get('/tasks?status=pending')).html)

/** An answer that added two tasks, and the form under it. */
const added = async () => {
  const id = await ada.chat('add:\n- milk\n- bread')
  const { html } = await ada.get(`/chat/${id}`)
  const item = /action="\/chat\/[\w-]+\/undo"[\s\S]*?name="item" value="([\w-]{36})"/.exec(html)?.[1] ?? ''
  return { id, item, path: `/chat/${id}/undo` }
}

describe('Undo under an answer', () => {
  test('takes back all of it, marks its card and has no button afterwards', async () => {
    const { id, item, path } = await added()
    expect(await openTasks()).toMatch(/milk/i)
    const done = await ada.post(path, { item })
    expect([done.status, done.location]).toEqual([303, `/chat/${id}?said=undone`])
    expect(await openTasks()).not.toMatch(/milk|bread/i)
    const { html } = await ada.get(`/chat/${id}`)
    expect(wordsOf(html)).toContain('Undone')
    expect(html).not.toContain(`action="${path}"`)
  })

  test('leaves the newer act of somebody else alone', async () => {
    const { item, path } = await added()
    await ada.post('/tasks', { title: 'Later' })
    await ada.post(path, { item })
    expect(await openTasks()).toContain('Later')
    expect(await openTasks()).not.toMatch(/milk/i)
  })

  test('by htmx brings the conversation and the panel', async () => {
    const { item, path } = await added()
    const { status, html } = await ada.post(path, { item }, { htmx: true })
    expect(status).toBe(200)
    expect(html).toContain('hx-target="#log"')
    expect(html).toContain('hx-target="#todos"')
    const again = await ada.post(path, { item }, { htmx: true })
    expect(wordsOf(again.html)).toContain('There is nothing to undo.')
  })

  test('of another’s chat is refused', async () => {
    const { item, path } = await added()
    const bob = visitor(it)
    await bob.join()
    expect((await bob.post(path, { item })).status).toBeGreaterThanOrEqual(403)
    expect(await openTasks()).toMatch(/milk/i)
  })
})

describe('the word “undo”', () => {
  test('right after an answer takes back that answer, whole and at once', async () => {
    const { id } = await added()
    await ada.post('/tasks', { title: 'Later' })
    await ada.post(`/chat/${id}`, { text: 'undo', key: crypto.randomUUID() })
    await ada.get(`/chat/${id}?no_script=1`)
    expect(await openTasks()).not.toMatch(/milk|bread/i)
    expect(await openTasks()).toContain('Later')
  })
})
