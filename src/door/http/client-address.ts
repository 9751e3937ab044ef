/**
 * Where a request comes from. The socket says so; `X-Forwarded-For` counts only when the socket’s peer is one of
 * TRUSTED_PROXIES, and then the right-most hop that is not: everything left of it the client may have made up.
 */
import { BlockList, isIP } from 'node:net'
import { ConfigError } from '../../lib/settings.ts'

interface ClientAddress {
  of(peer: string | undefined, headers: Headers): string
}

/** @throws ConfigError naming what is not an address or a CIDR range */
export const createClientAddress = (trusted_proxies: readonly string[]): ClientAddress => {
  const trusted = new BlockList()
  for (const range of trusted_proxies) trust(trusted, range)
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  return {
    of(peer, headers) {
      const socket = addressWithoutPort(peer ?? '')
      if (trusted_proxies.length === 0 || !isIP(socket) || !isTrusted(socket)) return counted(socket)
      const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => addressWithoutPort(hop.trim()))
      let client = socket
      for (const hop of hops.reverse()) {
        // A hop that is no address came from no proxy of ours: the last good one stands.
        if (!isIP(hop)) break
        client = hop
        if (!isTrusted(hop)) break
      }
      return counted(client)
    },
  }
}

const trust = (list: BlockList, range: string) => {
  const [address = '', bits] = range.split('/')
  const version = isIP(address)
  const family = version === 6 ? 'ipv6' : 'ipv4'
  const most = version === 6 ? 128 : 32
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
  if (!version || !(length <= most)) throw new ConfigError(`TRUSTED_PROXIES: ${range} is no address or CIDR range`)
  list.addSubnet(address, length, family)
}

/** Without port, brackets and zone; IPv4 inside IPv6 as IPv4. */
const addressWithoutPort = (hop: string) => {
  if (!hop.includes(':')) return hop
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? (/^[^:]+:\d+$/.test(hop) ? hop.replace(/:\d+$/, '') : hop)
  return bare.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
}

/** An IPv6 client owns a whole /64, so that is what limits count; an IPv4 client is its address. */
const counted = (address: string) => {
  if (!address.includes(':') || isIP(address) !== 6) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const groups =
    tail === undefined ? left : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group || '0', 16).toString(16))
    .join(':')}::/64`
}

export const isLoopback = (peer: string | undefined) => /^(127\.|::1$)/.test(addressWithoutPort(peer ?? ''))

/** Whether a proxy handed the request on: then a loopback peer says nothing about the client. */
export const isForwarded = (headers: Headers) =>
  ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => headers.has(name))
