/** The page of a forgotten password; what it does is tested by test/account/forgotten.test.ts. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { visitor, wordsOf } from './visitor.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

test('sign-in leads to it, and without a mail server its form, sent anyway, still says whom to ask', async () => {
  const browser = visitor(it)
  expect((await browser.get('/signin')).html).toContain('href="/forgot"')
  const { status, html } = await browser.post('/forgot', { email: 'ada@example.org' })
  expect([status, wordsOf(html)]).toEqual([200, expect.stringContaining('Ask the person who runs this server')])
})

test('a form with a field that is not its own is refused', async () => {
  expect((await visitor(it).post('/forgot', { email: 'ada@example.org', password: 'x' })).status).toBe(400)
})
