/**
 * Whose browser may talk to `/mcp` at all. A page of another site can make a browser call a server on this machine under
 * a name of its own (DNS rebinding); its `Origin`, and on loopback its `Host`, give it away.
 */
import type { Config } from '../../config.ts'
import { AppError } from '../../errors.ts'
import { inAddress, isLoopbackName, type PublicUrlConfig, publicUrlOf } from '../../public-url.ts'

interface OriginCheckOptions {
  config: PublicUrlConfig & Pick<Config, 'CORS_ORIGINS'>
  /** The address that is listened on. */
  host: string
}

const hostnameOf = (host: string) => {
  const url = `http://${host}`
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

export const createOriginCheck = ({ config, host }: OriginCheckOptions) => {
  const public_url = new URL(publicUrlOf(config))
  const listens = hostnameOf(inAddress(host)) ?? host
  const is_local = isLoopbackName(listens) || listens.startsWith('127.')
  const names = new Set([public_url.hostname, listens])
  const origins = new Set([public_url.origin, ...config.CORS_ORIGINS])

  /** On loopback the pages of this machine are ours, whatever port they name. */
  const knows = (origin: string) =>
    origins.has(origin) || (is_local && /^https?:/.test(origin) && isLoopbackName(hostnameOfOrigin(origin)))

  /** @throws forbidden */
  return ({ headers }: Request) => {
    const origin = headers.get('origin')
    if (origin !== null && !knows(origin)) throw new AppError('forbidden', REFUSED_ORIGIN)
    const asked = headers.get('host')
    const name = asked === null ? undefined : hostnameOf(asked)
    const foreign = asked !== null && (name === undefined || !(isLoopbackName(name) || names.has(name)))
    // Behind a proxy, or on a network, a server goes by names that it does not know itself.
    if (is_local && foreign) throw new AppError('forbidden', REFUSED_HOST)
  }
}

const REFUSED_ORIGIN = 'Pages of this origin may not use MCP here; the operator can allow it in CORS_ORIGINS.'
const REFUSED_HOST = 'This server does not go by that name; the operator can set PUBLIC_URL to it.'

const hostnameOfOrigin = (origin: string) => (URL.canParse(origin) ? new URL(origin).hostname : '')
