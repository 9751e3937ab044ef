/** Random secrets that a client holds and we only recognise: what is stored is their SHA-256, never the value. */
import { createHash, randomBytes } from 'node:crypto'

const SECRET_BYTES = 32

export const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url')

/** A plain hash is enough here: 256 random bits cannot be guessed, unlike a password. */
export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest()
