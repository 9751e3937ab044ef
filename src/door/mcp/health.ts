/** `/mcp/health`: whether agents can be served, for load balancers; needs no token. */
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import { Elysia } from 'elysia'
import type { Core } from '../../core.ts'
import { isAppError } from '../../errors.ts'

/** The library’s list names only those that begin with a handshake. */
const NEWEST_REVISION = '2026-07-28'

const reachable = async ({ health }: Pick<Core, 'health'>) => {
  try {
    await health.ping()
    return true
  } catch (error) {
    if (!isAppError(error)) throw error
    return false
  }
}

export const mcpHealthRoute = (core: Pick<Core, 'health' | 'tool'>) =>
  new Elysia({ name: 'mcp/health' }).get(
    '/mcp/health',
    async () => {
      const ok = await reachable(core)
      const facts = {
        status: ok ? 'healthy' : 'unhealthy',
        database: ok ? 'connected' : 'disconnected',
        version: core.health.version,
        tools: core.tool.tools.length,
        protocol_versions: [NEWEST_REVISION, ...SUPPORTED_PROTOCOL_VERSIONS],
      }
      return Response.json(facts, { status: ok ? 200 : 503 })
    },
    { detail: { tags: ['operations'] } },
  )
