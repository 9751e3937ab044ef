/**
 * The numbers of the house: files and lines, lengths of files and functions, share of comments, weight of tests,
 * repeated text. `bun bench/measure.ts`
 */
import { shippedDuplicates } from '../build/duplicates.ts'
import { filesOf, type Source, sourcesOf, textOf } from '../test/support/source.ts'

const filled = (lines: readonly string[]) => lines.filter((line) => line.trim()).length
const total = (sources: readonly Source[]) => sources.reduce((sum, { lines }) => sum + filled(lines), 0)

/** Median, 90th percentile, greatest. */
const spread = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return `${at(0.5)} · ${at(0.9)} · ${at(1)}`
}

const main = () => {
  const shipped = sourcesOf('src', 'views')
  const tests = sourcesOf('test')
  const lines = shipped.reduce((sum, one) => sum + one.lines.length - 1, 0)
  const comments = shipped.reduce((sum, one) => sum + one.comment_lines, 0)
  const functions = shipped.flatMap((one) => one.functions.map((size) => size.lines))
  const { duplicated, lines: compared } = shippedDuplicates()
  const styles = filesOf('views/**/*.css').reduce((sum, path) => sum + textOf(path).split('\n').length - 1, 0)
  console.table({
    'files of src and views': shipped.length,
    'lines of them': lines,
    'lines of styles': styles,
    'lines a file: median · p90 · most': spread(shipped.map((one) => one.lines.length - 1)),
    'lines a function: median · p90 · most': spread(functions),
    'comments, % of filled lines': ((100 * comments) / total(shipped)).toFixed(1),
    stores: shipped.filter(({ path }) => /store\.ts$/.test(path)).length,
    'duplicated lines, %': ((100 * duplicated) / compared).toFixed(2),
    'tests ÷ src and views': (total(tests) / total(shipped)).toFixed(2),
  })
}

main()
