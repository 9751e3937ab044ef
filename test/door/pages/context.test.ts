import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { visitor } from './visitor.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { RATE_LIMIT_TASKS_PER_MINUTE: '3' } })
})
afterAll(() => it.close())

describe('a page for signed-in people', () => {
  test('sends others to sign in, and back to it', async () => {
    const { status, location } = await visitor(it).get('/tasks?q=milk')
    expect([status, location]).toEqual([303, '/signin?next=%2Ftasks%3Fq%3Dmilk'])
  })
  test('sends a form back to the page it stood on, before looking at what it says', async () => {
    const headers = { referer: 'http://localhost/chat/7?x=1' }
    const { status, location } = await visitor(it).post('/confirmations/1', { approve: 'nonsense' }, { headers })
    expect([status, location]).toEqual([303, '/signin?next=%2Fchat%2F7'])
  })
  test('never leads to another site after signing in', async () => {
    const headers = { referer: 'http://localhost//evil.example/' }
    expect((await visitor(it).post('/chat/7/stop', {}, { headers })).location).toBe('/signin')
  })
  test('tells htmx where to go', async () => {
    const { status, headers } = await visitor(it).get('/tasks', { htmx: true })
    expect([status, headers.get('hx-redirect')]).toEqual([401, '/signin?next=%2Ftasks'])
  })
  test('refuses a stream instead of redirecting it', async () => {
    const { status, location } = await visitor(it).get('/live?at=%2Ftasks', { htmx: true })
    expect([status, location]).toEqual([401, null])
  })
  test('counts what it costs on the person who is signed in', async () => {
    const [ada, eve] = [visitor(it), visitor(it)]
    await ada.join()
    await eve.join('eve')
    const statuses = []
    for (let i = 0; i < 4; i++) statuses.push((await ada.get('/tasks')).status)
    expect([...statuses, (await eve.get('/tasks')).status]).toEqual([200, 200, 200, 429, 200])
  })
})
