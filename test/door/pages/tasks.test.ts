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

const HTMX = { htmx: true, headers: { 'hx-target': 'section#tasks', 'hx-current-url': 'http://localhost/tasks' } }
const titles = (html: string) =>
  [...html.matchAll(/<span class="title" dir="auto">(?:<s>)?([^<]*)/g)].map(([, title]) => title)

describe('quick add', () => {
  test('reads dates, priority, tags and repeats from plain words', async () => {
    const added = await ada.post('/tasks', { title: 'Water the plants every monday !high #home' })
    expect([added.status, added.location]).toEqual([303, '/tasks?said=added'])
    const words = wordsOf((await ada.get('/tasks?said=added')).html)
    for (const part of ['Water the plants', 'Every week on Mon', 'high priority', '#home', '1 task', 'Added.']) {
      expect(words).toContain(part)
    }
  })

  test.each([
    ['nothing', '', 'Write what is to be done.'],
    ['only white space', '   ', 'Write what is to be done.'],
    ['a title too long', 'x'.repeat(201), '200'],
  ])('of %s comes back with the reason', async (_, title, reason) => {
    const page = await ada.post('/tasks', { title })
    expect(page.status).toBe(400)
    expect(wordsOf(page.html)).toContain(reason)
    if (title.trim()) expect(page.html).toContain(`value="${title}"`)
    const piece = await ada.post('/tasks', { title }, HTMX)
    expect([piece.status, piece.html.startsWith('<hx-partial hx-target="#err"')]).toEqual([400, true])
    expect(wordsOf((await ada.get('/tasks')).html)).toContain('0 tasks')
  })

  test('by htmx gives the list and says what was added', async () => {
    const { html } = await ada.post('/tasks', { title: '<b>Milk</b>' }, HTMX)
    expect(html).toStartWith('<section id="tasks"')
    expect(html).toContain('Added “&lt;b&gt;Milk&lt;/b&gt;”.')
    expect(html).not.toContain('<b>')
  })
})

describe('acts on a task', () => {
  test('complete, reopen, delete, undo; each is a form', async () => {
    await ada.post('/tasks', { title: 'Milk' })
    expect((await ada.post('/tasks/1/toggle')).location).toBe('/tasks?said=toggled')
    expect((await ada.get('/tasks')).html).toContain('<s>Milk</s>')
    await ada.post('/tasks/1/toggle')
    expect((await ada.get('/tasks')).html).not.toContain('<s>')
    expect((await ada.post('/tasks/1/delete')).location).toBe('/tasks?said=deleted')
    expect(titles((await ada.get('/tasks')).html)).toEqual([])
    expect((await ada.post('/tasks/undo')).location).toBe('/tasks?said=undone')
    expect(titles((await ada.get('/tasks')).html)).toEqual(['Milk'])
  })

  test('leads back to where it was pressed, on this site only', async () => {
    await ada.post('/tasks', { title: 'Milk' })
    const back = (next: string) => ada.post('/tasks/1/toggle', { next })
    expect((await back('/tasks?status=pending&q=milk')).location).toBe('/tasks?status=pending&q=milk&said=toggled')
    expect((await back('/chat')).location).toBe('/chat?said=toggled')
    expect((await back('//evil.example')).location).toBe('/tasks?said=toggled')
    expect((await back('https://evil.example')).location).toBe('/tasks?said=toggled')
  })

  test('by htmx keep the filters of the page', async () => {
    await ada.post('/tasks', { title: 'Milk' })
    await ada.post('/tasks', { title: 'Bread' })
    const open = { ...HTMX, headers: { ...HTMX.headers, 'hx-current-url': 'http://localhost/tasks?status=pending' } }
    const { html } = await ada.post('/tasks/1/toggle', {}, open)
    expect(titles(html)).toEqual(['Bread'])
    expect(html).toContain('Completed “Milk”.')
  })

  test('from the panel give the panel', async () => {
    await ada.post('/tasks', { title: 'Milk' })
    const panel = { htmx: true, headers: { 'hx-target': 'section#todos', 'hx-current-url': 'http://localhost/chat' } }
    const { html } = await ada.post('/tasks/1/toggle', {}, panel)
    expect(html).toStartWith('<section id="todos"')
    expect(html).toContain('name="next" value="/chat"')
    expect(html).not.toContain('id="tasks"')
    const undone = await ada.post('/tasks/undo', {}, panel)
    expect(titles(undone.html)).toEqual(['Milk'])
    expect(undone.html).toContain('Undone: completed task 1 “Milk”')
  })

  test.each([
    '/tasks/99/toggle',
    '/tasks/99/delete',
    '/tasks/x/toggle',
    '/tasks/0x1/delete',
    '/tasks/99999999999/toggle',
  ])('POST %s finds nothing', async (path) => expect((await ada.post(path)).status).toBe(404))

  test('undo with nothing to undo says so', async () => {
    const page = await ada.post('/tasks/undo')
    expect([page.status, wordsOf(page.html).includes('There is nothing to undo.')]).toEqual([409, true])
    const piece = await ada.post('/tasks/undo', {}, HTMX)
    expect(piece.html).toBe(
      '<hx-partial hx-target="#said" hx-swap="innerHTML"><span dir="auto">There is nothing to undo.</span></hx-partial>',
    )
  })

  test('another person’s tasks are out of reach', async () => {
    await ada.post('/tasks', { title: 'Mine alone' })
    const eve = visitor(it)
    await eve.join('eve')
    for (const act of ['toggle', 'delete']) expect((await eve.post(`/tasks/1/${act}`)).status).toBe(404)
    expect((await eve.get('/tasks')).html).not.toContain('Mine alone')
    expect(titles((await ada.get('/tasks')).html)).toEqual(['Mine alone'])
  })
})

describe('filters', () => {
  beforeEach(async () => {
    for (const title of ['Milk #shop', 'Bread !high #shop', 'Call mum']) await ada.post('/tasks', { title })
    await ada.post('/tasks/1/toggle')
  })
  const filtered: [string, string[]][] = [
    ['', ['Bread', 'Call mum', 'Milk']],
    ['?status=pending', ['Bread', 'Call mum']],
    ['?status=completed', ['Milk']],
    ['?tag=shop', ['Bread', 'Milk']],
    ['?q=CALL', ['Call mum']],
    ['?priority=high', ['Bread']],
    ['?status=&q=', ['Bread', 'Call mum', 'Milk']],
    ['?q=nothing', []],
    ['?said=added', ['Bread', 'Call mum', 'Milk']],
  ]
  test.each(filtered)('/tasks%s', async (query, expected) => {
    const { status, html } = await ada.get(`/tasks${query}`)
    expect(status).toBe(200)
    expect(titles(html).sort()).toEqual(expected)
  })
  test.each(['?status=open', '?priority=urgent', '?due_before=tomorrow', '?color=red', '?after=nonsense'])(
    '/tasks%s is refused in words',
    async (query) => {
      const page = await ada.get(`/tasks${query}`)
      expect([page.status, page.html.includes('<h1>This could not be read</h1>')]).toEqual([400, true])
    },
  )
  test('the chosen one is marked, and the others keep the rest of the filters', async () => {
    const { html } = await ada.get('/tasks?status=pending&tag=shop')
    expect(html).toContain('<a href="/tasks?tag=shop&amp;status=pending" aria-current="true">Open</a>')
    expect(html).toContain('href="/tasks?tag=shop">All</a>')
  })
})

test('a long list goes on on the next page', async () => {
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  for (let n = 1; n <= 53; n++) await it.core.task.create(caller, { title: `Task ${n}` }, { actor: 'person' })
  const { html } = await ada.get('/tasks')
  expect(titles(html)).toHaveLength(50)
  const more = /<a class="button plain" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const rest = await ada.get(more)
  expect(titles(rest.html)).toHaveLength(3)
  expect(rest.html).not.toContain('>More<')
})
