/** `bun run drill [name…] [--n N|--states N] [--database embedded|postgres] [--short] [--json] [--binary]`: does what breaks, tells what was lost. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { diskFull } from './disk-full.ts'
import { type DatabaseKind, type Drill, Impossible } from './drill.ts'
import { failover } from './failover/failover.ts'
import { flapping } from './flapping.ts'
import { frozenPostgres } from './frozen-postgres.ts'
import { frozenRedis } from './frozen-redis.ts'
import { kill } from './kill.ts'
import { Places } from './place.ts'
import { postgresRestart } from './postgres-restart.ts'
import { powerLoss } from './power-loss.ts'
import { reminders } from './reminders/reminders.ts'
import { rolling } from './rolling.ts'
import { sigterm } from './sigterm.ts'
import { linesOf, passed, type Report } from './table.ts'
import { threeStart } from './three-start.ts'
import { twoInstances } from './two-instances.ts'
import { upgrade } from './upgrade.ts'

const DRILLS: Drill[] = [
  kill,
  twoInstances,
  sigterm,
  postgresRestart,
  frozenPostgres,
  frozenRedis,
  flapping,
  threeStart,
  diskFull,
  powerLoss,
  rolling,
  reminders,
  upgrade,
  failover,
]
/** Needs more time than the others, Caddy and Prometheus as well: only when it is named. */
const NAMED_ONLY = new Set([failover])
/** Its full form takes as long as all others together: only when it is named; the short form is one of them. */
const FULL_IF_NAMED = new Set([reminders])
const ROOT = join(import.meta.dir, '../..')
const USAGE = `bun run drill [name…] [--n N|--states N] [--database embedded|postgres] [--resume FILE] [--short] [--json] [--binary]
${DRILLS.map(({ name, about }) => `  ${name.padEnd(18)}${about}`).join('\n')}`

const OPTIONS = {
  n: { type: 'string' },
  states: { type: 'string' },
  database: { type: 'string' },
  resume: { type: 'string' },
  short: { type: 'boolean' },
  json: { type: 'boolean' },
  binary: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** In short, waiting is most of it. In full one after the other, because figures are. */
const SIDE_BY_SIDE = 2

class Misused extends Error {}

const read = () => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const wanted = positionals.map((name) => {
    const drill = DRILLS.find((one) => one.name === name)
    if (!drill) throw new Misused(`There is no drill called ${name}.`)
    return drill
  })
  const said = values.n ?? values.states
  const n = said === undefined ? undefined : Number(said)
  if (n !== undefined && !(Number.isInteger(n) && n > 0)) throw new Misused('--n takes a whole number above 0.')
  if (values.database !== undefined && !['embedded', 'postgres'].includes(values.database))
    throw new Misused('--database is embedded or postgres.')
  const databases = (values.database ? [values.database] : ['embedded', 'postgres']) as DatabaseKind[]
  const command = values.binary ? [join(ROOT, 'dist/todochat')] : ['bun', '--no-env-file', join(ROOT, 'src/main.ts')]
  return {
    ...values,
    drills: wanted.length
      ? wanted
      : DRILLS.filter((drill) => !NAMED_ONLY.has(drill) && (values.short || !FULL_IF_NAMED.has(drill))),
    n,
    databases,
    command,
  }
}
type Wish = ReturnType<typeof read>

const say = (line: string) => process.stderr.write(`${line}\n`)

const conduct = async (drill: Drill, { n, short = false, databases, command, resume }: Wish): Promise<Report> => {
  const places = new Places()
  const began = performance.now()
  const order = { n: n ?? drill.usual[short ? 'short' : 'full'], short, databases, command, resume, places, say }
  say(`${drill.name}: ${drill.about} (n = ${order.n})`)
  const outcome = await drill.run(order).then(
    (rows) => ({ rows }),
    (error: unknown) => ({
      rows: [],
      failure: error instanceof Impossible ? `NOT POSSIBLE HERE: ${error.message}` : Bun.inspect(error),
    }),
  )
  for (const error of await places.leave()) say(`cleaning up: ${error}`)
  return { drill: drill.name, ...outcome, took_s: (performance.now() - began) / 1000 }
}

const main = async (): Promise<number> => {
  const wish = read()
  if (wish.help) return tell(USAGE, 0)
  const reports: Report[] = []
  const waiting = [...wish.drills]
  const work = async () => {
    for (let drill = waiting.shift(); drill; drill = waiting.shift()) {
      const report = await conduct(drill, wish)
      reports.push(report)
      if (!wish.json) process.stdout.write(`${linesOf(report).join('\n')}\n`)
    }
  }
  await Promise.all(Array.from({ length: wish.short ? SIDE_BY_SIDE : 1 }, work))
  const good = reports.filter(passed).length
  if (wish.json) process.stdout.write(`${JSON.stringify(reports)}\n`)
  else process.stdout.write(`${good} passed, ${reports.length - good} failed\n`)
  return good === reports.length ? 0 : 1
}

const tell = (text: string, code: number) => {
  process.stdout.write(`${text}\n`)
  return code
}

if (import.meta.main) {
  process.exit(
    await main().catch((error: unknown) => {
      if (error instanceof Misused) return tell(`${error.message}\n${USAGE}`, 2)
      throw error
    }),
  )
}
