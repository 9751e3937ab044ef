import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../support/app.ts'
import { visitor, wordsOf } from '../visitor.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { NODE_ENV: 'development' } })
})
afterAll(() => it.close())

const linksIn = (html: string) => [...html.matchAll(/href="(\/dev\/components\/[^"]+)"/g)].map(([, path]) => path ?? '')

test('every part in every state is a page of its own, without machine words', async () => {
  const { html } = await visitor(it).get('/dev/components')
  const links = linksIn(html)
  expect(new Set(links).size).toBe(links.length)
  expect(links.length).toBeGreaterThanOrEqual(30)
  for (const link of links) {
    const part = await visitor(it).get(link)
    expect([link, part.status]).toEqual([link, 200])
    expect([link, /FREQ=|\b20\d\d-\d\d-\d\d\b|_task\b/.exec(wordsOf(part.html))?.[0]]).toEqual([link, undefined])
    const ids = [...part.html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect([link, ids]).toEqual([link, [...new Set(ids)]])
  }
})

test('a part that is none is not found', async () => {
  expect((await visitor(it).get('/dev/components/nothing')).status).toBe(404)
})

test('outside of development there is no such page', async () => {
  const other = await testApp()
  expect((await visitor(other).get('/dev/components')).status).toBe(404)
  await other.close()
})
