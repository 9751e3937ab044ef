import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Visitor, visitor, wordsOf } from './visitor.ts'

let it: TestApp
let ada: Visitor
beforeAll(async () => {
  it = await testApp()
  ada = visitor(it)
  await ada.join()
})
afterAll(() => it.close())

const shown = (text: string) => `/chat?${new URLSearchParams({ text })}`

test.each([
  ['text alone', { text: 'Buy milk' }, 'Buy milk'],
  [
    'all three',
    { title: 'A page', text: 'worth reading', url: 'https://e.test/a' },
    'A page\nworth reading\nhttps://e.test/a',
  ],
  ['the address twice', { text: 'See https://e.test/a', url: 'https://e.test/a' }, 'See https://e.test/a'],
  ['equal title and text', { title: 'Buy milk', text: 'Buy milk' }, 'Buy milk'],
  ['white space', { title: '  ', text: ' Buy milk ' }, 'Buy milk'],
])('%s stands in the box of a new chat', async (_, form, text) => {
  const answer = await ada.post('/share', form)
  expect([answer.status, answer.location]).toEqual([303, shown(text)])
  expect((await ada.get(`/share?${new URLSearchParams(form)}`)).location).toBe(shown(text))
})

test('nothing shared is a new chat', async () => {
  expect((await ada.post('/share')).location).toBe('/chat')
  expect((await ada.get('/share')).location).toBe('/chat')
})

test('what is shared is text in the box, not markup, and nothing is sent', async () => {
  const hostile = '</textarea><hx-x hx-post=/tasks hx-trigger=load><script>alert(1)</script>'
  const { html } = await ada.get(shown(hostile))
  expect(html).toContain('&lt;/textarea&gt;')
  expect(html).not.toContain('<hx-x')
  expect(html).not.toContain('id="session-')
})

test('another site cannot share in a person’s name', async () => {
  const answer = await ada.post('/share', { text: 'x' }, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(answer.status).toBe(403)
})

test('a stranger signs in first and then finds it in the box', async () => {
  const stranger = visitor(it)
  const asked = await stranger.get(`/share?${new URLSearchParams({ text: 'Buy milk & eggs' })}`)
  const next = new URL(asked.location ?? '', 'http://page').searchParams.get('next')
  expect(next).toBe(shown('Buy milk & eggs'))
  const sent = await stranger.post('/share', { text: 'Buy milk & eggs' })
  expect(sent.location).toBe(asked.location)
})

test('more than an address holds is refused with what to do, not cut', async () => {
  const answer = await visitor(it).post('/share', { text: 'word '.repeat(1000) })
  expect(answer.status).toBe(401)
  expect(wordsOf(answer.html)).toContain('Sign in first, then share it once more.')
})
