/** The page of changes: who did what, and the way back. */
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

const said = async (path = '/changes') => wordsOf((await ada.get(path)).html)
/** The forms that take something back: the change, how far, and the act they stand in. */
const formsIn = (html: string) =>
  [
    ...html.matchAll(
      /action="\/changes\/(\d+)\/undo"[\s\S]*?name="reach" value="(\w+)"[\s\S]*?name="first" value="(\d+)"[\s\S]*?name="last" value="(\d+)"/g,
    ),
  ].map(([, id, reach = '', first = '', last = '']) => ({ id, form: { reach, first, last } }))
const forms = async () => formsIn((await ada.get('/changes')).html)

describe('the page of changes', () => {
  test('says who did what, before and after, in words for people', async () => {
    await ada.chat('add pay rent every month on the 1st high priority #home')
    await ada.post('/tasks/1', { due_on: '2030-01-02' })
    await ada.post('/tasks/1/toggle')
    const words = await said()
    expect(words).toContain('You Today')
    expect(words).toContain('Changed pay rent')
    expect(words).toContain('→ Wed 2 Jan 2030')
    expect(words).toContain('Next time: pay rent Fri 1 Feb 2030')
    expect(words).toContain('Completed pay rent')
    expect(words).toMatch(/The assistant Today at \d\d:\d\d/)
    expect(words).toContain('“add pay rent every month on the 1st high priority #home”')
    expect(words).toMatch(/Added pay rent .*every month on the 1st · high priority · #home/)
    expect(words).not.toMatch(/FREQ=|\d{4}-\d\d-\d\d|add_task|update_task/)
    const { html } = await ada.get('/changes')
    expect(html).toMatch(/href="\/chat\/[\w-]{36}\?at=[\w-]{36}"/)
    expect(html).toContain('<a href="/changes" aria-current="page">')
  })

  test('is empty at first, and is reached from every page of a person', async () => {
    expect(await said()).toContain('Nothing was done in the last 30 days.')
    for (const path of ['/chat', '/tasks', '/settings', '/status', '/nowhere'])
      expect((await ada.get(path)).html).toContain('<a href="/changes">')
  })

  test('takes back one change, the rest of its act, and says what cannot be taken back any more', async () => {
    await ada.chat('add:\n- milk\n- bread\n- tea')
    const [act, tea] = await forms()
    expect([act?.form.reach, tea?.form.reach]).toEqual(['act', 'row'])
    const one = await ada.post(`/changes/${tea?.id}/undo`, tea?.form)
    expect([one.status, one.location]).toEqual([303, '/changes?said=taken_back'])
    expect(wordsOf((await ada.get('/tasks')).html)).toMatch(/2 tasks/)
    const again = await ada.post(`/changes/${tea?.id}/undo`, tea?.form)
    expect(again.status).toBe(409)
    expect(wordsOf(again.html)).toContain('It stays as it is.')
    const all = await ada.post(`/changes/${act?.id}/undo`, act?.form, { htmx: true })
    expect(all.html).toContain('Taken back: added 2 tasks.')
    expect(all.html).toContain(`hx-target="#act-${act?.form.first}"`)
    expect(await said('/tasks')).toMatch(/Nothing to do/)
    expect(formsIn((await ada.get('/changes')).html)).toEqual([])
  })

  test('tells programs by the name of their token, whatever that is', async () => {
    const who = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
    const token = await it.core.account.createAccessToken(who, { name: '<b>Bot</b>', scopes: ['tasks:write'] })
    await it.call('POST', '/api/v1/tasks', { token: token.token, body: { title: '<i>x</i>' } })
    const { html } = await ada.get('/changes')
    expect(html).toContain('&lt;b&gt;Bot&lt;/b&gt;, with an access token')
    expect(html).not.toMatch(/<[bi]>/)
  })

  test('goes on with what is older, with and without scripts', async () => {
    for (let n = 1; n <= 53; n++) await ada.post('/tasks', { title: `Task number ${n}` })
    const { html } = await ada.get('/changes')
    const path = /href="(\/changes\?after=[\w-]+)"/.exec(html)?.[1] ?? ''
    expect(wordsOf(html)).toContain('Task number 4 ')
    expect(wordsOf(html)).not.toContain('Task number 3 ')
    const piece = await ada.get(path, { htmx: true })
    expect(piece.html).toStartWith('<article')
    expect(wordsOf(piece.html)).toContain('Task number 3')
    const page = await ada.get(path)
    expect(wordsOf(page.html)).toContain('The newest changes')
    expect(page.html).not.toContain('id="watch"')
    expect((await ada.get('/changes?after=x')).status).toBe(400)
    // An open page is kept up to date with all that it shows.
    expect(/\/live\?at=([^&"]+)/.exec(html)?.[1]).toBe(encodeURIComponent('/changes?from=4'))
  })

  test('takes nothing back that is somebody else’s', async () => {
    await ada.post('/tasks', { title: 'Milk' })
    const eve = visitor(it)
    await eve.join('eve')
    for (const id of ['1', '0', 'x', '999999999999999'])
      expect((await eve.post(`/changes/${id}/undo`, { reach: 'row' })).status).toBe(404)
    const nobody = visitor(it)
    expect((await nobody.get('/changes')).location).toBe('/signin?next=%2Fchanges')
    expect((await nobody.post('/changes/1/undo', { reach: 'row' })).location).toStartWith('/signin')
    expect(await said('/tasks')).toContain('Milk')
  })
})
