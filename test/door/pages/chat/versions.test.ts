/** Answers asked for again, messages written anew, and the way back to the earlier version, by page. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { newId } from '../../../../src/lib/id.ts'
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

const messages = (html: string) =>
  [...html.matchAll(/id="i-([\w-]{36})" class="msg me">.*?<p class="text" dir="auto">([^<]*)</g)].map(
    ([, id = '', words]) => ({ id, words }),
  )
const branchIn = (html: string) => /name="branch" value="([\w-]{36})"/.exec(html)?.[1] ?? ''
const open = async () => wordsOf((await ada.get('/tasks?status=pending')).html)
const say = async (id: string, form: Record<string, string>) => {
  const { location } = await ada.post(`/chat/${id}`, { key: newId(), ...form })
  await ada.get(location ?? '')
  return (await ada.get(`/chat/${id}`)).html
}

describe('a message', () => {
  test('is written anew wherever it stands; the earlier version is reached, and nothing of it is lost', async () => {
    const id = await ada.chat('add milk')
    await say(id, { text: 'add bread' })
    const before = (await ada.get(`/chat/${id}`)).html
    const [first] = messages(before)
    const form = await ada.get(`/chat/${id}?edit=${first?.id}`)
    expect(/<textarea[^>]*>([^<]*)</.exec(form.html)?.[1]?.trim()).toBe('add milk')
    expect(form.html).toContain(`name="edit" value="${first?.id}"`)
    const html = await say(id, { text: 'add <i>oat</i> milk', edit: first?.id ?? '' })
    expect(messages(html).map(({ words }) => words)).toEqual(['add &lt;i&gt;oat&lt;/i&gt; milk'])
    expect(wordsOf(html)).toContain('Taken back first: added “milk”.')
    expect(wordsOf(html)).toContain('2 of 2')
    expect(await open()).toMatch(/bread.*oat/)
    const back = await ada.post(`/chat/${id}/branch`, { branch: branchIn(html) })
    expect(back.location).toBe(`/chat/${id}?said=other_version`)
    const earlier = (await ada.get(`/chat/${id}`)).html
    expect(messages(earlier).map(({ words }) => words)).toEqual(['add milk', 'add bread'])
    expect(wordsOf(earlier)).toContain('1 of 2')
    expect(await open()).toMatch(/bread.*oat/)
  })

  test('that is not there, or somebody else’s, is not written anew', async () => {
    const id = await ada.chat('help')
    const [message] = messages((await ada.get(`/chat/${id}`)).html)
    for (const edit of [newId(), 'x']) expect((await ada.post(`/chat/${id}`, { text: 'x', edit })).status).toBe(404)
    expect((await ada.get(`/chat/${id}?edit=nothing`)).status).toBe(200)
    const eve = visitor(it)
    await eve.join('eve')
    const tries: [string, Record<string, string>][] = [
      ['', { text: 'x', edit: message?.id ?? '' }],
      ['/again', { item: message?.id ?? '' }],
      ['/branch', { branch: newId() }],
    ]
    for (const [path, form] of tries) {
      expect((await eve.post(`/chat/${id}${path}`, form)).status).toBe(403)
      expect((await visitor(it).post(`/chat/${id}${path}`, form)).location).toStartWith('/signin')
    }
    expect((await ada.post(`/chat/${id}/branch`, { branch: newId() })).status).toBe(404)
  })

  test('too long keeps its words and what it replaces', async () => {
    const id = await ada.chat('help')
    const [message] = messages((await ada.get(`/chat/${id}`)).html)
    const { status, html } = await ada.post(`/chat/${id}`, { text: 'x'.repeat(501), edit: message?.id ?? '' })
    expect(status).toBe(400)
    expect(html).toContain(`name="edit" value="${message?.id}"`)
  })
})

describe('an answer', () => {
  test('is asked for again once per key, without and with scripts', async () => {
    const id = await ada.chat('add milk')
    const { html } = await ada.get(`/chat/${id}`)
    const [, item = '', key = ''] =
      /name="item" value="([^"]*)"\/><input type="hidden" name="key" value="(again-[^"]*)"/.exec(html) ?? []
    for (let n = 0; n < 2; n++) await ada.get((await ada.post(`/chat/${id}/again`, { item, key })).location ?? '')
    const after = (await ada.get(`/chat/${id}`)).html
    expect(wordsOf(after)).toContain('2 of 2')
    expect(await open()).toMatch(/1 task/)
    const pieces = await ada.post(`/chat/${id}/again`, { item, key: newId() }, { htmx: true })
    expect(pieces.html).toContain('hx-target="#log" hx-swap="innerMorph"')
    await ada.get(`/chat/${id}?no_script=1`)
    const latest = (await ada.get(`/chat/${id}`)).html
    expect(wordsOf(latest)).toContain('3 of 3')
    const switched = await ada.post(`/chat/${id}/branch`, { branch: branchIn(latest) }, { htmx: true })
    expect(wordsOf(switched.html)).toContain('2 of 3')
    expect(wordsOf(switched.html)).toContain('Your tasks stay as they are.')
  })

  test('says who gave it and when, older ones too', async () => {
    const id = await ada.chat('help')
    const html = await say(id, { text: 'add milk' })
    expect(
      html.match(/Answered by: <\/span>Built-in assistant<\/span><time datetime="[^"]+">\d\d:\d\d<\/time>/g),
    ).toHaveLength(2)
  })
})
