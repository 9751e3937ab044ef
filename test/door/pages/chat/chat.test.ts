import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { brotliDecompressSync } from 'node:zlib'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type FakeProvider, fails, fakeProvider, hangs, says } from '../../../support/fake-provider.ts'
import { type Visitor, visitor, wordsOf } from '../visitor.ts'

let it: TestApp
let ada: Visitor
beforeAll(async () => {
  it = await testApp()
  ada = visitor(it)
  await ada.join()
})
afterAll(() => it.close())

const SENTENCE = 'add buy milk tomorrow and call mum on friday'
const idIn = (location: string | null) => /^\/chat\/([\w-]{36})/.exec(location ?? '')?.[1] ?? ''
const keyIn = (html: string) => /id="key" value="([^"]+)"/.exec(html)?.[1] ?? ''

describe('a new chat', () => {
  test('is an empty page with suggestions, every one of which works without scripts', async () => {
    const { status, html, headers } = await ada.get('/chat')
    expect(status).toBe(200)
    expect(html).toStartWith('<!doctype html><html lang="en"')
    expect(html).toContain('<form id="composer"')
    const idea = /name="text" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const key = /<div id="empty"[\s\S]*?name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
    expect(headers.get('vary')).toContain('HX-Request')
    const sent = await ada.post('/chat', { text: idea, key })
    expect(sent.status).toBe(303)
    expect(wordsOf((await ada.get(sent.location ?? '')).html)).toContain(idea)
  })

  test('begins with its first message: thread, title, answer, tasks', async () => {
    const eve = visitor(it)
    await eve.join('eve')
    const { html } = await eve.get('/chat')
    const sent = await eve.post('/chat', { text: SENTENCE, key: keyIn(html) })
    expect([sent.status, sent.location?.endsWith('?no_script=1')]).toEqual([303, true])
    const page = wordsOf((await eve.get(sent.location ?? '')).html)
    expect(page).toContain('buy milk')
    expect(page).toContain('call mum')
    const later = wordsOf((await eve.get(`/chat/${idIn(sent.location)}`)).html)
    expect(later).toContain('To do 2')
    expect(later).toContain('You said add buy milk tomorrow and call mum on friday')
    expect((await eve.get('/')).location).toBe(`/chat/${idIn(sent.location)}`)
  })

  test('is made once per key, however often the form is sent', async () => {
    const eve = visitor(it)
    await eve.join('eve')
    const key = crypto.randomUUID()
    const sent = await Promise.all(Array.from({ length: 20 }, () => eve.post('/chat', { text: 'add milk', key })))
    expect(new Set(sent.map(({ status, location }) => `${status} ${idIn(location)}`)).size).toBe(1)
    await eve.get(sent[0]?.location ?? '')
    const { html } = await eve.get('/chat')
    expect(html.match(/id="session-/g)).toHaveLength(1)
    expect(wordsOf(html)).toContain('To do 1')
  })

  test('for htmx leads to its page', async () => {
    const sent = await ada.post('/chat', { text: 'help', key: crypto.randomUUID() }, { htmx: true })
    expect([sent.status, sent.html]).toEqual([204, ''])
    expect(sent.headers.get('hx-redirect')).toMatch(/^\/chat\/[\w-]{36}$/)
  })

  test('that cannot begin leaves no empty thread behind', async () => {
    const tight = await testApp({ settings: { USER_DAILY_TOKEN_LIMIT: '1' } })
    const eve = visitor(tight)
    await eve.join('eve')
    const caller = await tight.core.account.callerOfCookie(eve.cookie().split('=')[1] ?? '')
    await tight.db.execute(
      (sql) =>
        sql`insert into daily_usage (user_id, day, tokens) values (${caller.user_id}, (now() at time zone 'UTC')::date, 9)`,
    )
    const refused = await eve.post('/chat', { text: 'add milk', key: 'k' })
    expect(refused.status).toBe(429)
    expect(refused.html).toContain('>add milk</textarea>')
    expect((await tight.core.thread.list(caller, { limit: 10 })).data).toEqual([])
    await tight.close()
  })
})

describe('a message that cannot be sent', () => {
  const wrong: [string, string, number, string][] = [
    ['nothing', '', 400, 'The message is empty.'],
    ['only white space', ' \r\n\t ', 400, 'The message is empty.'],
    ['more than fits', 'x'.repeat(501), 400, 'The message is longer than 500 characters.'],
  ]
  test.each(wrong)('%s comes back with the reason and the text', async (_, text, status, words) => {
    const id = await ada.chat('help')
    for (const path of ['/chat', `/chat/${id}`]) {
      const page = await ada.post(path, { text, key: crypto.randomUUID() })
      expect(page.status).toBe(status)
      expect(wordsOf(page.html)).toContain(words)
      if (text.trim()) expect(page.html).toContain(`>${text.trim()}</textarea>`)
      const piece = await ada.post(path, { text, key: 'old-key' }, { htmx: true })
      expect(piece.status).toBe(status)
      expect(piece.html).toContain(`<hx-partial hx-target="#err" hx-swap="innerHTML">${words}</hx-partial>`)
      expect(keyIn(piece.html)).not.toBe('old-key')
    }
  })

  test('500 characters with line ends as browsers send them are not too many', async () => {
    const text = `${'x'.repeat(248)}\r\n${'y'.repeat(248)}\r\nzz`
    expect((await ada.post('/chat', { text, key: crypto.randomUUID() })).status).toBe(303)
  })

  test('text is shown as it was typed, never as markup', async () => {
    const id = await ada.chat('<b>"quoted"</b> & <hx-x hx-get=/x>')
    const { html } = await ada.get(`/chat/${id}`)
    expect(html).toContain('&lt;b&gt;&quot;quoted&quot;&lt;/b&gt; &amp; &lt;hx-x hx-get=/x&gt;')
    expect(html).not.toMatch(/<hx-x/)
  })

  test('the 31st in a minute is 429 with the text kept', async () => {
    const limited = await testApp({ settings: { RATE_LIMIT_REQUESTS_PER_MINUTE: '2' } })
    const eve = visitor(limited)
    await eve.join('eve')
    await eve.chat('help')
    await eve.chat('help')
    const third = await eve.post('/chat', { text: 'the third', key: 'k3' })
    expect(third.status).toBe(429)
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(third.html).toContain('>the third</textarea>')
    const { location } = await eve.get('/')
    expect((await eve.post(location ?? '', { text: 'the fourth', key: 'k4' })).status).toBe(429)
    await limited.close()
  })
})

describe('while an answer is written', () => {
  let fake: FakeProvider
  let slow: TestApp
  let eve: Visitor
  beforeAll(async () => {
    fake = await fakeProvider(hangs('Half of it'))
    slow = await testApp({ settings: { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' } })
    eve = visitor(slow)
    await eve.join('eve')
  })
  afterAll(async () => {
    await slow.close()
    await fake.stop()
  })

  const begin = async () => {
    fake.play(hangs('Half of it'))
    const { status, location, html } = await eve.post('/chat', { text: 'tell me', key: crypto.randomUUID() })
    if (!location) throw new Error(`sending answered ${status}: ${wordsOf(html)}`)
    return idIn(location)
  }

  test('the page shows what exists, follows the rest, and goes on by itself without scripts', async () => {
    const id = await begin()
    const { html } = await eve.get(`/chat/${id}`)
    expect(html).toMatch(new RegExp(`hx-sse:connect="/chat/${id}/runs/[\\w-]{36}/stream\\?have=\\d+"`))
    expect(html).toContain(`<noscript><meta http-equiv="refresh" content="0;url=/chat/${id}?no_script=1"/></noscript>`)
    expect(wordsOf(html)).toContain('You said tell me')
    await eve.post(`/chat/${id}/stop`)
  })

  test('a second message waits its turn: 409, the text kept', async () => {
    const id = await begin()
    const second = await eve.post(`/chat/${id}`, { text: 'and then?', key: crypto.randomUUID() })
    expect(second.status).toBe(409)
    expect(wordsOf(second.html)).toContain('still answering')
    expect(second.html).toContain('>and then?</textarea>')
    await eve.post(`/chat/${id}/stop`)
  })

  test('stop keeps what was written and offers to try again; trying again answers', async () => {
    const id = await begin()
    const stopped = await eve.post(`/chat/${id}/stop`)
    expect([stopped.status, stopped.location]).toEqual([303, `/chat/${id}`])
    const { html } = await eve.get(`/chat/${id}`)
    expect(html).not.toContain('class="live"')
    expect(wordsOf(html)).toContain('Stopped. What was written stays. Try again')
    const [, item = '', key = ''] =
      /name="item" value="([^"]*)"\/><input type="hidden" name="key" value="([^"]*)"/.exec(html) ?? []
    fake.play(says('All of it.'))
    const again = await eve.post(`/chat/${id}/again`, { item, key })
    expect(wordsOf((await eve.get(again.location ?? '')).html)).toContain('All of it.')
    expect(wordsOf((await eve.get(`/chat/${id}`)).html)).not.toContain('Stopped.')
    expect((await eve.post(`/chat/${id}/stop`)).status).toBe(303)
  })

  test('stop by htmx says nothing: the open stream tells', async () => {
    const id = await begin()
    expect((await eve.post(`/chat/${id}/stop`, {}, { htmx: true })).status).toBe(204)
  })

  test('a failure names no word of the provider', async () => {
    fake.play(fails(401))
    const { location } = await eve.post('/chat', { text: 'tell me', key: crypto.randomUUID() })
    const { html } = await eve.get(location ?? '')
    expect(wordsOf(html)).toContain('Try again')
    expect(html).toContain('role="alert"')
    expect(html).not.toMatch(/sk-|upstream|incorrect key/i)
  })

  test('deleting the chat ends its answer and takes it from the list', async () => {
    const id = await begin()
    const gone = await eve.post(`/chat/${id}/delete`)
    expect([gone.status, gone.location]).toEqual([303, `/chat?said=chat_deleted&gone=${id}`])
    expect((await eve.get(`/chat/${id}`)).status).toBe(404)
    const { html } = await eve.get('/chat?said=chat_deleted')
    expect(html).not.toContain(`session-${id}`)
    expect(wordsOf(html)).toContain('The chat was deleted.')
  })
})

describe('sent by htmx', () => {
  test('gives the turn, a fresh key, and clears what is over', async () => {
    const id = await ada.chat('help')
    const { status, html } = await ada.post(`/chat/${id}`, { text: 'add eggs', key: 'k-eggs' }, { htmx: true })
    expect(status).toBe(200)
    expect(html).toStartWith('<article id="i-')
    expect(html).toContain('add eggs')
    expect(html).toContain('hx-sse:connect=')
    expect(html).toContain('<hx-partial hx-target="#err" hx-swap="innerHTML"></hx-partial>')
    expect(keyIn(html)).not.toBe('k-eggs')
    expect(html).not.toContain('<html')
  })

  test('a repeat of the key has no second effect and shows the whole page', async () => {
    const id = await ada.chat('help')
    const send = () => ada.post(`/chat/${id}`, { text: 'add bread', key: 'k-bread' }, { htmx: true })
    await send()
    const repeat = await send()
    expect(repeat.headers.get('hx-redirect')).toBe(`/chat/${id}`)
    await ada.get(`/chat/${id}?no_script=1`)
    const { html } = await ada.get(`/chat/${id}`)
    expect(html.match(/You said<\/h2><p class="text" dir="auto">add bread/g)).toHaveLength(1)
  })

  test('the same key with another text is refused', async () => {
    const id = await ada.chat('help')
    await ada.post(`/chat/${id}`, { text: 'add a', key: 'k-same' })
    await ada.get(`/chat/${id}?no_script=1`)
    expect((await ada.post(`/chat/${id}`, { text: 'add b', key: 'k-same' })).status).toBe(422)
  })

  test('a form without a key is simply sent', async () => {
    const id = await ada.chat('help')
    expect((await ada.post(`/chat/${id}`, { text: 'help' })).status).toBe(303)
  })
})

describe('another person', () => {
  test('can neither see nor touch a chat', async () => {
    const id = await ada.chat('add a secret plan')
    const eve = visitor(it)
    await eve.join('eve')
    const run = await it.core.run.latest(await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? ''), id)
    const answers = [
      await eve.get(`/chat/${id}`),
      await eve.get(`/chat/${id}?no_script=1`),
      await eve.post(`/chat/${id}`, { text: 'hello', key: 'k' }),
      await eve.post(`/chat/${id}/stop`),
      await eve.post(`/chat/${id}/delete`),
    ]
    for (const { status, html } of answers) {
      expect(status).toBe(403)
      expect(html).not.toContain('secret plan')
    }
    expect((await eve.get(`/chat/${id}/runs/${run?.id}/stream`)).status).toBe(404)
    expect((await ada.get(`/chat/${id}`)).html).toContain('secret plan')
  })

  test.each(['/chat/nothing', '/chat/01900000-0000-7000-8000-000000000001', "/chat/'; drop table threads"])(
    '%s is nowhere',
    async (path) => {
      const page = await ada.get(path)
      expect(page.status).toBe(404)
      expect(page.html).toContain('<h1>Nothing here</h1>')
    },
  )
})

describe('/', () => {
  test('leads a stranger to sign-in and somebody new to an empty chat', async () => {
    expect((await visitor(it).get('/')).location).toBe('/signin')
    const eve = visitor(it)
    await eve.join('eve')
    expect((await eve.get('/')).location).toBe('/chat')
  })
})

test('a page is compressed as the browser likes, and never cached', async () => {
  const id = await ada.chat('help')
  const plain = await ada.get(`/chat/${id}`)
  expect(plain.headers.get('cache-control')).toBe('no-store')
  expect(plain.headers.get('content-encoding')).toBeNull()
  for (const coding of ['gzip', 'br']) {
    const response = await ada.open('GET', `/chat/${id}`, { headers: { 'accept-encoding': coding } })
    expect(response.headers.get('content-encoding')).toBe(coding)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const html = new TextDecoder().decode(coding === 'gzip' ? Bun.gunzipSync(bytes) : brotliDecompressSync(bytes))
    expect(html).toContain('id="composer"')
    expect(bytes.length).toBeLessThan(plain.html.length / 2)
  }
})
