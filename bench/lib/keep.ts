/** Keeps reports beside docs/performance.md: JSON a bench, its plots, and the table made of all of them. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from './bench.ts'
import { plotSvg } from './plot.ts'
import { ROOT } from './process.ts'
import { conditionsOf, tableOf } from './table.ts'

const FOLDER = join(ROOT, 'docs/performance')
const PAGE = join(ROOT, 'docs/performance.md')
const BEGIN = '<!-- figures: written by `bun run bench --keep` -->'
const END = '<!-- end of figures -->'

/** The text with what stands between the marks replaced. @throws without the marks */
export const withFigures = (page: string, reports: readonly Report[]): string => {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error('The page has no place for figures.')
  const parts = reports.flatMap((report) => [
    `### ${report.bench}`,
    '',
    `${conditionsOf(report)}.`,
    '',
    ...tableOf(report.figures, ['what', 'unit', 'median', 'p95', 'p99', 'spread', 'ratio', 'aim', 'verdict']),
    '',
    ...Object.entries(report.plots ?? {}).flatMap(([name, { title }]) => [`![${title}](performance/${name}.svg)`, '']),
  ])
  return `${page.slice(0, begin + BEGIN.length)}\n\n${parts.join('\n')}\n${page.slice(end)}`
}

const keptReports = async (): Promise<Report[]> => {
  const names = [...new Bun.Glob('*.json').scanSync({ cwd: FOLDER })].toSorted()
  return Promise.all(names.map((name) => Bun.file(join(FOLDER, name)).json() as Promise<Report>))
}

export const keep = async (report: Report) => {
  mkdirSync(FOLDER, { recursive: true })
  await Bun.write(join(FOLDER, `${report.bench}.json`), `${JSON.stringify(report, null, 2)}\n`)
  for (const [name, plot] of Object.entries(report.plots ?? {}))
    await Bun.write(join(FOLDER, `${name}.svg`), plotSvg(plot))
  await Bun.write(PAGE, withFigures(await Bun.file(PAGE).text(), await keptReports()))
}
