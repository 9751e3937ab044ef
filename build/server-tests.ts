/**
 * Says which test files use the servers of DATABASE_URL and REDIS_URL: those that read either from their environment, or
 * are made of a module that does. The program gets its settings handed in, so all others do the same with and without
 * servers. `bun build/server-tests.ts` prints their paths, and on stderr what it left out.
 */
import { filesOf, readSource, type Source } from '../test/support/source.ts'

/** A part of CI of their own; the embedded engine has no server. */
const ELSEWHERE = /^test\/(browser|smoke|db\/pglite)\//
const SHIPPED = /^(src|views|sql)\//

/** Either name taken from the environment, or the whole of the environment handed on. */
const READS = [
  /process\.env\.(DATABASE|REDIS)_URL\b/,
  /\{[^}]*\b(DATABASE|REDIS)_URL\b[^}]*\} = process\.env\b/,
  /\.\.\.process\.env\b|\benv: process\.env\b|\(process\.env\)/,
]
const readsServer = ({ lines }: Source) => lines.some((line) => READS.some((read) => read.test(line)))

type Read = (path: string) => Source

/** The modules that a test file is made of, without what ships. */
const partsOf = (path: string, read: Read) => {
  const found = new Map<string, Source>()
  const visit = (at: string) => {
    if (found.has(at) || SHIPPED.test(at) || !/\.tsx?$/.test(at)) return
    const source = read(at)
    found.set(at, source)
    for (const { target, ours } of source.imports) if (ours) visit(target)
  }
  visit(path)
  return [...found.values()]
}

export const splitByServer = (paths: readonly string[], read: Read) => {
  const sources = new Map<string, Source>()
  const once: Read = (path) => {
    const source = sources.get(path) ?? read(path)
    sources.set(path, source)
    return source
  }
  const using = new Set(paths.filter((path) => partsOf(path, once).some(readsServer)))
  return { using: [...using], left_out: paths.filter((path) => !using.has(path)) }
}

export const testsByServer = () => {
  const all = filesOf('test/**/*.test.{ts,tsx}').filter((path) => !ELSEWHERE.test(path))
  return splitByServer(all, readSource)
}

if (import.meta.main) {
  const { using, left_out } = testsByServer()
  const why = 'they read neither DATABASE_URL nor REDIS_URL, so the run without servers was the same'
  process.stderr.write(`Left out are ${left_out.length} test files, for ${why}:\n  ${left_out.join('\n  ')}\n`)
  process.stderr.write(`${using.length} test files use a server.\n`)
  process.stdout.write(`${using.map((path) => `./${path}`).join('\n')}\n`)
}
