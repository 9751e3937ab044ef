import { expect, test } from 'bun:test'
import { highlight, newHighlightBudget } from '../../../views/markdown/highlight.ts'

test('colours every language it promises', () => {
  const samples: [string, string][] = [
    ['ts', 'const a: number = 1'],
    ['typescript', 'const a = 1'],
    ['js', 'return 1'],
    ['json', '{&quot;a&quot;: true}'],
    ['python', 'def f(): return 1'],
    ['bash', 'if true; then echo &quot;x&quot;; fi'],
    ['TS', 'const a = 1'],
  ]
  for (const [language, code] of samples)
    expect(highlight(code, language, newHighlightBudget())).toContain('class="hljs-')
})

test('gives nothing for a language that is unknown, hostile or missing', () => {
  for (const language of [
    undefined,
    '',
    'cobol',
    '__proto__',
    'constructor',
    'ts"><script>',
    'js onload=x',
    'a'.repeat(99),
  ]) {
    expect(highlight('let a', language, newHighlightBudget())).toBeUndefined()
  }
})

test('keeps escaped text escaped', () => {
  const out =
    highlight('let a = &quot;&lt;/code&gt;&lt;script&gt;&amp;lt;&#x27;&quot;', 'js', newHighlightBudget()) ?? ''
  expect(out).not.toContain('<script')
  expect(out).toContain('&lt;script&gt;&amp;lt;&#x27;')
})

test('leaves long blocks plain, and what goes beyond the budget of their text', () => {
  const budget = newHighlightBudget()
  const block = 'let a = 1\n'.repeat(290)
  expect([1, 2, 3].map(() => highlight(block, 'js', budget) !== undefined)).toEqual([true, true, false])
  expect(highlight('let a', 'js', budget)).toBeDefined()
  expect(highlight('x'.repeat(3001), 'js', newHighlightBudget())).toBeUndefined()
})
