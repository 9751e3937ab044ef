/** Coverage is counted over all that ships, not over what a test happened to load. */
import { expect, test } from 'bun:test'
import { complete, percentOf, readLcov } from '../../build/coverage.ts'

const LCOV = `TN:
SF:src/a.ts
FNF:2
FNH:1
DA:1,5
DA:2,0
LF:10
LH:9
end_of_record
TN:
SF:src/b.ts
LF:10
LH:5
end_of_record
`

test('reads the records', () => {
  expect(readLcov(LCOV)).toEqual([
    { path: 'src/a.ts', found: 10, hit: 9 },
    { path: 'src/b.ts', found: 10, hit: 5 },
  ])
  expect(readLcov('')).toEqual([])
})

test('a file no test loaded counts with all its lines, one without runnable lines not at all, a foreign one never', () => {
  const sizes: Record<string, number> = { 'src/never.ts': 20, 'src/types.ts': 0 }
  const lines = complete(readLcov(LCOV), ['src/a.ts', 'src/never.ts', 'src/types.ts'], (path) => sizes[path] ?? 0)
  expect(lines).toEqual([
    { path: 'src/a.ts', found: 10, hit: 9 },
    { path: 'src/never.ts', found: 20, hit: 0 },
  ])
  expect(percentOf(lines)).toBe(30)
})

test('what is runnable is read from the file: classes and functions count, types do not', () => {
  const [errors, types] = complete([], ['src/errors.ts', 'src/db/log.ts'])
  expect(errors?.found).toBeGreaterThan(30)
  expect(types?.found ?? 0).toBeLessThan(5)
})
