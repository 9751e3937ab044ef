import { describe, expect, test } from 'bun:test'
import { loadConfig } from '../../../src/config.ts'
import { createCsrfCheck } from '../../../src/door/http/csrf.ts'
import { isAppError } from '../../../src/errors.ts'

const SITE = 'https://todo.example'
const EVIL = 'https://evil.example'
const FRIEND = 'https://friend.example'

const passes = (env: Record<string, string>, method: string, headers: Record<string, string>) => {
  try {
    createCsrfCheck(loadConfig(env))(new Request(`${SITE}/chat`, { method, headers }))
    return true
  } catch (error) {
    if (isAppError(error, 'forbidden')) return false
    throw error
  }
}
const known = { PUBLIC_URL: SITE, CORS_ORIGINS: `["${FRIEND}"]` }

/** Sec-Fetch-Site, Origin, with PUBLIC_URL, without. */
const MATRIX: [string | undefined, string | undefined, boolean, boolean][] = [
  ['same-origin', undefined, true, true],
  ['same-origin', SITE, true, true],
  // A browser never says both; where we know our name we do not believe it, where we do not, the fetch header decides.
  ['same-origin', EVIL, false, true],
  ['none', undefined, true, true],
  ['same-site', undefined, false, false],
  ['same-site', SITE, false, false],
  ['cross-site', undefined, false, false],
  ['cross-site', SITE, false, false],
  ['cross-site', FRIEND, false, false],
  ['cross-site', EVIL, false, false],
  ['', undefined, false, false],
  ['Same-Origin', undefined, false, false],
  [undefined, undefined, false, false],
  [undefined, SITE, true, false],
  [undefined, FRIEND, true, true],
  [undefined, EVIL, false, false],
  [undefined, 'null', false, false],
  [undefined, `${SITE}.evil.example`, false, false],
  [undefined, 'http://todo.example', false, false],
  [undefined, 'https://todo.example:444', false, false],
  [undefined, 'http://localhost:8000', false, true],
  [undefined, 'http://127.0.0.1:8000', false, true],
  [undefined, 'http://[::1]:8000', false, true],
  [undefined, 'http://localhost:9000', false, false],
  [undefined, 'http://localhost', false, false],
]

describe.each(['POST', 'PATCH', 'DELETE', 'PUT'])('%s', (method) => {
  test.each(MATRIX)('Sec-Fetch-Site %p, Origin %p: known site %p, unnamed site %p', (site, origin, named, unnamed) => {
    const headers = {
      ...(site !== undefined && { 'sec-fetch-site': site }),
      ...(origin !== undefined && { origin }),
    }
    expect(passes(known, method, headers)).toBe(named)
    expect(passes({ CORS_ORIGINS: `["${FRIEND}"]` }, method, headers)).toBe(unnamed)
  })
})

test.each(['GET', 'HEAD'])('%s changes nothing and always passes', (method) => {
  expect(passes(known, method, { 'sec-fetch-site': 'cross-site', origin: EVIL })).toBe(true)
})

test('the Host header decides nothing', () => {
  expect(passes({}, 'POST', { host: 'evil.example', origin: EVIL })).toBe(false)
})

test.each([
  ['192.168.1.5', 'http://192.168.1.5:8000', true],
  ['0.0.0.0', 'http://192.168.1.5:8000', false],
  ['::1', 'http://[::1]:8000', true],
])('listening on %s, %s is our own: %p', (HOST, origin, own) => {
  expect(passes({ HOST }, 'POST', { origin })).toBe(own)
})

test('PUBLIC_URL with a path names its origin', () => {
  expect(passes({ PUBLIC_URL: `${SITE}/todo/` }, 'POST', { origin: SITE })).toBe(true)
})
