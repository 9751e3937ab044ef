/**
 * Finds text that stands in two places: runs of six or more equal lines in src/ and views/, white space at the edges,
 * blank lines and imports aside. `bun build/duplicates.ts` lists them and their share of all lines.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..')
const SHIPPED = '{src,views}/**/*.{ts,tsx,js,css}'
export const RUN_LINES = 6

export interface Line {
  path: string
  number: number
  text: string
}
export interface Duplicates {
  /** Lines that were compared. */
  lines: number
  /** Lines that stand in a run that occurs more than once, each copy counted. */
  duplicated: number
  /** Where each run begins. */
  runs: string[][]
}

/** The lines of a file that count: neither blank nor part of an import. */
export const countedLines = (path: string, text: string): Line[] => {
  let importing = false
  return text.split('\n').flatMap((raw, at) => {
    const line = raw.trim()
    importing ||= /^import\b(?!\()/.test(line)
    const counted = !importing && line !== ''
    if (/['"]( with \{.*\})?;?$/.test(line)) importing = false
    return counted ? [{ path, number: at + 1, text: line }] : []
  })
}

const keyAt = (lines: readonly Line[], at: number) =>
  lines
    .slice(at, at + RUN_LINES)
    .map(({ text }) => text)
    .join('\n')

/** Windows of six lines by their text: where each begins, as [file, index]. */
const windowsOf = (files: readonly Line[][]) => {
  const places = new Map<string, [number, number][]>()
  files.forEach((lines, file) => {
    for (let at = 0; at + RUN_LINES <= lines.length; at++) {
      const key = keyAt(lines, at)
      places.set(key, [...(places.get(key) ?? []), [file, at]])
    }
  })
  return places
}

export const duplicatesOf = (files: readonly Line[][]): Duplicates => {
  const repeated = [...windowsOf(files).values()].filter((places) => places.length > 1)
  const marked = new Set<string>()
  for (const [file, at] of repeated.flat()) for (let i = 0; i < RUN_LINES; i++) marked.add(`${file}:${at + i}`)
  const begins = repeated.filter(
    (places) => !repeated.some((other) => other.some(([f, a]) => places.some(([g, b]) => f === g && a === b - 1))),
  )
  const nameOf = ([file, at]: [number, number]) => `${files[file]?.[at]?.path}:${files[file]?.[at]?.number}`
  return {
    lines: files.reduce((sum, lines) => sum + lines.length, 0),
    duplicated: marked.size,
    runs: begins.map((places) => places.map(nameOf)),
  }
}

export const shippedDuplicates = () =>
  duplicatesOf(
    [...new Bun.Glob(SHIPPED).scanSync({ cwd: ROOT })]
      .toSorted()
      .map((path) => countedLines(path, readFileSync(join(ROOT, path), 'utf8'))),
  )

const main = () => {
  const { lines, duplicated, runs } = shippedDuplicates()
  for (const places of runs) process.stdout.write(`  ${places.join(' = ')}\n`)
  process.stdout.write(`${duplicated} of ${lines} lines are duplicated: ${((100 * duplicated) / lines).toFixed(2)} %\n`)
}

if (import.meta.main) main()
