import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { drawIcons } from '../../build/icons.ts'

const SIZES = { icon_192: 192, icon_512: 512, icon_maskable: 512, icon_touch: 180 }

test('the icons are PNG of their sizes, small, and drawn alike each time', async () => {
  const svg = await Bun.file(join(import.meta.dir, '../../views/asset/icon.svg')).text()
  const drawn = await drawIcons(svg)
  expect(Object.keys(drawn)).toEqual(Object.keys(SIZES))
  for (const [name, pixels] of Object.entries(SIZES)) {
    const png = Buffer.from(drawn[name as keyof typeof SIZES])
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([pixels, pixels])
    expect(png.length).toBeLessThan(10_000)
  }
  expect(await drawIcons(svg)).toEqual(drawn)
})
