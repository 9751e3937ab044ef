/**
 * The file of a backup: one line that says how to read it, then frames of a gzip stream of JSON lines. The last frame
 * is empty and followed by the SHA-256 of the stream, so a cut or changed file is recognised. With a passphrase every
 * frame is sealed with AES-256-GCM; its number is the nonce and whether it is the last one is authenticated.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto'
import { once } from 'node:events'
import { type FileHandle, open } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { AppError } from '../errors.ts'

const MAGIC = 'TODOCHAT-BACKUP 1'
const HEAD_MAX_BYTES = 256
const FRAME_BYTES = 65_536
const LENGTH_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SALT_BYTES = 16
const KEY_BYTES = 32
const ALGORITHM = 'aes-256-gcm'

/** Why a file cannot be restored; the message is for the person who tried. */
export const damaged = (why: string) => new AppError('validation_error', `This backup cannot be used: ${why}.`)

const keyOf = (passphrase: string, salt: Buffer) =>
  scryptSync(passphrase, salt, KEY_BYTES, { N: 2 ** 15, maxmem: 2 ** 26 })

const nonceOf = (frame: number) => {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(frame, NONCE_BYTES - LENGTH_BYTES)
  return nonce
}

/** Seals or opens one frame after another; passes them on as they are when there is no key. */
const sealer = (key: Buffer | undefined) => {
  let frame = 0
  return (bytes: Buffer): Buffer => {
    if (!key) return bytes
    const cipher = createCipheriv(ALGORITHM, key, nonceOf(frame))
    frame += 1
    cipher.setAAD(Buffer.from([bytes.length === 0 ? 1 : 0]))
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
}
const opener = (key: Buffer | undefined) => {
  let frame = 0
  return (bytes: Buffer): Buffer => {
    if (!key) return bytes
    const decipher = createDecipheriv(ALGORITHM, key, nonceOf(frame))
    frame += 1
    decipher.setAAD(Buffer.from([bytes.length === TAG_BYTES ? 1 : 0]))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()])
    } catch {
      throw damaged(frame === 1 ? 'the passphrase is wrong, or the file is damaged' : 'the file is damaged')
    }
  }
}

const frameOf = (bytes: Buffer) => {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Cuts what gzip gives into frames and ends them with the digest. */
const framing = (key: Buffer | undefined) => {
  const seal = sealer(key)
  const digest = createHash('sha256')
  let rest = Buffer.alloc(0)
  return new Transform({
    transform(chunk: Buffer, _, done) {
      digest.update(chunk)
      rest = Buffer.concat([rest, chunk])
      while (rest.length >= FRAME_BYTES) {
        this.push(frameOf(seal(rest.subarray(0, FRAME_BYTES))))
        rest = rest.subarray(FRAME_BYTES)
      }
      done()
    },
    flush(done) {
      if (rest.length) this.push(frameOf(seal(rest)))
      this.push(frameOf(seal(Buffer.alloc(0))))
      this.push(digest.digest())
      done()
    },
  })
}

/** Writes JSON lines into the file, which has to be new; whole and on the disk when `end` resolves. */
export const createWriter = async (path: string, passphrase: string | undefined) => {
  const salt = randomBytes(SALT_BYTES)
  const key = passphrase === undefined ? undefined : keyOf(passphrase, salt)
  const file = await open(path, 'wx', 0o600)
  await file.write(`${MAGIC} ${key ? `${ALGORITHM} ${salt.toString('base64url')}` : 'plain'}\n`)
  const zip = createGzip()
  const frames = zip.pipe(framing(key))
  const written = (async () => {
    for await (const chunk of frames) await file.write(chunk as Buffer)
    await file.sync()
  })().finally(() => file.close())
  const failed = written.then(
    () => undefined,
    (error: unknown) => {
      throw error
    },
  )
  failed.catch(() => undefined)
  // Each write is a task of its own for the compressor; lines are short.
  let waiting = ''
  const flush = async () => {
    const text = waiting
    waiting = ''
    if (!zip.write(text)) await Promise.race([once(zip, 'drain'), failed])
  }
  return {
    async line(text: string) {
      waiting += `${text}\n`
      if (waiting.length >= FRAME_BYTES) await flush()
    },
    async end() {
      await flush()
      zip.end()
      await written
    },
    async abandon() {
      zip.destroy()
      frames.destroy()
      await written.catch(() => undefined)
    },
  }
}

const readExactly = async (file: FileHandle, length: number) => {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length)
  if (bytesRead < length) throw damaged('the file is cut off')
  return bytes
}

const readHead = async (file: FileHandle) => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_MAX_BYTES), 0, HEAD_MAX_BYTES, 0)
  const end = buffer.subarray(0, bytesRead).indexOf('\n')
  const line = buffer.toString('latin1', 0, Math.max(0, end))
  const [, version, way, salt] = /^TODOCHAT-BACKUP (\d+) (\S+)(?: (\S+))?$/.exec(line) ?? []
  if (version === undefined) throw damaged('it is not a backup of TodoChat')
  if (version !== '1' || (way !== 'plain' && way !== ALGORITHM)) throw damaged('a newer release made it')
  return { salt: way === ALGORITHM ? Buffer.from(salt ?? '', 'base64url') : undefined, length: end + 1 }
}

/** The frames' content; the digest is checked at the end. */
const framesOf = async function* (file: FileHandle, key: Buffer | undefined) {
  const unseal = opener(key)
  const digest = createHash('sha256')
  for (;;) {
    const length = (await readExactly(file, LENGTH_BYTES)).readUInt32BE()
    if (length > FRAME_BYTES + TAG_BYTES) throw damaged('the file is damaged')
    const bytes = unseal(await readExactly(file, length))
    if (bytes.length === 0) break
    digest.update(bytes)
    yield bytes
  }
  const kept = await readExactly(file, digest.copy().digest().length)
  if (!digest.digest().equals(kept)) throw damaged('its checksum is wrong, the file is damaged')
}

const unzipped = async function* (frames: AsyncIterable<Buffer>) {
  const unzip = createGunzip()
  const feeding = (async () => {
    for await (const frame of frames) if (!unzip.write(frame)) await once(unzip, 'drain')
    unzip.end()
  })()
  feeding.catch((error) => unzip.destroy(error))
  try {
    for await (const chunk of unzip) yield chunk as Buffer
    await feeding
  } catch (error) {
    throw error instanceof AppError ? error : damaged('the file is damaged')
  } finally {
    unzip.destroy()
  }
}

/** The JSON lines of the file. @throws AppError  what is wrong with it, in a sentence */
export const readLines = async function* (path: string, passphrase: string | undefined): AsyncGenerator<string> {
  const file = await open(path, 'r').catch((error: { code?: string }) => {
    throw new AppError('not_found', error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read.`)
  })
  try {
    const { salt, length } = await readHead(file)
    if (salt && passphrase === undefined) throw damaged('it is encrypted: set BACKUP_PASSPHRASE')
    await file.read(Buffer.alloc(length), 0, length, null)
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of unzipped(framesOf(file, salt && keyOf(passphrase ?? '', salt)))) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest) throw damaged('the file is cut off')
  } finally {
    await file.close()
  }
}
