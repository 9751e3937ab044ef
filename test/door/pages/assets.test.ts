import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { brotliDecompressSync } from 'node:zlib'
import { FILES, URLS } from '../../../build/generated/assets.ts'
import { type TestApp, testApp } from '../../support/app.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const ask = (path: string, headers: Record<string, string> = {}) =>
  it.app.handle(new Request(`http://localhost${path}`, { headers }))
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('every file', () => {
  test.each(Object.entries(FILES))('%s is the same in every coding', async (path, { type }) => {
    const plain = text(await bytesOf(await ask(path)))
    expect(plain.length).toBeGreaterThan(100)
    const open: Record<string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array> = {
      br: brotliDecompressSync,
      gzip: Bun.gunzipSync,
      zstd: Bun.zstdDecompressSync,
    }
    for (const [coding, unpack] of Object.entries(open)) {
      const response = await ask(path, { 'accept-encoding': coding })
      expect(response.headers.get('content-encoding')).toBe(coding)
      expect(response.headers.get('content-type')).toBe(type)
      expect(text(unpack(await bytesOf(response)))).toBe(plain)
    }
  })

  test('is named by its content, cached for good and never sent twice', async () => {
    for (const path of Object.values(URLS)) {
      expect(path).toMatch(/^\/assets\/\w+\.[0-9a-f]{10}\.(js|css|svg|png)$/)
      const first = await ask(path, { 'accept-encoding': 'br' })
      expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(first.headers.get('vary')).toBe('Accept-Encoding')
      expect(first.headers.get('x-content-type-options')).toBe('nosniff')
      const etag = first.headers.get('etag') ?? ''
      const again = await ask(path, { 'accept-encoding': 'br', 'if-none-match': etag })
      expect([again.status, (await bytesOf(again)).length]).toEqual([304, 0])
      expect((await ask(path, { 'accept-encoding': 'gzip', 'if-none-match': etag })).status).toBe(200)
    }
  })
})

test.each([
  ['br, gzip', 'br'],
  ['gzip, deflate', 'gzip'],
  ['GZIP', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.5', 'br'],
  ['deflate', null],
  ['', null],
])('Accept-Encoding %j gives %p', async (accept, coding) => {
  expect((await ask(URLS.script, { 'accept-encoding': accept })).headers.get('content-encoding')).toBe(coding)
})

test.each([
  '/assets/app.js',
  '/assets/',
  '/assets/../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/assets/__proto__',
  '/assets/constructor',
])('%s is not there', async (path) => expect((await ask(path)).status).toBe(404))

test('what a first page loads fits into the promise: 30 KB and four requests', async () => {
  const sizes = await Promise.all(
    [URLS.script, URLS.style, URLS.icon].map(
      async (path) => (await bytesOf(await ask(path, { 'accept-encoding': 'br' }))).length,
    ),
  )
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(24_000)
})
