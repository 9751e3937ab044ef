/** Chats that go and come back, by page. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Visitor, visitor, wordsOf } from '../visitor.ts'

let it: TestApp
let ada: Visitor
beforeAll(async () => {
  it = await testApp()
})
beforeEach(async () => {
  ada = visitor(it)
  await ada.join()
})
afterAll(() => it.close())

describe('a deleted chat', () => {
  test('is gone with the way back in the notice, and comes back whole', async () => {
    const id = await ada.chat('add plan the <b>garden</b>')
    const before = wordsOf((await ada.get(`/chat/${id}`)).html)
    const gone = await ada.post(`/chat/${id}/delete`)
    expect(gone.location).toBe(`/chat?said=chat_deleted&gone=${id}`)
    const { html } = await ada.get(gone.location ?? '')
    expect(html).toContain(`action="/chat/${id}/restore"`)
    expect((await ada.get(`/chat/${id}`)).status).toBe(404)
    const back = await ada.post(`/chat/${id}/restore`)
    expect(back.location).toBe(`/chat/${id}?said=chat_restored`)
    expect(wordsOf((await ada.get(`/chat/${id}`)).html)).toBe(before)
  })

  test('leaves the list in place when another one is open', async () => {
    const garden = await ada.chat('plan the garden')
    const rent = await ada.chat('pay the rent')
    const headers = { 'hx-current-url': `http://localhost/chat/${rent}` }
    const { html } = await ada.post(`/chat/${garden}/delete`, {}, { htmx: true, headers })
    expect(html).toContain('hx-target="#sessions .chats"')
    expect(html).not.toContain(`session-${garden}`)
    expect(html).toContain(`session-${rent}`)
    expect(html).toContain('Deleted “plan the garden”.')
    const own = await ada.post(`/chat/${rent}/delete`, {}, { htmx: true, headers })
    expect(own.location).toBe(`/chat?said=chat_deleted&gone=${rent}`)
  })

  test('leaves the page that it was deleted from, without scripts too', async () => {
    const [garden, rent] = [await ada.chat('plan the garden'), await ada.chat('pay the rent')]
    const other = await ada.post(`/chat/${garden}/delete`, { next: `/chat/${rent}?q=rent` })
    expect(other.location).toBe(`/chat/${rent}?q=rent&said=chat_deleted&gone=${garden}`)
    expect((await ada.get(other.location ?? '')).html).toContain(`action="/chat/${garden}/restore"`)
    for (const next of [`/chat/${rent}?q=rent`, '//elsewhere']) {
      const own = await ada.post(`/chat/${rent}/delete`, { next })
      expect(own.location).toBe(`/chat?said=chat_deleted&gone=${rent}`)
      await ada.post(`/chat/${rent}/restore`)
    }
  })

  test('waits on the page of changes, where it is restored or deleted for good', async () => {
    const [first, second] = [await ada.chat('first <b>one</b>'), await ada.chat('second one')]
    for (const id of [first, second]) await ada.post(`/chat/${id}/delete`)
    const { html } = await ada.get('/changes')
    expect(wordsOf(html)).toContain('Deleted chats')
    expect(html).toContain('first &lt;b&gt;one&lt;/b&gt;')
    expect(wordsOf(html)).toContain('Deleted today · gone for good in 30 days')
    const back = await ada.post(`/chat/${first}/restore`, { next: '/changes' }, { htmx: true })
    expect(back.html).toContain('hx-target="#bin"')
    expect(back.html).not.toContain(`gone-${first}`)
    expect((await ada.get(`/chat/${first}`)).status).toBe(200)
    const erased = await ada.post(`/chat/${second}/erase`, { next: '/changes' })
    expect(erased.location).toBe('/changes?said=chat_erased')
    expect((await ada.post(`/chat/${second}/restore`)).status).toBe(404)
    expect(wordsOf((await ada.get('/changes')).html)).not.toContain('Deleted chats')
  })

  test('is listed page by page', async () => {
    for (let n = 0; n < 22; n++) {
      const { id } = (await it.core.thread.create(await caller(), { title: `Chat number ${n}.` })).value
      await ada.post(`/chat/${id}/delete`)
    }
    const { html } = await ada.get('/changes')
    expect(wordsOf(html)).not.toContain('Chat number 1.')
    const path = /href="(\/changes\?deleted_after=[\w-]+)"/.exec(html)?.[1] ?? ''
    expect(wordsOf((await ada.get(path)).html)).toContain('Chat number 1.')
    expect((await ada.get('/changes?deleted_after=x')).status).toBe(400)
  })

  test('is nobody else’s to delete, restore or erase', async () => {
    const id = await ada.chat('mine')
    const eve = visitor(it)
    await eve.join('eve')
    const acts = ['delete', 'restore', 'erase'] as const
    for (const act of acts) expect((await eve.post(`/chat/${id}/${act}`)).status).toBe(403)
    await ada.post(`/chat/${id}/delete`)
    for (const act of acts) expect((await eve.post(`/chat/${id}/${act}`)).status).toBe(403)
    expect(wordsOf((await eve.get('/changes')).html)).not.toContain('mine')
    expect(wordsOf((await eve.get(`/chat?said=chat_deleted&gone=${id}`)).html)).not.toContain('mine')
    for (const act of acts) expect((await visitor(it).post(`/chat/${id}/${act}`)).location).toStartWith('/signin')
    await ada.post(`/chat/${id}/restore`)
    expect((await ada.get(`/chat/${id}`)).status).toBe(200)
  })
})

/** The person behind the cookie. */
const caller = () => it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
