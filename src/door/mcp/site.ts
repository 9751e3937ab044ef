/** Addresses of ours as clients are told them: from the configuration, never from a request, which may lie. */
import type { Config } from '../../config.ts'

export type SiteConfig = Pick<Config, 'PUBLIC_URL' | 'HOST' | 'PORT'>

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const EVERYWHERE = new Set(['0.0.0.0', '::'])

export const isLoopbackName = (hostname: string) => LOOPBACK.has(hostname)

/** As it stands in an address: IPv6 in brackets. */
export const inAddress = (host: string) => (host.includes(':') ? `[${host}]` : host)

/** Without PUBLIC_URL: as this machine reaches itself. Without a slash at its end. */
export const siteOf = ({ PUBLIC_URL, HOST, PORT }: SiteConfig) =>
  PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${EVERYWHERE.has(HOST) ? 'localhost' : inAddress(HOST)}:${PORT}`
