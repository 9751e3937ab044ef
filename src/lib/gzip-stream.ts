/** Gzip for streams: every piece is flushed, so that it can be read as soon as it is sent. */
import { constants, createGzip } from 'node:zlib'

// A window of 8 KB and small tables: 36 KB of memory a stream, where the usual settings take 256.
const SETTINGS = { level: 6, windowBits: 13, memLevel: 3 }

/** The pieces compressed, each readable without the next one. */
export async function* gzipped(pieces: AsyncGenerator<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const zip = createGzip(SETTINGS)
  let chunks: Buffer[] = []
  zip.on('data', (chunk: Buffer) => chunks.push(chunk))
  const taken = () => {
    const all = new Uint8Array(Buffer.concat(chunks))
    chunks = []
    return all
  }
  try {
    for await (const piece of pieces) {
      zip.write(piece)
      await new Promise<void>((resolve) => zip.flush(constants.Z_SYNC_FLUSH, resolve))
      yield taken()
    }
    await new Promise<void>((resolve) => {
      zip.once('end', resolve)
      zip.end()
    })
    yield taken()
  } finally {
    zip.destroy()
  }
}
