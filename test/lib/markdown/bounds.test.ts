import { describe, expect, test } from 'bun:test'
import { withBoundedNesting } from '../../../src/lib/markdown/bounds.ts'

describe('nesting', () => {
  test('of a reasonable depth stays as it is', () => {
    for (const text of ['> > > a', `${'> '.repeat(16)}a`, '- a\n  - b\n    - c', '1. a\n   1. b', 'a - b > c 1. d'])
      expect(withBoundedNesting(text)).toBe(text)
  })
  test('too deep ends in the characters themselves', () => {
    expect(withBoundedNesting('>'.repeat(20))).toBe(`${'>'.repeat(16)}\\>>>>`)
    expect(withBoundedNesting(`${'- '.repeat(17)}a`)).toBe(`${'- '.repeat(16)}\\- a`)
    expect(withBoundedNesting(`${'12. '.repeat(17)}a\n- b`)).toBe(`${'12. '.repeat(16)}12\\. a\n- b`)
    expect(withBoundedNesting(`${' '.repeat(32)}- a`)).toBe(`${' '.repeat(32)}\\- a`)
  })
  test('in code is left alone further', () => {
    const code = `\`\`\`yaml\n${' '.repeat(40)}- a\n\`\`\`\n`
    expect(withBoundedNesting(code)).toBe(code)
    expect(withBoundedNesting(`\`\`\`\n${'>'.repeat(40)}`)).toContain('\\>')
    expect(withBoundedNesting(`${code}${' '.repeat(40)}- a`)).toEndWith('\\- a')
  })
})
