import { expect, test } from 'bun:test'
import { excerptOf } from '../../../../src/door/pages/chat/excerpt.ts'

test('an excerpt has the words as they were written, with a little around them', () => {
  expect(excerptOf('Buy MILK today', 'milk')).toEqual({ before: 'Buy ', match: 'MILK', after: ' today' })
  const long = excerptOf(`${'before '.repeat(20)}milk${' after'.repeat(40)}`, 'milk')
  expect(long.before).toBe('…before before before ')
  expect(long.after).toEndWith('…')
  expect(long.after.length).toBeLessThanOrEqual(60)
})

test('what is searched for is no pattern, and lines are one', () => {
  expect(excerptOf('a.b (c)', 'b (')).toEqual({ before: 'a.', match: 'b (', after: 'c)' })
  expect(excerptOf('axb', 'a.b').match).toBe('')
  expect(excerptOf('one\ntwo', 'one two').match).toBe('one two')
  for (const q of ['\\', '[', '^$', '|', '(?=', '{2}', '*', '-', '/']) expect(excerptOf(`x${q}y`, q).match).toBe(q)
})
