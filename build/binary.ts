/**
 * Makes dist/todochat: one file with Bun, our code as bytecode, the pages' files and the embedded database.
 * `--target=bun-linux-arm64` and alike build for another machine.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const ROOT = join(import.meta.dir, '..')
export const BINARY = join(ROOT, 'dist/todochat')
export const BINARY_MAX_MB = 135
const MB = 1_000_000
/** The best there is: 3.4 MB less than level 12, and no slower to unpack. It takes ten seconds, so the result is kept. */
const ZSTD_LEVEL = 19
const CACHE = join(ROOT, 'node_modules/.cache/todochat')

const compressed = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
  const digest = new Bun.CryptoHasher('sha256').update(bytes).digest('hex').slice(0, 16)
  const kept = Bun.file(join(CACHE, `${digest}.${ZSTD_LEVEL}.zst`))
  if (await kept.exists()) return kept.bytes()
  const small = new Uint8Array(await Bun.zstdCompress(bytes, { level: ZSTD_LEVEL }))
  await Bun.write(kept, small)
  return small
}

/** The embedded database's files and its first data folder; `src/db/pglite/unpack.ts` unpacks what begins like zstd. */
const packed: Bun.BunPlugin = {
  name: 'packed',
  setup(build) {
    build.onLoad({ filter: /pglite\/dist\/[\w.]+\.(wasm|data)$/ }, async ({ path }) => ({
      contents: await compressed(await Bun.file(path).bytes()),
      loader: 'file',
    }))
    build.onLoad({ filter: /generated\/pgdata\.tar\.gz$/ }, async ({ path }) => ({
      contents: await compressed(Bun.gunzipSync(await Bun.file(path).bytes())),
      loader: 'file',
    }))
  },
}

/** Answers the size in bytes. Only the environment steers the binary: no .env, no bunfig.toml of the folder it runs in. */
export const buildBinary = async (outfile = BINARY, target?: Bun.Build.CompileTarget): Promise<number> => {
  await Bun.build({
    // The engine's thread begins in a file of its own.
    entrypoints: [join(ROOT, 'src/main.ts'), join(ROOT, 'src/db/pglite/worker.ts')],
    root: ROOT,
    minify: true,
    bytecode: true,
    plugins: [packed],
    compile: { outfile, ...(target && { target }), autoloadDotenv: false, autoloadBunfig: false },
  })
  return (await stat(outfile)).size
}

const main = async () => {
  const { values } = parseArgs({ options: { target: { type: 'string' } } })
  const size = await buildBinary(BINARY, values.target as Bun.Build.CompileTarget | undefined)
  process.stdout.write(`dist/todochat: ${(size / MB).toFixed(1)} MB\n`)
  if (size > BINARY_MAX_MB * MB) throw new Error(`The binary is larger than ${BINARY_MAX_MB} MB.`)
}

if (import.meta.main) await main()
