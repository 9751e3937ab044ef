/** Processes of a bench, each of which prints one line of JSON when it is ready or done, and the server under test. */
import { join } from 'node:path'
import postgres from 'postgres'
import { freshServerDatabase, SERVER_URL } from '../../test/support/database.ts'
import { type Program, startProgram } from '../../test/support/program.ts'
import type { Order } from './bench.ts'

export const ROOT = join(import.meta.dir, '../..')
export const SECRET = 'a secret of the bench, long enough to be one'
const NO_LIMIT = '1000000'

/** Nothing that a bench asks for may be refused: refusals are fast. */
const LIMITS = {
  MAX_SESSIONS_PER_USER: NO_LIMIT,
  MAX_TASKS_PER_USER: NO_LIMIT,
  RATE_LIMIT_IP_PER_MINUTE: NO_LIMIT,
  RATE_LIMIT_PAGES_PER_MINUTE: NO_LIMIT,
  RATE_LIMIT_REQUESTS_PER_MINUTE: NO_LIMIT,
  RATE_LIMIT_SIGNUPS_PER_DAY: NO_LIMIT,
  RATE_LIMIT_TASKS_PER_MINUTE: NO_LIMIT,
  DAILY_TOKEN_LIMIT: '0',
  USER_DAILY_TOKEN_LIMIT: '0',
  AGENT_TIMEOUT_SECONDS: '600',
}

/** The server of the bench's databases. @throws without DATABASE_URL */
export const serverAddress = (): string => {
  if (!SERVER_URL) throw new Error('DATABASE_URL must name a Postgres server.')
  return SERVER_URL
}

export interface Server extends Program {
  database_url: string
}
type Where = Pick<Order, 'command' | 'places'>

const startOn = async ({ command, places }: Where, data_dir: string, env: Record<string, string>) => {
  const program = await startProgram({
    command: [...command, 'serve'],
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      LLM_PROVIDERS: 'builtin',
      ...{ DATA_DIR: data_dir, JWT_SECRET: SECRET, LOG_LEVEL: 'error' },
      ...LIMITS,
      ...env,
    },
  })
  places.later(() => program.stop())
  return program
}

/** Our server on a database of its own, both gone when the bench ends. */
export const startServer = async (where: Where, env: Record<string, string> = {}): Promise<Server> => {
  const database = await freshServerDatabase(serverAddress())
  where.places.later(() => database.drop())
  const program = await startOn(where, await where.places.folder(), { DATABASE_URL: database.url, ...env })
  return { ...program, database_url: database.url }
}

/** Our server with its database in the process; `sql` comes in by its socket, as other commands do. */
export const startEmbedded = async (where: Where, env: Record<string, string> = {}) => {
  const data_dir = await where.places.folder()
  const program = await startOn(where, data_dir, env)
  const options = {
    path: join(data_dir, 'todochat.sock'),
    host: 'embedded',
    database: 'postgres',
    username: 'postgres',
  }
  const sql = postgres({ ...options, max: 1, fetch_types: false, onnotice: () => undefined } as postgres.Options<
    Record<string, postgres.PostgresType>
  >)
  where.places.later(() => sql.end())
  return { ...program, sql }
}

const firstLine = async (stdout: ReadableStream<Uint8Array>): Promise<string> => {
  const words = new TextDecoder()
  let said = ''
  for await (const part of stdout) {
    said += words.decode(part, { stream: true })
    if (said.includes('\n')) break
  }
  return said.slice(0, said.indexOf('\n'))
}

/** Starts `bun FILE` of the bench and waits for its line, a URL, which it serves until the bench ends. */
export const startPeer = async ({ places }: Pick<Order, 'places'>, file: string, env: Record<string, string> = {}) => {
  const child = Bun.spawn([process.execPath, '--no-env-file', join(ROOT, 'bench', file)], {
    env: { ...(process.env as Record<string, string>), ...env },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  places.later(async () => {
    child.kill()
    await child.exited
  })
  const url = await firstLine(child.stdout)
  if (!url) throw new Error(`${file} ended before it was ready.`)
  return { url, pid: child.pid }
}

/** Starts `bun FILE` with the work as JSON on its standard input; `found` reads what it prints at its end. */
export const spawnClient = <T>(file: string, work: unknown) => {
  const child = Bun.spawn([process.execPath, '--no-env-file', join(ROOT, 'bench', file)], {
    stdin: new Blob([JSON.stringify(work)]),
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const said = new Response(child.stdout).text()
  return {
    pid: child.pid,
    stop: async () => {
      child.kill()
      await child.exited
    },
    found: async (): Promise<T> => {
      if ((await child.exited) !== 0) throw new Error(`${file} ended with ${child.exitCode}`)
      return JSON.parse(await said) as T
    },
  }
}

export const runClient = <T>(file: string, work: unknown): Promise<T> => spawnClient<T>(file, work).found()
