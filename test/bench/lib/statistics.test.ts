import { describe, expect, test } from 'bun:test'
import { figureOf, figureOfRounds, median, percentile } from '../../../bench/lib/statistics.ts'

describe('statistics', () => {
  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('the median of %p is %p', (values, wanted) => {
    expect(median(values)).toBe(wanted)
    expect(median([])).toBeNaN()
  })

  test.each([
    [50, 50],
    [95, 95],
    [99, 99],
    [100, 100],
    [0, 1],
  ])('percentile %p of 1 to 100 is %p', (percent, wanted) => {
    const values = Array.from({ length: 100 }, (_, at) => 100 - at)
    expect(percentile(values, percent)).toBe(wanted)
    expect(values[0]).toBe(100)
  })

  test('a figure of single values has percentiles and its whole spread', () => {
    expect(figureOf({ what: 'x', unit: 'ms' }, [1, 2, 3, 10])).toEqual({
      ...{ what: 'x', unit: 'ms', n: 4, median: 2.5, p95: 10, p99: 10, spread: [1, 10] },
    })
  })

  test('a figure of rounds is compared round by round, so that a disturbance of both does not count', () => {
    const figure = figureOfRounds({ what: 'x', unit: '/s' }, [50, 100, 10], [100, 200, 20])
    expect(figure).toEqual({ what: 'x', unit: '/s', n: 3, median: 50, spread: [10, 100], ratio: 0.5 })
    expect(figureOfRounds({ what: 'x', unit: '/s' }, [1]).ratio).toBeUndefined()
  })
})
