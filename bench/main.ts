/**
 * `bun run bench [name…] [--short] [--json] [--keep] [--binary] [--minutes N]`: measures the running product beside its peers. `--keep` writes
 * JSON, plots and the table of docs/performance.md. Needs DATABASE_URL.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { answers } from './cases/answers.ts'
import { firstToken } from './cases/first-token.ts'
import { growth } from './cases/growth/growth.ts'
import { limits } from './cases/limits.ts'
import { pages } from './cases/pages.ts'
import { ratios } from './cases/ratios.ts'
import { soak, soakEmbedded } from './cases/soak.ts'
import { starts } from './cases/starts.ts'
import { statements } from './cases/statements.ts'
import { Places } from './drills/place.ts'
import type { Bench, Report } from './lib/bench.ts'
import { keep } from './lib/keep.ts'
import { loadPerCpu, machineNow } from './lib/machine.ts'
import { ROOT, serverAddress } from './lib/process.ts'
import { linesOf } from './lib/table.ts'

const BENCHES: Bench[] = [ratios, firstToken, answers, growth, pages, starts, statements, limits, soak, soakEmbedded]
const OPTIONS = {
  short: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  binary: { type: 'boolean', default: false },
  minutes: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const
const USAGE = `bun run bench [name…] [--short] [--json] [--keep] [--binary] [--minutes N]
${BENCHES.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join('\n')}`
/** Without a name: everything but what takes half an hour by itself. */
const UNASKED = new Set(['soak', 'soak-embedded'])
const SOAK_MINUTES = { full: 30, short: 1 }

class Misused extends Error {}

const read = () => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const named = positionals.map((name) => {
    const bench = BENCHES.find((one) => one.name === name)
    if (!bench) throw new Misused(`There is no bench called ${name}.`)
    return bench
  })
  const minutes = Number(values.minutes ?? SOAK_MINUTES[values.short ? 'short' : 'full'])
  if (!(minutes > 0)) throw new Misused('--minutes takes a number above 0.')
  const command = values.binary ? [join(ROOT, 'dist/todochat')] : ['bun', '--no-env-file', join(ROOT, 'src/main.ts')]
  const benches = named.length > 0 ? named : BENCHES.filter(({ name }) => !UNASKED.has(name))
  return { ...values, benches, minutes, command }
}
type Wish = ReturnType<typeof read>

const postgresVersion = async () => {
  const sql = postgres(serverAddress(), { max: 1 })
  const [row] = await sql`show server_version`
  await sql.end()
  return String(row?.server_version)
}

const conduct = async (bench: Bench, { short, minutes, command }: Wish, version: string): Promise<Report> => {
  const places = new Places()
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const began = performance.now()
  const load = loadPerCpu()
  say(`${bench.name}: ${bench.about}`)
  const outcome = await bench.run({ short, command, minutes, places, say }).catch((error: unknown) => ({
    figures: [],
    faults: [Bun.inspect(error)],
  }))
  const left = await places.leave()
  return {
    bench: bench.name,
    short,
    ...outcome,
    faults: [...outcome.faults, ...left.map((error) => `cleaning up: ${error}`)],
    took_s: (performance.now() - began) / 1000,
    machine: machineNow([load, loadPerCpu()], version),
  }
}

const tell = (text: string, code: number) => {
  process.stdout.write(`${text}\n`)
  return code
}

const main = async (): Promise<number> => {
  const wish = read()
  if (wish.help) return tell(USAGE, 0)
  const version = await postgresVersion()
  const reports: Report[] = []
  for (const bench of wish.benches) {
    const report = await conduct(bench, wish, version)
    reports.push(report)
    if (!wish.json) tell(linesOf(report).join('\n'), 0)
    if (wish.keep && report.faults.length === 0) await keep(report)
  }
  if (wish.json) tell(JSON.stringify(reports), 0)
  return reports.every(({ faults }) => faults.length === 0) ? 0 : 1
}

if (import.meta.main) {
  process.exit(
    await main().catch((error: unknown) => {
      if (error instanceof Misused) return tell(`${error.message}\n${USAGE}`, 2)
      throw error
    }),
  )
}
