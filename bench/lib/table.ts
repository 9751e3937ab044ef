/** Reports as tables in Markdown. */
import { type Aim, type Figure, isMet, type Report } from './bench.ts'

/** Three digits that count. */
export const short = (value: number | undefined): string => {
  if (value === undefined || Number.isNaN(value)) return '–'
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

const aimText = ({ of, at_most, at_least }: Aim) =>
  `${of} ${[at_least === undefined ? '' : `≥ ${short(at_least)}`, at_most === undefined ? '' : `≤ ${short(at_most)}`].filter(Boolean).join(', ')}`

const verdict = (figure: Figure) => {
  const met = isMet(figure)
  return met === undefined ? '' : met ? 'met' : 'missed'
}

const COLUMNS = ['what', 'unit', 'median', 'p95', 'p99', 'spread', 'ratio', 'aim', 'verdict', 'n'] as const
type Column = (typeof COLUMNS)[number]

const cellsOf = (figure: Figure): Record<Column, string> => ({
  what: figure.what,
  unit: figure.unit,
  median: short(figure.median),
  p95: short(figure.p95),
  p99: short(figure.p99),
  spread: figure.spread ? figure.spread.map(short).join(' … ') : '–',
  ratio: short(figure.ratio),
  aim: figure.aim ? aimText(figure.aim) : '',
  verdict: verdict(figure),
  n: String(figure.n),
})

/** Lines of a table, its columns aligned. */
export const tableOf = (figures: readonly Figure[], columns: readonly Column[] = COLUMNS): string[] => {
  const rows = figures.map(cellsOf)
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => row[name].length)))
  const line = (words: readonly string[]) =>
    `| ${words.map((word, at) => (at === 0 ? word.padEnd(widths[at] ?? 0) : word.padStart(widths[at] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [line(columns), rule, ...rows.map((row) => line(columns.map((name) => row[name])))]
}

/** Load per processor above which a figure is only an upper bound. */
export const QUIET_LOAD_MAX = 0.6

export const wasQuiet = ({ machine }: Report) => machine.load[0] <= QUIET_LOAD_MAX

export const conditionsOf = (report: Report): string => {
  const { at, cpus, load } = report.machine
  const others = wasQuiet(report) ? 'quiet machine' : 'OTHERS WERE AT WORK: upper bounds'
  const form = report.short ? 'short form, ' : ''
  return `${form}${at.slice(0, 16)}Z, ${cpus}, load per processor ${load.map(short).join(' → ')} (${others}), ${short(report.took_s)} s`
}

export const linesOf = (report: Report): string[] => [
  `${report.bench}: ${conditionsOf(report)}`,
  ...(report.figures.length > 0 ? tableOf(report.figures) : []),
  ...report.faults.slice(0, 12).map((fault) => `  ! ${fault}`),
  '',
]
