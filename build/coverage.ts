/**
 * Reads the coverage of a test run and says how many lines of src/ and views/ ran. A file that no test ever loaded
 * counts with all its lines; one that leaves nothing to run (types only) does not count.
 * `bun build/coverage.ts coverage/lcov.info [least percent]`
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..')
const SHIPPED = '{src,views}/**/*.{ts,tsx}'
const LEAST_PERCENT = 90

export interface Lines {
  path: string
  found: number
  hit: number
}

/** The records of an lcov file: SF names the file, LF its lines, LH those that ran. */
export const readLcov = (text: string): Lines[] =>
  text
    .split('end_of_record')
    .map((record) => {
      const value = (name: string) => record.match(new RegExp(`^${name}:(.*)$`, 'm'))?.[1] ?? ''
      return { path: value('SF'), found: Number(value('LF')), hit: Number(value('LH')) }
    })
    .filter(({ path }) => path)

/** Lines that would run if somebody loaded the file: what is left when types and comments are gone. */
const runnable = (path: string) =>
  new Bun.Transpiler({ loader: path.endsWith('x') ? 'tsx' : 'ts', target: 'bun', trimUnusedImports: true })
    .transformSync(readFileSync(join(ROOT, path), 'utf8'))
    .split('\n')
    .filter((line) => line.trim()).length

/** All shipped files, the never loaded ones included. */
export const complete = (covered: Lines[], shipped: string[], linesOf = runnable): Lines[] => {
  const known = new Map(covered.map((one) => [one.path, one]))
  return shipped
    .map((path) => known.get(path) ?? { path, found: linesOf(path), hit: 0 })
    .filter(({ found }) => found > 0)
}

export const percentOf = (lines: Lines[]) => {
  const total = (pick: (one: Lines) => number) => lines.reduce((sum, one) => sum + pick(one), 0)
  return (100 * total(({ hit }) => hit)) / total(({ found }) => found)
}

const main = () => {
  const [file = 'coverage/lcov.info', least = String(LEAST_PERCENT)] = process.argv.slice(2)
  const shipped = [...new Bun.Glob(SHIPPED).scanSync({ cwd: ROOT })].toSorted()
  const lines = complete(readLcov(readFileSync(file, 'utf8')), shipped)
  const weak = lines.filter(({ found, hit }) => hit / found < Number(least) / 100)
  for (const { path, found, hit } of weak) process.stdout.write(`  ${path}: ${hit} of ${found} lines\n`)
  const percent = percentOf(lines)
  process.stdout.write(`Line coverage of src and views: ${percent.toFixed(2)} %\n`)
  process.exitCode = percent >= Number(least) ? 0 : 1
}

if (import.meta.main) main()
