/** How long things are. */
import { describe, expect, test } from 'bun:test'
import { shippedDuplicates } from '../../build/duplicates.ts'
import { filesOf, readSource, type Source, textOf } from '../support/source.ts'
import { around, isStore, shipped } from './sources.ts'

const FILE_MAX_LINES = 400
const FUNCTION_MAX_LINES = 70
const STORE_MAX_LINES = 300
const FOLDER_FILES = { least: 2, most: 20 }
const DUPLICATED_SHARE_MAX = 0.003

/** Folders that hold another number of files, and why. */
const FOLDER_EXCEPTIONS: Record<string, string> = {
  'src/door': 'health beside the four doors',
  'src/run': 'to shrink: 22 files',
  'views/asset': 'one script; styles are no modules',
  'views/jsx': 'the runtime that tsconfig names',
}

const longStores = (sources: readonly Source[]) =>
  sources
    .filter(({ path, lines }) => isStore(path) && lines.length - 1 > STORE_MAX_LINES)
    .map(({ path, lines }) => `${path} has ${lines.length - 1}`)

const oddFolders = (paths: readonly string[]) => {
  const counts = new Map<string, number>()
  for (const path of paths) {
    const folder = path.replace(/\/[^/]*$/, '')
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts]
    .filter(
      ([folder, files]) => !FOLDER_EXCEPTIONS[folder] && (files < FOLDER_FILES.least || files > FOLDER_FILES.most),
    )
    .map(([folder, files]) => `${folder} holds ${files}`)
}

/** Test files without a test: the runner takes an emptied one for a passed one. */
const withoutTests = (texts: readonly (readonly [path: string, text: string])[]) =>
  texts.filter(([, text]) => !/^\s*(?:test|describe|it)\b/m.test(text)).map(([path]) => path)

describe('size', () => {
  test('no test file without a test', () => {
    const paths = filesOf('test/**/*.test.{ts,tsx}')
    expect(paths.length).toBeGreaterThan(100)
    expect(withoutTests(paths.map((path) => [path, textOf(path)] as const))).toEqual([])
    expect(
      withoutTests([
        ['a.test.ts', ''],
        ['b.test.ts', "test('x', () => {})"],
      ]),
    ).toEqual(['a.test.ts'])
  })

  test(`no file over ${FILE_MAX_LINES} lines`, () => {
    const paths = filesOf('{src,views,test,build,bench,sql,.ci}/**/*.{ts,tsx,js,css,sql}')
    const long = paths.map((path) => [path, textOf(path).trimEnd().split('\n').length] as const)
    expect(long.filter(([, lines]) => lines > FILE_MAX_LINES)).toEqual([])
  })

  test(`no function over ${FUNCTION_MAX_LINES} lines`, () => {
    const long = [...shipped, ...around].flatMap(({ path, functions }) =>
      functions
        .filter(({ lines }) => lines > FUNCTION_MAX_LINES)
        .map(({ line, lines }) => `${path}:${line} has ${lines}`),
    )
    expect(long).toEqual([])
  })

  test(`no store over ${STORE_MAX_LINES} lines`, () => {
    expect(longStores(shipped)).toEqual([])
    const long = '\n'.repeat(STORE_MAX_LINES + 1)
    expect(longStores([readSource('src/a/store.ts', long), readSource('src/a/b.ts', long)])).toEqual([
      `src/a/store.ts has ${STORE_MAX_LINES + 1}`,
    ])
  })

  test(`a folder holds ${FOLDER_FILES.least} to ${FOLDER_FILES.most} files in a row`, () => {
    expect(oddFolders(shipped.map(({ path }) => path))).toEqual([])
    const many = Array.from({ length: FOLDER_FILES.most + 1 }, (_, at) => `src/many/${at}.ts`)
    expect(oddFolders(['src/one/a.ts', 'src/two/a.ts', 'src/two/b.ts', ...many])).toEqual([
      'src/one holds 1',
      `src/many holds ${FOLDER_FILES.most + 1}`,
    ])
  })

  test(`at most ${100 * DUPLICATED_SHARE_MAX} % of the lines stand twice`, () => {
    const { lines, duplicated, runs } = shippedDuplicates()
    expect(duplicated / lines, JSON.stringify(runs, null, 2)).toBeLessThanOrEqual(DUPLICATED_SHARE_MAX)
  })
})

describe('the reader of sources', () => {
  test('measures functions, comments and strings', () => {
    const text = '/** Owns. */\nexport const f = () => {\n  // why\n  return sql`select a from b`\n}\n'
    const { functions, comment_lines, texts, opens_with_comment } = readSource('src/a.ts', text)
    expect(functions).toEqual([{ name: 'line 2', line: 2, lines: 4 }])
    expect([comment_lines, opens_with_comment]).toEqual([2, true])
    expect(texts).toContainEqual({ line: 4, text: 'select a from b', tag: 'sql' })
  })
})
