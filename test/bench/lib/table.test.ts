import { describe, expect, test } from 'bun:test'
import type { Report } from '../../../bench/lib/bench.ts'
import { conditionsOf, linesOf, short, tableOf, wasQuiet } from '../../../bench/lib/table.ts'

const figure = {
  ...{ what: 'list', unit: 'ms', n: 5, median: 12.345, p95: 20, spread: [1, 1234] as [number, number] },
  aim: { of: 'p95', at_most: 20 } as const,
}
const report = (load: [number, number], faults: string[] = []): Report => ({
  ...{ bench: 'ratios', short: false, figures: [figure], faults, took_s: 61.24 },
  machine: { at: '2026-11-21T19:00:12.000Z', cpus: '2 × X', memory_gb: 8, load, versions: {} },
})

describe('tables of figures', () => {
  test.each([
    [0.12345, '0.123'],
    [1.2345, '1.23'],
    [12.345, '12.3'],
    [1234.5, '1,235'],
    [undefined, '–'],
    [Number.NaN, '–'],
  ])('%p is written %p', (value, wanted) => {
    expect(short(value)).toBe(wanted)
  })

  test('are Markdown with aligned columns', () => {
    expect(tableOf([figure], ['what', 'median', 'aim', 'verdict', 'spread'])).toEqual([
      '| what | median |      aim | verdict |    spread |',
      '|------|-------:|---------:|--------:|----------:|',
      '| list |   12.3 | p95 ≤ 20 |     met | 1 … 1,234 |',
    ])
  })

  test('say when others were at work', () => {
    expect(wasQuiet(report([0.1, 1.9]))).toBe(true)
    expect(conditionsOf(report([0.1, 1.9]))).toBe(
      '2026-11-21T19:00Z, 2 × X, load per processor 0.1 → 1.9 (quiet machine), 61.2 s',
    )
    expect(conditionsOf(report([4, 4]))).toContain('OTHERS WERE AT WORK')
    expect(conditionsOf({ ...report([0, 0]), short: true })).toStartWith('short form, ')
  })

  test('name what made the measurement worthless', () => {
    expect(linesOf(report([0, 0], ['3 answers were 500']))).toContain('  ! 3 answers were 500')
  })
})
