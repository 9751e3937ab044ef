/**
 * Where clients learn who gives out tokens for us (RFC 9728): only when an outside issuer with an address is configured.
 * To name one that does not exist would break the sign-in of every client.
 */
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server'
import { Elysia } from 'elysia'
import type { Config } from '../../config.ts'
import { type PublicUrlConfig, publicUrlOf } from '../../public-url.ts'

type MetadataConfig = PublicUrlConfig & Pick<Config, 'JWT_JWKS_URL' | 'JWT_ISSUER'>

const WELL_KNOWN = '/.well-known/oauth-protected-resource'
const resourceOf = (config: PublicUrlConfig) => new URL(`${publicUrlOf(config)}/mcp`)

/** Undefined without an outside issuer. */
export const metadataUrlOf = (config: MetadataConfig) =>
  config.JWT_JWKS_URL && getOAuthProtectedResourceMetadataUrl(resourceOf(config))

const documentOf = (config: MetadataConfig, issuer: string) => ({
  resource: resourceOf(config).href,
  resource_name: 'TodoChat',
  authorization_servers: [issuer],
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
  const { JWT_JWKS_URL, JWT_ISSUER } = config
  const routes = new Elysia({ name: 'mcp/metadata' })
  if (!JWT_JWKS_URL || !JWT_ISSUER) return routes
  const show = () => Response.json(documentOf(config, JWT_ISSUER), { headers: ANYBODY })
  const preflight = () => new Response(null, { status: 204, headers: ANYBODY })
  for (const path of [WELL_KNOWN, `${WELL_KNOWN}/mcp`]) routes.get(path, show).options(path, preflight)
  return routes
}
