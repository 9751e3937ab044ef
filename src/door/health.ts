/** Whether the service lives, is ready and has what it needs: for load balancers, container health checks and people. */
import { timingSafeEqual } from 'node:crypto'
import { Elysia } from 'elysia'
import type { Config } from '../config.ts'
import { AppError, isAppError } from '../errors.ts'
import type { Limit } from '../limit/limit.ts'
import { renderMetrics } from '../metrics.ts'
import { factsOf } from './plugin/facts.ts'

/** What a check of the model provider found; `reason` is a sentence of ours. */
export interface ModelCheck {
  status: 'connected' | 'not_configured' | 'failed'
  reason?: string
}

/** What the core tells about itself. */
export interface Health {
  version: string
  /** A round trip to the database within 2 s. @throws database_unavailable */
  ping(): Promise<void>
  /** After SIGTERM, and before migrations are done. */
  draining(): boolean
  /** The first model provider in order, or OpenRouter; asked at most once a minute. */
  llm(which?: 'openrouter'): Promise<ModelCheck>
}
export interface HealthCore {
  health: Health
  limit: Pick<Limit, 'state'>
}

interface Check {
  ok: boolean
  facts: Record<string, string>
}

const database = async ({ ping }: Health): Promise<Check> => {
  try {
    await ping()
    return { ok: true, facts: { database: 'connected' } }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { ok: false, facts: { database: 'disconnected' } }
  }
}

const model = async (health: Health, name: 'openrouter' | 'llm'): Promise<Check> => {
  const { status, reason } = await health.llm(name === 'openrouter' ? name : undefined)
  return { ok: status !== 'failed', facts: { [name]: status, ...(reason !== undefined && { reason }) } }
}

const ready = async (health: Health): Promise<Check> => {
  if (health.draining()) return { ok: false, facts: { reason: 'draining' } }
  const { ok } = await database(health)
  return { ok, facts: ok ? {} : { reason: 'database' } }
}

/** Redis never makes the whole unhealthy: limits go on without it. */
const REDIS = { memory: 'not_configured', redis: 'connected', redis_away: 'disconnected' } as const

/** Everything at once, as `/health/all` and the page of the state show it. */
export const checkAll = async ({ health, limit }: HealthCore): Promise<Check> => {
  const checks = await Promise.all([database(health), model(health, 'llm'), model(health, 'openrouter')])
  const facts = Object.assign(
    { version: health.version, redis: REDIS[limit.state()] },
    ...checks.map((check) => check.facts),
  )
  return { ok: checks.every((check) => check.ok), facts }
}

const show = ({ ok, facts }: Check) =>
  Response.json({ status: ok ? 'healthy' : 'unhealthy', ...facts }, { status: ok ? 200 : 503 })

export const health = (core: HealthCore, config: Pick<Config, 'METRICS_TOKEN'>) =>
  new Elysia({ name: 'health' })
    .get('/health', () => ({ status: 'healthy', version: core.health.version }), hidden)
    .get('/health/db', async () => show(await database(core.health)), hidden)
    .get('/health/openrouter', async () => show(await model(core.health, 'openrouter')), hidden)
    .get('/health/llm', async () => show(await model(core.health, 'llm')), hidden)
    .get('/health/ready', async () => show(await ready(core.health)), hidden)
    .get('/health/all', async () => show(await checkAll(core)), hidden)
    .get(
      '/metrics',
      async ({ request }) => {
        allowMetrics(request, config.METRICS_TOKEN)
        const { text, type } = await renderMetrics()
        return new Response(text, { headers: { 'content-type': type } })
      },
      hidden,
    )

const hidden = { detail: { tags: ['operations'] } }

/** @throws unauthenticated wrong or no token  @throws forbidden not from this machine, when no token is set */
const allowMetrics = (request: Request, token: string | undefined) => {
  if (token === undefined && factsOf(request).local) return
  if (token === undefined) throw new AppError('forbidden', 'Metrics are for this machine only, or set METRICS_TOKEN.')
  const given = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  if (!sameSecret(given, token)) throw new AppError('unauthenticated', 'Metrics need the token of METRICS_TOKEN.')
}

/** Compares digests: equal lengths, and no time that depends on how much is right. */
const sameSecret = (given: string, wanted: string) => timingSafeEqual(digest(given), digest(wanted))
const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest()
