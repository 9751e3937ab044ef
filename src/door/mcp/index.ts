/**
 * The door of other agents: `/mcp` by Streamable HTTP, for the revision of 2026-07-28 and those of 2025. It keeps no
 * session: every request brings its token, and any instance can answer it.
 */
import {
  type AuthInfo,
  createMcpHandler,
  type McpHttpHandler,
  type McpServerFactory,
  type ServerEventBus,
} from '@modelcontextprotocol/server'
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import type { Config } from '../../config.ts'
import type { Core } from '../../core.ts'
import { AppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { publicUrlOf } from '../../public-url.ts'
import { authenticate } from '../auth/auth.ts'
import { bearerHolds } from '../auth/still-valid.ts'
import { BODY_MAX_BYTES } from '../http/body.ts'
import { answered } from '../http/error-hook.ts'
import { spend } from '../http/rate-limit.ts'
import { firstIsPaid } from './context.ts'
import { createQuestions } from './elicit.ts'
import { errorResponse } from './error.ts'
import { type Bus, createBus, STREAMS_PER_USER_MAX } from './events.ts'
import { mcpHealthRoute } from './health.ts'
import { metadata, metadataUrlOf } from './metadata.ts'
import { createOriginCheck } from './origin.ts'
import { createServers } from './server.ts'

/** Well below the server’s idle timeout: a reader that hears nothing for longer is cut off. */
const KEEP_ALIVE_MS = 10_000
/** Streams of changes in this process. */
const STREAMS_MAX = 1024

interface McpDoor {
  core: Core
  config: Config
  log: Log
  /** The address of this listener; HOST unless it has one of its own. */
  host?: string
  /** What is served; the product, unless a test serves something else through the same door. */
  served?: { factory: McpServerFactory; bus: ServerEventBus }
}

/** All routes of the door. */
export const mcpRoutes = (door: McpDoor) => {
  const { core, config } = door
  const metadata_url = metadataUrlOf(config)
  const serve = createServe(door, metadata_url)
  return (
    new Elysia({ name: 'mcp' })
      .use(metadata(config))
      .use(mcpHealthRoute(core))
      .onError(({ error, request }) => {
        answered(request)
        return errorResponse(error, request, metadata_url)
      })
      // The library reads the body itself; without a parser that gives something the framework would.
      .all('/mcp', ({ request }) => serve(request), { parse: () => ({}), detail: { hide: true } })
  )
}

/** Lets a request in, or throws why not: guard, token, budget, and only then the protocol. */
const createServe = (door: McpDoor, metadata_url: string | undefined) => {
  const { core, config, log, host = config.HOST } = door
  const checkOrigin = createOriginCheck({ config, host })
  const changes = createBus(core.agent)
  const { factory, bus } = door.served ?? { factory: productOf(door), bus: changes.bus }
  const handler = createMcpHandler(factory, {
    bus,
    maxRequestBodySize: BODY_MAX_BYTES,
    keepAliveMs: KEEP_ALIVE_MS,
    maxSubscriptions: STREAMS_MAX,
    onerror: (err) => log.debug({ err }, 'an MCP request was not served'),
  })
  const listen = createListen(core, handler, changes)

  return async (request: Request): Promise<Response> => {
    checkOrigin(request)
    const { caller, expires_at } = await authenticate(core, request, true)
    await spend(core, 'tasks', request, caller)
    const authInfo = authInfoOf(caller, expires_at, metadata_url)
    // The header is checked against the body by the library, so it may be believed here.
    const listens = request.headers.get('mcp-method') === 'subscriptions/listen'
    return listens ? listen(request, caller, authInfo) : handler.fetch(request, { authInfo })
  }
}

const productOf = ({ core, config, log }: McpDoor): McpServerFactory => {
  const questions = createQuestions(stateKey(config), ({ http }) => http?.authInfo?.clientId ?? '')
  const build = createServers(core.tool.tools, questions)
  const public_url = publicUrlOf(config)
  return ({ era, authInfo }) => {
    const caller = authInfo?.extra?.caller as Caller
    const pay = firstIsPaid(async () => void (await core.limit.spend('tasks', caller.user_id)))
    return build(era, { core, log, caller, public_url, pay })
  }
}

/** One key on every instance, and good for nothing else. */
const stateKey = ({ JWT_SECRET }: Config) =>
  new Bun.CryptoHasher('sha256', JWT_SECRET).update('mcp request state').digest()

const authInfoOf = (caller: Caller, expires_at: Date | undefined, metadata_url: string | undefined): AuthInfo => ({
  // The library passes this on to the handlers; the secret itself is left out.
  token: caller.credential_id,
  clientId: caller.user_id,
  scopes: [...caller.scopes],
  ...(expires_at && { expiresAt: Math.floor(expires_at.getTime() / 1000) }),
  ...(metadata_url && { resourceMetadataUrl: metadata_url }),
  extra: { caller },
})

/** Streams of changes: a bounded number for each user, ended when the process begins to stop. */
const createListen =
  (core: Core, handler: McpHttpHandler, changes: Bus) =>
  (request: Request, caller: Caller, authInfo: AuthInfo): Promise<Response> => {
    if (core.draining.aborted) throw new AppError('draining', 'This instance is about to stop; connect again.')
    if (changes.full(caller)) {
      throw new AppError('stream_limit_reached', `You have ${STREAMS_PER_USER_MAX} streams open.`, { retry_after: 10 })
    }
    const over = new AbortController()
    const signal = AbortSignal.any([request.signal, core.draining, over.signal])
    const stream = { valid: bearerHolds(core, request), end: () => over.abort() }
    return changes.open(caller, stream, () => handler.fetch(new Request(request, { signal }), { authInfo }))
  }
