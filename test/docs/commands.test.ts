/** Commands in documents: what no test runs is listed, and what is named is there. */
import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { allUntested, UNTESTED, untested, untestedIn } from '../../build/untested.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { filesOf, ROOT, textOf } from '../support/source.ts'

test('docs/untested.md is what `bun run docs` writes', async () => {
  expect(await Bun.file(UNTESTED).text()).toBe(untested())
})

describe('a command of a document', () => {
  const all = allUntested()
  const words = filesOf('src/cli/**/*.ts').flatMap((path) =>
    [...textOf(path).matchAll(/^ {2}name: '([a-z-]+)',$/gm)].map(([, name]) => name),
  )
  const wrong = (command: string) => {
    const [, own] = /^todochat ([a-z]\w*)/.exec(command) ?? []
    const [, script] = /^bun run ([\w:]+)/.exec(command) ?? []
    const [, file] = /^bun ((?:bench|build|src|test)\/\S+\.ts)/.exec(command) ?? []
    if (own !== undefined && own !== 'help') return !words.includes(own)
    if (script !== undefined) return !(script in packageJson.scripts)
    return file !== undefined && !existsSync(join(ROOT, file))
  }

  test('names a command, a script or a file that is there', () => {
    expect(words).toContain('serve')
    expect(all.filter(({ command }) => wrong(command))).toEqual([])
    expect(['todochat frobnicate', 'bun run nothing', 'bun bench/gone.ts'].filter(wrong)).toHaveLength(3)
  })

  test('is found in blocks and between them, each once, unless a test runs it', () => {
    const page = 'Try `todochat doctor`.\n\n```sh\ntodochat doctor   # looks\ncurl -s \\\n  x\n```\n'
    expect(untestedIn('docs/a.md', page).map(({ command }) => command)).toEqual(['todochat doctor', 'curl -s x'])
    expect(untestedIn('docs/operations.md', page)).toEqual([])
  })
})
