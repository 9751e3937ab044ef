/** Which addresses are private: reached only by this machine or its own networks, and not for strangers to name. */
import { BlockList, isIP } from 'node:net'

/** Special-purpose addresses (IANA registries): loopback, private, link-local, shared, documentation, multicast, reserved. */
const IPV4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`
/** Of IPv6 only 2000::/3 is public, without what stands for IPv4 addresses, tunnels and documentation. */
const IPV6 = '::/3 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 4000::/2 8000::/1'

/** One list for each kind: in a common one an IPv4 address is looked for among the IPv6 ranges too. */
const listOf = (type: 'ipv4' | 'ipv6', ranges: string) => {
  const list = new BlockList()
  for (const range of ranges.split(/\s+/)) {
    const [net = '', bits = ''] = range.split('/')
    list.addSubnet(net, Number(bits), type)
  }
  return list
}
const PRIVATE = { 4: listOf('ipv4', IPV4), 6: listOf('ipv6', IPV6) }

/** Whether an IP address is one that only this machine or its own networks reach; what is no address counts as one. */
export const isPrivate = (address: string) => {
  const kind = isIP(address)
  if (kind === 0) return true
  return kind === 6 ? PRIVATE[6].check(address, 'ipv6') : PRIVATE[4].check(address, 'ipv4')
}

/** The address leads where nothing of ours may go. Never worth another attempt with the same name and address. */
export class PrivateAddress extends Error {}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

/** @throws PrivateAddress  the address names a private machine by itself, whatever names may stand for */
export const refusePrivate = (url: URL) => {
  const host = hostOf(url)
  const local = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(host) || !/[.:]/.test(host)
  if (isIP(host) ? isPrivate(host) : local) throw new PrivateAddress('The address is a private one.')
}
