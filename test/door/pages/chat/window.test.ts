/** Long conversations: the newest part first, the rest on demand. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { limitOf, shownOf, windowOf } from '../../../../src/door/pages/chat/window.ts'
import { newId } from '../../../../src/lib/id.ts'
import { toRow, userMessage } from '../../../../src/thread/item.ts'
import { appendItems } from '../../../../src/thread/store.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { assistantItem, userItem } from '../../../views/fixtures.tsx'
import { visitor } from '../visitor.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

/** A person with a chat of so many messages. */
const withMessages = async (count: number) => {
  const ada = visitor(it)
  await ada.join()
  const id = await ada.chat('Message 0.')
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  const rows = Array.from({ length: count }, (_, n) => toRow(userMessage(id, `Message ${n + 1}.`), newId()))
  await it.db.transaction((sql) => appendItems(sql, caller.user_id, id, rows))
  return { ada, id, rows }
}
const saidIn = (html: string) => [...html.matchAll(/>(Message \d+\.)<\/p>/g)].map(([, words]) => words)
const olderIn = (html: string) => /href="(\/chat\/[\w-]+\?before=[\w-]+)"/.exec(html)?.[1] ?? ''

describe('a long chat', () => {
  test('is read back to its beginning, with and without scripts', async () => {
    const { ada, id } = await withMessages(250)
    for (const htmx of [false, true]) {
      const seen: (string | undefined)[] = []
      let path = `/chat/${id}`
      for (let page = 0; path && page < 5; page++) {
        const { html, status } = await ada.get(path, { htmx: htmx && page > 0 })
        expect(status).toBe(200)
        if (htmx && page > 0) expect(html).toMatch(/^<(p class="older"|div class="log")/)
        if (!htmx && page > 0) expect(html).toContain('Newest messages')
        seen.unshift(...saidIn(html))
        path = olderIn(html)
      }
      expect(seen).toEqual(Array.from({ length: 251 }, (_, n) => `Message ${n}.`))
    }
  })

  test('is opened at a message, with what is around it', async () => {
    const { ada, id, rows } = await withMessages(250)
    const said = saidIn((await ada.get(`/chat/${id}?at=${rows[99]?.id}`)).html)
    expect(said).toContain('Message 100.')
    expect(said).toContain('Message 120.')
    expect(said.length).toBeLessThanOrEqual(100)
    expect(saidIn((await ada.get(`/chat/${id}?at=${rows[249]?.id}`)).html)).toContain('Message 250.')
    for (const at of ['x', newId()])
      expect(saidIn((await ada.get(`/chat/${id}?at=${at}`)).html)).toContain('Message 250.')
  })

  test('takes a message in its middle, and shows the newest then', async () => {
    const { ada, id, rows } = await withMessages(250)
    const headers = { 'hx-current-url': `http://localhost/chat/${id}?at=${rows[9]?.id}` }
    const sent = await ada.post(`/chat/${id}`, { text: 'help', key: newId() }, { htmx: true, headers })
    expect(sent.location).toBe(`/chat/${id}`)
  })
})

test('a window shows whole turns, and says what is older', () => {
  const items = Array.from({ length: 101 }, (_, n) => (n % 2 ? userItem('q', `u${n}`) : assistantItem('a', `a${n}`)))
  expect(limitOf({})).toBe(101)
  expect(shownOf(items, {}).items[0]?.id).toBe('u1')
  expect(shownOf(items.slice(1, 100), {})).toMatchObject({ has_older: false, items: { length: 99 } })
  const answers = Array.from({ length: 101 }, (_, n) => assistantItem('a', `a${n}`))
  expect(shownOf(answers, {}).items[0]?.id).toBe('a1')
  expect(windowOf(new URL('http://x/?before=a&from=b&at=c'))).toEqual({ before: 'a', from: 'b', around: 'c' })
})
