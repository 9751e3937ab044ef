import { expect, test } from 'bun:test'
import {
  addressOf,
  beginContext,
  contextOf,
  noteCaller,
  requestIdOf,
  shareContext,
} from '../../../src/door/http/context.ts'

const request = () => new Request('http://localhost/x')

test('a request that came through no gate has bare facts of its own, once', () => {
  const [a, b] = [request(), request()]
  expect(contextOf(a)).toBe(contextOf(a))
  expect(contextOf(a)).toMatchObject({
    address: '',
    local: false,
    body: {},
    route: 'unmatched',
    address_counted: false,
  })
  expect(requestIdOf(a)).not.toBe(requestIdOf(b))
})

test('what the gate found out is there for everybody', () => {
  const given = request()
  const context = beginContext(given, { address: '198.51.100.1', request_id: 'id-of-client' })
  expect([addressOf(given), requestIdOf(given)]).toEqual(['198.51.100.1', 'id-of-client'])
  expect(contextOf(given)).toBe(context)
})

test('another form of the request shares them, and what is noted on one is known of the other', () => {
  const [given, plain] = [request(), request()]
  shareContext(plain, beginContext(given, {}))
  const caller = { user_id: 'ada', time_zone: 'UTC', scopes: [], by: 'cookie', credential_id: 'c' } as const
  noteCaller(plain, caller)
  expect(contextOf(given).caller).toBe(caller)
})
