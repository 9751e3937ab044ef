/** A plot as SVG: lines with marks over a quantity, axes with round numbers, one line for a limit. */
import type { Plot, Series } from './bench.ts'
import { short } from './table.ts'

const WIDTH = 720
const HEIGHT = 360
const PLACE = { left: 70, right: 24, top: 44, bottom: 56 }
const COLOURS = ['#1f6feb', '#d1242f', '#1a7f37', '#9a6700', '#8250df']
const STEPS = 5

/** Round numbers from 0 to the first that is not below the greatest value. */
export const ticksOf = (greatest: number): number[] => {
  if (!(greatest > 0)) return [0, 1]
  const rough = greatest / STEPS
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * size >= rough) ?? 10) * size
  return Array.from({ length: Math.ceil(greatest / step - 1e-9) + 1 }, (_, at) => Number((at * step).toPrecision(12)))
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

interface Scale {
  x: (value: number) => number
  y: (value: number) => number
}

const rounded = (value: number) => Math.round(value * 10) / 10

const lineOf = ({ name, points }: Series, at: number, { x, y }: Scale): string[] => {
  const colour = COLOURS[at % COLOURS.length]
  const places = points.map(([a, b]) => [rounded(x(a)), rounded(y(b))] as const)
  return [
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${places.map((one) => one.join()).join(' ')}"/>`,
    ...places.map(([a, b]) => `<circle cx="${a}" cy="${b}" r="3.5" fill="${colour}"/>`),
    `<text x="${WIDTH - PLACE.right}" y="${PLACE.top + 4 + 16 * at}" text-anchor="end" fill="${colour}">${escaped(name)}</text>`,
  ]
}

const axesOf = (plot: Plot, xs: number[], ys: number[], { x, y }: Scale): string[] => {
  const bottom = HEIGHT - PLACE.bottom
  return [
    ...ys.flatMap((one) => [
      `<line x1="${PLACE.left}" x2="${WIDTH - PLACE.right}" y1="${rounded(y(one))}" y2="${rounded(y(one))}" stroke="#d0d7de"/>`,
      `<text x="${PLACE.left - 8}" y="${rounded(y(one)) + 4}" text-anchor="end">${short(one)}</text>`,
    ]),
    ...xs.map((one) => `<text x="${rounded(x(one))}" y="${bottom + 18}" text-anchor="middle">${short(one)}</text>`),
    `<text x="${(PLACE.left + WIDTH - PLACE.right) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${escaped(plot.x)}</text>`,
    `<text transform="translate(16 ${(PLACE.top + bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(plot.y)}</text>`,
  ]
}

export const plotSvg = (plot: Plot): string => {
  const points = plot.series.flatMap((one) => one.points)
  const xs = ticksOf(Math.max(0, ...points.map(([a]) => a)))
  const ys = ticksOf(Math.max(0, plot.limit ?? 0, ...points.map(([, b]) => b)))
  const across = (WIDTH - PLACE.left - PLACE.right) / (xs.at(-1) ?? 1)
  const up = (HEIGHT - PLACE.top - PLACE.bottom) / (ys.at(-1) ?? 1)
  const scale: Scale = {
    x: (value) => PLACE.left + value * across,
    y: (value) => HEIGHT - PLACE.bottom - value * up,
  }
  const limit = plot.limit === undefined ? undefined : rounded(scale.y(plot.limit))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(plot.title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${PLACE.left}" y="22" font-size="15">${escaped(plot.title)}</text>`,
    ...axesOf(plot, xs, ys, scale),
    ...(limit === undefined
      ? []
      : [
          `<line x1="${PLACE.left}" x2="${WIDTH - PLACE.right}" y1="${limit}" y2="${limit}" stroke="#57606a" stroke-dasharray="6 4"/>`,
        ]),
    ...plot.series.flatMap((one, at) => lineOf(one, at, scale)),
    '</svg>',
    '',
  ].join('\n')
}
