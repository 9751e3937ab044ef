/**
 * An empty, migrated database of one's own for a test: embedded and in memory, or, when DATABASE_URL names a server, a
 * fresh database there that is dropped on close.
 */
import postgres from 'postgres'
import { dataImage } from '../../build/pgdata.ts'
import packageJson from '../../package.json' with { type: 'json' }
import type { Database } from '../../src/db/database.ts'
import { openMemory } from '../../src/db/embedded.ts'
import { migrateUp } from '../../src/db/migrate.ts'
import { openPostgres } from '../../src/db/postgres.ts'

export const RELEASE = packageJson.version
export const SERVER_URL = process.env.DATABASE_URL

export interface FreshServerDatabase {
  url: string
  drop(): Promise<void>
}

/** A new, empty, not migrated database on the server of `address`. */
export const freshServerDatabase = async (address: string): Promise<FreshServerDatabase> => {
  const name = `todochat_test_${crypto.randomUUID().replaceAll('-', '')}`
  const admin = postgres(address, { max: 1, onnotice: () => undefined })
  await admin`create database ${admin(name)}`
  const url = new URL(address)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await admin`drop database if exists ${admin(name)} with (force)`
      await admin.end()
    },
  }
}

let image: Promise<Blob> | undefined
/** Unpacked once per test process. */
const unpackedImage = () => {
  image ??= dataImage().then(async (packed) => new Blob([Bun.gunzipSync(await packed.bytes())]))
  return image
}

const onServer = async (address: string, migrated: boolean): Promise<Database> => {
  const { url, drop } = await freshServerDatabase(address)
  const db = openPostgres(url, { pool_max: 10 })
  if (migrated) await migrateUp(db, { release: RELEASE })
  const close = async () => {
    await db.close()
    await drop()
  }
  return { ...db, close }
}

/** `migrated: false` gives a database without a single table. */
export const testDatabase = async ({ migrated = true } = {}): Promise<Database> => {
  if (SERVER_URL) return onServer(SERVER_URL, migrated)
  const db = await openMemory(await unpackedImage())
  if (!migrated) await emptied(db)
  return db
}

const emptied = (db: Database) => db.write((sql) => sql.unsafe('drop schema public cascade; create schema public'))
