/** The app: the request pipeline around all doors, and how they are mounted. */
import { type AnyElysia, Elysia } from 'elysia'
import type { Config } from './config.ts'
import type { Core } from './core.ts'
import type { AuthCore } from './door/auth/auth.ts'
import { embedRoute } from './door/chatkit/embed.ts'
import { chatkit } from './door/chatkit/index.ts'
import { feedRoutes } from './door/feed.ts'
import { healthRoutes } from './door/health.ts'
import { body } from './door/http/body.ts'
import { newRequestId } from './door/http/context.ts'
import { envelope, failureOf } from './door/http/error.ts'
import { errors } from './door/http/error-hook.ts'
import { createPipeline, type Handler, type RenderErrorPage } from './door/http/pipeline.ts'
import type { LimitCore } from './door/http/rate-limit.ts'
import { createRouteTable, type RouteTable } from './door/http/routes.ts'
import { mcpRoutes } from './door/mcp/index.ts'
import { openApiRoutes } from './door/openapi/index.tsx'
import { componentRoutes } from './door/pages/dev/components.tsx'
import { createErrorPage, pages } from './door/pages/index.ts'
import { accessTokenRoutes } from './door/rest/access-tokens.ts'
import { authRoutes } from './door/rest/auth.ts'
import { begin } from './door/rest/begin.ts'
import { changes } from './door/rest/changes.ts'
import { confirmations } from './door/rest/confirmations.ts'
import { feedAddressRoutes } from './door/rest/feed.ts'
import { rest } from './door/rest/index.ts'
import { pushRoutes } from './door/rest/push.ts'
import { runRoutes } from './door/rest/runs.ts'
import { sessions } from './door/rest/sessions.ts'
import { simpleChat } from './door/rest/simple-chat.ts'
import { tasks, userTasks } from './door/rest/tasks.ts'
import { webhookRoutes } from './door/rest/webhooks.ts'
import { securityText } from './door/security-text.ts'
import type { Log } from './log.ts'

/** Seconds; streams send a heartbeat every 10 s, so only readers that are stuck fall silent for so long. */
const IDLE_SECONDS = 30
/** The server’s own limit, above ours of 4 MB for an import: what is beyond it never gets as far as the envelope. */
const SERVER_BODY_MAX_BYTES = 8 * 1024 * 1024

/** How the server listens, beside its address. In a compiled binary `development` would else show source lines. */
export const serveOptions = {
  development: false,
  idleTimeout: IDLE_SECONDS,
  maxRequestBodySize: SERVER_BODY_MAX_BYTES,
  // A second server on the same port is a mistake that must show, not a load balancer.
  reusePort: false,
  error: (error: Error) => envelope(failureOf(error), newRequestId()),
} as const

export interface Doors {
  doors: AnyElysia[]
  /** How pages show what no page has answered: 404 for a browser, a refused form, an unexpected failure. */
  errorPage?: RenderErrorPage
}

export const createApp = (
  core: LimitCore & AuthCore,
  { doors, errorPage }: Doors,
  config: Config,
  log: Log,
): AnyElysia => {
  const app: AnyElysia = new Elysia({
    // Unknown fields are refused, not dropped.
    normalize: false,
    // Bun’s own router would bypass the pipeline’s request, and a host name of one letter misleads Elysia’s.
    systemRouter: false,
    handler: { standardHostname: false },
    serve: serveOptions,
  })
  let table: RouteTable | undefined
  const pipeline = createPipeline({
    config,
    log,
    core,
    errorPage,
    table: () => {
      table ??= tableOf(app)
      return table
    },
    peerOf: (request) => app.server?.requestIP(request)?.address,
  })
  app.wrap(((inner: Handler) => (request: Request) => pipeline(request, inner)) as unknown as Wrapper)
  app.use(errors()).use(body())
  for (const door of doors) app.use(door)
  return app
}

/** Its declared type names neither the answer nor the request of what it wraps. */
type Wrapper = Parameters<AnyElysia['wrap']>[0]

const tableOf = ({ routes }: AnyElysia) =>
  createRouteTable(
    routes.map(({ method, path, hooks }) => ({
      method,
      path,
      takes_body: hooks?.body !== undefined,
      needs_caller: hooks?.detail?.['x-caller'] !== undefined,
      text_body: hooks?.detail?.['x-body'],
    })),
  )

/** The REST API; it knows its own routes, which the document is made of. */
export const restDoor = (core: Core): AnyElysia => {
  const api: AnyElysia[] = [sessions(core), runRoutes(core), confirmations(core)]
  return rest({
    v1: [
      begin(core),
      authRoutes(core),
      accessTokenRoutes(core),
      feedAddressRoutes(core),
      pushRoutes(core),
      webhookRoutes(core),
      ...api,
      tasks(core),
      changes(core),
    ],
    plain: [simpleChat(core), userTasks(core)],
  })
}

export const doorsOf = (core: Core, config: Config, log: Log): Doors => {
  const api = restDoor(core)
  return {
    doors: [
      healthRoutes(core, config),
      feedRoutes(core),
      securityText(config),
      api,
      openApiRoutes({ rest: api, version: core.health.version }),
      chatkit(core, log),
      ...(config.NODE_ENV === 'development' ? [embedRoute(), componentRoutes()] : []),
      mcpRoutes({ core, config, log }),
      pages({ core, config, log }),
    ],
    errorPage: createErrorPage({ core, config, log }),
  }
}

/** For a listener of its own: `/mcp` and what belongs to it, nothing else. */
export const mcpDoorsOf = (core: Core, config: Config, log: Log): Doors => ({
  doors: [mcpRoutes({ core, config, log, host: config.MCP_HOST ?? config.HOST })],
})
