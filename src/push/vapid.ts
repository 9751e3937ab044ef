/**
 * How a push service knows us (RFC 8292): a key pair of the installation. It is kept in the database, so that all instances
 * share it and a backup takes it along; subscriptions are bound to it. The private half is sealed with JWT_SECRET.
 */
import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createPrivateKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'

export interface VapidKey {
  /** Uncompressed point. */
  public_key: Buffer
  private_key: Buffer
}

export const newVapidKey = (): VapidKey => {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  // A private key that begins with zeros is shorter; every reader wants 32 bytes.
  const private_key = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32)
  return { public_key: pair.getPublicKey(), private_key }
}

const [NONCE_BYTES, TAG_BYTES] = [12, 16]
const sealingKey = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'push key', 32))

export const seal = (secret: string, plain: Uint8Array): Buffer => {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(secret), nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Undefined when another secret sealed it. */
export const unseal = (secret: string, sealed: Uint8Array): Buffer | undefined => {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(secret), bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

const keyObject = ({ public_key, private_key }: VapidKey): KeyObject =>
  createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: text(private_key),
      x: text(public_key.subarray(1, 33)),
      y: text(public_key.subarray(33)),
    },
  })

/** Services take a day at most. */
const TOKEN_SECONDS = 12 * 3600

interface Sender {
  /** How the service reaches the operator: an https or mailto address. */
  contact: string
  now_ms: number
}

/** The `Authorization` of a request to the service of this endpoint. */
export const vapidHeader = (key: VapidKey, endpoint: URL, { contact, now_ms }: Sender): string => {
  const part = (value: object) => text(Buffer.from(JSON.stringify(value)))
  const claims = { aud: endpoint.origin, exp: Math.floor(now_ms / 1000) + TOKEN_SECONDS, sub: contact }
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
  const signature = sign('sha256', Buffer.from(signed), { key: keyObject(key), dsaEncoding: 'ieee-p1363' })
  return `vapid t=${signed}.${text(signature)}, k=${text(key.public_key)}`
}
