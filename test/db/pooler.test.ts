/** Behind a real pgbouncer: recognised by itself, served through it, and news of other instances come all the same. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { migrateUp } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { isTransactionPooler } from '../../src/db/pooler.ts'
import { recognised } from '../../src/db/postgres.ts'
import { createLog } from '../../src/log.ts'
import { overPolling } from '../../src/pubsub/polling.ts'
import { overPostgres } from '../../src/pubsub/postgres.ts'
import { type FreshServerDatabase, freshServerDatabase, RELEASE, SERVER_URL } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { missing, startPgbouncer } from '../support/pgbouncer.ts'

const why = missing()
const log = createLog('silent')

/** On a developer's machine it may be missing, which is said; where everything is tested it may not. */
test('a pgbouncer is here to be tested with', () => {
  if (why === undefined) return
  process.stderr.write(`\n*** NOT TESTED: transaction pooling, because ${why} ***\n\n`)
  expect(Boolean(process.env.CI) && SERVER_URL !== undefined).toBe(false)
})

/** Without a pooler there is nothing to describe. */
const withPooler = why === undefined ? describe : (_: string, _work: () => void) => undefined

withPooler('behind a pooler', () => {
  let by_transaction: Awaited<ReturnType<typeof startPgbouncer>>
  let by_session: Awaited<ReturnType<typeof startPgbouncer>>
  let server: FreshServerDatabase
  const opened: Database[] = []
  beforeAll(async () => {
    by_transaction = await startPgbouncer('transaction')
    by_session = await startPgbouncer('session')
    server = await freshServerDatabase(SERVER_URL ?? '')
  })
  afterEach(async () => {
    for (const db of opened.splice(0)) await db.close()
  })
  afterAll(async () => {
    await by_transaction.stop()
    await by_session.stop()
    await server.drop()
  })
  const open = async (address: string, listen_address?: string) => {
    const db = await openDatabase({
      DATABASE_URL: address,
      DATABASE_LISTEN_URL: listen_address,
      DATABASE_MIGRATION_URL: undefined,
      DATABASE_POOL_MAX: 5,
      DATA_DIR: '/none',
      EMBEDDED_SYNC: 'on',
    })
    opened.push(db)
    return db
  }

  test('only one by transaction is recognised', async () => {
    expect(await isTransactionPooler(by_transaction.through(server.url))).toBe(true)
    expect(await isTransactionPooler(server.url)).toBe(false)
    expect(await isTransactionPooler(by_session.through(server.url))).toBe(false)
  })

  test('the mark is added once; what the address says is believed, and so is one that nobody answers', async () => {
    const address = by_transaction.through(server.url)
    expect(new URL(await recognised(address)).searchParams.get('prepare')).toBe('false')
    expect(await recognised(`${address}?prepare=true`)).toBe(`${address}?prepare=true`)
    expect(await recognised(server.url)).toBe(server.url)
    expect(await recognised('postgres://nobody@127.0.0.1:1/x')).toBe('postgres://nobody@127.0.0.1:1/x')
    expect(await errorOf(isTransactionPooler('postgres://nobody@127.0.0.1:1/x'))).toBeInstanceOf(Error)
  })

  test('the schema goes up and statements work, many at once, in transactions and outside', async () => {
    const db = await open(by_transaction.through(server.url))
    expect([db.pooled, db.listen]).toEqual([true, undefined])
    await migrateUp(db, { release: RELEASE })
    const numbers = Array.from({ length: 60 }, (_, n) => n)
    const answers = await Promise.all(
      numbers.map((n) =>
        n % 2
          ? db.query((sql) => sql`select ${n}::integer as n`)
          : db.transaction(async (sql) => {
              await sql`select set_config('lock_timeout', '1000', true)`
              return sql`select ${n}::integer as n`
            }),
      ),
    )
    expect(answers.map(([row]) => row?.n)).toEqual(numbers)
  })

  const hearing = async (db: Database, connect: typeof overPolling | undefined, to: Database) => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const joined = Promise.withResolvers<void>()
    const settings = { db: to, log, interested: () => true }
    const listener = connect ? connect(settings) : overPostgres(to, to.listen as never, log)
    const speaker = connect ? connect({ ...settings, db }) : overPostgres(db, db.listen as never, log)
    const hears = listener(resolve, joined.resolve)
    await joined.promise
    const speaks = speaker(
      () => undefined,
      () => undefined,
    )
    speaks.send('news')
    const heard = await promise
    await hears.close()
    await speaks.close()
    return heard
  }

  test('news come by looking, or over an address around the pooler', async () => {
    const address = by_transaction.through(server.url)
    const [one, other] = [await open(address), await open(address)]
    await migrateUp(one, { release: RELEASE })
    expect(await hearing(one, overPolling, other)).toBe('news')
    const [third, fourth] = [await open(address, server.url), await open(address, server.url)]
    expect(third.listen).toBeDefined()
    expect(await hearing(third, undefined, fourth)).toBe('news')
  })
})
