/** What metrics say: their values now, and waiting until something is so. */
import { registry } from '../../src/metrics.ts'

/** The sum of all series of a metric whose labels are those given. */
export const metricNow = async (name: string, labels: Record<string, string> = {}, suffix = '') => {
  const { values } = (await registry.getSingleMetric(name)?.get()) ?? { values: [] }
  return (values as { value: number; metricName?: string; labels: Record<string, unknown> }[])
    .filter(({ metricName = name }) => metricName === `${name}${suffix}`)
    .filter((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0)
}

/** Looks until it is so; the test's own limit ends a wait in vain. */
export const eventually = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await Bun.sleep(5)
}
