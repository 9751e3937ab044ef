/** Drills as a table for people and as JSON for programs, and the judgement over each. */
import type { Row } from './drill.ts'

export interface Report {
  drill: string
  rows: Row[]
  took_s: number
  /** Why it could not be done or broke off. */
  failure?: string
}

const sum = (row: Row, of: 'lost' | 'doubled' | 'gaps' | 'events' | 'breaks') =>
  row.heard.reduce((n, one) => n + one[of], 0)

export const isGood = (row: Row) =>
  row.faults.length === 0 && row.heard.every((one) => one.completed && one.lost + one.doubled + one.gaps === 0)

export const passed = ({ rows, failure }: Report) => failure === undefined && rows.length > 0 && rows.every(isGood)

/** The value below which so many percent lie, by nearest rank. */
export const percentile = (values: number[], percent: number): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)]

const seconds = (ms: number | undefined) => (ms === undefined ? '–' : (ms / 1000).toFixed(2))

export const factsOf = (row: Row) => {
  const { takeovers = [] } = row
  return {
    runs: row.heard.length,
    completed: row.heard.filter(({ completed }) => completed).length,
    lost: sum(row, 'lost'),
    doubled: sum(row, 'doubled'),
    gaps: sum(row, 'gaps'),
    'p50 s': seconds(percentile(takeovers, 50)),
    'p95 s': seconds(percentile(takeovers, 95)),
    'max s': seconds(percentile(takeovers, 100)),
    events: sum(row, 'events'),
    breaks: sum(row, 'breaks'),
  }
}

const COLUMNS = ['what', 'runs', 'completed', 'lost', 'doubled', 'gaps', 'p50 s', 'p95 s', 'max s', 'events', 'breaks']

/** Lines of a table in Markdown, its columns aligned. */
export const tableOf = (rows: Row[]): string[] => {
  const cells = rows.map((row) => {
    const facts: Record<string, string | number> = { what: row.what, ...factsOf(row) }
    return COLUMNS.map((name) => String(facts[name]))
  })
  const widths = COLUMNS.map((name, at) => Math.max(name.length, ...cells.map((line) => line[at]?.length ?? 0)))
  const line = (words: string[]) =>
    `| ${words.map((word, at) => (at === 0 ? word.padEnd(widths[at] ?? 0) : word.padStart(widths[at] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(COLUMNS), rule, ...cells.map(line)]
}

const NOTES_MAX = 12

/** Everything that was wrong, up to a bound: the first ones tell. */
export const complaintsOf = ({ rows, failure }: Report): string[] => {
  const notes = rows.flatMap((row) => [
    ...row.faults,
    ...row.heard.flatMap(({ run_id, notes }) => notes.map((note) => `run ${run_id}: ${note}`)),
  ])
  return [
    ...(failure ? [failure] : []),
    ...notes.slice(0, NOTES_MAX),
    ...(notes.length > NOTES_MAX ? [`… ${notes.length} in all`] : []),
  ]
}

export const linesOf = (report: Report): string[] => [
  `${passed(report) ? 'passed' : 'FAILED'}: ${report.drill}, ${report.took_s.toFixed(0)} s (take-over in seconds)`,
  ...(report.rows.length ? tableOf(report.rows) : []),
  ...report.rows.flatMap(({ what, facts }) =>
    facts
      ? [
          `${what}: ${Object.entries(facts)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}`,
        ]
      : [],
  ),
  ...complaintsOf(report).map((note) => `  ! ${note}`),
  '',
]
