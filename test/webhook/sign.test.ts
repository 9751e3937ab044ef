/** Signatures, judged by a library that is not ours. */
import { expect, test } from 'bun:test'
import { Webhook } from 'standardwebhooks'
import { newWebhookSecret, signatureHeaders } from '../../src/webhook/sign.ts'

const body = '{"type":"task.created","data":{"title":"Käse 🧀"}}'
const timestamp = Math.floor(Date.now() / 1000)

test('an independent library takes what is signed', () => {
  const secret = newWebhookSecret()
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const headers = signatureHeaders(secret, { id: 'a-b', timestamp, body })
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
})

test('and refuses another body, another time and another secret', () => {
  const secret = newWebhookSecret()
  const headers = signatureHeaders(secret, { id: 'a-b', timestamp, body })
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
  expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-timestamp': String(timestamp - 1) })).toThrow()
  expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow()
})
