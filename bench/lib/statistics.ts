/** Medians, percentiles and spreads of what was measured. */
import type { Aim, Figure } from './bench.ts'

/** The value below which so many percent lie, by nearest rank; NaN of nothing. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[sorted.length / 2 - 1] ?? Number.NaN)) / 2
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)

interface Named {
  what: string
  unit: string
  aim?: Aim
}

/** A figure of single values, such as times of requests. */
export const figureOf = (named: Named, values: readonly number[]): Figure => ({
  ...named,
  n: values.length,
  median: median(values),
  p95: percentile(values, 95),
  p99: percentile(values, 99),
  spread: [least(values), greatest(values)],
})

/** A figure of rounds, each of which has one value; with the values of another in the same rounds also their ratio. */
export const figureOfRounds = (named: Named, rounds: readonly number[], others?: readonly number[]): Figure => ({
  ...named,
  n: rounds.length,
  median: median(rounds),
  spread: [least(rounds), greatest(rounds)],
  ...(others && { ratio: median(rounds.map((one, at) => one / (others[at] ?? Number.NaN))) }),
})
