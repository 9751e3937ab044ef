/**
 * Where clients learn who gives out tokens for us (RFC 9728): only when an outside issuer with an address is configured.
 * To name one that does not exist would break the sign-in of every client.
 */
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server'
import { Elysia } from 'elysia'
import type { Config } from '../../config.ts'
import { type SiteConfig, siteOf } from './site.ts'

export type MetadataConfig = SiteConfig & Pick<Config, 'JWT_JWKS_URL'>

const WELL_KNOWN = '/.well-known/oauth-protected-resource'
/** How issuers place their keys: what stands before is the issuer’s own address. */
const KEYS_PATHS = [
  /\/\.well-known\/.*$/,
  /\/protocol\/openid-connect\/certs$/,
  /\/(api\/auth\/|v1\/)?(jwks|keys|certs)(\.json)?$/,
]

/** The issuer behind the address of its keys. */
export const issuerOf = (jwks_url: string) => {
  const { origin, pathname } = new URL(jwks_url)
  const ending = KEYS_PATHS.find((path) => path.test(pathname))
  return ending ? `${origin}${pathname.replace(ending, '')}` : origin
}

export const resourceOf = (config: SiteConfig) => new URL(`${siteOf(config)}/mcp`)

/** Undefined without an outside issuer. */
export const metadataUrlOf = (config: MetadataConfig) =>
  config.JWT_JWKS_URL && getOAuthProtectedResourceMetadataUrl(resourceOf(config))

const documentOf = (config: MetadataConfig, jwks_url: string) => ({
  resource: resourceOf(config).href,
  resource_name: 'TodoChat',
  authorization_servers: [issuerOf(jwks_url)],
  scopes_supported: ['tasks:read', 'tasks:write'],
  bearer_methods_supported: ['header'],
})

/** There is no secret in it, and clients in browsers ask for it before anything else. */
const ANYBODY = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET',
  'access-control-allow-headers': 'MCP-Protocol-Version',
}

export const metadata = (config: MetadataConfig) => {
  const { JWT_JWKS_URL } = config
  const routes = new Elysia({ name: 'mcp/metadata' })
  if (!JWT_JWKS_URL) return routes
  const show = () => Response.json(documentOf(config, JWT_JWKS_URL), { headers: ANYBODY })
  const preflight = () => new Response(null, { status: 204, headers: ANYBODY })
  for (const path of [WELL_KNOWN, `${WELL_KNOWN}/mcp`]) routes.get(path, show).options(path, preflight)
  return routes
}
