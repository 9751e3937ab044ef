/**
 * Writes the types of a typed client from the document of the API, as `openapi-typescript` does on the command line:
 * `bun build/client.ts DOCUMENT -o FILE`, where DOCUMENT is an address or a path.
 */
import { plugin } from 'bun'

// The generator needs the compiler's own API, which TypeScript 7 does not have any more.
plugin({
  name: 'typescript with its API',
  setup: (build) =>
    void build.module('typescript', async () => {
      const { default: compiler } = await import('@typescript/typescript6')
      return { exports: { ...compiler, default: compiler }, loader: 'object' }
    }),
})

const read = async (from: string): Promise<object> =>
  /^https?:/.test(from) ? (await fetch(from)).json() : Bun.file(from).json()

/** The types of `paths` and `components`, as a module. */
export const clientOf = async (document: object): Promise<string> => {
  const { astToString, default: generate } = await import('openapi-typescript')
  return astToString(await generate(JSON.stringify(document)))
}

if (import.meta.main) {
  const [from = '', flag, to = ''] = process.argv.slice(2)
  if (flag !== '-o') throw new Error('bun build/client.ts DOCUMENT -o FILE')
  await Bun.write(to, await clientOf(await read(from)))
}
