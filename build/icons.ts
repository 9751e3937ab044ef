/** Draws the icons of the installed app from the one SVG: plain ones, and ones whose edges a launcher may cut off. */
import { join } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

const WASM = join(import.meta.dir, '../node_modules/@resvg/resvg-wasm/index_bg.wasm')
const PAPER = '#faf9f6'
/** Launchers keep a circle of 80 % of the width; the corners of a square within it lie at 57 %. */
const SAFE_PERCENT = 60

let ready: Promise<void> | undefined

/** The picture on a ground that reaches to every edge. */
const onGround = (svg: string) => {
  const margin = (100 - SAFE_PERCENT) / 2
  const inner = svg.replace(
    '<svg ',
    `<svg x="${margin}%" y="${margin}%" width="${SAFE_PERCENT}%" height="${SAFE_PERCENT}%" `,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512"><rect width="512" height="512" fill="${PAPER}"/>${inner}</svg>`
}

const drawn = (svg: string, pixels: number) =>
  new Resvg(svg, { fitTo: { mode: 'width', value: pixels } }).render().asPng()

export const drawIcons = async (svg: string) => {
  ready ??= Bun.file(WASM).arrayBuffer().then(initWasm)
  await ready
  const ground = onGround(svg)
  return {
    icon_192: drawn(svg, 192),
    icon_512: drawn(svg, 512),
    icon_maskable: drawn(ground, 512),
    icon_touch: drawn(ground, 180),
  }
}
