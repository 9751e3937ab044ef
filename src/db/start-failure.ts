/** Why a start found no database: what was tried, where, and what to do. Never a raw message of a library. */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../errors.ts'
import { hostsOf, urlOf } from './server/address.ts'

/** The start ends with this sentence. */
export class StartFailure extends Error {}

const codesOf = (error: unknown): string[] => {
  const codes: string[] = []
  for (let one = error; one instanceof Error; one = one.cause)
    codes.push(String((one as { code?: unknown }).code ?? ''), one.message)
  return codes
}

/** Failures that may pass while the database is starting. */
const AWAY = /^(ECONN\w+|CONNECTION_\w+|CONNECT_TIMEOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|57P0[123]|53300)$/

interface Place {
  host: string
  database: string
  user: string
}

const placeOf = (address: string): Place => {
  const url = urlOf(address) ?? new URL(address)
  const several = hostsOf(address)
  return {
    host: several.includes(',') ? several : `${url.hostname || 'localhost'}:${url.port || '5432'}`,
    database: decodeURIComponent(url.pathname.slice(1)) || url.username,
    user: decodeURIComponent(url.username),
  }
}

/** What each cause means, the most telling first. */
const CAUSES: [RegExp, (place: Place) => string][] = [
  [
    /^28P01$|^28000$/,
    ({ user, host }) => `${host} refused the password or the log-in of "${user}". Correct DATABASE_URL.`,
  ],
  [
    /^3D000$/,
    ({ database, host }) =>
      `There is no database "${database}" on ${host}. Create it (createdb ${database}) or correct DATABASE_URL.`,
  ],
  [
    /unsupported startup parameter/,
    ({ host }) =>
      `The pooler at ${host} refuses settings at the start of a session. Start again now that it answers, or add ?prepare=false to DATABASE_URL.`,
  ],
  [
    /^(ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_SSL)|certificate|SSL|TLS/i,
    ({ host }) =>
      `${host} was reached, but not safely: its TLS certificate or mode does not fit. Check sslmode in DATABASE_URL.`,
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    ({ host }) => `The host of ${host} is unknown. Correct DATABASE_URL, or the name service.`,
  ],
  [/^ECONNREFUSED$/, ({ host }) => `Nothing listens at ${host}. Start Postgres, or correct DATABASE_URL.`],
  [/^53300$/, ({ host }) => `${host} has no connection left. Raise its max_connections or lower DATABASE_POOL_MAX.`],
  [/^(57P0[123])$/, ({ host }) => `Postgres at ${host} is starting or stopping.`],
  [
    /^42501$/,
    ({ user, database }) =>
      `"${user}" may not change the schema of "${database}". Give DATABASE_MIGRATION_URL a user who may.`,
  ],
]

/** The sentence about a server that could not be used. */
export const explainServer = (error: unknown, address: string): StartFailure | undefined => {
  const place = placeOf(address)
  const codes = codesOf(error)
  for (const [pattern, say] of CAUSES)
    if (codes.some((code) => pattern.test(code))) return new StartFailure(say(place), { cause: error })
  if (!(error instanceof AppError) || error.code !== 'database_unavailable') return undefined
  return new StartFailure(`Postgres at ${place.host} does not answer. Check the address, the network and a firewall.`, {
    cause: error,
  })
}

/** Whether waiting may help. */
export const isAway = (error: unknown) => codesOf(error).some((code) => AWAY.test(code))

const newestBackup = (folder: string) => {
  if (!existsSync(folder)) return undefined
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith('.tdc'))
    .map((name) => join(folder, name))
  return paths.toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).at(-1)
}

const isWritable = (folder: string): boolean => {
  if (!existsSync(folder)) return dirname(folder) === folder || isWritable(dirname(folder))
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** The sentence about embedded data that could not be opened. */
export const explainEmbedded = (error: unknown, data_dir: string, backups: string): StartFailure => {
  const folder = dirname(data_dir)
  if (!isWritable(data_dir))
    return new StartFailure(`${folder} cannot be written. Give it to the user who runs todochat, or set DATA_DIR.`, {
      cause: error,
    })
  if (codesOf(error).includes('ENOSPC'))
    return new StartFailure(`The disk of ${folder} is full. Free some room and start again.`, { cause: error })
  const backup = newestBackup(backups)
  const remedy = backup ? `The newest backup: todochat restore ${backup} --yes` : `There is no backup in ${backups}`
  return new StartFailure(`The embedded database in ${data_dir} is damaged and cannot be opened. ${remedy}.`, {
    cause: error,
  })
}
