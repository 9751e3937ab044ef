/** What `bun run test` leaves out is run by a part of CI: between the parts no test is lost. */
import { expect, test } from 'bun:test'
import { Glob } from 'bun'
import packageJson from '../../package.json' with { type: 'json' }
import { filesOf, textOf } from '../support/source.ts'

const { test: usual, 'test:acceptance': acceptance } = packageJson.scripts
const ignored = [...usual.matchAll(/--path-ignore-patterns '([^']+)'/g)].map(([, glob = '']) => new Glob(glob))
const left_out = filesOf('test/**/*.test.{ts,tsx}').filter((path) => ignored.some((glob) => glob.match(path)))
/** The words of a `bun test` that name files: a file is run when its path holds one. */
const namesIn = (line: string) =>
  line
    .replace(/.*\bbun test /, '')
    .split(' ')
    .filter((word) => !word.startsWith('-'))

test('tests are left out, and another command runs each of them', () => {
  expect(left_out.length).toBeGreaterThan(10)
  expect(left_out.filter((path) => !namesIn(acceptance).some((name) => path.includes(name)))).toEqual([])
})

test('so do the parts of CI', () => {
  const names = textOf('.ci/run')
    .split('\n')
    .filter((line) => /^ *suite '.*\bbun test [^"]*$/.test(line))
    .flatMap(namesIn)
  expect(names.toSorted()).toEqual(['acceptance.test', 'test/browser', 'test/smoke'])
  expect(namesIn(acceptance).toSorted()).toEqual(names.toSorted())
})
