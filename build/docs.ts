/**
 * Writes docs/reference.md from the tables of the program: settings, metrics, error codes, routes. A test holds the file
 * equal to what this writes. `bun run docs`
 */
import { join } from 'node:path'
import { createApp, doorsOf } from '../src/app.ts'
import { loadConfig, SETTINGS } from '../src/config.ts'
import { createCore } from '../src/core.ts'
import type { Database } from '../src/db/database.ts'
import { STATUS } from '../src/door/http/error.ts'
import type { Setting } from '../src/lib/settings.ts'
import { createLog } from '../src/log.ts'
import { registry } from '../src/metrics.ts'

export const REFERENCE = join(import.meta.dir, '..', 'docs', 'reference.md')

const HEAD = `# Reference

Written by \`bun run docs\` from the tables of the program; do not edit it by hand.
`

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (heads: string[], rows: string[][]) =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const settings = () =>
  table(
    ['Setting', 'Default', 'What it is'],
    Object.entries<Setting>(SETTINGS).map(([name, { shown, about, alias }]) => [
      `\`${name}\``,
      shown === '' ? '' : `\`${shown}\``,
      alias ? `${about} Also read as \`${alias}\`.` : about,
    ]),
  )

/** prom-client keeps the labels of a metric but does not declare them. */
const labelsOf = (metric: object) =>
  'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.join(', ') : ''

const metrics = () =>
  table(
    ['Metric', 'Kind', 'Labels', 'What it counts'],
    registry
      .getMetricsAsArray()
      .map((metric) => [`\`${metric.name}\``, String(metric.type), labelsOf(metric), metric.help]),
  )

const errors = () =>
  table(
    ['Code', 'Status'],
    Object.entries(STATUS).map(([code, status]) => [`\`${code}\``, String(status)]),
  )

/** Routes are read off a program that never starts, so it is given a database that cannot be reached. */
const NO_DATABASE: Database = {
  embedded: true,
  query: () => Promise.reject(new Error('no database')),
  execute: () => Promise.reject(new Error('no database')),
  transaction: () => Promise.reject(new Error('no database')),
  ping: () => Promise.reject(new Error('no database')),
  close: () => Promise.resolve(),
}

const routesOf = () => {
  const config = loadConfig({ JWT_SECRET: 'signs nothing but must be long enough' })
  const log = createLog('silent')
  const core = createCore({ config, db: NO_DATABASE, log })
  return createApp(core, doorsOf(core, config, log), config, log).routes
}

interface ApiRoute {
  method: string
  path: string
  /** What the route says of itself in the document of the API. */
  summary: string
}

/** Every route of the REST API, by path and method. */
export const apiRoutes = (): ApiRoute[] =>
  routesOf()
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ method, path, hooks }) => ({
      method,
      path: path.replace(/\/$/, ''),
      summary: hooks.detail?.summary ?? '',
    }))
    .toSorted((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))

const routes = () =>
  table(
    ['Method', 'Path', 'What it does'],
    apiRoutes().map(({ method, path, summary }) => [method, `\`${path}\``, summary]),
  )

/** The whole file. */
export const reference = () =>
  `${HEAD}
## Settings

From the environment; any \`NAME\` also as \`NAME_FILE\`, the path of a file that holds the value.

${settings()}

## Metrics

At \`/metrics\`, for Prometheus.

${metrics()}

## Error codes

In \`error.code\` of every answer that failed, with its HTTP status.

${errors()}

## Routes of the REST API

${routes()}
`

if (import.meta.main) await Bun.write(REFERENCE, reference())
