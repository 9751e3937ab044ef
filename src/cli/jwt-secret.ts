/** Secrets of an installation that was given none: made once, kept in DATA_DIR, readable by their owner only. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { explainFolder, makeDataFolder } from '../db/data-folder.ts'
import { createDurably } from '../lib/durable.ts'
import { ConfigError } from '../lib/settings.ts'

const FILE = 'jwt_secret'
const SECRET_BYTES = 48
const SECRET_MIN_CHARS = 32

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code

const readKept = (path: string) => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    if (hasCode(error, 'EACCES'))
      throw new ConfigError(`${path} cannot be read. Give it to the user who runs todochat.`)
    throw error
  }
}

/** Of two processes that start together one makes it, the other reads that. */
const keepNew = (path: string) => {
  try {
    createDurably(path, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`)
  } catch (error) {
    throw explainFolder(error, dirname(path))
  }
  return readFileSync(path, 'utf8').trim()
}

/** The secret under the name in the folder. @throws ConfigError  too short to be one; `loss` says what a new one costs */
export const keptSecret = (data_dir: string, name: string, loss: string) => {
  makeDataFolder(data_dir)
  const path = join(data_dir, name)
  const secret = readKept(path) ?? keepNew(path)
  if (secret.length < SECRET_MIN_CHARS) throw new ConfigError(`${path} is damaged: restore it, or delete it (${loss}).`)
  return secret
}

/** A configuration with the secret it must have to serve. */
export type ServingConfig = Config & { readonly JWT_SECRET: string }

/**
 * The configuration with a JWT_SECRET: the given one, else the one kept in DATA_DIR.
 * @throws ConfigError  in production on a database server: instances there must share one secret
 */
export const withJwtSecret = (config: Config): ServingConfig => {
  if (config.JWT_SECRET) return { ...config, JWT_SECRET: config.JWT_SECRET }
  if (config.DATABASE_URL && config.NODE_ENV === 'production')
    throw new ConfigError(
      'Configuration is wrong:\n  JWT_SECRET is missing: in production with DATABASE_URL give all instances the same 32 characters or more',
    )
  return { ...config, JWT_SECRET: keptSecret(config.DATA_DIR, FILE, 'everybody must sign in again then') }
}
