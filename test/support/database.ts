/**
 * An empty, migrated database of one's own for a test: embedded and in memory, or, when DATABASE_URL names a server, a
 * fresh database there that is dropped on close.
 */
import postgres from 'postgres'
import { dataImage } from '../../build/pgdata.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { MIGRATIONS } from '../../sql/index.ts'
import { LIMITS } from '../../src/db/client.ts'
import type { Database } from '../../src/db/database.ts'
import { unavailable } from '../../src/db/failure.ts'
import { migrateUp } from '../../src/db/migrate.ts'
import { startEmbedded } from '../../src/db/pglite/embedded.ts'
import { openEngine } from '../../src/db/pglite/engine.ts'
import { openPostgres } from '../../src/db/postgres.ts'

export const RELEASE = packageJson.version
export const SERVER_URL = process.env.DATABASE_URL

export interface FreshServerDatabase {
  url: string
  drop(): Promise<void>
}

const addressOf = (address: string, name: string) => {
  const url = new URL(address)
  url.pathname = `/${name}`
  return url.href
}

/** A new database on the server of `address`: empty and not migrated, or a copy of `template`. */
export const freshServerDatabase = async (address: string, template = 'template1'): Promise<FreshServerDatabase> => {
  const name = `todochat_test_${crypto.randomUUID().replaceAll('-', '')}`
  const admin = postgres(address, { max: 1, onnotice: () => undefined })
  await admin`create database ${admin(name)} template ${admin(template)}`
  return {
    url: addressOf(address, name),
    drop: async () => {
      await admin`drop database if exists ${admin(name)} with (force)`
      await admin.end()
    },
  }
}

const TEMPLATE = `todochat_template_${new Bun.CryptoHasher('sha256').update(JSON.stringify(MIGRATIONS)).digest('hex').slice(0, 16)}`

/**
 * A database with the shipped schema to copy from: migrating each one anew costs ten times as much. It is made once on
 * a server, whoever comes first, and stays there; nobody connects to it after it got its name.
 */
const makeTemplate = async (address: string) => {
  const admin = postgres(address, { max: 1, onnotice: () => undefined })
  try {
    await admin`select pg_advisory_lock(hashtext(${TEMPLATE}))`
    const [present] = await admin`select 1 from pg_database where datname = ${TEMPLATE}`
    if (present) return
    const draft = `${TEMPLATE}_draft`
    await admin`drop database if exists ${admin(draft)} with (force)`
    await admin`create database ${admin(draft)}`
    const db = openPostgres(addressOf(address, draft), { pool_max: 1 })
    await migrateUp(db, { release: RELEASE }).finally(() => db.close())
    await admin`alter database ${admin(draft)} rename to ${admin(TEMPLATE)}`
  } finally {
    await admin.end()
  }
}
let template: Promise<void> | undefined

let image: Promise<Blob> | undefined
/** Unpacked once per test process. */
const unpackedImage = () => {
  image ??= dataImage().then(async (packed) => new Blob([Bun.gunzipSync(await packed.bytes())]))
  return image
}

/** A database in memory: gone when it is closed. */
export const openMemory = async (image?: Blob, limits = LIMITS): Promise<Database> =>
  startEmbedded(await openEngine({ image }), { limits })

/**
 * On a busy machine the last of many calls at once would find the database unreachable, above all where the engine works
 * on the thread of the test. What a deadline does is tested where it is set.
 */
const PATIENT = { ...LIMITS, statement_ms: 60_000 }

const onServer = async (address: string, migrated: boolean): Promise<Database> => {
  if (migrated) template ??= makeTemplate(address)
  await template
  const { url, drop } = await freshServerDatabase(address, migrated ? TEMPLATE : undefined)
  const db = openPostgres(url, { pool_max: 10, limits: PATIENT })
  const close = async () => {
    await db.close()
    await drop()
  }
  return { ...db, close }
}

const tablesOf = (db: Database) =>
  db.query(async (sql) => {
    const rows = await sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' order by tablename limit 200`
    return rows.map((row) => row.name)
  })

interface Engine {
  db: Database
  /** The tables it had when it was opened; none for an unmigrated one. */
  tables: string[]
}
/** What the last test gave back: opening another costs half a second. */
const idle: { migrated?: Engine; bare?: Engine } = {}

const emptied = (db: Database) => db.execute((sql) => sql.unsafe('drop schema public cascade; create schema public'))

const truncated = ({ db, tables }: Engine) => {
  const filled = tables.filter((table) => table !== 'schema_migrations')
  return db.execute((sql) => sql.unsafe(`truncate ${filled.join()} restart identity`))
}

/** Empties it for the next test, unless there is one already or a migrated one had its schema changed. */
const giveBack = async (engine: Engine) => {
  const { db, tables } = engine
  const place = tables.length ? 'migrated' : 'bare'
  if (idle[place] || (tables.length && (await tablesOf(db)).join() !== tables.join())) return db.close()
  await (tables.length ? truncated(engine) : emptied(db))
  idle[place] = engine
}

/** The same database until it is closed; afterwards as refusing as one that is really closed. */
const lend = (engine: Engine): Database => {
  const { db } = engine
  let closed = false
  const whileOpen =
    <A extends unknown[], T>(act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (closed) throw unavailable(new Error('closed'))
      return act(...args)
    }
  const close = async () => {
    if (closed) return
    closed = true
    await giveBack(engine)
  }
  const { query, execute, transaction, ping } = db
  return {
    embedded: db.embedded,
    query: whileOpen(query) as Database['query'],
    execute: whileOpen(execute) as Database['execute'],
    transaction: whileOpen(transaction) as Database['transaction'],
    ping: whileOpen(ping),
    close,
  }
}

const inMemory = async (migrated: boolean): Promise<Engine> => {
  const place = migrated ? 'migrated' : 'bare'
  const free = idle[place]
  idle[place] = undefined
  if (free) return free
  const db = await openMemory(await unpackedImage(), PATIENT)
  if (!migrated) await emptied(db)
  return { db, tables: await tablesOf(db) }
}

/** `migrated: false` gives a database without a single table. */
export const testDatabase = async ({ migrated = true } = {}): Promise<Database> =>
  SERVER_URL ? onServer(SERVER_URL, migrated) : lend(await inMemory(migrated))
