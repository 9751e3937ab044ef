/** How a push service knows us. */
import { expect, test } from 'bun:test'
import { importJWK, jwtVerify } from 'jose'
import { newVapidKey, seal, unseal, vapidHeader } from '../../src/push/vapid.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')

test('the header carries a token for this service, signed by the key beside it', async () => {
  const key = newVapidKey()
  const endpoint = new URL('https://push.example:8443/send/abc?x=1')
  const header = vapidHeader(key, endpoint, { contact: 'mailto:ops@todo.example', now_ms: NOW })
  const [, token = '', shown = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? []
  const point = Buffer.from(shown, 'base64url')
  expect(point.equals(key.public_key)).toBe(true)
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  const verifier = await importJWK({ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, 'ES256')
  const { payload } = await jwtVerify(token, verifier, { currentDate: new Date(NOW) })
  expect(payload).toMatchObject({ aud: 'https://push.example:8443', sub: 'mailto:ops@todo.example' })
  expect((payload.exp ?? 0) - NOW / 1000).toBe(12 * 3600)
})

test('a private key always has 32 bytes', () => {
  for (let at = 0; at < 600; at += 1) expect(newVapidKey().private_key).toHaveLength(32)
})

test('a sealed key opens by its secret alone, and not when it was touched', () => {
  const { private_key } = newVapidKey()
  const sealed = seal('one secret', private_key)
  expect(unseal('one secret', sealed)?.equals(private_key)).toBe(true)
  expect(unseal('another secret', sealed)).toBeUndefined()
  sealed.writeUInt8((sealed.at(-1) ?? 0) ^ 1, sealed.length - 1)
  expect(unseal('one secret', sealed)).toBeUndefined()
})
