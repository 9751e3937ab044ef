/**
 * Every metric of the program, declared once with help and unit. Capabilities import the one they count; only the
 * health door renders them. Label values are few and fixed: patterns and codes, never ids.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { createOpenStreams } from './lib/open-streams.ts'

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
/** What rings is heard within a second; after an outage it is an hour late at most. */
const LATE_SECONDS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600]
const LOOP_SECONDS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5]
/** An answer has some 10 events; one that streams for a minute has hundreds. */
const RUN_EVENTS = [5, 10, 20, 50, 100, 200, 500, 1000, 2000]

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

export const runsTotal = counter('runs_total', 'Runs ended.', ['status', 'provider'])
export const runsTakenOver = counter('runs_taken_over_total', 'Runs continued here that another process had begun.')
export const runsLost = counter('runs_lost_total', 'Runs let go here because another process owns them now.')
export const runEvents = histogram('run_events', 'Events in a run’s log when it ends.', RUN_EVENTS)
export const runDuration = histogram('run_duration_seconds', 'Seconds from a run’s start to its end.', MODEL_SECONDS)
export const firstToken = histogram(
  'first_token_seconds',
  'Seconds from a run’s start to its first word.',
  MODEL_SECONDS,
  ['provider'],
)
const openStreams = gauge('open_streams', 'Event streams open now.')
/** Counts the streams of each user, at most so many, and shows all of them together. */
export const boundStreams = (most: number) => createOpenStreams({ most, onchange: (by) => openStreams.inc(by) })
export const sseEvents = counter('sse_events_total', 'Events sent on streams.', ['type'])

export const providerErrors = counter('provider_errors_total', 'Failed model calls.', ['provider', 'code'])
export const providerDuration = histogram('provider_duration_seconds', 'Seconds of one model call.', MODEL_SECONDS, [
  'provider',
])
export const tokens = counter('tokens_total', 'Model tokens used; kind is input or output.', ['kind'])

export const toolCalls = counter('tool_calls_total', 'Tool calls.', ['tool', 'outcome'])
export const taskOperations = counter('task_operations_total', 'Changes of tasks.', ['operation', 'actor'])
export const remindersRung = counter('reminders_rung_total', 'Reminders that came due, also those found done or moved.')
export const reminderLateness = histogram(
  'reminder_lateness_seconds',
  'Seconds from the moment of a reminder until it rang, those gathered as missed aside.',
  LATE_SECONDS,
)
export const messagesTotal = counter('messages_total', 'Attempts to send a message of the outbox.', [
  'channel',
  'outcome',
])
export const messageDelay = histogram(
  'message_delay_seconds',
  'Seconds from the writing of a message until the other side had taken it.',
  LATE_SECONDS,
  ['channel'],
)
const outboxWaiting = gauge('outbox_waiting', 'Messages that wait to be sent, counted up to 20,000.', ['channel'])
const outboxOldest = gauge('outbox_oldest_seconds', 'Age of the oldest message that waits.', ['channel'])
const outboxOverdue = gauge('outbox_overdue_seconds', 'For how long a message is due that nobody has taken.', [
  'channel',
])
interface Waiting {
  rows: number
  age_seconds: number
  overdue_seconds: number
}
/** Of each channel; one that nothing waits for has zeros. */
export const setOutbox = (channel: string, { rows, age_seconds, overdue_seconds }: Waiting) => {
  outboxWaiting.set({ channel }, rows)
  outboxOldest.set({ channel }, age_seconds)
  outboxOverdue.set({ channel }, overdue_seconds)
}
export const rateLimitRefusals = counter('rate_limit_refusals_total', 'Requests refused by a limit.', ['limit'])

export const signIns = counter('sign_ins_total', 'Sign-ins attempted with a password.', ['outcome'])

const keptRows = gauge('kept_rows', 'Rows of a table that is pruned, counted up to 200,000.', ['table'])
const keptAge = gauge('kept_age_seconds', 'Age of the oldest row of a table that is pruned.', ['table'])
/** Shows how much a table holds that grows by itself: more than its time is kept, and pruning does not keep up. */
export const setKept = (table: string, { rows, age_seconds }: { rows: number; age_seconds: number }) => {
  keptRows.set({ table }, rows)
  keptAge.set({ table }, age_seconds)
}

export const backupsTotal = counter('backups_total', 'Nightly backups attempted here, by outcome.', ['outcome'])
const backupBytes = gauge('backup_last_bytes', 'Size of the newest nightly backup made here.')
const backupSeconds = gauge(
  'backup_last_seconds',
  'Seconds that the newest nightly backup made here took, its check included.',
)
export const setBackupMade = ({ bytes, seconds }: { bytes: number; seconds: number }) => {
  backupBytes.set(bytes)
  backupSeconds.set(seconds)
}
let backup_made_at: number | undefined
new Gauge({
  name: 'backup_age_seconds',
  help: 'Age of the newest nightly backup of whatever instance; absent before the first.',
  registers,
  collect() {
    this.reset()
    if (backup_made_at !== undefined) this.set((Date.now() - backup_made_at) / 1000)
  },
})
export const setBackupAge = (age_seconds: number | undefined) => {
  backup_made_at = age_seconds === undefined ? undefined : Date.now() - age_seconds * 1000
}

const embeddedBytes = gauge(
  'embedded_bytes',
  'Bytes of the embedded database, its write-ahead log, and free on its disk.',
  ['kind'],
)
const embeddedAge = gauge('embedded_age_seconds', 'Age of the newest checkpoint and vacuum of the embedded database.', [
  'what',
])
interface EmbeddedSizes {
  database_bytes: number
  log_bytes: number
  free_bytes: number
  checkpoint_age_seconds: number
  vacuum_age_seconds: number | null
}
export const setEmbeddedSizes = (sizes: EmbeddedSizes) => {
  embeddedBytes.set({ kind: 'database' }, sizes.database_bytes)
  embeddedBytes.set({ kind: 'log' }, sizes.log_bytes)
  embeddedBytes.set({ kind: 'free' }, sizes.free_bytes)
  embeddedAge.set({ what: 'checkpoint' }, sizes.checkpoint_age_seconds)
  if (sizes.vacuum_age_seconds !== null) embeddedAge.set({ what: 'vacuum' }, sizes.vacuum_age_seconds)
}

/** Counted as plain numbers: each statement moves four of them. */
export const databasePool = { active: 0, waiting: 0, size: 0 }
new Gauge({
  name: 'database_pool',
  help: 'Database calls by state: active, waiting, and size (the limit).',
  labelNames: ['state'],
  registers,
  collect() {
    for (const [state, count] of Object.entries(databasePool)) this.set({ state }, count)
  },
})
export const databaseDuration = histogram('database_duration_seconds', 'Seconds of one database call.', REQUEST_SECONDS)

export const databaseSlow = counter('database_slow_calls_total', 'Database calls that took 500 ms or more.')

export const loopDelay = histogram('event_loop_delay_seconds', 'How late the event loop ran a timer.', LOOP_SECONDS)

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

new Gauge({
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
