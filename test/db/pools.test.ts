import { describe, expect, test } from 'bun:test'
import type { Client } from '../../src/db/client.ts'
import { createPools } from '../../src/db/pools.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { freshServerDatabase, SERVER_URL } from '../support/database.ts'

interface Made {
  max: number
  idle_timeout?: number
  ended: number[]
}

const made = (most: number) => {
  const clients: Made[] = []
  const pools = createPools((options) => {
    const one: Made = { ...options, ended: [] }
    clients.push(one)
    return Object.assign(one, {
      end: async ({ timeout }: { timeout: number }) => void one.ended.push(timeout),
    }) as unknown as Client
  }, most)
  return { pools, clients }
}

describe('pools', () => {
  test.each([
    [1, [1]],
    [4, [4]],
    [5, [4, 1]],
    [20, [4, 16]],
  ])('%d connections are shared out, and no more', (most, shares) => {
    expect(made(most).clients.map(({ max }) => max)).toEqual(shares)
  })

  test('few calls at once use the connections that stay open, a crowd the others too', () => {
    const { pools, clients } = made(20)
    const lent = Array.from({ length: 6 }, () => pools.lend() as unknown as Made)
    expect(lent.map((one) => clients.indexOf(one))).toEqual([0, 0, 0, 0, 1, 1])
    expect(clients.map(({ idle_timeout }) => idle_timeout)).toEqual([undefined, 30])
  })

  test('what was given back is lent first; what a crowd had changes nothing', () => {
    const { pools, clients } = made(20)
    const [first, , , , crowd] = Array.from({ length: 5 }, () => pools.lend())
    if (!first || !crowd) throw new Error('nothing was lent')
    pools.giveBack(crowd)
    expect(pools.lend()).toBe(crowd)
    pools.giveBack(first)
    expect(pools.lend()).toBe(clients[0] as unknown as Client)
    expect(pools.lend()).toBe(crowd)
  })

  test('without a crowd’s pool everybody waits for the same connections', () => {
    const { pools, clients } = made(2)
    const lent = Array.from({ length: 3 }, () => pools.lend() as unknown as Made)
    expect(lent.map((one) => clients.indexOf(one))).toEqual([0, 0, 0])
  })

  test('both end together, and only they are theirs', async () => {
    const { pools, clients } = made(20)
    await pools.end(5)
    expect(clients.map(({ ended }) => ended)).toEqual([[5], [5]])
    expect(pools.has(clients[1] as unknown as Client)).toBe(true)
    expect(pools.has(made(20).clients[0] as unknown as Client)).toBe(false)
  })
})

/** Only a server has connections; with the embedded database there is nothing to describe. */
const onServer = SERVER_URL ? describe : (_: string, _work: () => void) => undefined

onServer('on a server', () => {
  test('twenty calls at once have twenty connections; later ones, one by one, the four that stay open', async () => {
    const database = await freshServerDatabase(SERVER_URL ?? '')
    const db = openPostgres(database.url, { pool_max: 20 })
    const pidOf = ([row]: readonly Record<string, unknown>[]) => row?.pid as number
    let arrived = 0
    const all = Promise.withResolvers<void>()
    const held = () =>
      db.transaction(async (sql) => {
        const rows = await sql`select pg_backend_pid() as pid`
        arrived += 1
        if (arrived === 20) all.resolve()
        await all.promise
        return pidOf(rows)
      })
    try {
      expect(new Set(await Promise.all(Array.from({ length: 20 }, held))).size).toBe(20)
      const quiet = new Set<number>()
      for (let n = 0; n < 40; n++)
        quiet.add(await db.query(async (sql) => pidOf(await sql`select pg_backend_pid() as pid`)))
      expect(quiet.size).toBe(4)
    } finally {
      await db.close()
      await database.drop()
    }
  })
})
