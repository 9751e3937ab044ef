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

const HTMX = { htmx: true, headers: { 'hx-target': 'section#tasks', 'hx-current-url': 'http://localhost/tasks' } }
const titles = (html: string) =>
  [...html.matchAll(/<span class="title" dir="auto">(?:<s>)?([^<]*)/g)].map(([, title]) => title)

describe('quick add', () => {
  test('reads dates, priority, tags and repeats from plain words', async () => {
    const added = await ada.post('/tasks', { title: 'Water the plants every monday !high #home' })
    expect([added.status, added.location]).toEqual([303, '/tasks?said=added'])
    const words = wordsOf((await ada.get('/tasks?said=added')).html)
    for (const part of ['Water the plants', 'Every Monday', 'high priority', '#home', '1 task', 'Added.']) {
      expect(words).toContain(part)
    }
  })

  test.each([
    ['nothing', '', 'Title must not be empty.'],
    ['only white space', '   ', 'Title must not be empty.'],
    ['a title too long', 'x'.repeat(201), '200'],
  ])('of %s comes back with the reason', async (_, title, reason) => {
    const page = await ada.post('/tasks', { title })
    expect(page.status).toBe(400)
    expect(wordsOf(page.html)).toContain(reason)
    if (title.trim()) expect(page.html).toContain(`value="${title}"`)
    const piece = await ada.post('/tasks', { title }, HTMX)
    expect([piece.status, piece.html.startsWith('<hx-partial hx-target="#err"')]).toEqual([400, true])
    expect(wordsOf((await ada.get('/tasks')).html)).toContain('Nothing to do')
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
    expect(titles(html)).toEqual(['Milk', 'Bread'])
    expect(html).toContain('Completed “Milk”.')
    expect(titles((await ada.get('/tasks?status=pending')).html)).toEqual(['Bread'])
  })

  test('a completed row waits where it was, with its own way back, and asks for the list when its time is over', async () => {
    for (const title of ['Milk', 'Bread', 'Tea']) await ada.post('/tasks', { title })
    const { html } = await ada.post('/tasks/2/toggle', {}, HTMX)
    expect(titles(html)).toEqual(['Milk', 'Bread', 'Tea'])
    expect(html).toMatch(/<li id="task-2" class="task completed waiting">.*?action="\/tasks\/2\/undo"/s)
    expect(html).toContain('hx-get="/tasks" hx-trigger="load delay:4500ms" hx-target="#tasks"')
    const list = await ada.get('/tasks', HTMX)
    expect(list.html).toStartWith('<section id="tasks"')
    expect(titles((await ada.get('/tasks')).html)).toEqual(['Milk', 'Tea', 'Bread'])
  })

  test('the way back is of that row, whatever was done since; a next occurrence goes with it', async () => {
    await ada.post('/tasks', { title: 'Water the plants every monday' })
    await ada.post('/tasks', { title: 'Milk' })
    const { html } = await ada.post('/tasks/1/toggle', {}, HTMX)
    expect(html).toMatch(/Completed “Water the plants”\. Next: \w+[ \w]*\./)
    await ada.post('/tasks/2/toggle')
    expect(titles((await ada.get('/tasks?status=pending')).html)).toEqual(['Water the plants'])
    await ada.post('/tasks/1/undo')
    expect(titles((await ada.get('/tasks?status=pending')).html)).toEqual(['Water the plants'])
    expect(titles((await ada.get('/tasks')).html)).toEqual(['Water the plants', 'Milk'])
    expect((await ada.post('/tasks/99/undo')).status).toBe(404)
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
    expect(undone.html).toContain('Undone: completed “Milk”')
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
      '<hx-partial hx-target="#said" hx-swap="innerHTML"><span class="toast" dir="auto">There is nothing to undo.</span></hx-partial>',
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
    ['?undated=true&status=pending', ['Bread', 'Call mum']],
    ['?repeats=true', []],
    ['?overdue=true', []],
    ['?sort=title', ['Bread', 'Call mum', 'Milk']],
    ['?limit=500', ['Bread', 'Call mum', 'Milk']],
    ['?said=added', ['Bread', 'Call mum', 'Milk']],
  ]
  test.each(filtered)('/tasks%s', async (query, expected) => {
    const { status, html } = await ada.get(`/tasks${query}`)
    expect(status).toBe(200)
    expect(titles(html).sort()).toEqual(expected)
  })
  test.each([
    '?status=open',
    '?priority=urgent',
    '?due_before=yesterday',
    '?color=red',
    '?after=nonsense',
    '?limit=501',
    '?limit=x',
    '?sort=color',
  ])('/tasks%s is refused in words, beside the list', async (query) => {
    const page = await ada.get(`/tasks${query}`)
    expect([page.status, page.html.includes('The list is shown without filters.')]).toEqual([400, true])
  })
  test('the chosen one is marked, and the others keep the rest of the filters', async () => {
    const { html } = await ada.get('/tasks?status=pending&tag=shop')
    expect(html).toContain('<a href="/tasks?tag=shop&amp;status=pending" aria-current="true">Open</a>')
    expect(html).toContain('href="/tasks?tag=shop">All</a>')
  })
})

test('an order is that of the address, without groups', async () => {
  for (const title of ['Pears', 'apples tomorrow', 'Figs !high']) await ada.post('/tasks', { title })
  expect(titles((await ada.get('/tasks?sort=title')).html)).toEqual(['apples', 'Figs', 'Pears'])
  expect(titles((await ada.get('/tasks?sort=-created')).html)).toEqual(['Figs', 'apples', 'Pears'])
  const { html } = await ada.get('/tasks?sort=priority')
  expect([titles(html)[0], html.includes('class="group"')]).toEqual(['Figs', false])
})

test('the lists beside it count what is open, and change with it', async () => {
  for (const title of ['Milk #shop', 'Bread tomorrow #shop', 'Call mum today']) await ada.post('/tasks', { title })
  const lists = (html: string) => wordsOf(/<nav id="lists".*?<\/nav>/s.exec(html)?.[0] ?? '')
  expect(lists((await ada.get('/tasks')).html)).toBe('All open 3 Today 1 Upcoming 1 No date 1 #shop 2')
  const { html } = await ada.post('/tasks/1/toggle', {}, HTMX)
  expect(html).toContain('<hx-partial hx-target="#lists" hx-swap="outerMorph">')
  expect(lists(html)).toBe('All open 2 Today 1 Upcoming 1 #shop 1')
})

test('a long list shows more in the same page, and comes back to the row it was left at', async () => {
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  for (let n = 1; n <= 103; n++) await it.core.task.create(caller, { title: `Task ${n}` }, { actor: 'person' })
  const moreOf = (html: string) =>
    /<a class="button plain" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const first = await ada.get('/tasks')
  expect(titles(first.html)).toHaveLength(50)
  expect(moreOf(first.html)).toBe('/tasks?limit=100#task-50')
  const second = await ada.get('/tasks?limit=100')
  expect(titles(second.html)).toHaveLength(100)
  expect(second.html).toContain('name="next" value="/tasks?limit=100"')
  const rest = await ada.get('/tasks?limit=200')
  expect([titles(rest.html).length, moreOf(rest.html)]).toEqual([103, ''])
  expect(new Set(titles(rest.html)).size).toBe(103)
})

test('the largest page goes on with the next one', async () => {
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  for (let n = 1; n <= 3; n++) await it.core.task.create(caller, { title: `Task ${n}` }, { actor: 'person' })
  const { data, after } = await it.core.task.list(caller, { limit: 2 })
  expect(data).toHaveLength(2)
  const { html } = await ada.get(`/tasks?limit=500&after=${after}`)
  expect(titles(html)).toEqual(['Task 3'])
})
