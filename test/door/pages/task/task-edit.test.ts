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

const task = async (id = 1) =>
  it.core.task.show(await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? ''), id)
const WHOLE = {
  title: 'Pay the rent',
  description: 'to the new account',
  due_on: '2027-01-02',
  due_time: '09:30',
  repeat: 'FREQ=MONTHLY',
  priority: 'high',
  tags: '#home, money home',
}

describe('editing', () => {
  test('every field, without scripts', async () => {
    await ada.post('/tasks', { title: 'Rent' })
    const form = await ada.get('/tasks/1?edit=true')
    for (const field of Object.keys(WHOLE)) expect(form.html).toContain(`name="${field}"`)
    expect(form.html).toContain('action="/tasks/1"')
    const { status, location } = await ada.post('/tasks/1', { ...WHOLE, next: '/tasks?status=pending' })
    expect([status, location]).toEqual([303, '/tasks?status=pending&said=task_saved'])
    expect(await task()).toMatchObject({ ...WHOLE, tags: ['home', 'money'] })
    expect((await ada.get('/tasks?said=task_saved')).html).toContain('action="/tasks/undo"')
  })

  test('without scripts is in the place of the row, and above a list that does not hold it', async () => {
    for (const title of ['Rent today', 'Milk tomorrow', 'Bread']) await ada.post('/tasks', { title })
    const { html } = await ada.get('/tasks/2?edit=true')
    const places = ['id="task-1"', 'class="edit-task"', 'id="task-3"'].map((part) => html.indexOf(part))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(html.split('id="task-2"').length).toBe(2)
    for (let at = 0; at < 50; at++) await ada.post('/tasks', { title: `Another ${at} today` })
    const far = await ada.get('/tasks/3?edit=true')
    expect(far.html.indexOf('class="edit-task"')).toBeLessThan(far.html.indexOf('id="task-1"'))
    expect(far.html.split('id="task-3"').length).toBe(2)
  })

  test('an empty field is cleared, an absent one stays', async () => {
    await ada.post('/tasks', { title: 'Rent' })
    await ada.post('/tasks/1', WHOLE)
    await ada.post('/tasks/1', { due_on: '2027-02-03' })
    expect(await task()).toMatchObject({ due_on: '2027-02-03', due_time: '09:30', title: 'Pay the rent' })
    await ada.post('/tasks/1', { description: '', due_on: '', due_time: '09:30', repeat: '', tags: '' })
    expect(await task()).toMatchObject({ description: null, due_on: null, due_time: null, repeat: null, tags: [] })
  })

  test('what cannot be saved comes back with the reason and changes nothing', async () => {
    await ada.post('/tasks', { title: 'Rent' })
    const wrongs: Record<string, string>[] = [
      { title: '' },
      { due_on: 'soon' },
      { priority: 'huge' },
      { repeat: 'FREQ=NEVER' },
    ]
    for (const wrong of wrongs) {
      const plain = await ada.post('/tasks/1', wrong)
      expect([plain.status, plain.html.includes('class="edit-task"')]).toEqual([400, true])
      const piece = await ada.post('/tasks/1', wrong, { htmx: true })
      expect(piece.status).toBe(400)
      expect(piece.html).toMatch(/^<hx-partial hx-target="#task-1-error" hx-swap="innerHTML">[A-Z]/)
    }
    expect((await task()).title).toBe('Rent')
  })

  test('by htmx is the row as a form, and the list with a way back', async () => {
    await ada.post('/tasks', { title: 'Rent' })
    const headers = { 'hx-current-url': 'http://localhost/tasks?q=rent' }
    const form = await ada.get('/tasks/1?edit=true', { htmx: true, headers })
    expect(form.html).toStartWith('<li id="task-1" class="task editing">')
    expect(form.html).toContain('name="next" value="/tasks?q=rent"')
    expect((await ada.get('/tasks/1', { htmx: true })).html).toStartWith('<li id="task-1" class="task pending">')
    const saved = await ada.post('/tasks/1', { title: 'Rent again' }, { htmx: true, headers })
    expect(saved.html).toStartWith('<section id="tasks"')
    expect(wordsOf(saved.html)).toContain('Saved “Rent again”. Undo')
  })

  test('is for the owner alone', async () => {
    await ada.post('/tasks', { title: 'Rent' })
    const eve = visitor(it)
    await eve.join('eve')
    expect((await eve.get('/tasks/1?edit=true')).status).toBe(404)
    expect((await eve.post('/tasks/1', { title: 'Mine' })).status).toBe(404)
    expect((await task()).title).toBe('Rent')
  })
})

describe('what quick add reads', () => {
  const read = async (title: string) =>
    wordsOf((await ada.get(`/tasks/read?title=${encodeURIComponent(title)}`, { htmx: true })).html)
  test('is told in words', async () => {
    expect(await read('Pay rent tomorrow every month #home !high')).toMatch(
      /^Pay rent · .+ · every month · high priority · #home$/,
    )
  })
  test('is nothing for a title and no more, and never markup', async () => {
    expect(await read('Buy milk')).toBe('')
    const { html } = await ada.get(`/tasks/read?title=${encodeURIComponent('<b>x</b> tomorrow')}`, { htmx: true })
    expect(html).toContain('&lt;b&gt;x&lt;/b&gt; · Tomorrow')
  })
})

test('a filter that is none is a page with words, and the list without it', async () => {
  await ada.post('/tasks', { title: 'Rent' })
  for (const query of ['status=open', 'priority=huge', 'due_before=soon', 'nonsense=1', 'after=x']) {
    const { status, html } = await ada.get(`/tasks?${query}`)
    expect([query, status]).toEqual([query, 400])
    expect(wordsOf(html)).toContain('The list is shown without filters.')
    expect(html).toContain('id="task-1"')
  }
})
