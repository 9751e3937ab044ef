/** What is shipped for operators beside the binary: it names only metrics, settings and routes that exist. */
import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SETTINGS } from '../../src/config.ts'
import { registry } from '../../src/metrics.ts'

const textOf = (path: string) => readFileSync(join(import.meta.dir, '../../deploy', path), 'utf8')

/** Series of Prometheus itself, of the rules, and of node_exporter. */
const FOREIGN = /^(up|ALERTS|node_\w+|todochat:.*)$/
/** Words of PromQL that are no series. */
const WORDS = new Set(
  'and or sum min max by le rate increase histogram_quantile avg changes on count instance status provider route mode fstype limit job table outcome'.split(
    ' ',
  ),
)

const ours = () => {
  const names = new Set<string>()
  for (const { name, type } of registry
    .getMetricsAsArray()
    .map((one) => ({ name: one.name, type: `${one.constructor.name}` }))) {
    names.add(name)
    if (type === 'Histogram') for (const suffix of ['bucket', 'count', 'sum']) names.add(`${name}_${suffix}`)
  }
  return names
}

/** The series an expression reads: identifiers outside strings, braces and label lists. */
const seriesOf = (expression: string) =>
  [
    ...expression
      .replace(/"[^"]*"/g, '')
      .replace(/\{[^}]*\}/g, '')
      .replace(/\b(by|on) *\([^)]*\)/g, '')
      .matchAll(/(?<![\w:.])[a-zA-Z_:][\w:]*/g),
  ]
    .map(([name]) => name)
    .filter((name) => !WORDS.has(name) && !FOREIGN.test(name))

const strange = (expressions: string[]) => {
  const known = ours()
  return [...new Set(expressions.flatMap(seriesOf))].filter((name) => !known.has(name))
}

describe('metrics', () => {
  const rules = (Bun.YAML.parse(textOf('prometheus/rules.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
    (group) => group.rules,
  )
  interface Rule {
    alert?: string
    record?: string
    expr: string
    labels?: { severity: string }
    annotations?: { summary: string; action: string }
  }
  interface Dashboard {
    panels: { title: string; targets: { expr: string }[] }[]
  }
  const dashboard: Dashboard = JSON.parse(textOf('grafana/dashboard.json'))

  test('of alerts exist', () => {
    expect(strange(rules.map(({ expr }) => expr))).toEqual([])
  })

  test('of the dashboard exist', () => {
    expect(strange(dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)))).toEqual([])
  })

  test('that do not exist would be found', () => {
    expect(strange(['sum by (status) (rate(no_such_total{job="x"}[5m]))'])).toEqual(['no_such_total'])
  })

  test('every alert says how bad it is and what to do', () => {
    const alerts = rules.filter(({ alert }) => alert)
    expect(alerts.length).toBeGreaterThanOrEqual(10)
    for (const { alert, labels, annotations } of alerts)
      expect([
        alert,
        /^(warn|page)$/.test(labels?.severity ?? ''),
        Boolean(annotations?.summary && annotations.action),
      ]).toEqual([alert, true, true])
  })

  test('every alert has a test of its own', () => {
    const tests = textOf('prometheus/rules.test.yaml')
    expect(rules.filter(({ alert }) => alert && !tests.includes(alert)).map(({ alert }) => alert)).toEqual([])
  })
})

describe('settings', () => {
  test('of the compose file are settings of ours', () => {
    const compose = Bun.YAML.parse(textOf('compose.yaml')) as { 'x-app': { environment: Record<string, string> } }
    expect(Object.keys(compose['x-app'].environment).filter((name) => !(name in SETTINGS))).toEqual([])
  })

  test('its images are exact versions', () => {
    const compose = Bun.YAML.parse(textOf('compose.yaml')) as { services: Record<string, { image: string }> }
    const named = Object.values(compose.services).map(({ image }) => image)
    expect(named.filter((image) => image !== 'todochat' && !/:\d+\.\d+[\w.-]*(@sha256:\w{64})?$/.test(image))).toEqual(
      [],
    )
  })

  test('of the unit are settings of ours, and its limits fit the defaults', () => {
    const unit = textOf('todochat.service')
    const named = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) => line.split(' '))
    expect(named.map((one) => one.split('=')[0]).filter((name) => !((name ?? '') in SETTINGS))).toEqual([])
    const stop_seconds = Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1])
    expect(stop_seconds).toBeGreaterThan(Number(SETTINGS.SHUTDOWN_GRACE_SECONDS.shown) + 5)
  })
})

test('the proxies ask the routes that exist', async () => {
  expect(textOf('Caddyfile')).toContain('/health/ready')
  expect(textOf('Caddyfile')).toContain('flush_interval -1')
  expect(textOf('nginx.conf')).toContain('proxy_buffering off')
})
