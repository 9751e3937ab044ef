/**
 * Statements and transactions of each operation: `bun bench/statements.ts` prints what is sent, `--write` keeps the
 * counts in bench/statements.json, which the suite holds every change to.
 */
import { join } from 'node:path'
import { OPERATIONS, statementsOf } from '../test/support/operations.ts'

const FILE = join(import.meta.dir, 'statements.json')

const main = async () => {
  const costs = await statementsOf()
  const counts: Record<string, unknown> = {}
  for (const name of OPERATIONS) {
    const { counted, sent } = await costs.measure(name)
    counts[name] = counted
    console.log(`\n${name}: ${counted.statements} statements, ${counted.transactions} transactions`)
    if (process.argv.includes('--texts')) for (const text of sent.texts) console.log(`  ${text.slice(0, 150)}`)
  }
  if (process.argv.includes('--write')) await Bun.write(FILE, `${JSON.stringify(counts, null, 2)}\n`)
  await costs.close()
}

await main()
