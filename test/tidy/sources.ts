/** What the house rules look at: every source file, parsed once per process, and the rooms they are in. */
import { type Source, sourcesOf, textOf } from '../support/source.ts'

export const shipped = sourcesOf('src', 'views')
export const tests = sourcesOf('test')
export const around = sourcesOf('build', 'bench', 'sql')
export const all: readonly Source[] = [...shipped, ...tests, ...around]

export const under =
  (...places: string[]) =>
  (path: string) =>
    places.some((place) => path === place || path.startsWith(`${place}/`))

export const isStore = (path: string) => path.startsWith('src/') && /\/(\w+-)*store\.ts$/.test(path)

export const filledLines = (sources: readonly Source[]) =>
  sources.reduce((sum, { lines }) => sum + lines.filter((line) => line.trim()).length, 0)

/** `path:line` of every line that matches. */
export const matchingLines = (paths: readonly string[], pattern: RegExp) =>
  paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}`] : [])),
  )
