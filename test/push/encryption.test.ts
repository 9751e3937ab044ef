/** Encryption of payloads, by the example of RFC 8291 and by a reader of our own. */
import { describe, expect, test } from 'bun:test'
import { encryptPayload, isPublicKey, PAYLOAD_MAX_BYTES } from '../../src/push/encryption.ts'
import { newReader } from './reader.ts'

const bytes = (text: string) => Buffer.from(text, 'base64url')

test('the example of RFC 8291, appendix A, comes out to the byte', () => {
  const message = encryptPayload(
    'When I grow up, I want to be a watermelon',
    {
      p256dh: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
      auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
    },
    { salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'), private_key: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw') },
  )
  expect(message.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_' +
      'yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

describe('a payload', () => {
  test.each(['', 'x', 'Grüße 🦊', 'x'.repeat(PAYLOAD_MAX_BYTES)])('is read by its reader alone', (payload) => {
    const [reader, other] = [newReader(), newReader()]
    const message = encryptPayload(payload, reader.keys)
    expect(message.length).toBeLessThanOrEqual(4096)
    expect(reader.read(message)).toBe(payload)
    expect(() => other.read(message)).toThrow()
  })

  test('is never the same twice', () => {
    const { keys } = newReader()
    expect(encryptPayload('x', keys).equals(encryptPayload('x', keys))).toBe(false)
  })
})

test('only points of the curve are keys', () => {
  expect(isPublicKey(newReader().keys.p256dh)).toBe(true)
  expect(isPublicKey(Buffer.alloc(65, 4))).toBe(false)
  expect(isPublicKey(Buffer.alloc(64, 4))).toBe(false)
  expect(isPublicKey(Buffer.alloc(0))).toBe(false)
})
