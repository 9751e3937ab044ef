import { describe, expect, test } from 'bun:test'
import { Counter, Gauge, Histogram } from 'prom-client'
import * as metrics from '../src/metrics.ts'
import { sourcesOf, textOf } from './support/source.ts'

/** Names and labels that rules and dashboards are written for. */
const DECLARED = {
  http_requests_total: ['route', 'method', 'status'],
  http_request_duration_seconds: ['route', 'method', 'status'],
  runs_total: ['status', 'provider'],
  runs_taken_over_total: [],
  runs_lost_total: [],
  run_events: [],
  run_duration_seconds: [],
  first_token_seconds: ['provider'],
  provider_errors_total: ['provider', 'code'],
  provider_duration_seconds: ['provider'],
  tool_calls_total: ['tool', 'outcome'],
  tokens_total: ['kind'],
  open_streams: [],
  sse_events_total: ['type'],
  sign_ins_total: ['outcome'],
  database_slow_calls_total: [],
  event_loop_delay_seconds: [],
  kept_rows: ['table'],
  kept_age_seconds: ['table'],
  database_pool: ['state'],
  database_duration_seconds: [],
  task_operations_total: ['operation', 'actor'],
  rate_limit_refusals_total: ['limit'],
  active_users: [],
  reminders_rung_total: [],
  reminder_lateness_seconds: [],
  messages_total: ['channel', 'outcome'],
  message_delay_seconds: ['channel'],
  outbox_waiting: ['channel'],
  outbox_oldest_seconds: ['channel'],
  outbox_overdue_seconds: ['channel'],
  backups_total: ['outcome'],
  backup_last_bytes: [],
  backup_last_seconds: [],
  backup_age_seconds: [],
  embedded_bytes: ['kind'],
  embedded_age_seconds: ['what'],
  process_resident_memory_bytes: [],
  process_cpu_seconds_total: [],
  process_start_time_seconds: [],
}

const read = async (line: RegExp) => Number(line.exec((await metrics.renderMetrics()).text)?.[1])

describe('the registry', () => {
  test('holds exactly the declared metrics, each with a sentence of help', async () => {
    const all = await metrics.registry.getMetricsAsJSON()
    expect(all.map(({ name }) => name).sort()).toEqual(Object.keys(DECLARED).sort())
    for (const { help } of all) expect(help).toMatch(/^\S.{5,}\.$|\)\.$/)
  })

  test.each(Object.entries(DECLARED))('%s has the labels %p and no id among them', (name, labels) => {
    const metric = metrics.registry.getSingleMetric(name) as unknown as { labelNames: string[] }
    expect([...metric.labelNames].sort()).toEqual([...labels].sort())
    expect(labels.filter((label) => label.endsWith('_id'))).toEqual([])
  })

  test('has no metric that nothing ever sets', () => {
    const users = sourcesOf('src').filter(({ path }) => path !== 'src/metrics.ts')
    const imported = users.map(({ path }) => textOf(path)).join('\n')
    const used = Object.entries(metrics).filter(
      ([, metric]) => metric instanceof Counter || metric instanceof Gauge || metric instanceof Histogram,
    )
    // Filled in `collect`, when they are asked for.
    const collected = ['httpRequests', 'activeUsers']
    const idle = used
      .map(([name]) => name)
      .filter(
        (name) =>
          !collected.includes(name) &&
          !new RegExp(`\\b${name}\\b[^\\n]*\\.(inc|set|observe|labels|startTimer)\\(|\\b${name} as \\w+`).test(
            imported,
          ),
      )
    expect(idle).toEqual([])
  })

  test('durations are in seconds and counters end in _total', async () => {
    for (const { name, type } of await metrics.registry.getMetricsAsJSON()) {
      if (String(type) === 'counter') expect(name).toEndWith('_total')
      if (String(type) === 'histogram' && name !== 'run_events') expect(name).toEndWith('_seconds')
    }
  })

  test('is rendered as Prometheus text of a named version', async () => {
    metrics.tokens.inc({ kind: 'output' }, 7)
    const { text, type } = await metrics.renderMetrics()
    expect(type).toStartWith('text/plain; version=')
    expect(text).toContain('# TYPE tokens_total counter')
    expect(text).toMatch(/tokens_total\{kind="output"\} [7-9]|tokens_total\{kind="output"\} \d\d+/)
  })
})

describe('the process', () => {
  test('shows memory in bytes, and CPU and start in seconds', async () => {
    expect(await read(/^process_resident_memory_bytes (\S+)$/m)).toBeGreaterThan(1_000_000)
    const cpu = await read(/^process_cpu_seconds_total (\S+)$/m)
    expect(cpu).toBeGreaterThan(0)
    expect(cpu).toBeLessThan(100_000)
    expect(await read(/^process_start_time_seconds (\S+)$/m)).toBeLessThanOrEqual(Date.now() / 1000)
    // Rendering twice must not add the CPU time up.
    expect((await read(/^process_cpu_seconds_total (\S+)$/m)) - cpu).toBeLessThan(cpu)
  })
})

describe('active users', () => {
  test('are counted once each and forgotten after five minutes', async () => {
    const now = Date.now()
    const before = metrics.countActive(now)
    for (const user_id of ['metrics-a', 'metrics-b', 'metrics-a']) metrics.sawUser(user_id, now)
    expect(metrics.countActive(now)).toBe(before + 2)
    // Somebody whom another test of this process saw may be forgotten meanwhile.
    expect(await read(/^active_users (\S+)$/m)).toBeWithin(2, before + 3)
    metrics.sawUser('metrics-b', now + 1000)
    expect(metrics.countActive(now + 300_000)).toBe(1)
    expect(metrics.countActive(now + 301_000)).toBe(0)
  })

  test('are bounded', () => {
    const now = Date.now()
    for (let user = 0; user < 100_500; user++) metrics.sawUser(`flood-${user}`, now)
    expect(metrics.countActive(now)).toBe(100_000)
    expect(metrics.countActive(now + 300_000)).toBe(0)
  })
})
