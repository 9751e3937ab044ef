/** Whether the service lives, is ready and has what it needs: for load balancers, container health checks and people. */
import { timingSafeEqual } from 'node:crypto'
import { Elysia } from 'elysia'
import type { Config } from '../config.ts'
import { AppError, isAppError } from '../errors.ts'
import { renderMetrics } from '../metrics.ts'
import type { Limit } from '../rate-limit/rate-limit.ts'
import { contextOf } from './http/context.ts'
import { limits } from './http/rate-limit.ts'

/** What a check of the model provider found; `reason` is a sentence of ours. */
export interface ModelCheck {
  status: 'connected' | 'not_configured' | 'failed'
  reason?: string
}

interface Answerer {
  name: string
  model: string
}

/** What is known of the nightly backups. */
interface BackupCheck {
  status: string
  age_seconds?: number
}

/** State that the core reports about itself. */
export interface Health {
  version: string
  /** A round trip to the database within 2 s. @throws database_unavailable */
  ping(): Promise<void>
  /** @throws SchemaError  this release may not serve on the schema as it is */
  schema(): Promise<void>
  /** After SIGTERM, and before migrations are done. */
  draining(): boolean
  /** The first model provider in order, or OpenRouter; asked at most once a minute. */
  llm(which?: 'openrouter'): Promise<ModelCheck>
  /** Who is to be asked first, and who would answer now: nobody, where nobody stands in. */
  answering(): Promise<{ wanted?: Answerer | undefined; answers?: Answerer | undefined }>
  /** How full the disk of the embedded database is; undefined when there is none. */
  disk(): string | undefined
  /** How old the newest nightly backup is. */
  backup(): Promise<BackupCheck>
  /** One tiny completion of the first model provider with our tools; at most once a minute. */
  deep(): Promise<ModelCheck>
}
interface HealthCore {
  health: Health
  limit: Limit
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

const model = async (health: Health, name: 'openrouter' | 'llm'): Promise<Check> =>
  checkOf(name, await health.llm(name === 'openrouter' ? name : undefined))

const checkOf = (name: string, { status, reason }: ModelCheck): Check => {
  return { ok: status !== 'failed', facts: { [name]: status, ...(reason !== undefined && { reason }) } }
}

const ready = async (health: Health): Promise<Check> => {
  if (health.draining()) return { ok: false, facts: { reason: 'draining' } }
  const { ok } = await database(health)
  if (!ok) return { ok, facts: { reason: 'database' } }
  const fits = await health.schema().then(
    () => true,
    () => false,
  )
  return { ok: fits, facts: fits ? {} : { reason: 'schema' } }
}

/** Redis never makes the whole unhealthy: limits go on without it. */
const REDIS = { memory: 'not_configured', redis: 'connected', redis_away: 'disconnected' } as const

/** Said, but no reason to send requests elsewhere: a restart makes no backup. */
const backups = async ({ backup }: Health): Promise<Check> => {
  try {
    const { status, age_seconds } = await backup()
    const facts = {
      backup: status,
      ...(age_seconds !== undefined && { backup_age_seconds: `${Math.round(age_seconds)}` }),
    }
    return { ok: true, facts }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { ok: true, facts: { backup: 'unknown' } }
  }
}

const BUILTIN = 'builtin'
const nameOf = ({ name, model }: Answerer) => (name === BUILTIN ? BUILTIN : `${model} (${name})`)

/** Names only: what an answer of a chat says of itself as well. */
const answering = async (health: Health): Promise<Check> => {
  const { wanted, answers } = await health.answering()
  const fallen = wanted && wanted.name !== answers?.name
  return {
    ok: true,
    facts: { answers: answers ? nameOf(answers) : 'nobody', ...(fallen && { instead_of: nameOf(wanted) }) },
  }
}

const diskFact = (health: Health) => {
  const disk = health.disk()
  return disk === undefined ? {} : { disk }
}

/** Everything at once, as `/health/all` and the page of the state show it. */
export const checkAll = async ({ health, limit }: HealthCore): Promise<Check> => {
  const checks = await Promise.all([
    database(health),
    model(health, 'llm'),
    model(health, 'openrouter'),
    backups(health),
    answering(health),
  ])
  const facts = Object.assign(
    { version: health.version, redis: REDIS[limit.state()], ...diskFact(health) },
    ...checks.map((check) => check.facts),
  )
  return { ok: checks.every((check) => check.ok), facts }
}

const show = ({ ok, facts }: Check) =>
  Response.json({ status: ok ? 'healthy' : 'unhealthy', ...facts }, { status: ok ? 200 : 503 })

export const healthRoutes = (core: HealthCore, config: Pick<Config, 'METRICS_TOKEN'>) =>
  new Elysia({ name: 'health' })
    .use(limits(core))
    .get('/health', () => ({ status: 'healthy', version: core.health.version }), hidden)
    .get('/health/stream', () => new Response(ticks(), { headers: { 'content-type': 'text/event-stream' } }), {
      ...hidden,
      limit: 'follow',
    })
    .get('/health/db', async () => show(await database(core.health)), hidden)
    .get('/health/openrouter', async () => show(await model(core.health, 'openrouter')), hidden)
    .get(
      '/health/llm',
      async ({ request }) => {
        if (new URL(request.url).searchParams.get('deep') !== '1') return show(await model(core.health, 'llm'))
        // It costs tokens, so it is for operators alone.
        allowMetrics(request, config.METRICS_TOKEN)
        return show(checkOf('llm', await core.health.deep()))
      },
      hidden,
    )
    .get('/health/ready', async () => show(await ready(core.health)), hidden)
    .get('/health/all', async () => show(await checkAll(core)), { ...hidden, limit: 'follow' })
    .get(
      '/metrics',
      async ({ request }) => {
        allowMetrics(request, config.METRICS_TOKEN)
        const { text, type } = await renderMetrics()
        return new Response(text, { headers: { 'content-type': type } })
      },
      hidden,
    )

/** A few ticks with pauses between them: a client that receives them all at once sits behind a buffering proxy. */
const TICKS = 4
const TICK_MS = 100

const ticks = () => {
  let tick = 0
  return new ReadableStream({
    async pull(controller) {
      tick += 1
      controller.enqueue(`data: ${tick}\n\n`)
      if (tick === TICKS) controller.close()
      else await Bun.sleep(TICK_MS)
    },
  })
}

const hidden = { detail: { tags: ['operations'] } }

/** Names that no foreign site can point at this machine. */
const OWN_NAME = /^(localhost|([\w-]+\.)+localhost|\d+(\.\d+){3}|\[[\da-f:.]+\])(:\d+)?$/i

/** From this machine, by a program that asked for this machine: a page of another site asks under its own name. */
const isLocal = (request: Request) =>
  contextOf(request).local && OWN_NAME.test(request.headers.get('host') ?? 'localhost')

/** @throws unauthenticated wrong or no token  @throws forbidden not from this machine, when no token is set */
const allowMetrics = (request: Request, token: string | undefined) => {
  if (token === undefined && isLocal(request)) return
  if (token === undefined) throw new AppError('forbidden', 'Metrics are for this machine only, or set METRICS_TOKEN.')
  const given = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  if (!sameSecret(given, token)) throw new AppError('unauthenticated', 'Metrics need the token of METRICS_TOKEN.')
}

/** Compares digests: equal lengths, and no time that depends on how much is right. */
const sameSecret = (given: string, wanted: string) => timingSafeEqual(digest(given), digest(wanted))
const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest()
