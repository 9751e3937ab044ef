import { describe, expect, test } from 'bun:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { mendable, problemAt } from '../../../src/door/pages/form.ts'
import { fragment, goTo, safePath, seeOther } from '../../../src/door/pages/response.ts'
import { todayIn } from '../../../src/door/pages/shell.ts'
import { AppError, type ErrorCode, invalid } from '../../../src/errors.ts'
import { raw } from '../../../views/jsx/runtime.ts'

describe('safePath', () => {
  test.each(['/', '/tasks', '/tasks?q=a%20b#c', '/chat/1?no_script=1', '/tasks?next=//x', '/a/../tasks'])(
    '%s stays',
    (path) => expect(safePath(path)).toBe(path),
  )
  test.each([
    '',
    'tasks',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    '/x/%2E%2e/\\evil.example',
    '/./\\evil.example',
    'javascript:x',
    '/a b',
    '/a\nb',
    `/${'x'.repeat(2000)}`,
    null,
    7,
    undefined,
  ])('%p does not', (path) => expect(safePath(path)).toBeUndefined())
})

test('who follows redirects gets one, htmx its own header', () => {
  expect(seeOther('/x').headers.get('location')).toBe('/x')
  const htmx = goTo(new Request('http://localhost/', { headers: { 'hx-request': 'true' } }), '/x')
  expect([htmx.status, htmx.headers.get('hx-redirect'), htmx.headers.get('location')]).toEqual([204, '/x', null])
  expect(goTo(new Request('http://localhost/'), '/x').status).toBe(303)
})

describe('errors that belong on the form', () => {
  const codes: [ErrorCode, number | undefined][] = [
    ['validation_error', 400],
    ['invalid_credentials', 401],
    ['run_active', 409],
    ['email_taken', 409],
    ['idempotency_key_reused', 422],
    ['rate_limited', 429],
    ['session_limit_reached', 429],
    ['usage_limit_reached', 429],
    ['draining', 503],
    ['forbidden', undefined],
    ['not_found', undefined],
    ['database_unavailable', undefined],
    ['internal', undefined],
  ]
  test.each(codes)('%s: %p', (code, status) =>
    expect(mendable(new AppError(code, 'No.'))?.status).toBe(status as number),
  )
  test('nothing unexpected does', () => expect(mendable(new Error('x'))).toBeUndefined())
  test('a problem is found by its field', () => {
    expect(problemAt(invalid('/title', 'Too long.'), '/title')).toBe('Too long.')
    expect(problemAt(invalid('/title', 'Too long.'), '/other')).toBeUndefined()
  })
})

test('today is a day of the person’s own zone', () => {
  const late = new Date('2026-11-20T23:30:00Z')
  expect(todayIn('UTC', late)).toBe('2026-11-20')
  expect(todayIn('Asia/Tokyo', late)).toBe('2026-11-21')
  expect(todayIn('America/New_York', new Date('2026-11-21T03:00:00Z'))).toBe('2026-11-20')
})

describe('compression', () => {
  const TEXT = `<p>${'many words, '.repeat(200)}</p>`
  const asked = (accept: string) =>
    fragment(new Request('http://localhost/', { headers: { 'accept-encoding': accept } }), raw(TEXT))
  const UNPACKED: Record<string, (bytes: Uint8Array) => Uint8Array> = {
    br: brotliDecompressSync,
    gzip: gunzipSync,
  }
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br', 'br'],
    ['gzip;q=0, br;q=0.5', 'br'],
    ['GZIP;q=1.0', 'gzip'],
  ])('for %s is %s', async (accept, coding) => {
    const response = asked(accept)
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes.length).toBeLessThan(TEXT.length / 4)
    expect(new TextDecoder().decode(UNPACKED[coding]?.(bytes))).toBe(TEXT)
  })
  test.each([[''], ['identity'], ['br;q=0'], ['deflate']])('for “%s” there is none', async (accept) => {
    const response = asked(accept)
    expect([response.headers.get('content-encoding'), await response.text()]).toEqual([null, TEXT])
  })
})
