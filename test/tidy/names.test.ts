/** That an exported name means one thing, and that what is exported is used elsewhere. */
import { describe, expect, test } from 'bun:test'
import { readSource, type Source } from '../support/source.ts'
import { EXPORTED_FOR_TESTS, UNUSED_EXPORTS } from './exceptions.ts'
import { around, shipped } from './sources.ts'

const FILES_PER_NAME_MAX = 2
/** Called by the compiler of JSX, by name. */
const JSX_RUNTIME = 'views/jsx/runtime.ts'

const sharedNames = (sources: readonly Source[]) => {
  const places = new Map<string, string[]>()
  for (const { path, exports } of sources)
    for (const { name, kind } of exports)
      if (kind !== 'handed on') places.set(name, [...(places.get(name) ?? []), path])
  return [...places]
    .filter(([, paths]) => paths.length > FILES_PER_NAME_MAX)
    .map(([name, paths]) => `${name}: ${paths.join(', ')}`)
}

/** `path name` of every export that no other file of `sources` imports. */
const unusedExports = (sources: readonly Source[]) => {
  const used = new Set(sources.flatMap(({ uses }) => uses.map(({ from, name }) => `${from} ${name}`)))
  return sources
    .filter(({ path }) => path !== JSX_RUNTIME && !used.has(`${path} *`))
    .flatMap(({ path, exports }) => exports.map(({ name }) => `${path} ${name}`))
    .filter((one) => !used.has(one))
}

describe('exported names', () => {
  test(`are declared in at most ${FILES_PER_NAME_MAX} files`, () => {
    expect(sharedNames(shipped)).toEqual([])
    const declaring = ['src/a.ts', 'src/b.ts', 'src/c.ts'].map((path) => readSource(path, 'export const watch = 1'))
    expect(sharedNames(declaring)).toEqual(['watch: src/a.ts, src/b.ts, src/c.ts'])
    const handingOn = readSource('src/c.ts', "export { watch } from './a.ts'")
    expect(sharedNames([...declaring.slice(0, 2), handingOn])).toEqual([])
  })

  test('are imported by another file; a test does not count', () => {
    const allowed = new Set([...EXPORTED_FOR_TESTS, ...UNUSED_EXPORTS])
    const programs = [...around.map(({ path }) => path), 'src/main.ts']
    const unused = unusedExports([...shipped, ...around]).filter(
      (one) => !programs.some((path) => one.startsWith(path)),
    )
    expect(unused.filter((one) => !allowed.has(one))).toEqual([])
    const sources = [
      readSource('src/a.ts', 'export const used = 1\nexport interface Unused {}\nexport const own = () => own'),
      readSource('src/b.ts', "import { used } from './a.ts'\nexport * from './c.ts'"),
      readSource('src/c.ts', 'export const all = 1'),
    ]
    expect(unusedExports(sources)).toEqual(['src/a.ts Unused', 'src/a.ts own'])
  })
})
