/** The signing secret of an installation that was given none: made once, kept in DATA_DIR, readable by its owner only. */
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
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
    throw error
  }
}

/** Written whole under another name first: of two processes that start together one links it, the other reads that. */
const keepNew = (path: string) => {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  return readFileSync(path, 'utf8').trim()
}

const keptSecret = (data_dir: string) => {
  mkdirSync(data_dir, { recursive: true, mode: 0o700 })
  const path = join(data_dir, FILE)
  const secret = readKept(path) ?? keepNew(path)
  if (secret.length < SECRET_MIN_CHARS)
    throw new ConfigError(`${path} is damaged: restore it, or delete it (everybody must sign in again then).`)
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
  return { ...config, JWT_SECRET: keptSecret(config.DATA_DIR) }
}
