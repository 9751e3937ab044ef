import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Client, createClient, type Limits } from '../../src/db/client.ts'
import { isUniqueViolation, type Sql } from '../../src/db/database.ts'
import { savepoint } from '../../src/db/savepoint.ts'
import { AppError } from '../../src/errors.ts'
import { testDatabase } from '../support/database.ts'

const db = await testDatabase()
afterAll(() => db.close())
await db.execute((sql) => sql`create table places (name text primary key, visits integer not null default 0)`)
beforeEach(async () => {
  await db.execute((sql) => sql`delete from places`)
})
const names = () =>
  db.query(async (sql) => (await sql`select name from places order by name limit 10`).map((r) => r.name))
const caught = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as AppError,
  )

describe('a database', () => {
  test('answers reads, writes and pings', async () => {
    await db.execute((sql) => sql`insert into places (name) values ('Oslo')`)
    expect(await names()).toEqual(['Oslo'])
    expect(await db.ping()).toBeUndefined()
  })

  test('keeps a transaction that ends well, drops one that throws', async () => {
    await db.transaction((sql) => sql`insert into places (name) values ('Rome')`)
    const error = await caught(
      db.transaction(async (sql) => {
        await sql`insert into places (name) values ('Paris')`
        throw new AppError('conflict', 'no')
      }),
    )
    expect(error?.code).toBe('conflict')
    expect(await names()).toEqual(['Rome'])
  })

  test('undoes a savepoint alone', async () => {
    await db.transaction(async (sql) => {
      await sql`insert into places (name) values ('Bern')`
      const inner = savepoint(sql, async (part) => {
        await part`insert into places (name) values ('Graz')`
        await part`insert into places (name) values ('Bern')`
      })
      expect(isUniqueViolation(await caught(inner), 'places_pkey')).toBe(true)
      await sql`insert into places (name) values ('Wien')`
    })
    expect(await names()).toEqual(['Bern', 'Wien'])
  })

  test('leaves a violation of a constraint to the caller', async () => {
    const insert = () => db.execute((sql) => sql`insert into places (name) values ('Lima')`)
    await insert()
    const error = await caught(insert())
    expect(error).not.toBeInstanceOf(AppError)
    expect(isUniqueViolation(error)).toBe(true)
    expect(isUniqueViolation(error, 'other_key')).toBe(false)
  })

  test('composes fragments, helpers and plain statements', async () => {
    const rows = await db.transaction(async (sql) => {
      await sql`insert into places ${sql([
        { name: 'Cork', visits: 1 },
        { name: 'Nice', visits: 2 },
      ])}`
      await sql.unsafe('update places set visits = visits + 1 where name = $1', ['Cork'])
      const filter = sql`where visits = ${2}`
      return sql`select ${sql('name')} from places ${filter} order by ${sql('name')} limit 10`
    })
    expect(rows.map((row) => row.name)).toEqual(['Cork', 'Nice'])
  })

  test('ends a transaction that waits past its deadline, and goes on', async () => {
    const woken = Promise.withResolvers<void>()
    const refused = Promise.withResolvers<AppError | undefined>()
    const slow = db.transaction(
      async (sql) => {
        const insert = (name: string) => caught((async () => sql`insert into places (name) values (${name})`)())
        // A busy machine may need all of the time for the first one.
        const late = await insert('Bari')
        await woken.promise
        refused.resolve(late ?? (await insert('Pisa')))
      },
      { deadline_ms: 60 },
    )
    const error = await caught(slow)
    expect([error?.code, error?.retry_after]).toEqual(['database_unavailable', 2])
    expect(await names()).toEqual([])
    woken.resolve()
    expect((await refused.promise)?.code).toBeString()
    expect(await names()).toEqual([])
  })

  test('runs fifty transactions at once', async () => {
    await db.execute((sql) => sql`insert into places (name) values ('Kyiv')`)
    await Promise.all(
      Array.from({ length: 50 }, () =>
        db.transaction(async (sql) => {
          const [row] = await sql`select visits from places where name = 'Kyiv' for update`
          await sql`update places set visits = ${row?.visits + 1} where name = 'Kyiv'`
        }),
      ),
    )
    const [row] = await db.query((sql) => sql`select visits from places where name = 'Kyiv'`)
    expect(row?.visits).toBe(50)
  })
})

describe('repeats', () => {
  const FAST: Limits = { statement_ms: 5_000, ping_ms: 50, cancel_ms: 20, retry_ms: 1 }
  /** A client whose statements fail with the codes given, in turn, and then succeed. */
  const failing = (codes: string[]) => {
    const left = [...codes]
    let calls = 0
    let broken = 0
    const tag = async () => {
      calls++
      const code = left.shift()
      if (code) throw Object.assign(new Error('secret words of the server'), { code })
      return [{ answer: 42 }]
    }
    const fake = createClient(
      {
        embedded: false,
        calls_max: 4,
        client: () => tag as unknown as Client,
        failed: (error) => error,
        broken: () => broken++,
        stuck: () => undefined,
        close: async () => undefined,
      },
      FAST,
    )
    return { fake, calls: () => calls, broken: () => broken }
  }
  const scenarios: [codes: string[], read: { code?: string; calls: number }, write: { code?: string }][] = [
    [[], { calls: 1 }, {}],
    [['CONNECTION_CLOSED'], { calls: 2 }, { code: 'database_unavailable' }],
    [['57P01', 'ECONNREFUSED', '40001'], { calls: 4 }, { code: 'database_unavailable' }],
    [
      ['57P03', '57P03', '57P03', '57P03'],
      { code: 'database_unavailable', calls: 4 },
      { code: 'database_unavailable' },
    ],
    [['57014'], { code: 'database_unavailable', calls: 1 }, { code: 'database_unavailable' }],
    [['53100'], { code: 'storage_full', calls: 1 }, { code: 'storage_full' }],
    [['23505'], { code: '23505', calls: 1 }, { code: '23505' }],
    [['42601'], { code: '42601', calls: 1 }, { code: '42601' }],
  ]
  test.each(scenarios)('%p: reads %p, writes once %p', async (codes, read, write) => {
    const reader = failing(codes)
    const error = await caught(reader.fake.query((sql) => sql`select 42 as answer`))
    expect({ code: error?.code, calls: reader.calls() }).toEqual({ code: read.code, calls: read.calls } as never)
    const writer = failing(codes)
    const refused = await caught(writer.fake.execute((sql) => sql`select 42 as answer`))
    expect({ code: refused?.code, calls: writer.calls() }).toEqual({ code: write.code, calls: 1 } as never)
    if (refused instanceof AppError) expect(refused.message).not.toContain('server')
  })

  test.each([
    ['CONNECTION_CLOSED', 1],
    ['ECONNRESET', 1],
    ['EPIPE', 1],
    ['ECONNREFUSED', 0],
    ['CONNECT_TIMEOUT', 0],
    ['57P01', 0],
    ['23505', 0],
  ])('%s: a pool with a connection that broke off is given up (%p)', async (code, times) => {
    const { fake, broken } = failing([code])
    await caught(fake.query((sql) => sql`select 42 as answer`))
    expect(broken()).toBe(times)
  })

  test('gives up at the deadline and reports the connection that does not even cancel', async () => {
    const silence = Object.assign(Promise.withResolvers<never>().promise, { cancel: () => undefined })
    const { promise: stuck, resolve } = Promise.withResolvers<unknown>()
    const client = (() => silence) as unknown as Client
    const black = createClient(
      {
        embedded: false,
        calls_max: 1,
        client: () => client,
        failed: (e) => e,
        stuck: resolve,
        close: async () => undefined,
      },
      FAST,
    )
    expect((await caught(black.ping()))?.code).toBe('database_unavailable')
    expect(await stuck).toBe(client)
  })
})

describe('a queue of calls', () => {
  const LIMITS: Limits = { statement_ms: 60_000, ping_ms: 60_000, cancel_ms: 20, retry_ms: 1 }
  const SHORT: Limits = { ...LIMITS, statement_ms: 4_000, moving_ms: 60_000 }
  /** One connection; each statement is answered when the test says so. */
  const single = (limits: Limits = LIMITS) => {
    const open: (() => void)[] = []
    const tag = () => new Promise<{ answer: number }[]>((resolve) => void open.push(() => resolve([{ answer: 42 }])))
    const source = {
      embedded: false,
      calls_max: 1,
      client: () => tag as unknown as Client,
      failed: (error: unknown) => error,
      stuck: () => undefined,
      close: async () => undefined,
    }
    return { fake: createClient(source, limits), open }
  }
  const ask = (sql: Sql) => sql`select 42 as answer`

  test('that moves is waited in, however long', async () => {
    const { fake, open } = single(SHORT)
    const calls = Array.from({ length: 9 }, () => caught(fake.execute(ask)))
    for (let at = 0; at < calls.length; at++) {
      // All of them together take longer than one may.
      await Bun.sleep(SHORT.statement_ms / 8)
      while (open.length === 0) await Bun.sleep(1)
      open.shift()?.()
    }
    const came = await Promise.all(calls)
    expect(came.filter((one) => one instanceof AppError)).toEqual([])
  })

  test('is passed by urgent ones', async () => {
    const { fake, open } = single()
    const order: string[] = []
    const call = (name: string, urgent: boolean) => fake.query(ask, { urgent }).then(() => void order.push(name))
    const all = [call('first', false), call('second', false), call('third', false), call('urgent', true)]
    for (let at = 0; at < all.length; at++) {
      while (open.length === 0) await Bun.sleep(1)
      open.shift()?.()
    }
    await Promise.all(all)
    expect(order).toEqual(['first', 'urgent', 'second', 'third'])
  })

  test('is passed by the look whether the database answers: a queue is no outage', async () => {
    const { fake, open } = single()
    const order: string[] = []
    const note = (name: string, work: Promise<unknown>) => work.then(() => void order.push(name))
    const all = [note('first', fake.query(ask)), note('second', fake.query(ask)), note('look', fake.ping())]
    for (let at = 0; at < all.length; at++) {
      while (open.length === 0) await Bun.sleep(1)
      open.shift()?.()
    }
    await Promise.all(all)
    expect(order).toEqual(['first', 'look', 'second'])
  })

  test('that stands still is refused at the deadline', async () => {
    const { fake } = single({ ...LIMITS, statement_ms: 100 })
    const came = await Promise.all([caught(fake.execute(ask)), caught(fake.execute(ask))])
    expect(came.map((error) => error?.code)).toEqual(['database_unavailable', 'database_unavailable'])
  })
})
