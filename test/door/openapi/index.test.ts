/** The document and its page are served to anybody, with the same care as every other answer. */
import { afterAll, expect, test } from 'bun:test'
import { testApp } from '../../support/app.ts'

const DOCUMENT_MAX_BYTES = 180_000
const it = await testApp()
afterAll(() => it.close())

test('/openapi.json is JSON for everybody, and not too long', async () => {
  const response = await it.call('GET', '/openapi.json')
  const text = await response.text()
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json;charset=utf-8'])
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(JSON.parse(text).openapi).toBe('3.1.1')
  expect(text.length).toBeLessThan(DOCUMENT_MAX_BYTES)
})

test('/docs is one page for everybody: whole without a script, nothing from elsewhere, nothing inline', async () => {
  const response = await it.call('GET', '/docs')
  const html = await response.text()
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
  for (const words of ['POST /api/v1/tasks', 'run_active', 'Idempotency-Key', 'thread.item.added'])
    expect(html.replace(/<[^>]+>/g, '')).toContain(words)
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\/|<style|style=|\son\w+=|<script>/)
  for (const [, address = ''] of html.matchAll(/(?:src|href)="(\/assets[^"]+)"/g))
    expect((await it.call('GET', address)).status).toBe(200)
  const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.filter((id) => !ids.has(id))).toEqual([])
  expect(ids.size).toBe([...html.matchAll(/\sid="/g)].length)
})

test('both know GET alone', async () => {
  for (const path of ['/openapi.json', '/docs'])
    expect((await it.call('POST', path, { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(405)
})
