/** Versions of what clients read and change: equal for equal states, whatever the moment. */
import { canonicalJson } from './canonical.ts'

/** A short digest of a JSON value; doors quote it as an ETag. */
export const versionOf = (state: unknown): string =>
  new Bun.CryptoHasher('sha256').update(canonicalJson(state)).digest('base64url').slice(0, 22)
