/** What each operation costs in statements and transactions, exactly: `bench/statements.json` may not rise unnoticed. */
import { afterAll, describe, expect, test } from 'bun:test'
import kept from '../../bench/statements.json' with { type: 'json' }
import { OPERATIONS, statementsOf } from '../support/operations.ts'

const costs = await statementsOf()
afterAll(() => costs.close())

describe('an operation sends as many statements as the list says', () => {
  for (const name of OPERATIONS) {
    test(name, async () => {
      const { statements, transactions } = (await costs.measure(name)).counted
      expect({ statements, transactions }).toEqual(kept[name])
    })
  }

  test('and one more than it says would fail', async () => {
    const { counted } = await costs.measure('list sessions', (db) => db.query((sql) => sql`select 1 as one`))
    const { statements, transactions } = kept['list sessions']
    expect(counted).toEqual({ statements: statements + 1, transactions })
    expect(counted).not.toEqual(kept['list sessions'])
  })
})
