import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Visitor, visitor, wordsOf } from '../visitor.ts'

let it: TestApp
let ada: Visitor
beforeAll(async () => {
  it = await testApp({ settings: { MAX_TASKS_PER_USER: '20' } })
})
beforeEach(async () => {
  ada = visitor(it)
  await ada.join()
})
afterAll(() => it.close())

const send = (form: Record<string, string>) => ada.post('/tasks/import', form)
const titles = async () =>
  [...(await ada.get('/tasks')).html.matchAll(/<span class="title" dir="auto">([^<]*)/g)].map(([, title]) => title)
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''

test('begins with a box to fill', async () => {
  const { status, html } = await ada.get('/tasks/import')
  expect([status, html.includes('id="import-text"'), html.includes('value="add"')]).toEqual([200, true, false])
})

describe('a preview', () => {
  test('tells what each line is read as, in words, and adds nothing', async () => {
    const { status, html } = await send({ text: '- Milk #shop\n- Pay rent every month !high\n\n# A heading' })
    expect(status).toBe(200)
    const words = wordsOf(html)
    for (const part of [
      '2 tasks would be added',
      '1 line is no task',
      'Milk #shop',
      'Every month',
      'High priority',
      'Add 2 tasks',
    ])
      expect(words).toContain(part)
    expect(html).not.toMatch(/FREQ=|\d{4}-\d\d-\d\d/)
    expect(await titles()).toEqual([])
  })

  test.each([
    ['csv', 'title,due_on,priority\nMilk,2030-01-02,high\n'],
    ['todotxt', '(A) Milk due:2030-01-02\n'],
    ['', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Milk\r\nEND:VTODO\r\nEND:VCALENDAR\r\n'],
  ])('reads %s', async (format, text) => {
    const { html } = await send({ text, format })
    expect(wordsOf(html)).toContain('1 task would be added Milk')
  })

  test('of a text with an error says the line, keeps the text and offers no adding', async () => {
    const text = `- Milk\n- ${'x'.repeat(201)}`
    const { html } = await send({ text })
    expect(wordsOf(html)).toContain('Line 2:')
    expect(html).toContain(text)
    expect(html).not.toContain('value="add"')
    const forced = await send({ text, act: 'add' })
    expect(forced.status).toBe(400)
    expect(await titles()).toEqual([])
  })

  test('of more than there is room for says so', async () => {
    const text = Array.from({ length: 21 }, (_, n) => `- Task ${n}`).join('\n')
    const { status, html } = await send({ text })
    expect([status, html.includes('role="alert"'), html.includes('- Task 20')]).toEqual([429, true, true])
  })

  test('holds a text of others as text', async () => {
    const { html } = await send({ text: '- </textarea><script>alert(1)</script><hx-x hx-post=/tasks>' })
    expect(html).not.toMatch(/<hx-x|<script>/)
  })
})

describe('adding', () => {
  test('is one act: done once for its key, told, undone as a whole', async () => {
    const text = '- Milk\n- Bread\n- Tea'
    const preview = await send({ text })
    const form = { text, format: 'markdown', act: 'add', key: keyIn(preview.html) }
    const added = await send(form)
    expect([added.status, added.location]).toEqual([303, '/tasks?said=imported'])
    expect((await send(form)).status).toBe(303)
    expect(await titles()).toEqual(['Milk', 'Bread', 'Tea'])
    expect(wordsOf((await ada.get('/tasks?said=imported')).html)).toContain('Imported. Undo')
    await ada.post('/tasks/undo')
    expect(await titles()).toEqual([])
  })

  test('is for the person alone, and from this site', async () => {
    const stranger = visitor(it)
    expect((await stranger.post('/tasks/import', { text: '- x', act: 'add' })).location).toStartWith('/signin')
    const foreign = { headers: { 'sec-fetch-site': 'cross-site' } }
    expect((await ada.post('/tasks/import', { text: '- x', act: 'add' }, foreign)).status).toBe(403)
  })
})

describe('what is longer than a message', () => {
  const long = Array.from({ length: 18 }, (_, n) => `- Number ${n} of a list that somebody else wrote down`).join('\n')

  test('shared from another app is a preview, whole', async () => {
    const { status, html } = await ada.post('/share', { text: long })
    expect([status, wordsOf(html).includes('18 tasks would be added')]).toEqual([200, true])
    expect(html).toContain('Number 17 of a list')
  })

  test('sent without scripts comes back whole, with the way to the import', async () => {
    const sent = await ada.post('/chat', { text: long, key: 'k1' })
    expect(sent.status).toBe(400)
    expect(sent.html).toContain('Number 17 of a list')
    expect(sent.html).toMatch(
      /<form id="long"[^>]*action="\/tasks\/import"><input type="hidden" name="text" value="- Number 0/,
    )
    expect(wordsOf(sent.html)).toContain('Import it as tasks instead')
    expect((await ada.get('/chat')).html).toMatch(/<form id="long"[^>]* hidden>/)
  })
})
