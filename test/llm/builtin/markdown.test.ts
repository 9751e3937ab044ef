import { expect, test } from 'bun:test'
import { plainText, quoted } from '../../../src/llm/builtin/markdown.ts'

test('nothing in a title becomes markup', () => {
  expect(plainText('*a* _b_ [x](y) <b> `c` \\ ~~d~~ |')).toBe(
    '\\*a\\* \\_b\\_ \\[x\\](y) \\<b\\> \\`c\\` \\\\ \\~\\~d\\~\\~ \\|',
  )
})
test('a title stays on its line and within its bound', () => {
  expect(quoted('a\n- b\u2028c')).toBe('“a - b c”')
  expect(plainText('x'.repeat(500))).toHaveLength(200)
  expect(plainText(`${'x'.repeat(198)}🎉🎉`).isWellFormed()).toBe(true)
})
