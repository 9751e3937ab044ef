/** Which addresses are private, in all their spellings. */
import { describe, expect, test } from 'bun:test'
import { isPrivate, PrivateAddress, refusePrivate } from '../../src/outbound/private.ts'

describe('an address', () => {
  const PRIVATE = `0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.1.2.3 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1
    192.0.0.1 198.18.0.1 203.0.113.9 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1
    fc00::1 fd12::1 fe80::1 ff02::1 2001:db8::1 2002:7f00:1:: 2001::1 ::127.0.0.1 5f00::1`.split(/\s+/)
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
