/** That repeated text is found; test/tidy/size.test.ts holds its share. */
import { describe, expect, test } from 'bun:test'
import { countedLines, duplicatesOf } from '../../build/duplicates.ts'

const lines = (...names: string[]) => names.map((name) => `${name}()`).join('\n')
const found = (...texts: string[]) => duplicatesOf(texts.map((text, at) => countedLines(`${at}.ts`, text)))

describe('duplicated lines', () => {
  test('are runs of six and more, indented or not, in two files or in one', () => {
    const six = lines('a', 'b', 'c', 'd', 'e', 'f')
    expect(found(six, `x()\n${six.replaceAll('\n', '\n\n  ')}`)).toEqual({
      lines: 13,
      duplicated: 12,
      runs: [['0.ts:1', '1.ts:2']],
    })
    expect(found(`${six}\nx()\n${six}`).duplicated).toBe(12)
  })

  test('of five are none', () => {
    const five = lines('a', 'b', 'c', 'd', 'e')
    expect(found(five, five).duplicated).toBe(0)
  })

  test('a run of seven is named once', () => {
    const seven = lines('a', 'b', 'c', 'd', 'e', 'f', 'g')
    expect(found(seven, seven)).toEqual({ lines: 14, duplicated: 14, runs: [['0.ts:1', '1.ts:1']] })
  })

  test('imports do not count', () => {
    const imports =
      "import {\n  a,\n  b,\n  c,\n  d,\n} from './x.ts'\nimport type { E } from './y.ts'\nimport './z.ts'\n"
    expect(countedLines('a.ts', `${imports}const f = await import('./w.ts')\n`)).toEqual([
      { path: 'a.ts', number: 9, text: "const f = await import('./w.ts')" },
    ])
  })
})
