/**
 * The embedded database: PGlite behind the `postgres` package. One engine, so everything queues behind an open
 * transaction, and LISTEN delivers nothing. In a directory it survives `kill -9`, a full disk and power loss.
 */
import postgres from 'postgres'
import { type Client, createClient, LIMITS, type Source } from '../client.ts'
import type { Database } from '../database.ts'
import { storageFull, unavailable } from '../failure.ts'
import type { DatabaseLog } from '../log.ts'
import { VALUE_TYPES } from '../types.ts'
import { EngineBroken } from './answer.ts'
import { prepareCluster, shippedImage } from './data-dir.ts'
import { type DiskGauge, diskGauge } from './disk.ts'
import type { PgliteEngine } from './engine.ts'
import { lockDataDir } from './lock.ts'
import { createSessionLock, type Session, type SessionLock, type SessionOptions } from './session-lock.ts'
import { shareSocket, socketPath } from './share.ts'
import { type EngineThread, openThread, type Start } from './thread.ts'
import { PgliteSocket } from './wire.ts'

const REOPEN_FIRST_MS = 100
const REOPEN_MAX_MS = 5_000
/** Seconds that statements get to finish when the database closes. */
const CLOSE_GRACE_S = 5

/** They share one connection; statements sent together are answered together. */
const CALLS_MAX = 64

/** Connections that wait for the disk at the same time share one sync; what the engine does, it does one at a time. */
const SESSIONS_MAX = 16

/** A client whose connections end in the engine. */
const clientOf = (newSession: SessionLock, sessions: number): Client =>
  postgres({
    host: 'embedded',
    database: 'postgres',
    username: 'postgres',
    max: sessions,
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
export const startEmbedded = (engine: PgliteEngine, { sessions = 1, limits = LIMITS } = {}): Database => {
  const client = clientOf(createSessionLock(engine.run), sessions)
  const source: Source = {
    embedded: true,
    calls_max: CALLS_MAX,
    client: () => client,
    failed: (error) => error,
    stuck: () => undefined,
    close: async () => {
      await client.end({ timeout: CLOSE_GRACE_S })
      await engine.close()
    },
  }
  return createClient(source, limits)
}

interface Opened {
  engine: EngineThread
  newSession: SessionLock
  client: Client
}

interface KeepOptions extends Start {
  isLow: DiskGauge
  log: DatabaseLog
}

/** Keeps one engine open over the directory and replaces it when it broke, as soon as there is room again. */
const keepOpen = async ({ isLow, log, ...start }: KeepOptions) => {
  let opened: Opened | undefined
  let closing = false
  let reopening = Promise.resolve()
  const open = async () => {
    const engine = await openThread({
      ...start,
      onbroken: (broken) => {
        log.error({ sqlstate: broken.sqlstate, err: broken.cause }, 'embedded database broke')
        reopening = reopen()
      },
    })
    const newSession = createSessionLock(engine.run)
    opened = { engine, newSession, client: clientOf(newSession, SESSIONS_MAX) }
  }
  const reopen = async () => {
    const broken = opened
    opened = undefined
    await broken?.client.end({ timeout: 0 })
    // Two engines over one directory lose data: the next one opens when this one is gone.
    await broken?.engine.close()
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

/** A statement cannot be cancelled here, only ended together with its engine. */
const STATEMENT_MAX_MS = 4_000
/** The engine does not hear a cancellation; it may have ended the statement at the last moment, though. */
const EMBEDDED_LIMITS = { ...LIMITS, cancel_ms: 100 }

/** Ends the engine when it is at one statement for too long. A guest's may take longer: a migration, a restore. */
const endStuck = async (opened: Opened | undefined) => {
  if (!opened || opened.newSession.hasGuest()) return
  const { engine } = opened
  const since = engine.busySince()
  if (since === undefined) return
  await Bun.sleep(Math.max(0, since + STATEMENT_MAX_MS - performance.now()))
  if (engine.busySince() === since) await engine.kill(new Error(`A statement took over ${STATEMENT_MAX_MS} ms`))
}

/** Statements that need room. Harmless when wrong: a read is refused while the disk is nearly full. */
const WRITES = /\b(insert|update|delete|create|alter|drop)\b/i

interface EmbeddedOptions {
  log: DatabaseLog
  /** Whether commits wait for the disk (EMBEDDED_SYNC); they do when absent. */
  sync?: boolean
  /** Whether the disk has too little room left; looked up when absent. */
  isLow?: DiskGauge
}

/**
 * Opens the database in `data_dir`, making it on the first start.
 * @throws DataDirInUse  another process has it
 */
export const openEmbedded = async (
  data_dir: string,
  { log, sync = true, isLow }: EmbeddedOptions,
): Promise<Database> => {
  const unlock = lockDataDir(data_dir)
  try {
    const onfailed = (err: unknown) => log.error({ err }, 'embedded database could not be brought to the disk')
    const copied = await prepareCluster(data_dir, await shippedImage(), sync ? onfailed : undefined)
    const low = isLow ?? diskGauge(data_dir)
    const open = await keepOpen({ data_dir, sync, copied, isLow: low, log })
    const unshare = shareSocket(socketPath(data_dir), (options) => guestOf(open.current(), options), log)
    let patient = 0
    const source: Source = {
      embedded: true,
      log,
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
      stuck: () => void (patient === 0 && endStuck(open.current())),
      close: async () => {
        unshare()
        await open.close()
        unlock()
      },
    }
    const db = createClient(source, EMBEDDED_LIMITS)
    // What may take longer than a request must not be ended for that.
    const patiently = async <T>(work: () => Promise<T>) => {
      patient += 1
      return work().finally(() => {
        patient -= 1
      })
    }
    return {
      ...db,
      maintain: (work) => patiently(async () => (db.maintain ?? db.execute)(work)),
      transaction: (work, options = {}) => {
        const run = () => db.transaction(work, options)
        return (options.deadline_ms ?? 0) > LIMITS.statement_ms ? patiently(run) : run()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
