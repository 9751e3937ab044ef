import { expect, test } from 'bun:test'
import type { Report } from '../../../bench/lib/bench.ts'
import { withFigures } from '../../../bench/lib/keep.ts'

const BEGIN = '<!-- figures: written by `bun run bench --keep` -->'
const END = '<!-- end of figures -->'
const report: Report = {
  ...{ bench: 'answers', short: true, faults: [], took_s: 1 },
  figures: [{ what: 'lag', unit: 'ms', n: 1, median: 3 }],
  plots: { lag: { title: 'Lag of a token', x: 'x', y: 'y', series: [] } },
  machine: { at: '2026-11-21T19:00:12.000Z', cpus: '2 × X', memory_gb: 8, load: [0, 0], versions: {} },
}

test('figures replace those that stood there, and nothing else', () => {
  const once = withFigures(`before\n${BEGIN}\nold\n${END}\nafter\n`, [report])
  expect(once).toStartWith(`before\n${BEGIN}\n\n### answers\n`)
  expect(once).toEndWith(`${END}\nafter\n`)
  expect(once).toContain('![Lag of a token](performance/lag.svg)')
  expect(once).not.toContain('old')
  expect(withFigures(once, [report])).toBe(once)
})

test('a page without a place for them is refused', () => {
  expect(() => withFigures('before', [report])).toThrow('no place')
  expect(() => withFigures(`${END} ${BEGIN}`, [report])).toThrow('no place')
})
