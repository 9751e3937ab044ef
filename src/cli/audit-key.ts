/** The key of the audit: given, or kept in DATA_DIR; on a database server without one, made from the secret all share. */
import type { Config } from '../config.ts'
import { keptSecret, type ServingConfig, withJwtSecret } from './jwt-secret.ts'

const FILE = 'audit_key'

/** A configuration with all the secrets it must have to serve. */
export type SecretsConfig = ServingConfig & { readonly AUDIT_KEY: string }

/** @throws ConfigError  see `withJwtSecret` */
export const withSecrets = (config: Config): SecretsConfig => {
  const serving = withJwtSecret(config)
  return { ...serving, AUDIT_KEY: keyFor(serving) }
}

/** Several instances have folders of their own but one JWT_SECRET. */
const keyFor = ({ AUDIT_KEY, DATABASE_URL, DATA_DIR, JWT_SECRET }: ServingConfig) => {
  if (AUDIT_KEY) return AUDIT_KEY
  if (DATABASE_URL) return `audit key of ${JWT_SECRET}`
  return keptSecret(DATA_DIR, FILE, 'what was audited until then cannot be verified any more')
}
