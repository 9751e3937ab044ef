/**
 * The embedded database: PGlite behind the `postgres` package. One connection, so everything queues behind an open
 * transaction, and LISTEN delivers nothing. In a directory it survives `kill -9` and a full disk, not power loss.
 */
import postgres from 'postgres'
import { prepareCluster } from './cluster.ts'
import type { Database } from './database.ts'
import { type DiskGauge, diskGauge } from './disk.ts'
import { type Engine, EngineBroken, openEngine, warmUp } from './engine.ts'
import { storageFull, unavailable } from './failure.ts'
import { type Client, guard } from './guard.ts'
import { shippedImage } from './image.ts'
import { lockDataDir } from './lock.ts'
import type { DatabaseLog } from './log.ts'
import { PgliteSocket } from './pglite-socket.ts'
import { shareSocket, socketPath } from './share.ts'
import { createTurnstile, type Session, type SessionOptions, type Turnstile } from './turnstile.ts'
import { VALUE_TYPES } from './value.ts'

const REOPEN_FIRST_MS = 100
const REOPEN_MAX_MS = 5_000
/** Seconds that statements get to finish when the database closes. */
const CLOSE_GRACE_S = 5

/** They share one connection; statements sent together are answered together. */
const CALLS_MAX = 64

/** A client whose one connection ends in the engine. */
const clientOf = (newSession: Turnstile): Client =>
  postgres({
    host: 'embedded',
    database: 'postgres',
    username: 'postgres',
    max: 1,
    max_lifetime: null,
    fetch_types: false,
    types: VALUE_TYPES,
    backoff: (() => 0) as never,
    socket: () => wireOf(newSession()) as never,
    onnotice: () => undefined,
  } as postgres.Options<Record<string, postgres.PostgresType>>) as unknown as Client

/** A connection; when it breaks off, its open transaction does not stay in the engine. */
const wireOf = (session: Session) => {
  const wire = new PgliteSocket(session.exchange)
  wire.on('close', () => void session.end())
  return wire
}

/** A database over an engine that lives as long as it does. */
export const embed = (engine: Engine): Database => {
  const client = clientOf(createTurnstile(engine.exchange))
  return guard({
    embedded: true,
    calls_max: CALLS_MAX,
    client: () => client,
    failed: (error) => error,
    stuck: () => undefined,
    close: async () => {
      await client.end({ timeout: CLOSE_GRACE_S })
      await engine.close()
    },
  })
}

/** A database in memory, for tests: gone when it is closed. */
export const openMemory = async (image?: Blob) => embed(await openEngine({ image }))

interface Opened {
  engine: Engine
  newSession: Turnstile
  client: Client
}

/** Keeps one engine open over the directory and replaces it when it broke, as soon as there is room again. */
const keepOpen = async (data_dir: string, isLow: DiskGauge, log: DatabaseLog) => {
  let opened: Opened | undefined
  let closing = false
  let reopening = Promise.resolve()
  const open = async () => {
    const engine = await openEngine({
      data_dir,
      onbroken: (broken) => {
        log.error({ sqlstate: broken.sqlstate, err: broken.cause }, 'embedded database broke')
        reopening = reopen(engine)
      },
    })
    const newSession = createTurnstile(engine.exchange)
    opened = { engine, newSession, client: clientOf(newSession) }
  }
  const reopen = async (broken: Engine) => {
    const client = opened?.client
    opened = undefined
    await client?.end({ timeout: 0 })
    await broken.close()
    for (let wait = REOPEN_FIRST_MS; !opened && !closing; wait = Math.min(REOPEN_MAX_MS, wait * 2)) {
      await Bun.sleep(wait)
      // Recovery itself writes, so opening on a full disk would break again.
      if (closing || isLow()) continue
      await open().then(
        () => log.warn({}, 'embedded database opened again'),
        (err: unknown) => log.error({ err }, 'embedded database could not be opened again'),
      )
    }
  }
  await open()
  const close = async () => {
    closing = true
    await reopening
    const last = opened
    opened = undefined
    await last?.client.end({ timeout: CLOSE_GRACE_S })
    await last?.engine.close()
  }
  return { current: () => opened, close }
}

/** While the engine is being replaced a guest is refused like everybody else. */
const guestOf = (opened: Opened | undefined, options: SessionOptions): Session =>
  opened?.newSession(options) ?? { exchange: () => Promise.reject(unavailable()), end: async () => {} }

/** Statements that need room. Harmless when wrong: a read is refused while the disk is nearly full. */
const WRITES = /\b(insert|update|delete|create|alter|drop)\b/i

export interface EmbeddedOptions {
  log: DatabaseLog
  /** Whether the disk has too little room left; looked up when absent. */
  isLow?: DiskGauge
}

/**
 * Opens the database in `data_dir`, making it on the first start.
 * @throws DataDirInUse  another process has it
 */
export const openEmbedded = async (data_dir: string, { log, isLow }: EmbeddedOptions): Promise<Database> => {
  const unlock = lockDataDir(data_dir)
  warmUp()
  try {
    await prepareCluster(data_dir, await shippedImage())
    const low = isLow ?? diskGauge(data_dir)
    const open = await keepOpen(data_dir, low, log)
    const unshare = shareSocket(socketPath(data_dir), (options) => guestOf(open.current(), options), log)
    return guard({
      embedded: true,
      calls_max: CALLS_MAX,
      client: () => {
        const client = open.current()?.client
        if (client) return client
        throw low() ? storageFull() : unavailable()
      },
      admit: (statement) => {
        if (low() && WRITES.test(statement.join(' '))) throw storageFull()
      },
      failed: (error) => {
        if (!(error instanceof EngineBroken)) return error
        return low() || error.sqlstate?.startsWith('5') ? storageFull(error) : unavailable(error)
      },
      stuck: () => undefined,
      close: async () => {
        unshare()
        await open.close()
        unlock()
      },
    })
  } catch (error) {
    unlock()
    throw error
  }
}
