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
import { catalogOf, emptied, tablesOf } from './empty.ts'

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

/** A database that outlives the test that has it now. */
interface Engine {
  db: Database
  /** What it was like when it was opened, to see whether a test has changed more than rows. */
  catalog: string
  tables: string[]
}
type Kind = 'migrated' | 'bare'
/** What tests have given back: opening another costs half a second of a processor. */
const idle: Record<Kind, Engine[]> = { migrated: [], bare: [] }
/** Each takes 200 MB; hardly a test has more open at once. */
const IDLE_MAX: Record<Kind, number> = { migrated: 3, bare: 1 }

/** A bare one again, whatever its schema was. */
const recreated = async (db: Database) => {
  await db.execute((sql) => sql.unsafe('drop schema public cascade; create schema public'))
  return ''
}

/** Empties it for the next test, unless there are enough already or more than its rows was changed. */
const giveBack = async (engine: Engine, kind: Kind) => {
  const { db, tables } = engine
  if (idle[kind].length >= IDLE_MAX[kind]) return db.close()
  const catalog = kind === 'bare' ? await recreated(db) : await emptied(db, tables, engine.catalog)
  if (catalog === undefined) return db.close()
  idle[kind].push({ db, tables, catalog })
}

/** The same database until it is closed; afterwards as refusing as one that is really closed. */
const lend = (engine: Engine, kind: Kind): Database => {
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
    await giveBack(engine, kind)
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

const inMemory = async (kind: Kind): Promise<Engine> => {
  const free = idle[kind].pop()
  if (free) return free
  const db = await openMemory(await unpackedImage(), PATIENT)
  if (kind === 'bare') return { db, tables: [], catalog: await recreated(db) }
  return { db, tables: await tablesOf(db), catalog: await db.query(catalogOf) }
}

/** `migrated: false` gives a database without a single table. */
export const testDatabase = async ({ migrated = true } = {}): Promise<Database> => {
  if (SERVER_URL) return onServer(SERVER_URL, migrated)
  const kind = migrated ? 'migrated' : 'bare'
  return lend(await inMemory(kind), kind)
}
