/** What a page that followed an answer is known to have, so that it is not sent again. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { TestApp } from '../../../support/app.ts'
import { ending, type FakeProvider, words } from '../../../support/fake-provider.ts'
import { framesOf } from '../frames.ts'
import { modelled, type Visitor } from '../visitor.ts'

let fake: FakeProvider
let it: TestApp
let ada: Visitor
beforeAll(async () => {
  ;({ fake, it, ada } = await modelled())
})
afterAll(async () => {
  await it.close()
  await fake.stop()
})

/** The address by which a page is kept up to date, with the digests of its pieces: the last is the log’s. */
const watchOf = (html: string) =>
  /hx-sse:connect="(\/live[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? 'no address'
const streamIn = (html: string) => /hx-sse:connect="(\/chat[^"]+)"/.exec(html)?.[1] ?? 'no stream'
const logIn = (digests: string) => digests.split('.').at(-1)

/** Follows an answer to its end as a page that had this; the digests that it then has. */
const follow = async (stream: string, watch: string, meanwhile?: () => Promise<unknown>) => {
  const response = await ada.open('GET', `${stream}&page=${encodeURIComponent(watch)}`, { htmx: true })
  let last = ''
  let first = true
  for await (const { id } of framesOf(response)) {
    if (first) await meanwhile?.()
    first = false
    last = id || last
  }
  return last
}

const held = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  fake.play({ steps: [...words('Half **way** '), { until: promise }, ...words('there.'), ...ending('stop')] })
  return resolve
}
const send = (id: string, text: string) =>
  ada.post(
    `/chat/${id}`,
    { text, key: crypto.randomUUID() },
    { htmx: true, headers: { 'hx-current-url': `/chat/${id}` } },
  )

test('a page that was printed while the answer was written has the log of a fresh one', async () => {
  const resolve = held()
  const { location } = await ada.post('/chat', { text: 'tell me', key: crypto.randomUUID() })
  const path = (location ?? '').replace(/\?.*/, '')
  const { html } = await ada.get(path)
  const known = follow(streamIn(html), watchOf(html), async () => resolve())
  expect(logIn(await known)).toBe(logIn(watchOf((await ada.get(path)).html)))
})

test('so has one that sent the message itself', async () => {
  const id = await ada.chat('tell me')
  const before = watchOf((await ada.get(`/chat/${id}`)).html)
  const resolve = held()
  const { html } = await send(id, 'and more')
  const known = await follow(streamIn(html), before, async () => resolve())
  const after = watchOf((await ada.get(`/chat/${id}`)).html)
  expect(logIn(known)).toBe(logIn(after))
  expect(logIn(after)).not.toBe(logIn(before))
})

test('one that missed something gets the log, and one that says nothing of itself is told nothing', async () => {
  const id = await ada.chat('tell me')
  const old = watchOf((await ada.get(`/chat/${id}`)).html)
  const more = await send(id, 'and more')
  await follow(streamIn(more.html), old)
  const { html } = await send(id, 'and again')
  expect(logIn(await follow(streamIn(html), old))).toBe('')
  for (const watch of ['', '//evil.example/live?have=a.b.c.d.e', `/live?at=/chat/${id}&have=`])
    expect(await follow(streamIn(html), watch)).toMatch(/^\d+$/)
})

test('one whose answer was changed elsewhere while it was written gets the log', async () => {
  const id = await ada.chat('tell me')
  const before = watchOf((await ada.get(`/chat/${id}`)).html)
  const { html } = await send(id, 'and more')
  await follow(streamIn(html), before)
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  const { items } = await it.core.thread.open(caller, id, { limit: 100 })
  const last = items.at(-1)
  if (last?.type !== 'assistant_message') throw new Error('no answer')
  const text = JSON.stringify({ ...last, content: [{ type: 'output_text', text: 'Otherwise.', annotations: [] }] })
  await it.db.query((sql) => sql`update items set data = ${text}::text::jsonb where id = ${last.id}`)
  expect(logIn(await follow(streamIn(html), before))).toBe('')
})
