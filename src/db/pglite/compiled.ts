/** The engine's code. The binary carries it; the package does not export it, hence the relative path. */
import pgliteWasm from '../../../node_modules/@electric-sql/pglite/dist/pglite.wasm' with { type: 'file' }
import { unpacked } from './unpack.ts'

let compiled: Promise<WebAssembly.Module> | undefined
/** Compiled once for all threads: what one engine had translated to machine code serves the next one too. */
export const compiledEngine = (): Promise<WebAssembly.Module> => {
  compiled ??= unpacked(pgliteWasm).then((bytes) => WebAssembly.compile(bytes))
  return compiled
}
