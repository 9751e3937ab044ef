/** Statements of each operation beside those that the suite holds it to. */
import { OPERATIONS, statementsOf } from '../../test/support/operations.ts'
import type { Bench, Figure } from '../lib/bench.ts'
import kept from '../statements.json' with { type: 'json' }

const run = async () => {
  const costs = await statementsOf()
  const figures: Figure[] = []
  for (const name of OPERATIONS) {
    const { statements, transactions } = (await costs.measure(name)).counted
    const what = `${name}, in ${transactions} transactions`
    figures.push({
      ...{ what, unit: 'statements', n: 1, median: statements },
      aim: { of: 'median', at_most: kept[name].statements },
    })
  }
  await costs.close()
  return { figures, faults: [] }
}

export const statements: Bench = {
  name: 'statements',
  about: 'exact counts of statements and transactions for each operation, as the suite holds them',
  run,
}
