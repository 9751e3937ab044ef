/**
 * How long people need who meet the program for the first time, step by step: a newcomer with a clone (`--clone`), one with
 * the binary, somebody who forgot a password, and an operator who backs up, loses everything and moves to Postgres and
 * back. `DATABASE_URL=… bun bench/paths.ts [--clone] [--people 31250]`, after `bun run build`; every person has 32 rows, and the
 * memory is the highest of each command's process.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openPostgres } from '../src/db/postgres.ts'
import { freshServerDatabase } from '../test/support/database.ts'
import { freshFolder } from '../test/support/folder.ts'
import { type Program, startProgram } from '../test/support/program.ts'
import { makeOld } from './drills/upgrade-data.ts'
import { ROOT, serverAddress } from './lib/process.ts'

const BINARY = join(ROOT, 'dist/todochat')
const MIB = 1024 * 1024
const ADA = { email: 'ada@example.org', password: 'a first good password' }
const NEW_PASSWORD = 'another good password'

const { values } = parseArgs({
  options: { clone: { type: 'boolean', default: false }, people: { type: 'string', default: '0' } },
})
const folder = await freshFolder()
const leftovers: (() => Promise<unknown>)[] = [folder.remove]
const row = (what: string, ms: number, more = '') =>
  console.log(`${what.padEnd(58)}${(ms / 1000).toFixed(2).padStart(8)} s  ${more}`)

const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now()
  const done = await work()
  row(what, performance.now() - began)
  return done
}

interface Asked {
  status: number
  text: string
}
const ask = async (url: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Asked> => {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}
const must = ({ status, text }: Asked, wanted: number): string => {
  if (status !== wanted) throw new Error(`answered ${status}: ${text.slice(0, 300)}`)
  return text
}
const api = '/api/v1'

/** Signs up and says one sentence; resolves when the answer has ended. */
const firstAnswer = async (url: string, email: string) => {
  const { access_token } = JSON.parse(must(await ask(url, `${api}/auth/signup`, { ...ADA, email }), 201))
  const authorization = { authorization: `Bearer ${access_token}` }
  const { id } = JSON.parse(must(await ask(url, `${api}/chatkit/sessions`, {}, authorization), 200))
  const message = { content: [{ type: 'input_text', text: 'remind me to buy milk tomorrow at 9' }] }
  const stream = must(
    await ask(url, `${api}/chatkit/sessions/${id}/threads/${id}/runs`, { message }, authorization),
    200,
  )
  if (!stream.includes('"status":"completed"')) throw new Error(`no whole answer: ${stream.slice(-300)}`)
  return authorization
}

const ENVIRONMENT = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' }
const start = async (cwd: string, command = [BINARY]): Promise<Program> => {
  const program = await startProgram({ command, cwd, env: ENVIRONMENT })
  leftovers.push(() => program.stop('SIGKILL'))
  return program
}

/** One command to its end: its time, the most memory it had, and what it printed. @throws when it fails */
const run = async (cwd: string, args: string[], env: Record<string, string> = {}): Promise<string> => {
  const began = performance.now()
  const child = Bun.spawn([BINARY, ...args], { cwd, env, stdout: 'pipe', stderr: 'pipe' })
  const [printed, told] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  if ((await child.exited) !== 0) throw new Error(`${args.join(' ')} ended with ${child.exitCode}: ${told}`)
  const words = [...args.slice(0, 1), ...(env.DATABASE_URL ? ['(Postgres)'] : [])].join(' ')
  row(`  todochat ${words}`, performance.now() - began, `${((child.resourceUsage()?.maxRSS ?? 0) / MIB).toFixed(0)} MB`)
  return printed
}

/** Sends the form of a one-time link as a browser does. */
const spend = async (link: string, fields: Record<string, string>) => {
  const { origin } = new URL(link)
  const headers = { 'sec-fetch-site': 'same-origin', origin, 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams(fields).toString()
  const { status } = await fetch(link, { method: 'POST', redirect: 'manual', headers, body })
  if (status !== 303) throw new Error(`the link’s form was answered ${status}`)
}

/** `npx` hands no signal on, so the server under it is ended by its own number. */
const endTree = async (pid: number) => {
  const children = await Bun.$`pgrep -P ${pid}`.nothrow().text()
  for (const child of children.split('\n').filter(Boolean)) await endTree(Number(child))
  process.kill(pid, 'SIGKILL')
}

const fromClone = async () => {
  const cwd = join(folder.path, 'clone')
  const began = performance.now()
  await Bun.$`git clone -q ${ROOT} ${cwd}`
  row('git clone', performance.now() - began)
  const server = await timed('npx --yes bun@1.4.5 start, until it is ready', () =>
    start(cwd, ['npx', '--yes', 'bun@1.4.5', 'start']),
  )
  await timed('sign up, the first answer whole', () => firstAnswer(server.url, 'clone@example.org'))
  row('a clone: all of it', performance.now() - began)
  await endTree(server.pid)
}

const linkIn = (words: string, url: string): string => {
  const path = words.match(/\/link\/\S+(?=\s)/)?.[0]
  if (!path) throw new Error(`there is no link in: ${words}`)
  return url + path
}

/** The administrator, a first answer, a lost password; answers the server, which goes on. */
const fromBinary = async (cwd: string) => {
  await mkdir(cwd)
  const began = performance.now()
  const server = await timed('binary: started for the first time, ready', () => start(cwd))
  await timed('administrator: the link and its form', async () => {
    while (!/\/link\/\S+\s/.test(server.told())) await Bun.sleep(10)
    await spend(linkIn(server.told(), server.url), { email: 'root@example.org', password: ADA.password })
  })
  await timed('sign up, the first answer whole', () => firstAnswer(server.url, ADA.email))
  row('a binary: all of it', performance.now() - began)
  const lost = performance.now()
  const link = linkIn(await run(cwd, ['user', 'reset-link', ADA.email]), server.url)
  await spend(link, { password: NEW_PASSWORD })
  const { access_token } = JSON.parse(
    must(await ask(server.url, `${api}/auth/signin`, { email: ADA.email, password: NEW_PASSWORD }), 200),
  )
  row('a forgotten password: all of it', performance.now() - lost)
  return { server, authorization: { authorization: `Bearer ${access_token}` } }
}

interface Sum {
  fingerprint: string
  rows: number
}
const same = (one: Sum, other: Sum) => {
  if (one.fingerprint !== other.fingerprint) throw new Error(`${one.fingerprint} became ${other.fingerprint}`)
}
const sumOf = async (cwd: string, env: Record<string, string> = {}): Promise<Sum> =>
  JSON.parse(await run(cwd, ['fingerprint', '--json'], env))

/** doctor, a backup while somebody writes, everything lost, and back again. */
const backUpAndLose = async (cwd: string) => {
  const { server, authorization } = await fromBinary(cwd)
  await run(cwd, ['doctor'])
  let over = false
  const writing = (async () => {
    for (let n = 1; !over; n++) must(await ask(server.url, `${api}/tasks`, { title: `Task ${n}` }, authorization), 201)
  })()
  const kept: Sum = JSON.parse(await run(cwd, ['backup', '../one.tdc', '--json']))
  over = true
  await writing
  await server.stop('SIGKILL')
  await rm(join(cwd, 'data'), { recursive: true })
  await run(cwd, ['restore', '../one.tdc'])
  same(kept, await sumOf(cwd))
  console.log(`backed up under writes, destroyed, restored: the same fingerprint over ${kept.rows} rows`)
}

/** Embedded → Postgres → embedded. */
const moveThereAndBack = async (cwd: string) => {
  const { url, drop } = await freshServerDatabase(serverAddress())
  leftovers.push(drop)
  const server = { DATABASE_URL: url }
  const here = await sumOf(cwd)
  await run(cwd, ['backup', '../there.tdc'])
  await run(cwd, ['restore', '../there.tdc'], server)
  same(here, await sumOf(cwd, server))
  await run(cwd, ['backup', '../back.tdc'], server)
  await rm(join(cwd, 'data/postgres'), { recursive: true })
  await run(cwd, ['restore', '../back.tdc'])
  same(here, await sumOf(cwd))
  console.log(`embedded → Postgres → embedded: the same fingerprint over ${here.rows} rows`)
}

/** Fills a folder's embedded database by way of a server, where so many rows are made in one go. */
const fillLarge = async (cwd: string, people: number) => {
  const { url, drop } = await freshServerDatabase(serverAddress())
  await mkdir(cwd)
  const db = openPostgres(url, { pool_max: 1 })
  await makeOld(db, people)
  await db.close()
  const server = { DATABASE_URL: url }
  await run(cwd, ['migrate', 'up'], server)
  await run(cwd, ['backup', '../large.tdc'], server)
  await drop()
  await run(cwd, ['restore', '../large.tdc'])
}

try {
  if (values.clone) await fromClone()
  const small = join(folder.path, 'small')
  await backUpAndLose(small)
  await moveThereAndBack(small)
  const people = Number(values.people)
  if (people > 0) {
    const large = join(folder.path, 'large')
    await fillLarge(large, people)
    await moveThereAndBack(large)
  }
} finally {
  for (const clean of leftovers.reverse()) await clean()
}
