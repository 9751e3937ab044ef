/** Which addresses are private, in all their spellings. */
import { describe, expect, test } from 'bun:test'
import { isIP } from 'node:net'
import fc from 'fast-check'
import { isPrivate, PrivateAddress, refusePrivate } from '../../src/outbound/private.ts'

describe('an address', () => {
  const PRIVATE = `0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.1.2.3 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1
    192.0.0.1 198.18.0.1 203.0.113.9 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1
    fc00::1 fd12::1 fe80::1 ff02::1 2001:db8::1 2002:7f00:1:: 2001::1 ::127.0.0.1 5f00::1 fe80::1%eth0 2620:4f:8000::1`.split(
    /\s+/,
  )
  const PUBLIC =
    '1.1.1.1 8.8.8.8 172.15.0.1 172.32.0.1 192.0.1.1 223.255.255.255 2606:4700::1111 2a00:1450:4001:80b::200e'

  test.each(PRIVATE)('%s is one', (address) => expect(isPrivate(address)).toBe(true))
  test.each(PUBLIC.split(' '))('%s is none', (address) => expect(isPrivate(address)).toBe(false))

  test.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://localhost/',
    'https://a.localhost/',
    'https://printer/',
    'https://db.internal/',
    'https://nas.local./',
  ])('%s is refused before it is looked up', (url) => {
    expect(() => refusePrivate(new URL(url))).toThrow(PrivateAddress)
  })

  test.each(['https://push.example/x', 'https://8.8.8.8/', 'https://[2606:4700::1111]:8443/'])(
    '%s may be public',
    (url) => {
      expect(() => refusePrivate(new URL(url))).not.toThrow()
    },
  )
})

/** Ways to spell an IPv4 address in the host of a URL, as the standard of URLs reads them. */
const inBase = (base: 8 | 10 | 16, n: number) => ({ 8: '0', 10: '', 16: '0x' })[base] + n.toString(base)
const wide = (text: string) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
const percent = (text: string) => text.replace(/[0-9]/g, (digit) => `%3${digit}`)
const SPELLINGS: ((host: string) => string)[] = [
  (host) => host,
  (host) => `${host}.`,
  (host) => host.toUpperCase(),
  wide,
  percent,
  (host) => host.replaceAll('.', '\u3002'),
]
const bytesOf = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
const dotted = (n: number) => bytesOf(n).join('.')
/** In so many parts, the last of which takes what is left: 127.1 is 127.0.0.1. */
const inParts = (n: number, parts: number) => {
  const bytes = bytesOf(n)
  const last = bytes.slice(parts - 1).reduce((sum, byte) => sum * 256 + byte, 0)
  return [...bytes.slice(0, parts - 1), last]
}

const base = fc.constantFrom<(8 | 10 | 16)[]>(8, 10, 16)
const spelled = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(base, { minLength: 4, maxLength: 4 }), fc.nat(5))
/** Any address, and often one near the edges of what is private. */
const EDGES = [0x0a000000, 0x64400000, 0x7f000000, 0xa9fe0000, 0xac100000, 0xac200000, 0xc0a80000, 0xe0000000]
const ipv4 = fc.oneof(
  fc.integer({ min: 0, max: 0xffffffff }),
  fc.tuple(fc.constantFrom(...EDGES), fc.integer({ min: -2, max: 2 })).map(([edge, by]) => (edge + by) >>> 0),
)

/** IPv6 addresses that lead to an IPv4 one: mapped, compatible, translated (NAT64, two prefixes), 6to4, Teredo, ISATAP of a private net. */
const hex = (n: number) => `${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}`
const EMBEDDINGS: ((n: number) => string)[] = [
  (n) => `::ffff:${dotted(n)}`,
  (n) => `::ffff:${hex(n)}`,
  (n) => `0:0:0:0:0:FFFF:${hex(n)}`,
  (n) => `::${dotted(n)}`,
  (n) => `::ffff:0:${hex(n)}`,
  (n) => `64:ff9b::${dotted(n)}`,
  (n) => `64:ff9b:1::${hex(n)}`,
  (n) => `2002:${hex(n)}::1`,
  (n) => `2001:0:4136:e378:8000:63bf:${hex(~n >>> 0)}`,
  (n) => `fe80::5efe:${hex(n)}`,
]

const isRefused = (url: string) => {
  try {
    refusePrivate(new URL(url))
    return false
  } catch (error) {
    return error instanceof PrivateAddress
  }
}

describe('whatever the spelling', () => {
  test('an IPv4 address is judged as what it is', () => {
    const property = fc.property(ipv4, spelled, (n, [parts, bases, spelling]) => {
      const host = inParts(n, parts)
        .map((part, at) => inBase(bases[at] ?? 10, part))
        .join('.')
      const url = `https://${SPELLINGS[spelling]?.(host)}/`
      expect([url, new URL(url).hostname, isRefused(url)]).toEqual([url, dotted(n), isPrivate(dotted(n))])
    })
    fc.assert(property, { numRuns: 1_000 })
  })

  test('an IPv4 address inside an IPv6 one is refused, in an address and from a name', () => {
    const property = fc.property(ipv4, fc.constantFrom(...EMBEDDINGS), (n, embed) => {
      expect([embed(n), isRefused(`https://[${embed(n)}]/`), isPrivate(embed(n))]).toEqual([embed(n), true, true])
    })
    fc.assert(property, { numRuns: 1_000 })
  })

  test('what is no address is none of the public ones', () => {
    const other = fc.oneof(
      fc.string(),
      ipv4.map(String),
      ipv4.map((n) => inBase(16, n)),
      fc.constant('0177.0.0.1'),
    )
    fc.assert(
      fc.property(
        other.filter((text) => isIP(text) === 0),
        (text) => expect(isPrivate(text)).toBe(true),
      ),
    )
  })
})
