/**
 * PGlite itself: Postgres compiled to WebAssembly, in this process. The binary carries its parts; the package does not
 * export them, hence the relative paths.
 */
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import initdbWasm from '../../node_modules/@electric-sql/pglite/dist/initdb.wasm' with { type: 'file' }
import fsBundle from '../../node_modules/@electric-sql/pglite/dist/pglite.data' with { type: 'file' }
import pgliteWasm from '../../node_modules/@electric-sql/pglite/dist/pglite.wasm' with { type: 'file' }
import type { Exchange } from './pglite-socket.ts'

export interface Engine {
  exchange: Exchange
  /** The data directory as a gzipped tar. */
  dump(): Promise<Blob>
  /** Works on a broken engine too. */
  close(): Promise<void>
}

export interface EngineOptions {
  /** Where the data lives; in memory when absent. */
  data_dir?: string
  /** A data directory as tar, for an engine in memory. */
  image?: Blob
  /** Told once when the engine is beyond use: after a full disk, an internal error, a trap. */
  onbroken?: (broken: EngineBroken) => void
}

/** First four bytes of what zstd compressed. */
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** The binary carries the parts compressed (`build/binary.ts`); a checkout has them as the package ships them. */
const unpacked = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = Buffer.from(await Bun.file(path).arrayBuffer())
  const packed = bytes.subarray(0, ZSTD_MAGIC.length).equals(ZSTD_MAGIC)
  return packed ? ((await Bun.zstdDecompress(bytes)) as Buffer<ArrayBuffer>) : bytes
}

const compile = async (path: string) => WebAssembly.compile(await unpacked(path))

let parts: Promise<Pick<PGliteOptions, 'pgliteWasmModule' | 'fsBundle'>> | undefined
/** Compiled once: tests and re-openings share it. */
const loadParts = () => {
  parts ??= Promise.all([compile(pgliteWasm), unpacked(fsBundle)]).then(([pgliteWasmModule, files]) => ({
    pgliteWasmModule,
    fsBundle: new Blob([files]),
  }))
  return parts
}

/** Compiles beside whatever else a start has to do; a failure shows in `openEngine`. */
export const warmUp = () => {
  loadParts().catch(() => undefined)
}

/** Disk full, system errors and internal errors: measured, the next statement would spin for ever. */
const BREAKING = /^(53100|58\w{3}|XX\w{3})$/

/** The SQLSTATE of the first error among whole backend messages that the engine does not survive. */
const breakingCode = (answer: Buffer): string | undefined => {
  for (let at = 0; at + 5 <= answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    if (answer[at] !== 0x45) continue
    const fields = answer.toString('latin1', at + 5, at + 1 + answer.readInt32BE(at + 1)).split('\0')
    const code = fields.find((field) => field.startsWith('C'))?.slice(1)
    if (code && BREAKING.test(code)) return code
  }
  return undefined
}

/** The engine is beyond use; `sqlstate` says what broke it when the engine could still say so. */
export class EngineBroken extends Error {
  readonly code = 'ENGINE_BROKEN'
  constructor(
    readonly sqlstate: string | undefined,
    cause?: unknown,
  ) {
    super('The embedded database has to be opened again', { cause })
  }
}

/** How Postgres jumps back to its main loop after an ordinary error (source: pglite.ts, POSTGRES_MAIN_LONGJMP). */
const LONGJMP_STATUS = 100

/** PGlite swallows traps of the WebAssembly code; this sees them. */
const noticeTraps = (pglite: PGlite) => {
  const { Module } = pglite
  const loopOnce = Module._PostgresMainLoopOnce
  let trap: unknown
  Module._PostgresMainLoopOnce = () => {
    try {
      loopOnce()
    } catch (error) {
      if ((error as { status?: number }).status !== LONGJMP_STATUS) trap = error
      throw error
    }
  }
  return () => trap
}

/** One exchange after another; none after the engine broke. */
const exchangeWith = (pglite: PGlite, onbroken: EngineOptions['onbroken']): Exchange => {
  const trapped = noticeTraps(pglite)
  let broken: EngineBroken | undefined
  const giveUp = (sqlstate: string | undefined, cause?: unknown) => {
    broken = new EngineBroken(sqlstate, cause)
    onbroken?.(broken)
    return broken
  }
  return async (messages) => {
    if (broken) throw broken
    const chunks: Uint8Array[] = []
    // The plain call would keep every parsed message for ever; this one hands the bytes over.
    const onRawData = (bytes: Uint8Array) => chunks.push(bytes.slice())
    await pglite.execProtocolRawStream(messages, { syncToFs: false, onRawData }).catch((error: unknown) => {
      throw giveUp(undefined, error)
    })
    const answer = chunks.length === 1 ? Buffer.from(chunks[0] as Uint8Array) : Buffer.concat(chunks)
    const code = breakingCode(answer)
    if (code || trapped()) throw giveUp(code, trapped())
    return answer
  }
}

export const openEngine = async ({ data_dir, image, onbroken }: EngineOptions): Promise<Engine> => {
  const needsInitdb = !image && !(data_dir && (await Bun.file(`${data_dir}/PG_VERSION`).exists()))
  const pglite = await PGlite.create({
    ...(await loadParts()),
    ...(needsInitdb && { initdbWasmModule: await compile(initdbWasm) }),
    dataDir: data_dir,
    loadDataDir: image,
  })
  return {
    exchange: exchangeWith(pglite, onbroken),
    dump: () => pglite.dumpDataDir('gzip'),
    close: () => pglite.close(),
  }
}
