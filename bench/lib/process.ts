/** Processes of a bench, each of which prints one line of JSON when it is ready or done, and the server under test. */
import { join } from 'node:path'
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

/** Our server on a database of its own, both gone when the bench ends. */
export const startServer = async (
  { command, places }: Pick<Order, 'command' | 'places'>,
  env: Record<string, string> = {},
): Promise<Server> => {
  const database = await freshServerDatabase(serverAddress())
  places.later(() => database.drop())
  const own = { DATABASE_URL: database.url, DATA_DIR: await places.folder(), JWT_SECRET: SECRET, LOG_LEVEL: 'error' }
  const program = await startProgram({
    command: [...command, 'serve'],
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      LLM_PROVIDERS: 'builtin',
      ...own,
      ...LIMITS,
      ...env,
    },
  })
  places.later(() => program.stop())
  return { ...program, database_url: database.url }
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
