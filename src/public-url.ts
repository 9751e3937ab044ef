/** Our public addresses: from the configuration, never from a request, which may be forged. */
import type { Config } from './config.ts'

export type PublicUrlConfig = Pick<Config, 'PUBLIC_URL' | 'HOST' | 'PORT'>

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const EVERYWHERE = new Set(['0.0.0.0', '::'])

export const isLoopbackName = (hostname: string) => LOOPBACK.has(hostname)

/** As it stands in an address: IPv6 in brackets. */
export const inAddress = (host: string) => (host.includes(':') ? `[${host}]` : host)

/** Without PUBLIC_URL: as this machine reaches itself. Without a slash at its end. */
export const publicUrlOf = ({ PUBLIC_URL, HOST, PORT }: PublicUrlConfig) =>
  PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${EVERYWHERE.has(HOST) ? 'localhost' : inAddress(HOST)}:${PORT}`
