/** Where a reminder leads to. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Visitor, visitor } from './visitor.ts'

let it: TestApp
let ada: Visitor
beforeAll(async () => {
  it = await testApp()
})
beforeEach(async () => {
  ada = visitor(it)
  await ada.join()
  await ada.post('/tasks', { title: 'Call <b>Bob</b> tomorrow at 5pm' })
})
afterAll(() => it.close())

const open = async () => (await ada.get('/tasks?status=pending')).html.includes('Call &lt;b&gt;Bob')

test('the page names the task and changes nothing', async () => {
  const { status, html } = await ada.get('/remind/1')
  expect(status).toBe(200)
  expect(html).toContain('<h1 dir="auto">Call &lt;b&gt;Bob&lt;/b&gt;</h1>')
  for (const words of ['Done', 'In an hour', 'Tomorrow', 'In a week']) expect(html).toContain(words)
  expect(await open()).toBe(true)
})

test('done is done once, however often it is said', async () => {
  const first = await ada.post('/remind/1/done')
  expect([first.status, first.location]).toEqual([303, '/tasks?said=done'])
  expect((await ada.post('/remind/1/done')).status).toBe(303)
  expect(await open()).toBe(false)
  expect((await ada.get('/remind/1')).html).toContain('This is done.')
})

test('the service worker gets no page', async () => {
  const headers = { 'x-worker': '1' }
  expect((await ada.post('/remind/1/snooze', {}, { headers })).status).toBe(204)
  expect((await ada.post('/remind/1/done', {}, { headers })).status).toBe(204)
  expect(await open()).toBe(false)
})

test.each(['hour', 'tomorrow', 'week', ''])('put off: %j', async (until) => {
  const sent = await ada.post('/remind/1/snooze', { until })
  expect([sent.status, sent.location]).toEqual([303, '/tasks?said=snoozed'])
})

test('nonsense is refused, and another’s task is not found', async () => {
  expect((await ada.post('/remind/1/snooze', { until: 'never' })).status).toBe(400)
  const bob = visitor(it)
  await bob.join('bob')
  for (const path of ['/remind/1', '/remind/x']) expect((await bob.get(path)).status).toBe(404)
  expect((await bob.post('/remind/1/done')).status).toBe(404)
  expect(await open()).toBe(true)
})

test('who is not signed in signs in first, and comes back', async () => {
  const stranger = visitor(it)
  const sent = await stranger.get('/remind/1')
  expect([sent.status, sent.location]).toEqual([303, '/signin?next=%2Fremind%2F1'])
  expect((await stranger.post('/remind/1/done', {}, { headers: { 'x-worker': '1' } })).status).toBe(303)
  const headers = { 'sec-fetch-site': 'cross-site' }
  expect((await ada.post('/remind/1/done', {}, { headers })).status).toBe(403)
  expect(await open()).toBe(true)
})
