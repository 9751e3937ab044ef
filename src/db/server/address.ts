/** The address of a Postgres server, which may name several hosts: a primary and the standbys that may follow it. */
import { withFirstHost } from '../../lib/settings.ts'

/** Parameters that the server would refuse as settings (Neon's addresses carry the first), and what we do ourselves. */
const FOREIGN_PARAMETERS = [
  'channel_binding',
  'pgbouncer',
  'schema',
  'connection_limit',
  'pool_timeout',
  'target_session_attrs',
]

/** With the first of its hosts; undefined for what is no address. */
export const urlOf = (address: string): URL | undefined => {
  const first = withFirstHost(address)
  return URL.canParse(first) ? new URL(first) : undefined
}

/** All hosts with their ports, for people. */
export const hostsOf = (address: string): string => /^\w+:\/\/(?:[^/?@]*@)?([^/?]*)/.exec(address)?.[1] ?? ''

/** The same address with other parameters. */
export const withParameters = (address: string, change: (parameters: URLSearchParams) => void): string => {
  const url = urlOf(address)
  if (!url) return address
  change(url.searchParams)
  const [first, ...others] = hostsOf(address).split(',')
  if (others.length === 0) return url.href
  return url.href.replace(/^(\w+:\/\/(?:[^/?@]*@)?)[^/?]*/, (_, before) => `${before}${[first, ...others].join(',')}`)
}

/**
 * One address for each host, as the package takes them. It knows several hosts too, but (3.4.9) takes a standby for a
 * primary when asked for `read-write`, and while no host is one it tries again without a pause (measured: two instances
 * kept two processors busy, and 100 answers lost their leases).
 */
export const addressesOf = (address: string): string[] =>
  hostsOf(address)
    .split(',')
    .map((host) => forPackage(address.replace(hostsOf(address), host)))

/** Without what only other programs understand. */
const forPackage = (address: string): string =>
  withParameters(address, (parameters) => {
    for (const name of FOREIGN_PARAMETERS) parameters.delete(name)
  })

/** `?prepare=false` in the address says that a transaction pooler stands between. */
export const isPooled = (address: string) => urlOf(address)?.searchParams.get('prepare') === 'false'
