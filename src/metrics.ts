/**
 * Every metric of the program, declared once with help and unit. Capabilities import the one they count; only the
 * health door renders them. Label values are few and fixed: patterns and codes, never ids.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export const registry = new Registry()
const registers = [registry]

const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
  new Counter({ name, help, labelNames, registers })
const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
  new Gauge({ name, help, labelNames, registers })
const histogram = <Label extends string>(name: string, help: string, buckets: number[], labelNames: Label[] = []) =>
  new Histogram({ name, help, buckets, labelNames, registers })

/** Buckets in seconds: ordinary requests, and waits for a model. */
const REQUEST_SECONDS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
const MODEL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60]

export const httpDuration = histogram(
  'http_request_duration_seconds',
  'Seconds from a request to its answer’s head; a stream’s length is not counted.',
  REQUEST_SECONDS,
  ['route', 'method', 'status'],
)
/** The same count by its own name; read off the histogram, so that a request pays for one of them only. */
export const httpRequests = new Counter({
  name: 'http_requests_total',
  help: 'Requests answered.',
  labelNames: ['route', 'method', 'status'],
  registers,
  async collect() {
    this.reset()
    const { values } = await httpDuration.get()
    for (const { metricName, labels, value } of values) {
      if (metricName?.endsWith('_count')) this.inc(labels as Record<'route' | 'method' | 'status', string>, value)
    }
  },
})

export const runs = counter('runs_total', 'Runs ended.', ['status', 'provider'])
export const runDuration = histogram('run_duration_seconds', 'Seconds from a run’s start to its end.', MODEL_SECONDS)
export const firstToken = histogram(
  'first_token_seconds',
  'Seconds from a run’s start to its first word.',
  MODEL_SECONDS,
  ['provider'],
)
export const openStreams = gauge('open_streams', 'Event streams open now.')
export const sseEvents = counter('sse_events_total', 'Events sent on streams.', ['type'])

export const providerErrors = counter('provider_errors_total', 'Failed model calls.', ['provider', 'code'])
export const providerDuration = histogram('provider_duration_seconds', 'Seconds of one model call.', MODEL_SECONDS, [
  'provider',
])
export const tokens = counter('tokens_total', 'Model tokens used; kind is input or output.', ['kind'])

export const toolCalls = counter('tool_calls_total', 'Tool calls.', ['tool', 'outcome'])
export const taskOperations = counter('task_operations_total', 'Changes of tasks.', ['operation', 'actor'])
export const rateLimitRefusals = counter('rate_limit_refusals_total', 'Requests refused by a limit.', ['limit'])

export const databasePool = gauge('database_pool', 'Database calls by state: active, waiting, and size (the limit).', [
  'state',
])
export const databaseDuration = histogram('database_duration_seconds', 'Seconds of one database call.', REQUEST_SECONDS)

const ACTIVE_SECONDS = 300
const ACTIVE_USERS_MAX = 100_000
const seen = new Map<string, number>()

/** Notes that a user was here; the newest stand last in the map, so the oldest are dropped first. */
export const sawUser = (user_id: string, now = Date.now()) => {
  seen.delete(user_id)
  seen.set(user_id, now)
  const oldest = seen.size > ACTIVE_USERS_MAX ? seen.keys().next().value : undefined
  if (oldest !== undefined) seen.delete(oldest)
}

/** Users seen in the 5 minutes before `now`; the others are forgotten. */
export const countActive = (now: number) => {
  for (const [user_id, at] of seen) {
    if (at > now - ACTIVE_SECONDS * 1000) break
    seen.delete(user_id)
  }
  return seen.size
}

export const activeUsers = new Gauge({
  name: 'active_users',
  help: 'Users who sent a request to this process in the last 5 minutes.',
  registers,
  collect() {
    this.set(countActive(Date.now()))
  },
})

// The default set of prom-client leans on parts of Node that Bun has only in name; these three serve the alerts.
new Gauge({
  name: 'process_resident_memory_bytes',
  help: 'Resident memory in bytes.',
  registers,
  collect() {
    this.set(process.memoryUsage.rss())
  },
})
new Counter({
  name: 'process_cpu_seconds_total',
  help: 'User and system CPU time in seconds.',
  registers,
  collect() {
    const { user, system } = process.cpuUsage()
    this.reset()
    this.inc((user + system) / 1e6)
  },
})
new Gauge({
  name: 'process_start_time_seconds',
  help: 'Start of the process in seconds since 1970.',
  registers,
}).set(Math.floor(performance.timeOrigin / 1000))

/** All metrics in the Prometheus text format, and the content type that names its version. */
export const renderMetrics = async () => ({ text: await registry.metrics(), type: registry.contentType })
