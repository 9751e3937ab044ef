/** `/feed/{token}.ics` as calendar programs ask for it. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../support/app.ts'

let it: TestApp
let ada: Person
let path = ''
beforeAll(async () => {
  it = await testApp({ settings: { PUBLIC_URL: 'https://todo.example', RATE_LIMIT_IP_PER_MINUTE: '60' } })
  ada = await it.signUp('ada')
  path = await address(ada)
})
afterAll(() => it.close())

const address = async ({ token }: Person) => {
  const response = await it.call('POST', '/api/v1/auth/me/feed', { token })
  const { url } = (await response.json()) as { url: string }
  return new URL(url).pathname
}
const add = (title: string) =>
  it.call('POST', '/api/v1/tasks', { token: ada.token, body: { title, due_on: '2026-12-24', due_time: '18:00' } })

describe('a calendar', () => {
  test('is read without any credential beside its address', async () => {
    await add('Sing')
    const response = await it.call('GET', path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(response.headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
    expect(response.headers.get('ratelimit-limit')).toBe('30')
    expect(response.headers.has('set-cookie')).toBe(false)
    const text = await response.text()
    expect(text).toContain('SUMMARY:Sing')
    expect(text).toMatch(/^URL:https:\/\/todo\.example\/tasks#task-1\r$/m)
  })

  test('is not sent again before something changes', async () => {
    const first = await it.call('GET', path)
    const etag = first.headers.get('etag') ?? ''
    const again = await it.call('GET', path, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    await add('Dance')
    const changed = await it.call('GET', path, { headers: { 'if-none-match': etag } })
    expect(changed.status).toBe(200)
    expect(await changed.text()).toContain('SUMMARY:Dance')
  })

  test('holds one kind alone when asked', async () => {
    expect(await (await it.call('GET', `${path}?only=events`)).text()).not.toContain('VTODO')
    expect(await (await it.call('GET', `${path}?only=todos`)).text()).not.toContain('VEVENT')
    expect(await (await it.call('GET', `${path}?only=nonsense`)).text()).toMatch(
      /VTODO[\s\S]*VEVENT|VEVENT[\s\S]*VTODO/,
    )
  })

  test('is sent compressed to who takes it, and its head alone to who asks for that', async () => {
    const packed = await it.call('GET', path, { headers: { 'accept-encoding': 'gzip, br' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(new TextDecoder().decode(Bun.gunzipSync(new Uint8Array(await packed.arrayBuffer())))).toStartWith(
      'BEGIN:VCAL',
    )
    const head = await it.call('HEAD', path)
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  test('cannot be written to', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND', 'REPORT'])
      expect([method, (await it.call(method, path)).status]).not.toEqual([method, 200])
    expect(await (await it.call('GET', path)).text()).toContain('SUMMARY:Sing')
  })
})

describe('an address', () => {
  test('has a budget of its own, whoever reads by it', async () => {
    const bob = await address(await it.signUp('bob'))
    const statuses = await Promise.all(
      Array.from({ length: 31 }, () => it.call('GET', bob).then(({ status }) => status)),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
    expect((await it.call('GET', path)).status).toBe(200)
  })

  test('that was replaced or ended is as unknown as any other', async () => {
    const eve = await it.signUp('eve')
    const former = await address(eve)
    const present = await address(eve)
    expect((await it.call('GET', former)).status).toBe(404)
    expect((await it.call('DELETE', '/api/v1/auth/me/feed', { token: eve.token })).status).toBe(204)
    expect((await it.call('GET', present)).status).toBe(404)
    expect((await it.call('DELETE', '/api/v1/auth/me/feed', { token: eve.token })).status).toBe(404)
  })

  test('cannot be guessed: each try costs', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 80; at += 1) statuses.push((await it.call('GET', `/feed/${'x'.repeat(43)}.ics`)).status)
    expect(new Set(statuses)).toEqual(new Set([404, 429]))
    expect(statuses.at(-1)).toBe(429)
  })
})
