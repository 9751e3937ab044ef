/** A browser as far as push needs one: makes the keys of a subscription and reads what is sent to it (RFC 8188, RFC 8291). */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

const derived = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array | string, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

export const newReader = () => {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const keys = { p256dh: pair.getPublicKey(), auth: randomBytes(16) }
  return {
    keys,
    /** As a browser gives them away. */
    given: { p256dh: keys.p256dh.toString('base64url'), auth: keys.auth.toString('base64url') },
    /** @throws when it was meant for another */
    read(message: Buffer): string {
      const [salt, sender] = [message.subarray(0, 16), message.subarray(21, 86)]
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.p256dh, sender])
      const secret = derived(pair.computeSecret(sender), keys.auth, info, 32)
      const decipher = createDecipheriv(
        'aes-128-gcm',
        derived(secret, salt, 'Content-Encoding: aes128gcm\0', 16),
        derived(secret, salt, 'Content-Encoding: nonce\0', 12),
      )
      decipher.setAuthTag(message.subarray(-16))
      const text = Buffer.concat([decipher.update(message.subarray(86, -16)), decipher.final()])
      if (text.at(-1) !== 2) throw new Error('not the last record')
      return text.subarray(0, -1).toString()
    },
  }
}
export type Reader = ReturnType<typeof newReader>
