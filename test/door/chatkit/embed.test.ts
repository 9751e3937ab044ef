/** The page that shows how to embed: only in development, only the host that was named, and wiring that works. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { allEvents } from '../../support/sse.ts'
import { outline, says } from './support.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { NODE_ENV: 'development' } })
})
afterAll(() => it.close())
const page = (query = '') => it.call('GET', `/embed${query}`)

describe('/embed', () => {
  test('is not there unless the program runs for development', async () => {
    for (const settings of [{ NODE_ENV: '' }, { NODE_ENV: 'production' }]) {
      const other = await testApp({ settings })
      expect((await other.call('GET', '/embed')).status).toBe(404)
      await other.close()
    }
  })

  test('loads the UI from the named host and lets nothing else in', async () => {
    const response = await page('?script=https://ui.example/chatkit.js%3Fv=1')
    const html = await response.text()
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(response.status).toBe(200)
    expect(html).toContain('<script src="https://ui.example/chatkit.js?v=1" async>')
    expect(policy).toContain('frame-src https://ui.example;')
    for (const forbidden of ['unsafe', '*', 'openai.com']) expect(policy).not.toContain(forbidden)
    const nonce = /nonce="([^"]+)"/.exec(html)?.[1]
    expect(policy).toContain(`script-src 'nonce-${nonce}' https://ui.example`)
    expect((await page()).headers.get('content-security-policy')).not.toContain(nonce as string)
  })

  for (const script of ['javascript:alert(1)', 'http://evil.example/x.js', 'nonsense', 'data:text/javascript,1']) {
    test(`refuses ${script}`, async () => {
      expect((await page(`?script=${encodeURIComponent(script)}`)).status).toBe(400)
    })
  }

  test('writes no address as markup', async () => {
    const html = await (
      await page(`?script=${encodeURIComponent('https://ui.example/"><script>alert(1)</script>')}`)
    ).text()
    expect(html).not.toContain('<script>alert')
  })

  test('its custom fetch is what /chatkit needs', async () => {
    const html = await (await page()).text()
    const source = /fetch: (\(url, options\) => \{[\s\S]*?\n {6}\}),/.exec(html)?.[1]
    const { token } = await it.signUp()
    const sent: Request[] = []
    const send = (url: string, options: RequestInit) => {
      const request = new Request(url, options)
      sent.push(request)
      return it.app.handle(request)
    }
    const custom = new Function('fetch', 'token', `return ${source}`)(send, token) as typeof send
    const response = await custom('http://localhost/chatkit', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'chatkit-frame-instance-id': 'f' },
      body: JSON.stringify({ type: 'threads.create', params: { input: says('hello') } }),
    })
    expect(outline(await allEvents(response))[0]).toBe('thread.created')
    expect(sent[0]?.headers.get('chatkit-frame-instance-id')).toBe('f')
  })
})
