/**
 * The steps of growing (docs/scaling.md), each done here with real programs, and how quick requests are on each.
 * `bun bench/steps.ts [requests]`; needs Postgres, Redis, Caddy; with DATABASE_URL and pgbouncer also the pooler.
 */
import { join } from 'node:path'
import { freshServerDatabase, SERVER_URL } from '../test/support/database.ts'
import { missing, startPgbouncer } from '../test/support/pgbouncer.ts'
import { Client } from './drills/client.ts'
import { openCaddy } from './drills/failover/caddy.ts'
import { Http2Client } from './drills/failover/http2-client.ts'
import { openReplicated } from './drills/failover/standby.ts'
import { Places } from './drills/place.ts'
import { cluster } from './drills/postgres.ts'
import { Instance } from './drills/process.ts'
import { openRedis } from './drills/redis.ts'
import { percentile } from './drills/table.ts'

const REQUESTS = Number(process.argv[2] ?? 400)
const AT_ONCE = 8
const COMMAND = ['bun', '--no-env-file', join(import.meta.dir, '../src/main.ts')]
const SETTINGS = {
  LLM_PROVIDERS: 'builtin',
  RATE_LIMIT_PAGES_PER_MINUTE: '1000000',
  RATE_LIMIT_SIGNUPS_PER_DAY: '1000000',
}

const places = new Places()
const say = (line: string) => process.stdout.write(`${line}\n`)

const timed = async (clients: Client[], ask: (client: Client, at: number) => Promise<Response>) => {
  const took: number[] = []
  let next = 0
  const began = performance.now()
  const work = async (client: Client) => {
    for (let at = next++; at < REQUESTS; at = next++) {
      const asked = performance.now()
      const response = await ask(client, at)
      await response.text()
      if (!response.ok) throw new Error(`${response.status}`)
      took.push(performance.now() - asked)
    }
  }
  await Promise.all(clients.map(work))
  const seconds = (performance.now() - began) / 1000
  const at = (percent: number) => (percentile(took, percent) ?? 0).toFixed(1)
  return `${at(50)} · ${at(95)} ms, ${(REQUESTS / seconds).toFixed(0)}/s`
}

const measure = async (what: string, make: () => Client) => {
  const clients = await Promise.all(Array.from({ length: AT_ONCE }, () => make().signUp()))
  const writes = await timed(clients, (client, at) =>
    client.ask('POST', '/api/v1/tasks', { body: { title: `Water the roses ${at}` } }),
  )
  const reads = await timed(clients, (client) => client.ask('GET', '/api/v1/tasks?limit=20'))
  say(`| ${what} | ${writes} | ${reads} |`)
}

const start = async (env: Record<string, string>) => {
  const instance = await Instance.make({ command: COMMAND, places, env: { ...SETTINGS, ...env } })
  await instance.start()
  return instance
}

const run = async (words: string[], env: Record<string, string>) => {
  const child = Bun.spawn([...COMMAND, ...words], {
    env: { PATH: process.env.PATH ?? '', JWT_SECRET: 'a-secret-of-the-steps-only-0123456789abcdef', ...env },
    stdout: 'pipe',
    stderr: 'ignore',
  })
  const said = await new Response(child.stdout).text()
  if ((await child.exited) !== 0) throw new Error(`${words.join(' ')} failed: ${said}`)
  return said.trim()
}

/** What the embedded database holds moves into a server by one file; both must have one fingerprint. */
const move = async (folder: string, DATABASE_URL: string) => {
  const file = join(folder, 'move.tdc')
  const embedded = { DATA_DIR: join(folder, 'data') }
  const began = performance.now()
  await run(['backup', file], embedded)
  await run(['restore', file, '--yes'], { ...embedded, DATABASE_URL })
  const seconds = (performance.now() - began) / 1000
  const prints = [await run(['fingerprint'], embedded), await run(['fingerprint'], { ...embedded, DATABASE_URL })]
  if (prints[0] !== prints[1]) throw new Error(`The fingerprints differ: ${prints.join(' and ')}`)
  say(`Moved by backup and restore in ${seconds.toFixed(1)} s, ${Bun.file(file).size} bytes, fingerprints equal.`)
}

const pair = async (env: Record<string, string>) => {
  const instances = [await start(env), await start(env)]
  const caddy = await openCaddy(
    places,
    instances.map(({ port }) => port),
  )
  const make = () => {
    const client = new Http2Client(caddy.url, caddy.authority)
    places.later(() => client.close())
    return client
  }
  return { make, end: () => Promise.all(instances.map((one) => one.kill())) }
}

const main = async () => {
  say(`| Step | create a task, p50 · p95 | list 20 tasks, p50 · p95 |\n|---|---|---|`)
  const first = await start({})
  await measure('embedded', () => new Client(first.url))
  await first.kill()
  const address = await (await cluster(places)).database()
  await move(first.folder, address)
  const second = await start({ DATABASE_URL: address })
  await measure('one Postgres', () => new Client(second.url))
  await second.kill()
  const REDIS_URL = (await openRedis(places)).url
  const two = await pair({ DATABASE_URL: address, REDIS_URL })
  await measure('two instances behind Caddy, Redis', two.make)
  await two.end()
  const replicated = await pair({ DATABASE_URL: await (await openReplicated(places)).database(), REDIS_URL })
  await measure('and a synchronous standby', replicated.make)
  await replicated.end()
  if (missing()) return say(`pgbouncer was left out: ${missing()}`)
  const pooler = await startPgbouncer('transaction')
  const own = await freshServerDatabase(SERVER_URL as string)
  const pooled = await pair({ DATABASE_URL: pooler.through(own.url), REDIS_URL })
  await measure('pgbouncer between', pooled.make)
  await pooled.end()
  await pooler.stop()
  await own.drop()
}

try {
  await main()
} finally {
  await places.leave()
}
process.exit(0)
