/**
 * PGlite itself: Postgres compiled to WebAssembly, in this process. The binary carries its parts; the package does not
 * export them, hence the relative paths.
 */
import { type Extension, PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import amcheckFiles from '../../../node_modules/@electric-sql/pglite/dist/amcheck.tar.gz' with { type: 'file' }
import initdbWasm from '../../../node_modules/@electric-sql/pglite/dist/initdb.wasm' with { type: 'file' }
import fsBundle from '../../../node_modules/@electric-sql/pglite/dist/pglite.data' with { type: 'file' }
import { breakingCode, EngineBroken, isIdle, type Run } from './answer.ts'
import { compiledEngine } from './compiled.ts'
import { installSync, type NodeFileSystem, type SyncHook, type SyncOptions } from './sync.ts'
import { unpacked } from './unpack.ts'

export interface PgliteEngine {
  run: Run
  /** The data directory as a gzipped tar. */
  dump(): Promise<Blob>
  /** Works on a broken engine too. */
  close(): Promise<void>
}

interface PgliteOptions {
  /** Where the data lives; in memory when absent. */
  data_dir?: string
  /** A data directory as tar, for an engine in memory. */
  image?: Blob
  /** Whether commits wait for the disk; not when absent. */
  sync?: SyncOptions
  /** What another thread has compiled; compiled here when absent. */
  compiled?: WebAssembly.Module
  /** Sees the engine's file system before it is used, for drills. */
  onfiles?: (files: NodeFileSystem) => void
  /** Called once when the engine is beyond use: after a full disk, an internal error, a trap. */
  onbroken?: (broken: EngineBroken) => void
}

let files: Promise<Blob> | undefined
/** Unpacked once: tests and re-openings share it. */
const loadFiles = () => {
  files ??= unpacked(fsBundle).then((bytes) => new Blob([bytes]))
  return files
}

/**
 * What `doctor --data` compares indexes with. The package reads a bundle by a stream, which files inside the binary do
 * not have, so the engine is handed the content where it looks for it.
 */
const amcheck: Extension = {
  name: 'amcheck',
  setup: async (_, emscriptenOpts) => {
    const files = new Blob([Bun.gunzipSync(await Bun.file(amcheckFiles).bytes())])
    const pg_extensions = { get: () => ({ amcheck: Promise.resolve(files) }), set: () => undefined, enumerable: true }
    return { emscriptenOpts: Object.defineProperty(emscriptenOpts, 'pg_extensions', pg_extensions) }
  },
}

/** How Postgres jumps back to its main loop after an ordinary error (source: pglite.ts, POSTGRES_MAIN_LONGJMP). */
const LONGJMP_STATUS = 100

/** PGlite swallows traps of the WebAssembly code; this sees them. */
const onWasmTrap = (pglite: PGlite) => {
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
const runOn = (pglite: PGlite, hook: SyncHook | undefined, onbroken: PgliteOptions['onbroken']): Run => {
  const trapped = onWasmTrap(pglite)
  let broken: EngineBroken | undefined
  const giveUp = (sqlstate: string | undefined, cause?: unknown) => {
    if (broken) return broken
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
    const bytes = chunks.length === 1 ? Buffer.from(chunks[0] as Uint8Array) : Buffer.concat(chunks)
    const code = breakingCode(bytes)
    if (code || trapped()) throw giveUp(code, trapped())
    const settled = isIdle(bytes) ? hook?.settled() : undefined
    return settled
      ? { bytes, settled: settled.catch((error) => Promise.reject(giveUp(SYNC_FAILED, error))) }
      : { bytes }
  }
}

/** "I/O error": the disk would not keep a commit. */
const SYNC_FAILED = '58030'

/** The directory, with the hook in place before Postgres runs: recovery writes too. */
class SyncedFiles extends NodeFS {
  hook: SyncHook | undefined

  constructor(
    data_dir: string,
    readonly prepare: (files: NodeFileSystem) => SyncHook | undefined,
  ) {
    super(data_dir)
  }

  override async init(...args: Parameters<NodeFS['init']>) {
    const [pglite, options] = args
    const install = (module: unknown) => {
      this.hook = this.prepare((module as { NODEFS: NodeFileSystem }).NODEFS)
    }
    return super.init(pglite, { ...options, preRun: [...(options.preRun ?? []), install] })
  }
}

/** `-F` turns syncing off; of the ways to sync only this one reaches the file system. */
const SYNCING = [...PGlite.defaultStartParams.filter((word) => word !== '-F'), '-c', 'wal_sync_method=fsync']

export const openEngine = async (options: PgliteOptions): Promise<PgliteEngine> => {
  const { data_dir, image, sync, compiled, onfiles, onbroken } = options
  const needsInitdb = !image && !(data_dir && (await Bun.file(`${data_dir}/PG_VERSION`).exists()))
  const files =
    data_dir === undefined
      ? undefined
      : new SyncedFiles(data_dir, (nodefs) => {
          onfiles?.(nodefs)
          return sync && installSync(nodefs, sync)
        })
  const pglite = await PGlite.create({
    pgliteWasmModule: compiled ?? (await compiledEngine()),
    fsBundle: await loadFiles(),
    ...(needsInitdb && { initdbWasmModule: await WebAssembly.compile(await unpacked(initdbWasm)) }),
    ...(files && { fs: files }),
    ...(files && sync && { startParams: SYNCING }),
    loadDataDir: image,
    extensions: { amcheck },
  })
  return {
    run: runOn(pglite, files?.hook, onbroken),
    dump: () => pglite.dumpDataDir('gzip'),
    close: () => pglite.close(),
  }
}
