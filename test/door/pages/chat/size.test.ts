/** What a page with one answer and its card weighs on the wire. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../support/app.ts'
import { visitor } from '../visitor.ts'

const PAGE_MAX_BYTES = 3 * 1024

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

test('at most 3 KB on a new account', async () => {
  const ada = visitor(it)
  await ada.join()
  const id = await ada.chat('add buy milk tomorrow')
  const response = await ada.open('GET', `/chat/${id}`, { headers: { 'accept-encoding': 'br' } })
  expect(response.headers.get('content-encoding')).toBe('br')
  const { byteLength: bytes } = await response.arrayBuffer()
  expect(bytes).toBeGreaterThan(2000)
  expect({ bytes, over: Math.max(0, bytes - PAGE_MAX_BYTES) }).toEqual({ bytes, over: 0 })
})
