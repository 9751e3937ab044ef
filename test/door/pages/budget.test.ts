/** What page views cost: the person's budget, or the address's when the cookie is not good. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { visitor } from './visitor.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { RATE_LIMIT_PAGES_PER_MINUTE: '5', RATE_LIMIT_IP_PER_MINUTE: '20' } })
})
afterAll(() => it.close())

test('a person has so many views a minute, another one theirs; forms are not counted there', async () => {
  const ada = visitor(it)
  await ada.join()
  const seen: number[] = []
  for (let view = 0; view < 8; view++) seen.push((await ada.get('/tasks')).status)
  expect(seen).toContain(429)
  expect(seen.filter((status) => status === 200).length).toBeLessThanOrEqual(5)
  expect((await ada.post('/tasks', { title: 'still possible' })).status).toBeLessThan(400)
  const bob = visitor(it)
  await bob.join()
  expect((await bob.get('/tasks')).status).toBe(200)
})

test('the export counts as a view', async () => {
  const person = await it.signUp('eve')
  const seen: number[] = []
  for (let turn = 0; turn < 7; turn++)
    seen.push((await it.call('GET', '/api/v1/auth/me/export', { token: person.token })).status)
  expect(seen).toEqual([200, 200, 200, 200, 200, 429, 429])
})

test('cookies that are not good are paid for by their address', async () => {
  const stranger = visitor(it)
  const seen: number[] = []
  for (let turn = 0; turn < 25; turn++) {
    stranger.setCookie(`todochat=${'x'.repeat(43)}${turn}`)
    seen.push((await stranger.get('/tasks')).status)
  }
  expect(seen[0]).toBe(303)
  expect(seen.at(-1)).toBe(429)
})

test.each(['/status', '/health/all'])('%s has a budget per address', async (path) => {
  const seen: number[] = []
  for (let turn = 0; turn < 22; turn++) seen.push((await it.call('GET', path)).status)
  expect(seen.at(-1)).toBe(429)
})
