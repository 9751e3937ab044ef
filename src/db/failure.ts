/** What a failure of the database means: try again, tell the client to wait, or let the caller decide. */
import { AppError } from '../errors.ts'

/** Seconds of Retry-After; a restart of Postgres takes about as long. */
const OUTAGE_RETRY_AFTER = 2
const FULL_RETRY_AFTER = 30

/** SQLSTATE, or the system’s or the package’s own word. */
export const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? '')

const NETWORK =
  /^(CONNECTION_\w+|CONNECT_TIMEOUT|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENGINE_BROKEN)$/
const BROKEN_OFF = /^(CONNECTION_CLOSED|ECONNRESET|EPIPE)$/
/** Connection lost, server stopping or starting, serialization failure, deadlock (SQLSTATE). */
const PASSING = /^(08\w{3}|57P0[123]|40001|40P01)$/
/** Refused log-in, absent database, too many connections, read-only after a fail-over, cancelled, lock not had. */
const OUTAGE = /^(28\w{3}|3D000|53[0234]00|25006|57014|55P03|25P0[34])$/
const FULL = /^(53100|58\w{3})$/

/** Whether the connection went away under a statement; nothing more can be sent on it. */
export const isLostConnection = (error: unknown) => NETWORK.test(codeOf(error))

/**
 * Whether a connection that had been made broke off. The package (3.4.9) never settles a statement that it gives to a
 * connection between its error and its close, and keeps what it was about to send, so that the connection made again
 * sends nothing (measured: after a reset two requests in five hung until their deadline). So its pool has to go.
 */
export const isBrokenOff = (error: unknown) => BROKEN_OFF.test(codeOf(error))

/** Whether the same statement may succeed a moment later. */
export const isPassing = (error: unknown) => isLostConnection(error) || PASSING.test(codeOf(error))

/** Whether another host may serve instead: this one is gone, ends, or only reads. */
export const isHostGone = (error: unknown) => isLostConnection(error) || /^(57P0[123]|25006)$/.test(codeOf(error))

export const unavailable = (cause?: unknown) =>
  new AppError('database_unavailable', 'The database cannot be reached just now; please try again shortly.', {
    retry_after: OUTAGE_RETRY_AFTER,
    cause,
  })

export const storageFull = (cause?: unknown) =>
  new AppError('storage_full', 'The disk is full; nothing can be saved until there is room again.', {
    retry_after: FULL_RETRY_AFTER,
    cause,
  })

/** Outages become codes that a client understands; everything else stays as it is. */
export const toAppError = (error: unknown): unknown => {
  if (error instanceof AppError) return error
  if (FULL.test(codeOf(error))) return storageFull(error)
  return isPassing(error) || OUTAGE.test(codeOf(error)) ? unavailable(error) : error
}
