/** How much is explained, and names. */
import { describe, expect, test } from 'bun:test'
import { filesOf, textOf } from '../support/source.ts'
import { shipped } from './sources.ts'

const COMMENT_SHARE = { least: 0.04, most: 0.18 }

describe('words', () => {
  test('every module opens with what it owns', () => {
    expect(shipped.filter(({ opens_with_comment }) => !opens_with_comment).map(({ path }) => path)).toEqual([])
  })

  test('comments are a share of the lines', () => {
    const sql = filesOf('sql/*.sql').map((path) => textOf(path).split('\n'))
    const filled = (lines: string[]) => lines.filter((line) => line.trim()).length
    const lines = [...shipped.map((one) => one.lines), ...sql].reduce((sum, one) => sum + filled(one), 0)
    const comments =
      shipped.reduce((sum, one) => sum + one.comment_lines, 0) +
      sql.reduce((sum, one) => sum + one.filter((line) => line.includes('--')).length, 0)
    expect(comments / lines).toBeGreaterThanOrEqual(COMMENT_SHARE.least)
    expect(comments / lines).toBeLessThanOrEqual(COMMENT_SHARE.most)
  })

  test('no name that says nothing', () => {
    const vague = /(^|[/.-])(managers?|helpers?|utils?|utilities|info|misc|common)([/.-]|$)/i
    expect(filesOf('{src,views,test,build,bench,sql}/**/*').filter((path) => vague.test(path))).toEqual([])
  })
})
