/** What the machine itself can do, to read the other figures by: Postgres alone, signatures, the disk. */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bench, Figure, Order } from '../lib/bench.ts'
import { makePeople, newSession } from '../lib/people.ts'
import { startServer } from '../lib/process.ts'
import { figureOf } from '../lib/statistics.ts'

const SESSIONS = 20
const PGBENCH_CLIENTS = 10
const SIZE = { full: { seconds: 10, writes: 300 }, short: { seconds: 2, writes: 60 } }
const BLOCK_BYTES = 8192

/** @throws when the program is not there or fails */
const said = async (command: string[]): Promise<string> => {
  const child = Bun.spawn(command, { stdout: 'pipe', stderr: 'pipe' })
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  if ((await child.exited) !== 0) throw new Error(`${command[0]} ended with ${child.exitCode}: ${stderr}`)
  return stdout
}

/** The list of sessions of one person, prepared, by Postgres’ own load generator. */
const listsPerSecond = async (order: Order, seconds: number): Promise<Figure> => {
  const server = await startServer(order)
  const [person] = await makePeople(server.database_url, 1)
  if (!person) throw new Error('There is nobody.')
  for (let n = 0; n < SESSIONS; n++) await newSession(server.url, person, `Chat ${n}`)
  const script = join(await order.places.folder(), 'list.sql')
  await Bun.write(
    script,
    `select id, user_id, title, message_count, pinned, archived, created_at, updated_at from threads
      where user_id = '${person.user_id}' and deleted_at is null order by updated_at desc, id desc limit 21;\n`.replaceAll(
      '\n',
      ' ',
    ),
  )
  const shape = ['-n', '-M', 'prepared', '-c', `${PGBENCH_CLIENTS}`, '-j', '2', '-T', `${seconds}`, '-f', script]
  const [, rate = ''] = /tps = ([\d.]+)/.exec(await said(['pgbench', ...shape, server.database_url])) ?? []
  return figureOf({ what: 'pgbench: list of sessions, prepared, 10 clients', unit: '/s' }, [Number(rate)])
}

/** What signs and checks our tokens, on one core. */
const signatures = async (seconds: number): Promise<Figure> => {
  const text = await said(['openssl', 'speed', '-mr', '-seconds', `${seconds}`, '-bytes', '256', '-hmac', 'sha256'])
  const bytes = Number(/^\+F:\d+:[^:]+:([\d.]+)/m.exec(text)?.[1])
  return figureOf({ what: 'openssl: HMAC-SHA256 of 256 bytes, one core', unit: '/s' }, [bytes / 256])
}

/** A commit waits for one of these. */
const syncs = async ({ places }: Order, writes: number): Promise<Figure> => {
  const file = await open(join(await places.folder(), 'sync'), 'w')
  const times: number[] = []
  for (let at = 0; at < writes; at++) {
    const began = performance.now()
    await file.write(Buffer.alloc(BLOCK_BYTES, at), 0, BLOCK_BYTES, at * BLOCK_BYTES)
    await file.datasync()
    times.push(performance.now() - began)
  }
  await file.close()
  return figureOf({ what: 'disk: 8 KB written and synced', unit: 'ms' }, times)
}

const run = async (order: Order) => {
  const { seconds, writes } = order.short ? SIZE.short : SIZE.full
  const figures = [await listsPerSecond(order, seconds), await signatures(seconds), await syncs(order, writes)]
  const unread = figures.filter(({ median }) => Number.isNaN(median)).map(({ what }) => `${what}: nothing was read`)
  return { figures, faults: unread }
}

export const limits: Bench = {
  name: 'limits',
  about: 'the machine itself: pgbench, openssl speed, a synced write',
  run,
}
