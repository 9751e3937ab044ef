/** What must not stay: marks of unfinished work, switched-off tests, prints, names of machines, loose versions. */
import { describe, expect, test } from 'bun:test'
import { filesOf, textOf } from '../support/source.ts'
import { all, matchingLines, shipped, tests, under } from './sources.ts'

describe('leftovers', () => {
  /** Written apart so that this file does not find itself. */
  const MARKS = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`)
  const IDLE =
    /\b(test|it|describe)(\.each\([^)]*\))?\.(only|skip|todo|skipIf|todoIf|if|failing)\b|\bx(test|it|describe)\(/
  const MACHINE = new RegExp(
    [
      '/wo' + 'rk/',
      '/fa' + 'rm/',
      '/ro' + 'ot/',
      '/tmp/ba' + 'sh',
      '\\bregis' + 'try\\.[\\w-]+\\.(org|com|io|net|dev|local|internal)\\b',
      'npm' + 'js',
      'artifac' + 'tory',
    ].join('|'),
    'i',
  )
  const code = all.map(({ path }) => path)

  test('nothing is left to be done', () => {
    // What letters the bytes of a picture happen to make says nothing.
    const words = filesOf('{sql,.ci,docs}/**/*').filter((path) => !path.endsWith('.png'))
    expect(matchingLines([...code, ...words], MARKS)).toEqual([])
  })

  test('no test is switched off or alone', () => {
    expect(
      matchingLines(
        tests.map(({ path }) => path),
        IDLE,
      ),
    ).toEqual([])
  })

  test('text is cut by lib/text alone, which keeps characters whole', () => {
    const CUT = /\.slice\(0, ?(\w*CHARS\w*|max|\d{3,}|[4-9]\d)( ?- ?1)?\)|\.substr(ing)?\(/
    expect(['a.slice(0, TITLE_CHARS)', 'a.slice(0, 1000)', 'a.substring(1)'].filter((line) => !CUT.test(line))).toEqual(
      [],
    )
    const others = shipped.map(({ path }) => path).filter((path) => path !== 'src/lib/text.ts')
    expect(matchingLines(others, CUT)).toEqual([])
  })

  test('no stranger’s address is fetched: what a person names goes through src/outbound, which judges it', () => {
    const FETCH = /(?<![.\w])fetch\(/
    expect(
      ['await fetch(url)', 'handler.fetch(request)', 'bareFetch(url)'].filter((line) => FETCH.test(line)),
    ).toHaveLength(1)
    // Addresses of the operator, of ourselves, and what runs in a browser.
    const known = under(
      'views',
      'src/llm/transport.ts',
      'src/doctor/services.ts',
      'src/doctor/traces.ts',
      'src/cli/healthcheck.ts',
      'src/door/chatkit/embed.ts',
    )
    expect(
      matchingLines(
        shipped.map(({ path }) => path).filter((path) => !known(path)),
        FETCH,
      ),
    ).toEqual([])
  })

  test('only commands print', () => {
    const quiet = shipped.map(({ path }) => path).filter((path) => !under('src/cli', 'src/main.ts')(path))
    expect(matchingLines(quiet, /\bconsole\.\w+\(/)).toEqual([])
  })

  test('no file speaks of one machine or of where packages are fetched', () => {
    const binary = /\.(png|ico|gz|bin|woff2)$/
    expect(
      matchingLines(
        filesOf('**/*').filter((path) => !binary.test(path)),
        MACHINE,
      ),
    ).toEqual([])
  })

  test('versions are pinned', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json'))
    const loose = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
      ([, said]) => !/^\d+\.\d+\.\d+$/.test(said),
    )
    expect(loose).toEqual([])
  })
})
