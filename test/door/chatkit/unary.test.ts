/** Operations that answer with one JSON object: pages, names, feedback, and what is not supported. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../../src/lib/id.ts'
import { type Person, type TestApp, testApp } from '../../support/app.ts'
import { itemsOf, threadOf, type Ui, uiOf } from './support.ts'

let it: TestApp
let ada: Person
let ui: Ui
let bob: Ui
let thread_id = ''
let message_id = ''
beforeAll(async () => {
  it = await testApp()
  ada = await it.signUp('ada')
  ui = uiOf(it, ada.token)
  bob = uiOf(it, (await it.signUp('bob')).token)
  const events = await ui.create('add visit the doctor')
  thread_id = threadOf(events)
  message_id = itemsOf(events, 'user_message')[0].id
})
afterAll(() => it.close())

describe('plain operations', () => {
  test('threads page by id in both orders, without an end that is none', async () => {
    const own = uiOf(it, (await it.signUp('cleo')).token)
    const ids: string[] = []
    for (const text of ['one', 'two', 'three', 'four', 'five']) ids.push(threadOf(await own.create(text)))
    for (const order of ['asc', 'desc']) {
      const seen: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await own.json('threads.list', { limit: 2, order, ...(after && { after }) })
        seen.push(...page.data.map((one: { id: string }) => one.id))
        expect(page.after).toBe(page.has_more ? seen.at(-1) : undefined)
        if (!page.has_more) break
        after = seen.at(-1)
      }
      expect(seen).toEqual(order === 'asc' ? ids : ids.toReversed())
    }
    const whole = await own.json('threads.list', { limit: 9999, order: 'desc' })
    expect([whole.data.length, whole.has_more]).toEqual([5, false])
    expect(whole.data[0].items).toEqual({ data: [], has_more: false })
    const byDefault = await own.json('threads.list', { limit: 0 })
    expect(byDefault.data).toHaveLength(5)
  })

  test('items ascend on opening, page by any id, and hidden ones are never among them', async () => {
    const opened = await ui.json('threads.get_by_id', { thread_id })
    const all = opened.items.data
    expect(all[0].type).toBe('user_message')
    for (const order of ['asc', 'desc']) {
      const seen: object[] = []
      for (let after: string | undefined; ; ) {
        const page = await ui.json('items.list', { thread_id, limit: 1, order, ...(after && { after }) })
        seen.push(...page.data)
        expect(page.data.length).toBe(1)
        if (!page.has_more) break
        after = page.after
      }
      expect(seen).toEqual(order === 'asc' ? all : all.toReversed())
    }
    expect(JSON.stringify(all)).not.toContain('hidden')
  })

  test('an archived thread leaves the list, can be opened, and still is a cursor', async () => {
    const own = uiOf(it, (await it.signUp('dan')).token)
    const ids = [
      threadOf(await own.create('one')),
      threadOf(await own.create('two')),
      threadOf(await own.create('three')),
    ]
    const path = `/api/v1/chatkit/sessions/${ids[1]}`
    await it.call('PATCH', path, { token: own.token ?? '', body: { archived: true } })
    const listed = async (params: object): Promise<string[]> =>
      (await own.json('threads.list', params)).data.map((one: { id: string }) => one.id)
    expect(await listed({ limit: 9999 })).toEqual([ids[2], ids[0]] as string[])
    expect(await listed({ after: ids[1] })).toEqual([ids[0]] as string[])
    expect((await own.json('threads.get_by_id', { thread_id: ids[1] })).items.data).toHaveLength(2)
  })

  test('a thread is renamed and deleted', async () => {
    const id = threadOf(await ui.create('hello'))
    expect(await ui.json('threads.update', { thread_id: id, title: ' Plans ' })).toMatchObject({ id, title: 'Plans' })
    expect(await ui.json('threads.delete', { thread_id: id })).toEqual({})
    expect((await ui.post('threads.get_by_id', { thread_id: id })).status).toBe(404)
  })

  test('feedback is stored, the last word counts, other people’s items are not there', async () => {
    const kinds = () => it.db.query((sql) => sql`select kind from feedback where user_id = ${ada.id}`)
    expect(await ui.json('items.feedback', { thread_id, item_ids: [message_id, newId()], kind: 'positive' })).toEqual(
      {},
    )
    expect(await ui.json('items.feedback', { thread_id, item_ids: [message_id], kind: 'negative' })).toEqual({})
    expect((await kinds()).map(({ kind }) => kind)).toEqual(['negative'])
    const theirs = await bob.create('hello')
    const strange = { thread_id: threadOf(theirs), item_ids: [message_id], kind: 'positive' }
    expect((await bob.post('items.feedback', strange)).status).toBe(404)
    expect((await kinds()).map(({ kind }) => kind)).toEqual(['negative'])
  })

  for (const [type, params] of [
    ['attachments.create', { name: 'a.png', size: 1, mime_type: 'image/png' }],
    ['attachments.delete', { attachment_id: 'atc_1' }],
    ['input.transcribe', { audio_base64: '', mime_type: 'audio/mp4' }],
  ] as const) {
    test(`${type} is honestly not supported`, async () => {
      const response = await ui.post(type, params)
      expect(response.status).toBe(400)
      expect(((await response.json()) as { message: string }).message).toContain('not supported')
    })
  }

  test('another site of ours may call, its UI’s headers included', async () => {
    const shared = await testApp({ settings: { CORS_ORIGINS: '["https://shop.example"]' } })
    const asked = 'authorization,chatkit-frame-instance-id,content-type,last-event-id,accept-language'
    const preflight = await shared.call('OPTIONS', '/chatkit', {
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
      },
    })
    expect(preflight.status).toBe(204)
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase() ?? ''
    for (const name of asked.split(',')) expect(allowed).toContain(name)
    await shared.close()
  })
})
