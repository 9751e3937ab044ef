/** The app: the gate around all doors. The only place that knows how they stand together. */
import { type AnyElysia, Elysia } from 'elysia'
import type { Config } from './config.ts'
import { body } from './door/plugin/body.ts'
import { errors } from './door/plugin/errors.ts'
import { envelope, failureOf } from './door/plugin/failure.ts'
import { type Answer, createGate, type ErrorPage } from './door/plugin/gate.ts'
import type { LimitCore } from './door/plugin/limits.ts'
import { newRequestId } from './door/plugin/request-id.ts'
import { createRouteTable, type RouteTable } from './door/plugin/route-table.ts'
import type { Log } from './log.ts'

/** Seconds; streams send a heartbeat every 10 s, so only readers that are stuck fall silent for so long. */
const IDLE_SECONDS = 30
/** The server’s own limit, above ours of 256 KB: what is beyond it never gets as far as the envelope. */
const SERVER_BODY_MAX_BYTES = 1_048_576

/** How the server listens, beside its address. In a compiled binary `development` would else show source lines. */
export const serveOptions = {
  development: false,
  idleTimeout: IDLE_SECONDS,
  maxRequestBodySize: SERVER_BODY_MAX_BYTES,
  // A second server on the same port is a mistake to be told, not a load balancer.
  reusePort: false,
  error: (error: Error) => envelope(failureOf(error), newRequestId()),
} as const

export interface Doors {
  doors: AnyElysia[]
  /** How pages show what no page has answered: 404 for a browser, a refused form, an unexpected failure. */
  errorPage?: ErrorPage
}

export const createApp = (core: LimitCore, { doors, errorPage }: Doors, config: Config, log: Log): AnyElysia => {
  const app: AnyElysia = new Elysia({
    // Unknown fields are refused, not dropped.
    normalize: false,
    // Bun’s own router would bypass the gate’s request, and a host name of one letter misleads Elysia’s.
    systemRouter: false,
    handler: { standardHostname: false },
    serve: serveOptions,
  })
  let table: RouteTable | undefined
  const gate = createGate({
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
  app.wrap(((inner: Answer) => (request: Request) => gate(request, inner)) as unknown as Wrapper)
  app.use(errors()).use(body())
  for (const door of doors) app.use(door)
  return app
}

/** Its declared type names neither the answer nor the request of what it wraps. */
type Wrapper = Parameters<AnyElysia['wrap']>[0]

const tableOf = ({ routes }: AnyElysia) =>
  createRouteTable(routes.map(({ method, path, hooks }) => ({ method, path, takes_body: hooks?.body !== undefined })))
