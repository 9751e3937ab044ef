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
  const NAMES = [
    ...['script', 'style', 'icon', 'icon_192', 'icon_512', 'icon_maskable', 'icon_touch', 'worker'],
    ...['push', 'docs_script', 'docs_style'],
  ]
  const textOf = async (name: string) =>
    String((await buildAssets()).find((asset) => asset.name === name)?.content ?? '')

  test('are script, sheet, icons and worker of the pages and those of the reference, named by content', async () => {
    const assets = await buildAssets()
    expect(assets.map(({ name }) => name)).toEqual(NAMES)
    for (const { file, content } of assets) {
      const hash = new Bun.CryptoHasher('sha256').update(content).digest('hex').slice(0, 10)
      expect(file).toContain(`.${hash}.`)
    }
  })
  test('hold htmx, its stream extension and our own script, and no map of theirs', async () => {
    const script = await textOf('script')
    expect(script).toContain("'4.0.1'".slice(1, -1))
    expect(script).toContain('hx-sse')
    expect(script).toContain('registerExtension("tt"')
    expect(script).not.toContain('sourceMappingURL')
    const own = script.slice(script.lastIndexOf('\n;{'))
    expect(own.length).toBeLessThan(8000)
    expect((await textOf('push')).length).toBeLessThan(1000)
    expect(own).not.toContain('const ')
    // ADR 31: only what htmx offers, nothing of its inside.
    expect(own).not.toContain('_htmx')
    expect(() => new Function(script)).not.toThrow()
  })
  test('a service worker of at most 2 KB that names what it keeps', async () => {
    const worker = await textOf('worker')
    expect(worker.length).toBeLessThanOrEqual(2048)
    for (const asset of (await buildAssets()).slice(0, 3)) expect(worker).toContain(`/assets/${asset.file}`)
    expect(worker).not.toMatch(/\b(SHELL|NAME)\b/)
    expect(() => new Function(worker)).not.toThrow()
  })
  test('a sheet whose last rules win over its layer', async () => {
    const style = await textOf('style')
    expect(style).toStartWith('@layer page{')
    expect(style).toContain('prefers-reduced-motion')
    expect(style).toContain('@media print')
    expect(style).toContain('forced-colors')
    expect(style.split('{').length).toBe(style.split('}').length)
  })
})
