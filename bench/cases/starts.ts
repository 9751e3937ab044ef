/** How long the compiled binary takes to its first good answer, and what it holds in memory at rest. */
import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BINARY } from '../../build/binary.ts'
import { freshServerDatabase } from '../../test/support/database.ts'
import { startProgram } from '../../test/support/program.ts'
import type { Bench, Figure, Order } from '../lib/bench.ts'
import { residentKb } from '../lib/machine.ts'
import { SECRET, serverAddress } from '../lib/process.ts'
import { figureOf } from '../lib/statistics.ts'

const TIMES = { full: { first: 5, later: 9 }, short: { first: 1, later: 3 } }
/** Memory is read when start-up work is over and the collector has had its turn. */
const REST_MS = 5_000
const MB = 1_000_000
const BINARY_MAX_MB = 135

interface Start {
  ready_ms: number
  rest_mb?: number
}

interface How {
  env?: Record<string, string>
  signal?: NodeJS.Signals
  rests?: boolean
}

const once = async (cwd: string, { env = {}, signal = 'SIGTERM', rests = false }: How): Promise<Start> => {
  const program = await startProgram({ command: [join(cwd, 'todochat')], cwd, env: { LOG_LEVEL: 'warn', ...env } })
  if (rests) await Bun.sleep(REST_MS)
  const rest_mb = rests ? { rest_mb: (await residentKb(program.pid)) / 1000 } : {}
  await program.stop(signal)
  return { ready_ms: program.ready_ms, ...rest_mb }
}

const folderWithBinary = async ({ places }: Order) => {
  const cwd = await places.folder()
  await copyFile(BINARY, join(cwd, 'todochat'))
  return cwd
}

/** Starts again and again in one folder; only the last one is left to rest. */
const series = async (cwd: string, times: number, how: How) => {
  const starts: Start[] = []
  for (let at = 1; at <= times; at++) starts.push(await once(cwd, { ...how, rests: at === times }))
  return starts
}

const figuresOf = (what: string, starts: Start[], aim: { ready_ms: number; rest_mb: number }): Figure[] => [
  figureOf(
    { what: `${what}, to the first answer`, unit: 'ms', aim: { of: 'median', at_most: aim.ready_ms } },
    starts.map(({ ready_ms }) => ready_ms),
  ),
  figureOf(
    { what: `${what}, memory at rest`, unit: 'MB', aim: { of: 'median', at_most: aim.rest_mb } },
    starts.flatMap(({ rest_mb }) => rest_mb ?? []),
  ),
]

const run = async (order: Order) => {
  const times = order.short ? TIMES.short : TIMES.full
  const size = await stat(BINARY).catch(() => undefined)
  if (!size) return { figures: [], faults: ['There is no binary: bun run build.'] }
  const first: Start[] = []
  for (let at = 1; at <= times.first; at++) first.push(...(await series(await folderWithBinary(order), 1, {})))
  const embedded = await folderWithBinary(order)
  await once(embedded, {})
  const later = await series(embedded, times.later, {})
  await once(embedded, { signal: 'SIGKILL' })
  const killed = await series(embedded, times.first, { signal: 'SIGKILL' })
  const database = await freshServerDatabase(serverAddress())
  order.places.later(() => database.drop())
  const outside = await folderWithBinary(order)
  const env = { DATABASE_URL: database.url, JWT_SECRET: SECRET }
  await once(outside, { env })
  const binary = figureOf({ what: 'binary', unit: 'MB', aim: { of: 'median', at_most: BINARY_MAX_MB } }, [
    size.size / MB,
  ])
  return {
    figures: [
      binary,
      ...figuresOf('embedded, the very first start', first, { ready_ms: 800, rest_mb: 350 }),
      ...figuresOf('embedded, after a clean stop', later, { ready_ms: 500, rest_mb: 350 }),
      ...figuresOf('embedded, after a kill', killed, { ready_ms: 3000, rest_mb: 350 }),
      ...figuresOf('Postgres outside', await series(outside, times.later, { env }), { ready_ms: 250, rest_mb: 100 }),
    ],
    faults: [],
  }
}

export const starts: Bench = {
  name: 'starts',
  about: 'the binary: size, time to the first answer (first, later, after a kill, with Postgres), memory at rest',
  run,
}
