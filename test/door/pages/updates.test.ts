import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { LIVE_PAGES_MAX } from '../../../src/door/pages/updates.tsx'
import { newId } from '../../../src/lib/id.ts'
import { toRow, userMessage } from '../../../src/thread/item.ts'
import { appendItems } from '../../../src/thread/store.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { ending, type FakeProvider, fakeProvider, says, words } from '../../support/fake-provider.ts'
import { framesOf } from './frames.ts'
import { type Visitor, visitor } from './visitor.ts'

let fake: FakeProvider
let it: TestApp
let ada: Visitor
beforeAll(async () => {
  fake = await fakeProvider(says('Hello.'))
  it = await testApp({ settings: { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' } })
})
beforeEach(async () => {
  ada = visitor(it)
  await ada.join()
})
afterAll(async () => {
  await it.close()
  await fake.stop()
})

const followers = () => it.core.changes.size()
const live = (at: string) => `/live?at=${encodeURIComponent(at)}`

/** A page that is looked at: its first frame has come. */
const look = async (at: string, who = ada) => {
  const leave = new AbortController()
  const response = await who.open('GET', live(at), { htmx: true, signal: leave.signal })
  expect(response.status).toBe(200)
  const frames = framesOf(response)
  const next = async () => (await frames.next()).value?.html ?? ''
  const first = await next()
  return {
    first,
    next,
    /** Reads on until a frame has the words; frames before it may have anything else. */
    async until(part: string) {
      for (;;) {
        const html = await next()
        if (html.includes(part)) return html
        if (html === '') throw new Error(`the stream ended before ${part}`)
      }
    },
    leave: async () => {
      leave.abort()
      await frames.return(undefined)
    },
  }
}
/** Waits for something that happens by itself; the test’s own limit ends a wait in vain. */
const becomes = async (count: () => number, wanted: number) => {
  while (count() !== wanted) await Bun.sleep(5)
}
const targets = (html: string) => [...html.matchAll(/<hx-partial hx-target="([^"]+)"/g)].map(([, to]) => to)

describe('a page that is looked at', () => {
  test.each(['/chat', '/tasks', '/tasks?status=pending', 'a chat'])(
    '%s gets nothing that it was printed with, and then what changes',
    async (place) => {
      await ada.post('/tasks', { title: 'Milk' })
      const path = place === 'a chat' ? `/chat/${await ada.chat('tell me')}` : place
      const { html } = await ada.get(path)
      const address = /hx-sse:connect="(\/live[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
      expect(address).toMatch(/&have=[\w.]+$/)
      const leave = new AbortController()
      const frames = framesOf(await ada.open('GET', address, { htmx: true, signal: leave.signal }))
      const first = frames.next()
      expect(await Promise.race([first, Bun.sleep(300)])).toBeUndefined()
      await ada.post('/tasks', { title: 'Bread' })
      const frame = (await first).value
      expect(targets(frame?.html ?? '')).toEqual(
        path.startsWith('/tasks') ? ['#tasks', '#lists'] : ['#todos-count', '#todo-2', '#todo-1'],
      )
      // What it got last is what it has when it comes back.
      const headers = { 'last-event-id': frame?.id ?? '' }
      const again = framesOf(await ada.open('GET', address, { htmx: true, headers, signal: leave.signal }))
      expect(await Promise.race([again.next(), Bun.sleep(300)])).toBeUndefined()
      leave.abort()
    },
  )

  test('gets its stream compressed, and reads each change at once', async () => {
    await ada.post('/tasks', { title: 'Milk' })
    const leave = new AbortController()
    const headers = { 'accept-encoding': 'gzip' }
    const response = await ada.open('GET', live('/tasks'), { htmx: true, headers, signal: leave.signal })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    let bytes = 0
    const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.length
        controller.enqueue(chunk)
      },
    })
    const body = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>)
      .pipeThrough(counting)
      .pipeThrough(new DecompressionStream('gzip'))
    const frames = framesOf(new Response(body))
    expect((await frames.next()).value?.html).toContain('Milk')
    const before = bytes
    await ada.post('/tasks/1/toggle')
    expect((await frames.next()).value?.html).toContain('completed')
    expect(bytes - before).toBeLessThan(500)
    leave.abort()
  })

  test('of a chat pays at most 500 bytes for one change elsewhere, and nothing before it', async () => {
    const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
    for (let n = 0; n < 40; n++)
      await it.core.task.create(caller, { title: `Task number ${n}`, due_on: '2030-01-02' }, { actor: 'api' })
    const { html } = await ada.get(`/chat/${await ada.chat('tell me')}`)
    const address = /hx-sse:connect="(\/live[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const headers = { 'accept-encoding': 'gzip' }
    const leave = new AbortController()
    const response = await ada.open('GET', address, { htmx: true, headers, signal: leave.signal })
    const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader()
    const costs: number[] = []
    const changes = [
      () => it.core.task.change(caller, 7, { title: 'Another title' }, { actor: 'api' }),
      () => it.core.task.toggle(caller, 9, { actor: 'api' }),
      () => it.core.task.create(caller, { title: 'First of all', due_on: '2029-01-02' }, { actor: 'api' }),
    ]
    try {
      const beginning = reader.read()
      expect((await beginning).value?.length).toBeLessThan(60)
      // Not counted: the end of the answer may still come with it.
      const settled = reader.read()
      await it.core.task.create(caller, { title: 'Last of all' }, { actor: 'api' })
      await settled
      for (const change of changes) {
        const next = reader.read()
        await change()
        costs.push((await next).value?.length ?? 0)
      }
      expect(Math.max(...costs), costs.join()).toBeLessThanOrEqual(500)
      expect(Math.min(...costs), costs.join()).toBeGreaterThan(20)
    } finally {
      leave.abort()
      await reader.cancel()
    }
  })

  test('is brought up to date at once, whatever it missed', async () => {
    await ada.post('/tasks', { title: 'Milk' })
    const id = await ada.chat('tell me')
    const chat = await look(`/chat/${id}`)
    expect(targets(chat.first)).toEqual(['#rings', '#todos', '#chats', '#thread-title', '#log'])
    for (const part of ['Milk', 'tell me', '<p>Hello.</p>', `href="/chat/${id}" aria-current="page"`])
      expect(chat.first).toContain(part)
    await chat.leave()
    const tasks = await look('/tasks?status=completed')
    expect(targets(tasks.first)).toEqual(['#rings', '#tasks', '#lists'])
    expect(tasks.first).toContain('No task fits')
    await tasks.leave()
  })

  test('keeps all that it began with, however much is said meanwhile', async () => {
    const id = await ada.chat('tell me')
    const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
    const say = (text: string, count: number) => {
      const rows = Array.from({ length: count }, (_, n) => toRow(userMessage(id, `${text} ${n}.`), newId()))
      return it.db.transaction((sql) => appendItems(sql, caller.user_id, id, rows))
    }
    await say('Early', 150)
    const { html } = await ada.get(`/chat/${id}`)
    expect(html).toContain(`<a class="button" href="/chat/${id}?before=`)
    expect(html).toContain('Early 60.')
    expect(html).not.toContain('Early 10.')
    const at = decodeURIComponent(/\/live\?at=([^&"]+)/.exec(html)?.[1] ?? '')
    await say('Late', 90)
    const page = await look(at)
    for (const words of ['Early 60.', 'Late 89.']) expect(page.first).toContain(words)
    expect(page.first).not.toContain('Early 10.')
    await page.leave()
  })

  test('hears of tasks that another tab or the API changes, and only of what differs', async () => {
    const page = await look('/chat')
    await ada.post('/tasks', { title: 'Milk' })
    const first = await page.until('Milk')
    expect(targets(first)).toEqual(['#todos'])
    const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
    await it.core.task.create(caller, { title: 'Bread' }, { actor: 'api' })
    expect(targets(await page.until('Bread'))).toEqual(['#todos-count', '#todo-2', '#todo-1'])
    await page.leave()
  })

  test('keeps the filters of its address', async () => {
    await ada.post('/tasks', { title: 'Milk' })
    await ada.post('/tasks', { title: 'Bread' })
    const page = await look('/tasks?status=pending&q=mil')
    expect(page.first).toContain('Milk')
    expect(page.first).not.toContain('Bread')
    await ada.post('/tasks/1/toggle')
    const html = await page.until('0 tasks')
    // For a moment it may still wait where it was, struck through.
    expect(html).not.toContain('class="task pending"')
    expect(html).not.toContain('Bread')
    await page.leave()
  })

  test('shows a chat that began elsewhere in its list, and a title as it is renamed', async () => {
    const page = await look('/chat')
    const id = await ada.chat('plan the garden')
    expect(await page.until('plan the garden')).toContain(`session-${id}`)
    await ada.post(`/chat/${id}/change`, { title: 'Roses' })
    expect(await page.until('Roses')).not.toContain('>plan the garden<')
    await page.leave()
  })

  test('shows a turn as it begins elsewhere, with the stream of its answer, and as it ended', async () => {
    const id = await ada.chat('tell me')
    const page = await look(`/chat/${id}`)
    const { promise, resolve } = Promise.withResolvers<void>()
    fake.play({ steps: [...words('Half '), { until: promise }, ...words('whole.'), ...ending('stop')] })
    await ada.post(`/chat/${id}`, { text: 'and more', key: crypto.randomUUID() })
    const begun = await page.until('and more')
    expect(begun).toContain('class="live"')
    expect(begun).toContain(`hx-sse:connect="/chat/${id}/runs/`)
    resolve()
    const ended = await page.until('Half whole.')
    expect(ended).not.toContain('class="live"')
    expect(ended.match(/and more/g)).toHaveLength(1)
    fake.play(says('Hello.'))
    await page.leave()
  })

  test('is told when its chat was deleted elsewhere, and goes on with the rest', async () => {
    const id = await ada.chat('tell me')
    const page = await look(`/chat/${id}`)
    await ada.post(`/chat/${id}/delete`)
    const html = await page.until('This chat was deleted elsewhere.')
    expect(html).toContain('No chats yet.')
    expect(targets(html)).not.toContain('#log')
    await ada.post('/tasks', { title: 'Milk' })
    expect(await page.until('Milk')).not.toContain('deleted elsewhere')
    await page.leave()
    const again = await look(`/chat/${id}`)
    expect(again.first).toContain('This chat was deleted elsewhere.')
    await again.leave()
  })

  test('of another person hears nothing', async () => {
    const eve = visitor(it)
    await eve.join('eve')
    const page = await look('/tasks', eve)
    await ada.post('/tasks', { title: 'A secret plan' })
    await eve.post('/tasks', { title: 'Cheese' })
    expect(await page.until('Cheese')).not.toContain('secret')
    await page.leave()
  })
})

describe('the stream', () => {
  test('is let go by the program when the page leaves', async () => {
    await becomes(followers, 0)
    const page = await look('/tasks')
    expect(followers()).toBe(1)
    await page.leave()
    await becomes(followers, 0)
  })

  test('shows nothing more once its login was ended', async () => {
    const page = await look('/tasks')
    const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
    await ada.post('/signout')
    await it.core.task.create(caller, { title: 'Milk' }, { actor: 'api' })
    expect(await page.next()).toBe('')
  })

  test.each([
    ['a stranger', '/tasks', 401, true],
    ['a page that does not live', '/settings', 404, false],
    ['another site', '//evil.example/tasks', 404, false],
    ['no page', '', 404, false],
    ['filters that are none', '/tasks?status=odd', 400, false],
  ])('is refused to %s, never redirected', async (_, at, status, stranger) => {
    const who = stranger ? visitor(it) : ada
    const answer = await who.get(live(at), { htmx: true })
    expect([answer.status, answer.location]).toEqual([status, null])
  })

  test('is refused for the chat of another', async () => {
    const id = await ada.chat('tell me')
    const eve = visitor(it)
    await eve.join('eve')
    expect((await eve.get(live(`/chat/${id}`))).status).toBe(403)
  })

  test('is bounded per person, and room comes back', async () => {
    const pages = []
    for (let n = 0; n < LIVE_PAGES_MAX; n++) pages.push(await look('/tasks'))
    const refused = await ada.get(live('/tasks'))
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await pages.pop()?.leave()
    await becomes(followers, LIVE_PAGES_MAX - 1)
    await (await look('/tasks')).leave()
    for (const page of pages) await page.leave()
  })
})

test('a stopping program sends live pages elsewhere', async () => {
  const other = await testApp()
  const bob = visitor(other)
  await bob.join('bob')
  const page = await look('/tasks', bob)
  const closed = other.close()
  expect(await page.next()).toBe('')
  await closed
  expect((await bob.get(live('/tasks'))).status).toBe(503)
})
