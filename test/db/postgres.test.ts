/** Connections over TCP to a Postgres that can be taken away: the embedded engine behind a port. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { createServer, type Server, type Socket } from 'node:net'
import { dataImage } from '../../build/pgdata.ts'
import type { Database } from '../../src/db/database.ts'
import { openEngine, type PgliteEngine } from '../../src/db/pglite/engine.ts'
import { PgliteSocket } from '../../src/db/pglite/wire.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { savepoint } from '../../src/db/savepoint.ts'
import { AppError } from '../../src/errors.ts'
import { eventually } from '../support/watched.ts'

/** Short enough to wait for, long enough for an engine that works in this very thread. */
const LIMITS = { statement_ms: 6_000, ping_ms: 5_000, cancel_ms: 100, retry_ms: 20 }

const ROLLBACK = Buffer.from('Q\0\0\0\x0drollback\0', 'latin1')

let engine: PgliteEngine
beforeAll(async () => {
  engine = await openEngine({ image: await dataImage() })
})
afterAll(() => engine.close())

/** A port to the engine; `frozen` swallows what arrives, as a network does that drops packets. */
const listen = async () => {
  let frozen = false
  const sockets = new Set<Socket>()
  const parameters: string[] = []
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    const postgres = new PgliteSocket((messages) => {
      if (messages[0] === 0) parameters.push(Buffer.from(messages).toString('latin1'))
      return engine.run(messages).then(({ bytes }) => bytes)
    })
    socket.on('data', (bytes: Buffer) => frozen || postgres.write(bytes))
    socket.on('error', () => postgres.destroy())
    socket.on('close', () => postgres.destroy())
    postgres.on('data', (bytes: Buffer) => frozen || socket.write(bytes))
    postgres.on('close', () => {
      socket.destroy()
      // The engine has one session for all; a server would end this one’s transaction.
      void engine.run(ROLLBACK)
    })
  })
  const start = (port = 0) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  await start()
  const { port } = server.address() as { port: number }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    address: `postgres://postgres@127.0.0.1:${port}/postgres`,
    parameters,
    cut,
    freeze: (on: boolean) => {
      frozen = on
    },
    stop: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()))
      cut()
      await closed
    },
    start: () => start(port),
  }
}

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})
const connect = async (query = '') => {
  const port = await listen()
  const warnings: string[] = []
  const warn = (_facts: object, message: string) => warnings.push(message)
  const log = { info: warn, warn, error: warn }
  const db = openPostgres(port.address + query, { pool_max: 1, limits: LIMITS, log })
  leftovers.push(port.stop, () => db.close())
  return { port, db, warnings }
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  )
const one = (db: Database) =>
  codeOf(
    db.query(async (sql) => {
      const [row] = await sql`select 1 as one`
      expect(row?.one).toBe(1)
    }),
  )

describe('an outage', () => {
  test('of the connection is repaired by the next read', async () => {
    const { port, db } = await connect()
    expect(await one(db)).toBe('done')
    port.cut()
    expect(await one(db)).toBe('done')
  })

  test('of the server ends in 503 at once and heals when it is back', async () => {
    const { port, db } = await connect()
    expect(await one(db)).toBe('done')
    await port.stop()
    const answers = await Promise.all([one(db), codeOf(db.ping()), codeOf(db.execute((sql) => sql`select 1`))])
    expect(answers).toEqual(['database_unavailable', 'database_unavailable', 'database_unavailable'])
    await port.start()
    await eventually(async () => (await one(db)) === 'done')
  })

  test('that swallows packets ends in 503 at the deadline, replaces the connections and heals', async () => {
    const { port, db, warnings } = await connect()
    expect(await one(db)).toBe('done')
    port.freeze(true)
    expect(await codeOf(db.ping())).toBe('database_unavailable')
    expect(await one(db)).toBe('database_unavailable')
    await eventually(async () => warnings.includes('database connections replaced'))
    port.freeze(false)
    await eventually(async () => (await one(db)) === 'done')
    expect(new Set(warnings)).toEqual(new Set(['database connections replaced', 'slow database call']))
  })

  test('while nobody listens at all is not a surprise at the opening', async () => {
    const { port, db } = await connect()
    await port.stop()
    expect(await one(db)).toBe('database_unavailable')
    await port.start()
  })
})

describe('a session', () => {
  test.each([
    ['', ['statement_timeout\x0010000', 'lock_timeout\x003000', 'application_name\0todochat', 'TimeZone\0UTC'], []],
    ['?channel_binding=require&pgbouncer=true', ['application_name\0todochat'], ['channel_binding', 'pgbouncer']],
    ['?prepare=false', ['application_name\0todochat'], ['statement_timeout', 'lock_timeout', 'prepare']],
  ])('of an address with %p asks for what the server allows', async (query, asked, left_out) => {
    const { port, db } = await connect(query)
    expect(await one(db)).toBe('done')
    const [startup] = port.parameters
    for (const words of asked) expect(startup).toContain(words)
    for (const words of left_out) expect(startup).not.toContain(words)
  })

  test('ends with the database', async () => {
    const { db } = await connect()
    expect(await one(db)).toBe('done')
    expect(db.embedded).toBe(false)
    await db.close()
    expect(await one(db)).toBe('database_unavailable')
  })
})

describe('a transaction whose connection is lost', () => {
  /** What nobody could catch would end the process. */
  const uncaught: unknown[] = []
  const notice = (error: unknown) => uncaught.push(error)
  beforeAll(() => {
    process.on('uncaughtException', notice)
  })
  afterAll(() => {
    process.off('uncaughtException', notice)
  })

  test.each(['while it waits', 'in a statement', 'before its commit', 'in a savepoint'])(
    '%s ends unavailable, sends nothing more, and the next one is whole',
    async (moment) => {
      const { port, db } = await connect()
      await db.execute((sql) => sql`create table if not exists notes (n integer)`)
      const { promise: gone, resolve } = Promise.withResolvers<void>()
      const cut = async () => {
        port.cut()
        await Bun.sleep(20)
        resolve()
      }
      const lost = db.transaction(async (sql) => {
        await sql`insert into notes (n) values (1)`
        if (moment === 'in a savepoint') {
          const inner = async (part: typeof sql) => {
            await cut()
            await part`insert into notes (n) values (2)`
          }
          return savepoint(sql, inner)
        }
        if (moment === 'in a statement') port.cut()
        else await cut()
        if (moment !== 'before its commit') await sql`insert into notes (n) values (3)`
        return undefined
      })
      expect(await codeOf(lost)).toBe('database_unavailable')
      if (moment !== 'in a statement') await gone
      expect(await one(db)).toBe('done')
      expect(await codeOf(db.transaction((sql) => sql`insert into notes (n) values (4)`))).toBe('done')
      const rows = await db.query((sql) => sql`delete from notes returning n`)
      expect(rows.map((row) => row.n)).toEqual([4])
      expect(uncaught).toEqual([])
    },
  )
})
