import { describe, expect, test } from 'bun:test'
import { plotSvg, ticksOf } from '../../../bench/lib/plot.ts'

const plot = {
  ...{ title: 'Lag & <more>', x: 'answers', y: 'ms', limit: 250 },
  series: [
    { name: 'median', points: [[0, 10] as [number, number], [1000, 100] as [number, number]] },
    { name: 'p99', points: [[1000, 200] as [number, number]] },
  ],
}

describe('plots', () => {
  test.each([
    [0, [0, 1]],
    [5, [0, 1, 2, 3, 4, 5]],
    [1000, [0, 200, 400, 600, 800, 1000]],
    [0.37, [0, 0.1, 0.2, 0.3, 0.4]],
    [61, [0, 20, 40, 60, 80]],
  ])('up to %p the axis has %p', (greatest, wanted) => {
    expect(ticksOf(greatest)).toEqual(wanted)
  })

  test('are SVG with a line for each series, its name, and the limit', () => {
    const svg = plotSvg(plot)
    expect(svg).toStartWith('<svg xmlns="http://www.w3.org/2000/svg"')
    expect(svg.match(/<polyline/g)).toHaveLength(2)
    expect(svg.match(/<circle/g)).toHaveLength(3)
    expect(svg).toContain('Lag &amp; &lt;more>')
    expect(svg).toContain('stroke-dasharray')
    expect(svg).not.toContain('NaN')
    expect(plotSvg({ ...plot, limit: undefined })).not.toContain('stroke-dasharray')
  })

  test('keep every mark inside', () => {
    const marks = [...plotSvg(plot).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)]
    for (const [, x, y] of marks) {
      expect(Number(x)).toBeWithin(69, 721)
      expect(Number(y)).toBeWithin(40, 320)
    }
  })

  test('of nothing measured have axes alone', () => {
    expect(plotSvg({ ...plot, series: [] })).not.toContain('NaN')
  })
})
