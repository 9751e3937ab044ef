/** That the tests weigh as much as the code and mirror its tree. */
import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { filesOf, ROOT, readSource, type Source } from '../support/source.ts'
import { WITHOUT_TEST } from './exceptions.ts'
import { filledLines, shipped, tests, under } from './sources.ts'

/** Shipped modules that export a function and have no `test/…/<name>.test.ts` nor one that begins with their name. */
const withoutTest = (sources: readonly Source[], testPaths: readonly string[]) =>
  sources
    .filter(({ exports }) => exports.some(({ kind }) => kind === 'function' || kind === 'class'))
    .map(({ path }) => path)
    .filter((path) => {
      const mirrored = path.replace(/^src\//, '').replace(/\.tsx?$/, '')
      return !testPaths.some((one) => new RegExp(`^test/${mirrored}(-[\\w-]+)?\\.test\\.tsx?$`).test(one))
    })

/**
 * Lines that wait inside `expect`. Bun does not turn to worker threads there, so work on the embedded database ends only
 * by its deadline; `await` the promise itself, and take a failure from `errorOf`.
 */
const waitingInside = (source: Source) =>
  source.lines.flatMap((line, at) => (/(\)|^\s*)\.(rejects|resolves)\./.test(line) ? [`${source.path}:${at + 1}`] : []))

/** What test/support/preload.ts gives each test. */
const TEST_MAX_MS = 300_000
/** Lines that end a test with less time than all have: a busy machine takes what is left of it. */
const hurried = (source: Source) =>
  source.lines.flatMap((line, at) => {
    const limit = /^\s*\}, ([\d_]+)\)$/.exec(line)?.[1]?.replaceAll('_', '')
    // What is less than a second is the time of a timer.
    return limit !== undefined && Number(limit) >= 1_000 && Number(limit) < TEST_MAX_MS
      ? [`${source.path}:${at + 1}`]
      : []
  })

/** Folders of tests that mirror no folder of the program: they go across it. */
const ACROSS = 'browser cost fuzz injection instances matrix parity remote smoke support tidy'.split(' ')

describe('tests', () => {
  test('wait for a promise themselves, not inside expect', () => {
    expect(tests.filter(({ path }) => path !== 'test/tidy/tests.test.ts').flatMap(waitingInside)).toEqual([])
    const read = (...lines: string[]): Source => ({ ...readSource('test/a.test.ts', ''), lines })
    expect(waitingInside(read('await expect(work).rejects.toThrow()'))).toEqual(['test/a.test.ts:1'])
    expect(waitingInside(read('await expect(work)', '  .not', '  .resolves.toBe(1)'))).toEqual(['test/a.test.ts:3'])
    expect(waitingInside(read('expect(await errorOf(work)).toBe(1)', 'rejects.push(1)'))).toEqual([])
  })

  test('have no time limit of their own that is shorter than that of all', () => {
    expect(tests.flatMap(hurried)).toEqual([])
    const read = (...lines: string[]): Source => ({ ...readSource('test/a.test.ts', ''), lines })
    expect(hurried(read('  }, 15_000)', '}, 299999)'))).toEqual(['test/a.test.ts:1', 'test/a.test.ts:2'])
    expect(hurried(read('}, 600_000)', '})', '  }, PATIENCE_MS)', '  }, 10)'))).toEqual([])
  })

  test('weigh at least as much as the code', () => {
    expect(filledLines(tests)).toBeGreaterThanOrEqual(filledLines(shipped))
  })

  test('mirror the tree', () => {
    const apart = under(...ACROSS.map((folder) => `test/${folder}`))
    const strangers = filesOf('test/*/**/*.test.{ts,tsx}')
      .filter((path) => !apart(path))
      .map((path) => path.replace(/\/[^/]*$/, '').replace('test/', ''))
      .filter((folder) => !existsSync(join(ROOT, 'src', folder)) && !existsSync(join(ROOT, folder)))
    expect([...new Set(strangers)]).toEqual([])
  })

  test('there is one for each module that exports a function', () => {
    const missing = withoutTest(shipped, filesOf('test/**/*.test.{ts,tsx}'))
    const excused = new Set(Object.values(WITHOUT_TEST).flat())
    expect(missing.filter((path) => !excused.has(path))).toEqual([])
    const sources = ['src/run/retry.ts', 'src/run/cancel.ts', 'src/run/read.ts'].map((path) =>
      readSource(path, 'export const f = () => 1'),
    )
    const types = readSource('src/run/schema.ts', 'export interface Run {}')
    expect(withoutTest([...sources, types], ['test/run/retry.test.ts', 'test/run/cancel-late.test.ts'])).toEqual([
      'src/run/read.ts',
    ])
  })
})
