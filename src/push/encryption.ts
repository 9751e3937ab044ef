/** Payloads that only the browser can read (RFC 8291), which is HTTP’s aes128gcm (RFC 8188) with keys agreed for one message. */
import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** The public key and the secret of a subscription, as its browser made them. */
interface ReaderKeys {
  p256dh: Uint8Array
  auth: Uint8Array
}

const CURVE = 'prime256v1'
const PUBLIC_KEY_BYTES = 65
export const AUTH_BYTES = 16
const [KEY_BYTES, NONCE_BYTES, SALT_BYTES, TAG_BYTES] = [16, 12, 16, 16]
/** Push services take messages of this size; a payload is one record of it. */
const RECORD_BYTES = 4096
const HEADER_BYTES = SALT_BYTES + 4 + 1 + PUBLIC_KEY_BYTES
/** The last record ends with a delimiter of one byte. */
export const PAYLOAD_MAX_BYTES = RECORD_BYTES - HEADER_BYTES - TAG_BYTES - 1

const derived = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array | string, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

interface OneTime {
  salt: Uint8Array
  private_key?: Uint8Array
}

/** `once` is given by tests alone: salt and key must never be used twice. */
export const encryptPayload = (
  payload: string,
  { p256dh, auth }: ReaderKeys,
  once: OneTime = { salt: randomBytes(SALT_BYTES) },
): Buffer => {
  const sender = createECDH(CURVE)
  if (once.private_key) sender.setPrivateKey(once.private_key)
  else sender.generateKeys()
  const public_key = sender.getPublicKey()
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, public_key])
  const secret = derived(sender.computeSecret(p256dh), auth, info, 32)
  const key = derived(secret, once.salt, 'Content-Encoding: aes128gcm\0', KEY_BYTES)
  const nonce = derived(secret, once.salt, 'Content-Encoding: nonce\0', NONCE_BYTES)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const text = Buffer.concat([cipher.update(payload), cipher.update(Buffer.from([2])), cipher.final()])
  const size = Buffer.alloc(5)
  size.writeUInt32BE(RECORD_BYTES)
  size.writeUInt8(PUBLIC_KEY_BYTES, 4)
  return Buffer.concat([once.salt, size, public_key, text, cipher.getAuthTag()])
}

/** Whether it is a point of the curve, so that a key can be agreed with it. */
export const isPublicKey = (bytes: Uint8Array): boolean => {
  if (bytes.length !== PUBLIC_KEY_BYTES) return false
  const any = createECDH(CURVE)
  any.generateKeys()
  try {
    return any.computeSecret(bytes).length > 0
  } catch {
    return false
  }
}
