import { describe, expect, test } from 'bun:test'
import { createClientAddress, isForwarded, isLoopback } from '../../../src/door/http/client-address.ts'

const PROXY = '10.0.0.5'
const addressOf = (trusted: string[], peer: string | undefined, forwarded?: string) =>
  createClientAddress(trusted).of(peer, new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }))

describe('without trusted proxies', () => {
  test.each([
    ['203.0.113.7', undefined],
    ['203.0.113.7', '1.2.3.4'],
    ['203.0.113.7', '1.2.3.4, 5.6.7.8'],
    ['203.0.113.7', '127.0.0.1'],
  ])('the socket counts, whatever is forwarded: %s with %p', (peer, forwarded) => {
    expect(addressOf([], peer, forwarded)).toBe(peer)
  })

  test('a guesser who rotates the header stays one address', () => {
    const seen = new Set(Array.from({ length: 50 }, (_, n) => addressOf([], '203.0.113.7', `10.9.8.${n}`)))
    expect([...seen]).toEqual(['203.0.113.7'])
  })

  test('no socket is the empty address', () => {
    expect(addressOf([], undefined, '1.2.3.4')).toBe('')
    expect(addressOf(['0.0.0.0/0'], undefined, '1.2.3.4')).toBe('')
  })
})

describe('behind a trusted proxy', () => {
  test.each([
    ['one hop', '198.51.100.1', '198.51.100.1'],
    ['no header', undefined, PROXY],
    ['an empty header', '', PROXY],
    ['made-up hops on the left', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['two of our proxies', '6.6.6.6, 198.51.100.1, 10.0.0.9', '198.51.100.1'],
    ['only our proxies', '10.0.0.8, 10.0.0.9', '10.0.0.8'],
    ['nonsense right-most', '198.51.100.1, unknown', PROXY],
    ['nonsense further left', 'x, 198.51.100.1', '198.51.100.1'],
    ['nonsense behind our proxy', '198.51.100.1, _hidden, 10.0.0.9', '10.0.0.9'],
    ['a port', '198.51.100.1:4711', '198.51.100.1'],
    ['IPv6 in brackets with a port', '[2001:db8:1:2::7]:4711', '2001:db8:1:2::/64'],
    ['IPv4 in IPv6', '::ffff:198.51.100.1', '198.51.100.1'],
    ['line ends do not get in', '198.51.100.1', '198.51.100.1'],
  ])('%s: %p is %p', (_, forwarded, client) => {
    expect(addressOf(['10.0.0.0/8'], PROXY, forwarded)).toBe(client)
  })

  test('a proxy that is not listed is a client like any other', () => {
    expect(addressOf(['10.0.0.0/8'], '11.0.0.5', '198.51.100.1')).toBe('11.0.0.5')
  })

  test.each([
    [['10.0.0.5'], '10.0.0.5', true],
    [['10.0.0.5'], '10.0.0.6', false],
    [['10.0.0.0/31'], '10.0.0.1', true],
    [['10.0.0.0/31'], '10.0.0.2', false],
    [['fd00::/8'], 'fd12:3456::1', true],
    [['fd00::/8'], 'fe80::1', false],
    [['::1'], '::1', true],
    [['127.0.0.1'], '::ffff:127.0.0.1', true],
    [['0.0.0.0/0'], '203.0.113.9', true],
    [['192.0.2.1', '10.0.0.0/8'], '10.255.0.1', true],
  ])('%p trusts %s: %p', (trusted, peer, counts) => {
    expect(addressOf(trusted, peer, '198.51.100.1') === '198.51.100.1').toBe(counts)
  })

  test.each([['nonsense'], ['10.0.0.0/33'], ['10.0.0.0/x'], ['::/129'], ['10.0.0/8'], ['10.0.0.0/'], ['example.org']])(
    '%p in TRUSTED_PROXIES stops the start and is named',
    (range) => {
      expect(() => createClientAddress([range])).toThrow(`TRUSTED_PROXIES: ${range}`)
    },
  )
})

describe('IPv6 clients', () => {
  test.each([
    ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
    ['2001:0DB8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s, the network its owner has', (peer, network) => {
    expect(addressOf([], peer)).toBe(network)
  })
})

describe('this machine', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['128.0.0.1', false],
    ['10.0.0.1', false],
    ['', false],
    [undefined, false],
  ])('%p is loopback: %p', (peer, loopback) => {
    expect(isLoopback(peer)).toBe(loopback)
  })

  test.each([['x-forwarded-for'], ['forwarded'], ['x-real-ip'], ['via']])('%s tells of a proxy', (name) => {
    expect(isForwarded(new Headers({ [name]: '1.2.3.4' }))).toBe(true)
    expect(isForwarded(new Headers())).toBe(false)
  })
})
