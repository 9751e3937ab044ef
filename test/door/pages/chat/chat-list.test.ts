import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Visitor, visitor, wordsOf } from '../visitor.ts'

let it: TestApp
let ada: Visitor
let garden = ''
let rent = ''
beforeAll(async () => {
  it = await testApp()
})
beforeEach(async () => {
  ada = visitor(it)
  await ada.join()
  garden = await ada.chat('add plan the garden')
  rent = await ada.chat('add pay the rent')
})
afterAll(() => it.close())

/** Names in the list of chats, in order. */
const chats = (html: string) =>
  [...html.matchAll(/<li id="session-[^>]*>.*?class="name"[^>]*>([^<]*)</g)].map(([, name]) => name)
const listAt = async (path: string) => chats((await ada.get(path)).html)

describe('the list of chats', () => {
  test('is searched by titles and by words of messages', async () => {
    expect(await listAt('/chat')).toEqual(['add pay the rent', 'add plan the garden'])
    expect(await listAt('/chat?q=GARDEN')).toEqual(['add plan the garden'])
    expect(await listAt(`/chat/${rent}?q=garden`)).toEqual(['add plan the garden'])
    expect(await listAt('/chat?q=%25')).toEqual([])
    const { html } = await ada.get('/chat?q=nowhere')
    expect(wordsOf(html)).toContain('No chat has these words.')
    expect(html).toContain('name="q" value="nowhere"')
  })

  test('of a search shows the place and the words around it, and leads there', async () => {
    await ada.post(`/chat/${garden}`, { text: `${'Well '.repeat(20)} <b>roses</b> & thyme`, key: crypto.randomUUID() })
    await ada.get(`/chat/${garden}?no_script=1`)
    const { html } = await ada.get('/chat?q=ROSES%3C')
    expect(html).toMatch(/…Well Well Well Well &lt;b&gt;<mark>roses&lt;<\/mark>\/b&gt; &amp; thyme/)
    const [, href = '', item = ''] = /href="(\/chat\/[\w-]+\?q=ROSES%3C&amp;at=([\w-]+)#i-\2)"/.exec(html) ?? []
    const there = await ada.get(href.replaceAll('&amp;', '&').replace(/#.*/, ''))
    expect(there.html).toContain(`id="i-${item}"`)
    expect(there.html).toContain('name="q" value="ROSES&lt;"')
    const piece = await ada.get('/chat?q=roses', { htmx: true })
    expect(piece.html).toStartWith('<div id="found" class="chats">')
    expect((await ada.get('/chat?q=', { htmx: true })).html).toStartWith('<div id="chats" class="chats">')
    const eve = visitor(it)
    await eve.join('eve')
    expect(wordsOf((await eve.get('/chat?q=roses')).html)).toContain('No chat has these words.')
  })

  test('renames', async () => {
    const { status, location } = await ada.post(`/chat/${garden}/change`, { title: '  Roses & <b>thyme</b> ' })
    expect([status, location]).toEqual([303, `/chat/${garden}?said=renamed`])
    const { html } = await ada.get(`/chat/${garden}?said=renamed`)
    expect(html).toContain('<h1 id="thread-title" dir="auto">Roses &amp; &lt;b&gt;thyme&lt;/b&gt;</h1>')
    expect(wordsOf(html)).toContain('The chat was renamed.')
  })

  test('pins to the top, and lets go again', async () => {
    await ada.post(`/chat/${garden}/change`, { pinned: 'true', next: '/chat' })
    await ada.post(`/chat/${rent}`, { text: 'help', key: crypto.randomUUID() })
    await ada.get(`/chat/${rent}?no_script=1`)
    expect(await listAt('/chat')).toEqual(['add plan the garden', 'add pay the rent'])
    await ada.post(`/chat/${garden}/change`, { pinned: 'false' })
    await ada.post(`/chat/${rent}/change`, { title: 'Rent' })
    expect(await listAt('/chat')).toEqual(['Rent', 'add plan the garden'])
  })

  test('puts away into the archive, where a search still finds it, and takes out', async () => {
    const put = await ada.post(`/chat/${garden}/change`, { archived: 'true', next: '/chat' })
    expect(put.location).toBe('/chat?said=archived')
    expect(await listAt('/chat')).toEqual(['add pay the rent'])
    expect(await listAt('/chat?archived=true')).toEqual(['add plan the garden'])
    expect(await listAt('/chat?q=garden')).toEqual(['add plan the garden'])
    await ada.post(`/chat/${garden}/change`, { archived: 'false' })
    expect(await listAt('/chat')).toHaveLength(2)
    expect(wordsOf((await ada.get('/chat?archived=true')).html)).toContain('Nothing is archived.')
  })

  test.each([
    ['an empty name', { title: '   ' }],
    ['a name too long', { title: 'x'.repeat(201) }],
    ['nothing', {}],
  ])('refuses %s and changes nothing', async (_, form) => {
    const { status, html } = await ada.post(`/chat/${garden}/change`, form)
    expect(status).toBe(400)
    expect(wordsOf(html)).not.toContain('renamed')
    expect(await listAt('/chat')).toEqual(['add pay the rent', 'add plan the garden'])
  })

  test('changed by htmx comes back as it is, with the title of the open chat and a sentence', async () => {
    const form = { title: 'Roses', next: `/chat/${garden}` }
    const { status, html } = await ada.post(`/chat/${garden}/change`, form, { htmx: true })
    expect(status).toBe(200)
    expect(html).toStartWith(
      '<hx-partial hx-target="#sessions .chats" hx-swap="outerMorph"><div id="chats" class="chats">',
    )
    expect(chats(html)).toContain('Roses')
    expect(html).toContain('<hx-partial hx-target="#thread-title" hx-swap="innerHTML">Roses</hx-partial>')
    expect(wordsOf(html)).toContain('The chat was renamed.')
    const other = await ada.post(`/chat/${rent}/change`, { pinned: 'true', next: `/chat/${garden}?q=rent` }, HTMX)
    expect(other.html).toContain('<div id="found"')
    expect(chats(other.html)).toEqual(['add pay the rent'])
    expect(other.html).not.toContain('#thread-title')
  })

  test('leads back on this site only', async () => {
    const { location } = await ada.post(`/chat/${garden}/change`, { pinned: 'true', next: 'https://evil.example/' })
    expect(location).toBe(`/chat/${garden}?said=pinned`)
  })

  test('of another person can neither be seen nor changed', async () => {
    const eve = visitor(it)
    await eve.join('eve')
    expect((await eve.post(`/chat/${garden}/change`, { title: 'Mine' })).status).toBe(403)
    expect(wordsOf((await eve.get('/chat?q=garden')).html)).not.toContain('plan the garden')
    expect(await listAt('/chat')).toContain('add plan the garden')
  })
})
const HTMX = { htmx: true }

test('trying again has one key per answer, in every copy of the page', async () => {
  const slow = await testApp({ pace_ms: 5 })
  const bob = visitor(slow)
  await bob.join('bob')
  const { location } = await bob.post('/chat', { text: 'help', key: 'k' })
  const id = /[\w-]{36}/.exec(location ?? '')?.[0] ?? ''
  await bob.post(`/chat/${id}/stop`)
  const keyIn = async () => /name="key" value="(again-[\w-]+)"/.exec((await bob.get(`/chat/${id}`)).html)?.[1]
  const key = await keyIn()
  expect(key).toMatch(/^again-[\w-]{36}$/)
  expect(await keyIn()).toBe(key)
  await slow.close()
})
