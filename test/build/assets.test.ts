import { describe, expect, test } from 'bun:test'
import { buildAssets, tightCss } from '../../build/assets.ts'

describe('tightCss', () => {
  const cases: [string, string, string][] = [
    ['drops comments and line ends', '/* a */\na {\n  color: red;\n}\n', 'a{color:red;}'],
    [
      'keeps light-dark() and logical properties as they are',
      'a { color: light-dark(#fff, #000); margin-inline: 1px }',
      'a{color:light-dark(#fff,#000);margin-inline:1px}',
    ],
    [
      'keeps the spaces that selectors and sums need',
      '.a .b:not(.c) :is(d) { width: calc(1px + 2px) }',
      '.a .b:not(.c) :is(d){width:calc(1px + 2px)}',
    ],
  ]
  test.each(cases)('%s', (_, css, tight) => expect(tightCss(css)).toBe(tight))
})

describe('the files', () => {
  test('are one script, one sheet, one icon, named by content', async () => {
    const assets = await buildAssets()
    expect(assets.map(({ name }) => name)).toEqual(['script', 'style', 'icon'])
    for (const { file, content } of assets) {
      const hash = new Bun.CryptoHasher('sha256').update(content).digest('hex').slice(0, 10)
      expect(file).toContain(`.${hash}.`)
    }
  })
  test('hold htmx, its stream extension and our own script, and no map of theirs', async () => {
    const [script] = await buildAssets()
    expect(script?.content).toContain("'4.0.1'".slice(1, -1))
    expect(script?.content).toContain('hx-sse')
    expect(script?.content).toContain('registerExtension("tt"')
    expect(script?.content).not.toContain('sourceMappingURL')
    expect(() => new Function(script?.content ?? '')).not.toThrow()
  })
  test('a sheet whose last rules win over its layer', async () => {
    const style = (await buildAssets())[1]?.content ?? ''
    expect(style).toStartWith('@layer page{')
    expect(style).toContain('prefers-reduced-motion')
    expect(style).toContain('@media print')
    expect(style).toContain('forced-colors')
    expect(style.split('{').length).toBe(style.split('}').length)
  })
})
