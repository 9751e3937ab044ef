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
const ZSTD_LEVEL = 12

/**
 * The embedded database's files, compressed: together 12 MB less to copy and to read. `src/db/engine.ts` unpacks what
 * begins like zstd. Level 12 is within 0.3 MB of the best and takes a second instead of twenty.
 */
const packed: Bun.BunPlugin = {
  name: 'packed',
  setup(build) {
    build.onLoad({ filter: /pglite\/dist\/[\w.]+\.(wasm|data)$/ }, async ({ path }) => ({
      contents: await Bun.zstdCompress(await Bun.file(path).bytes(), { level: ZSTD_LEVEL }),
      loader: 'file',
    }))
  },
}

/** Answers the size in bytes. Only the environment steers the binary: no .env, no bunfig.toml of the folder it runs in. */
export const buildBinary = async (outfile = BINARY, target?: Bun.Build.CompileTarget): Promise<number> => {
  await Bun.build({
    entrypoints: [join(ROOT, 'src/main.ts')],
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
