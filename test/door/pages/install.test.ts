import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { URLS } from '../../../build/generated/assets.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { visitor, wordsOf } from './visitor.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const ask = (path: string, headers: Record<string, string> = {}) =>
  it.app.handle(new Request(`http://localhost${path}`, { headers }))

interface Manifest {
  [name: string]: unknown
  icons: { src: string; sizes: string; type: string; purpose: string }[]
  shortcuts: { name: string; url: string }[]
  share_target: { action: string; method: string; params: Record<string, string> }
}

describe('the manifest', () => {
  const manifest = async () => (await (await ask('/manifest.webmanifest')).json()) as Manifest

  test('makes the site an app of its own', async () => {
    const response = await ask('/manifest.webmanifest')
    expect(response.headers.get('content-type')).toStartWith('application/manifest+json')
    expect(await manifest()).toMatchObject({
      id: '/',
      name: 'TodoChat',
      start_url: '/',
      scope: '/',
      display: 'standalone',
    })
  })

  test('names icons that are there, two plain sizes and one that may be cut', async () => {
    const { icons } = await manifest()
    for (const { src, type } of icons) {
      const icon = await ask(src)
      expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, type])
    }
    expect(icons.filter(({ type }) => type === 'image/png').map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
      ['192x192 any', '512x512 any', '512x512 maskable'],
    )
  })

  test('its shortcuts and what it shares to are pages', async () => {
    const { shortcuts, share_target } = await manifest()
    const ada = visitor(it)
    await ada.join()
    for (const { url } of shortcuts) expect((await ada.get(url)).status).toBe(200)
    const { action, params } = share_target
    expect((await ada.post(action, { [params.text ?? '']: 'Buy milk' })).location).toBe('/chat?text=Buy+milk')
  })

  test('every page names it, and the icon of phones that read no manifest', async () => {
    const { html } = await visitor(it).get('/signin')
    expect(html).toContain('<link rel="manifest" href="/manifest.webmanifest"/>')
    expect(html).toContain(`<link rel="apple-touch-icon" href="${URLS.icon_touch}"/>`)
  })
})

describe('the service worker', () => {
  test('has at most 2 KB, may serve the whole site, and is looked after at each visit', async () => {
    const response = await ask('/sw.js')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await response.text()
    expect(text.length).toBeLessThanOrEqual(2048)
    expect(text).toContain(URLS.script)
    const etag = response.headers.get('etag') ?? ''
    expect((await ask('/sw.js', { 'if-none-match': etag })).status).toBe(304)
    expect((await ask('/sw.js', { 'if-none-match': '"another"' })).status).toBe(200)
  })
})

test('the page without a connection says what it is, keeps words, and knows nobody', async () => {
  const zoe = visitor(it)
  await zoe.join('zuzanna')
  const { status, html } = await zoe.get('/offline')
  expect(status).toBe(200)
  expect(wordsOf(html)).toContain('the to-do list you talk to')
  expect(html).toContain('<textarea id="text"')
  expect(html).not.toContain('zuzanna')
  expect(html).not.toContain('href="/settings"')
})
