/**
 * How long the compiled binary takes to its first good answer, and what it holds in memory at rest: the very first start, later
 * ones, and with Postgres outside when DATABASE_URL names one. Prints a table; nothing is asserted.
 * `bun run build && bun bench/start.ts`
 */
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BINARY } from '../build/binary.ts'
import { freshServerDatabase, SERVER_URL } from '../test/support/database.ts'
import { startProgram } from '../test/support/program.ts'

const FIRST_STARTS = 5
const LATER_STARTS = 9
/** Memory is read when start-up work is over and the collector has had its turn. */
const REST_MS = 5_000
const MB = 1_000_000

interface Start {
  ready_ms: number
  rest_mb: number
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Resident memory as the kernel counts it. */
const residentMb = async (pid: number) => {
  const status = await Bun.file(`/proc/${pid}/status`).text()
  return (Number(status.match(/^VmRSS:\s+(\d+) kB$/m)?.[1]) * 1024) / MB
}

const once = async (cwd: string, env: Record<string, string>, rests: boolean): Promise<Start> => {
  const program = await startProgram({ command: [join(cwd, 'todochat')], cwd, env: { LOG_LEVEL: 'warn', ...env } })
  if (rests) await Bun.sleep(REST_MS)
  const rest_mb = rests ? await residentMb(program.pid) : Number.NaN
  await program.stop()
  return { ready_ms: program.ready_ms, rest_mb }
}

/** Starts again and again in one folder; only the last one is left to rest. */
const series = async (cwd: string, env: Record<string, string>, times: number) => {
  const starts: Start[] = []
  for (let i = 1; i <= times; i++) starts.push(await once(cwd, env, i === times))
  return starts
}

const inFreshFolder = async <T>(work: (cwd: string) => Promise<T>): Promise<T> => {
  const cwd = await mkdtemp(join(tmpdir(), 'bench-start-'))
  try {
    await copyFile(BINARY, join(cwd, 'todochat'))
    return await work(cwd)
  } finally {
    await rm(cwd, { recursive: true })
  }
}

const row = (what: string, starts: Start[], bounds: { ready_ms: number; rest_mb: number }) => ({
  what,
  'healthy after, median (ms)': Math.round(median(starts.map(({ ready_ms }) => ready_ms))),
  'slowest (ms)': Math.round(Math.max(...starts.map(({ ready_ms }) => ready_ms))),
  'aim (ms)': bounds.ready_ms,
  'memory at rest (MB)': Math.round(starts.at(-1)?.rest_mb ?? Number.NaN),
  'aim (MB)': bounds.rest_mb,
})

const embedded = async () => {
  const first: Start[] = []
  for (let i = 1; i <= FIRST_STARTS; i++) first.push(await inFreshFolder((cwd) => once(cwd, {}, i === FIRST_STARTS)))
  const later = await inFreshFolder(async (cwd) => {
    await once(cwd, {}, false)
    return series(cwd, {}, LATER_STARTS)
  })
  return [
    row('embedded, the very first start', first, { ready_ms: 3000, rest_mb: 350 }),
    row('embedded, later', later, { ready_ms: 1000, rest_mb: 350 }),
  ]
}

const outside = async (address: string) => {
  const { url, drop } = await freshServerDatabase(address)
  try {
    const env = { DATABASE_URL: url, JWT_SECRET: 'a-secret-for-the-benchmark-only-0123456789' }
    const starts = await inFreshFolder(async (cwd) => {
      await once(cwd, env, false)
      return series(cwd, env, LATER_STARTS)
    })
    return [row('Postgres outside', starts, { ready_ms: 300, rest_mb: 120 })]
  } finally {
    await drop()
  }
}

const main = async () => {
  process.stdout.write(`binary: ${((await stat(BINARY)).size / MB).toFixed(1)} MB (at most 135)\n`)
  console.table([...(await embedded()), ...(SERVER_URL ? await outside(SERVER_URL) : [])])
}

if (import.meta.main) await main()
