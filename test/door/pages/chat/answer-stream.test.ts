import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { htmlFrame } from '../../../../src/door/pages/chat/answer-stream.tsx'
import type { TestApp } from '../../../support/app.ts'
import { calls, ending, type FakeProvider, hangs, says, words } from '../../../support/fake-provider.ts'
import { miniPage } from '../../../views/mini-page.ts'
import { type Frame, framesOf } from '../frames.ts'
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

const begin = async (text = 'tell me') => {
  const { status, location, html: refused } = await ada.post('/chat', { text, key: crypto.randomUUID() })
  if (!location) throw new Error(`sending answered ${status}: ${refused}`)
  const id = /^\/chat\/([\w-]{36})/.exec(location ?? '')?.[1] ?? ''
  const { html } = await ada.get(`/chat/${id}`)
  const url = /hx-sse:connect="(\/chat[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  const run = await it.core.run.latest(caller, id)
  if (!run) throw new Error('no run')
  return { id, html, run_id: run.id, url: url ?? `/chat/${id}/runs/${run.id}/stream?have=0` }
}

const answerIn = (html: string) => {
  const from = html.indexOf('class="answer" role="log"')
  const start = html.indexOf('>', from) + 1
  return html.slice(start, html.indexOf('</div><div id="live-', start))
}

const LONG = 'First block.\n\n```ts\nconst a = "<b>"\nconst b = 2\n```\n\n- one\n- two **bold**\n\nThe end.'

describe('a reader', () => {
  test('ends with what a fresh page has, and hears the end', async () => {
    fake.play(says(LONG))
    const { id, run_id, url } = await begin()
    const page = miniPage(run_id)
    const seen: Frame[] = []
    for await (const frame of framesOf(await ada.open('GET', url, { htmx: true }))) {
      seen.push(frame)
      page.take(frame.html)
    }
    expect(seen.at(-1)).toEqual({ id: '', event: 'end', html: '' })
    expect(page.answer()).toBe(answerIn((await ada.get(`/chat/${id}`)).html))
    expect(page.tail()).toBe('')
    expect(page.others.map(({ to, swap }) => `${swap} ${to}`)).toContain(`outerHTML #live-${run_id}`)
  })

  test('gets its stream compressed, a fifth of its size, and reads every frame', async () => {
    fake.play(says(LONG.repeat(20)))
    const { id, run_id, url } = await begin()
    const read = async (coding: string) => {
      const response = await ada.open('GET', url, { htmx: true, headers: { 'accept-encoding': coding } })
      const bytes = await response.bytes()
      return { bytes, packed: response.headers.get('content-encoding') }
    }
    // Two readers of a running answer get other frames, so the bytes are compared once it has ended.
    const live = await read('gzip')
    const page = miniPage(run_id)
    const whole = new Response(Bun.gunzipSync(live.bytes))
    for await (const frame of framesOf(whole)) page.take(frame.html)
    expect(page.answer()).toBe(answerIn((await ada.get(`/chat/${id}`)).html))
    const [plain, { bytes, packed }] = [await read('identity'), await read('gzip')]
    expect([plain.packed, live.packed, packed]).toEqual([null, 'gzip', 'gzip'])
    expect(bytes.length * 5).toBeLessThan(plain.bytes.length)
    expect(new TextDecoder().decode(Bun.gunzipSync(bytes))).toBe(new TextDecoder().decode(plain.bytes))
  })

  test('that leaves and comes back with its last id misses nothing and repeats nothing', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const half = LONG.slice(0, 60)
    fake.play({ steps: [...words(half), { until: promise }, ...words(LONG.slice(60)), ...ending('stop')] })
    const { id, run_id, url } = await begin()
    const page = miniPage(run_id)
    let last = ''
    for await (const frame of framesOf(await ada.open('GET', url, { htmx: true }))) {
      page.take(frame.html)
      last = frame.id
      if (page.answer().includes('First block.')) break
    }
    resolve()
    const again = await ada.open('GET', url, { htmx: true, headers: { 'last-event-id': last } })
    for await (const frame of framesOf(again)) page.take(frame.html)
    expect(page.answer()).toBe(answerIn((await ada.get(`/chat/${id}`)).html))
  })

  test('a reload mid-answer shows what exists and goes on from there', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    fake.play({
      steps: [...words('First block.\n\nAnd the sec'), { until: promise }, ...words('ond.'), ...ending('stop')],
    })
    const { id, run_id, url } = await begin()
    for await (const frame of framesOf(await ada.open('GET', url, { htmx: true }))) {
      if (frame.html.includes('First block.')) break
    }
    const { html } = await ada.get(`/chat/${id}`)
    expect(html).toContain('<p>First block.')
    expect(html).toContain(`id="answer-${run_id}"`)
    expect(Number(/stream\?have=(\d+)/.exec(html)?.[1])).toBeGreaterThan(3)
    const next = /hx-sse:connect="(\/chat[^"]+)"/.exec(html)?.[1] ?? ''
    resolve()
    const page = miniPage(run_id)
    for await (const frame of framesOf(await ada.open('GET', next, { htmx: true }))) page.take(frame.html)
    expect(page.answer()).toBe(answerIn((await ada.get(`/chat/${id}`)).html))
    expect(page.answer()).toContain('And the second.')
  })

  test('what tools have done by now is shown once, also after a reload', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    fake.play([
      calls([{ name: 'add_task', arguments: { title: 'Bread' } }]),
      { steps: [...words('I have add'), { until: promise }, ...words('ed it.'), ...ending('stop')] },
    ])
    const { id, url } = await begin()
    for await (const frame of framesOf(await ada.open('GET', url, { htmx: true }))) {
      if (frame.html.includes('I have')) break
    }
    const { html } = await ada.get(`/chat/${id}`)
    expect(html).toContain('class="live"')
    expect(html.match(/“Bread”/g)).toHaveLength(1)
    expect(html.match(/<h2 class="vh">Assistant<\/h2>/g)).toHaveLength(1)
    resolve()
    const { html: whole } = await ada.get(`/chat/${id}?no_script=1`)
    expect(whole.match(/“Bread”/g)).toHaveLength(1)
    expect(whole).toContain('I have added it.')
  })

  test('two at once get the same in the end, also one that joins after it', async () => {
    fake.play(says(LONG))
    const { id, run_id, url } = await begin()
    const read = async () => {
      const page = miniPage(run_id)
      for await (const frame of framesOf(await ada.open('GET', url, { htmx: true }))) page.take(frame.html)
      return page.answer()
    }
    const [one, two] = await Promise.all([read(), read()])
    expect(one).toBe(two)
    expect(await read()).toBe(one)
    expect((await ada.get(`/chat/${id}`)).html).toContain(one)
  })

  test('hears of changed tasks in the panel, and of what waits for a person', async () => {
    fake.play([
      calls([{ name: 'add_task', arguments: { title: 'Milk' } }]),
      calls([{ name: 'delete_task', arguments: { task_id: 1 } }]),
      says('I asked.'),
    ])
    const { run_id, url } = await begin()
    const page = miniPage(run_id)
    for await (const frame of framesOf(await ada.open('GET', url, { htmx: true }))) page.take(frame.html)
    const panels = page.others.filter(({ to }) => to === '#todos')
    expect(panels.at(-1)?.html).toContain('Milk')
    expect(page.answer()).toContain('✅')
    expect(page.answer()).toContain('name="approve" value="true"')
  })

  test('is told when stopped; what was written stays', async () => {
    fake.play(hangs('Half of it'))
    const { id, run_id, url } = await begin()
    const page = miniPage(run_id)
    let stopped = false
    for await (const frame of framesOf(await ada.open('GET', url, { htmx: true }))) {
      page.take(frame.html)
      if (!stopped && page.tail().includes('Half')) {
        stopped = true
        await ada.post(`/chat/${id}/stop`, {}, { htmx: true })
      }
    }
    expect(page.answer()).toContain('Half of it')
    expect(page.others.at(-1)?.html).toContain('Stopped. What was written stays.')
  })
})

describe('the stream’s address', () => {
  test('is a stream that nobody caches, compresses behind our back or gathers', async () => {
    const { url } = await begin()
    const response = await ada.open('GET', url, { htmx: true })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    await response.body?.cancel()
  })
  test('knows only runs of its own chat', async () => {
    const [one, two] = [await begin(), await begin()]
    expect((await ada.get(`/chat/${two.id}/runs/${one.run_id}/stream`)).status).toBe(404)
    expect((await ada.get(`/chat/${one.id}/runs/nothing/stream`)).status).toBe(404)
  })
  test.each(['-1', 'x', '99999999999', '1.5', ''])('takes have=%s for nothing and still gives all', async (have) => {
    fake.play(says('Hello there.'))
    const { url, run_id } = await begin()
    const page = miniPage(run_id)
    const path = url.replace(/have=\d+/, `have=${have}`)
    for await (const frame of framesOf(await ada.open('GET', path, { htmx: true }))) page.take(frame.html)
    expect(page.answer()).toContain('Hello there.')
  })
})

test('no text can forge an event', () => {
  const frame = htmlFrame('<p>a\n\nevent: end\r\ndata: x\rid: 9</p>', 4)
  expect(frame).toBe('id: 4\ndata: <p>a\ndata: \ndata: event: end\ndata: data: x\ndata: id: 9</p>\n\n')
})

test('without scripts the page is written front to back: blocks in order, then foot and form', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  fake.play({ steps: [...words('First block.\n\nSecond'), { until: promise }, ...words(' block.'), ...ending('stop')] })
  const { id } = await begin('tell me')
  const response = await ada.open('GET', `/chat/${id}?no_script=1`)
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let html = ''
  while (!html.includes('First block.')) html += (await reader.read()).value ?? ''
  expect(html).toStartWith('<!doctype html>')
  expect(html).toContain('Stop answering')
  expect(html).not.toContain('id="composer"')
  expect(html).not.toContain('class="live"')
  resolve()
  for (let next = await reader.read(); !next.done; next = await reader.read()) html += next.value
  expect(html.indexOf('First block.')).toBeLessThan(html.indexOf('Second block.'))
  expect(html.indexOf('Second block.')).toBeLessThan(html.indexOf('id="composer"'))
  expect(html).toEndWith('</body></html>')
  expect(html.match(/First block\./g)).toHaveLength(1)
  expect(html).not.toContain('<!--answer-->')
})
