/**
 * The embedded database for other commands of the same machine: the process that owns it lets them in through a unix
 * socket in DATA_DIR, which only its own user may open. They speak Postgres, so nothing else changes for them.
 */
import { chmodSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { type Client, createClient } from '../client.ts'
import type { Database } from '../database.ts'
import type { DatabaseLog } from '../log.ts'
import { VALUE_TYPES } from '../types.ts'
import type { Session, SessionOptions } from './session-lock.ts'
import { PgliteSocket } from './wire.ts'

/** A guest in a transaction who says nothing for so long is shown out: everybody else waits behind. */
const SILENCE_MAX_MS = 5_000
const OWNER_ONLY = 0o600
const CLOSE_GRACE_S = 1

/** Beside the database's folder, so in DATA_DIR itself. */
export const socketPath = (data_dir: string) => join(dirname(data_dir), 'todochat.sock')

/** Opens the door; the caller holds the data directory's lock, so a socket that is there already is a dead one's. */
export const shareSocket = (path: string, newSession: (options: SessionOptions) => Session, log: DatabaseLog) => {
  rmSync(path, { force: true })
  const server = createServer((guest) => {
    const session = newSession({ silence_max_ms: SILENCE_MAX_MS, onsilent: () => guest.destroy() })
    const wire = new PgliteSocket(session.exchange)
    guest.on('close', () => void session.end())
    guest.on('error', (err) => log.warn({ err }, 'a guest of the embedded database was cut off'))
    wire.on('error', (err) => {
      log.warn({ err }, 'a guest of the embedded database could not be served')
      guest.destroy()
    })
    guest.pipe(wire).pipe(guest)
  })
  // Between the two calls no other user can connect: the folder belongs to the same user, and the mask hides the file.
  const mask = process.umask(0o177)
  server.listen(path, () => chmodSync(path, OWNER_ONLY))
  process.umask(mask)
  server.on('error', (err) => log.warn({ err }, 'other commands cannot reach the embedded database'))
  return () => {
    server.close()
    rmSync(path, { force: true })
  }
}

/** The embedded database of the process that owns it, as a guest. */
export const openShared = (path: string): Database => {
  const client = postgres({
    path,
    host: 'embedded',
    database: 'postgres',
    username: 'postgres',
    max: 1,
    connect_timeout: 5,
    fetch_types: false,
    types: VALUE_TYPES,
    onnotice: () => undefined,
  } as postgres.Options<Record<string, postgres.PostgresType>>) as unknown as Client
  const db = createClient({
    embedded: true,
    calls_max: 1,
    client: () => client,
    failed: (error) => error,
    stuck: () => undefined,
    close: () => client.end({ timeout: CLOSE_GRACE_S }),
  })
  return { ...db, guest: true }
}
