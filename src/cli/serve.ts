/** `serve`: settings → database → schema → core → app → listen; a signal undoes it in reverse. */
import { createApp } from '../app.ts'
import { type Config, loadConfig } from '../config.ts'
import { createCore } from '../core.ts'
import type { Database } from '../db/database.ts'
import { openDatabase, prepareSchema } from '../db/open.ts'
import { doorsOf, mcpDoorsOf } from '../doors.ts'
import { ConfigError } from '../lib/settings.ts'
import { createLog, type Log, setLogKey } from '../log.ts'
import { localUrl } from './address.ts'
import type { Command, Terminal } from './command.ts'
import { type ServingConfig, withJwtSecret } from './secret.ts'
import { VERSION } from './version.ts'

/** Connections that are still open after the runs are settled get this long to close by themselves. */
const CLOSE_MAX_MS = 2_000

class PortInUse extends Error {}

const isPortInUse = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

interface Parts {
  config: ServingConfig
  log: Log
  db: Database
}

/** Everything inside, working, and the way back. */
const open = async ({ config, log, db }: Parts) => {
  const versions = await prepareSchema(config, db, VERSION)
  if (versions.length) log.info({ versions }, 'schema migrated')
  const core = createCore({ config, db, log })
  const app = createApp(core, doorsOf(core, config, log), config, log)
  await core.start()
  const listeners: Listener[] = [{ app, hostname: config.HOST, port: config.PORT, setting: 'PORT' }]
  if (config.MCP_PORT !== undefined) {
    const mcp = createApp(core, mcpDoorsOf(core, config, log), config, log)
    listeners.push({ app: mcp, hostname: config.MCP_HOST ?? config.HOST, port: config.MCP_PORT, setting: 'MCP_PORT' })
  }
  return { core, listeners }
}

interface Listener {
  app: ReturnType<typeof createApp>
  hostname: string
  port: number
  /** Which setting names the port. */
  setting: string
}

const listen = ({ app, hostname, port, setting }: Listener) => {
  try {
    app.listen({ hostname, port })
  } catch (error) {
    if (!isPortInUse(error)) throw error
    const message = `Port ${port} of ${hostname} is in use. Stop the program that uses it, or set ${setting} to another one.`
    throw new PortInUse(message, { cause: error })
  }
  return app.server
}
type Server = ReturnType<typeof listen>

/** The first stop waits for open connections, for ever if need be; the second cuts them. */
const close = async (server: Server) => {
  await Promise.race([server?.stop(), Bun.sleep(CLOSE_MAX_MS)])
  await server?.stop(true)
}

const announce = (terminal: Terminal, { config, log, db }: Parts, port: number) => {
  const url = config.PUBLIC_URL ?? localUrl(config.HOST, port)
  const where = db.embedded ? ` (embedded database in ${config.DATA_DIR}: not safe against power loss)` : ''
  log.info({ url, host: config.HOST, port, version: VERSION, embedded: db.embedded }, 'listening')
  terminal.tell(`TodoChat ${VERSION} is ready: ${url}${where}`)
}

/** A failure nobody handled is a mistake of ours: told, and deadly only when the state is unknown. */
const watchFaults = (terminal: Terminal, log: Log) =>
  terminal.faulted((err, deadly) => {
    log[deadly ? 'fatal' : 'error']({ err }, 'a failure that nobody handled')
    if (deadly) process.exit(1)
  })

const serveWith = async (terminal: Terminal, parts: Parts, signal: Promise<string>) => {
  const { config, log } = parts
  const { core, listeners } = await open(parts)
  const servers: Server[] = []
  let grace_ms = 0
  try {
    for (const listener of listeners) servers.push(listen(listener))
    announce(terminal, parts, servers[0]?.port ?? config.PORT)
    log.info({ signal: await signal }, 'stopping')
    grace_ms = config.SHUTDOWN_GRACE_SECONDS * 1000
  } finally {
    await core.drain(grace_ms)
    await Promise.all(servers.map(close))
  }
  log.info({}, 'stopped')
}

/** @throws ConfigError  settings that only make sense together */
const checked = (config: Config): Config => {
  if (config.MCP_HOST !== undefined && config.MCP_PORT === undefined)
    throw new ConfigError('Configuration is wrong:\n  MCP_HOST needs MCP_PORT beside it')
  return config
}

export const serve: Command = {
  name: 'serve',
  form: '',
  about: 'Serve until SIGTERM or SIGINT. This is what happens without a command.',
  words: 0,
  json: false,
  async run(_, terminal) {
    const config = withJwtSecret(checked(loadConfig(terminal.env)))
    const signal = terminal.stopped()
    const log = createLog(config.LOG_LEVEL)
    setLogKey(config.JWT_SECRET)
    watchFaults(terminal, log)
    const db = await openDatabase(config, log)
    try {
      await serveWith(terminal, { config, log, db }, signal)
    } finally {
      await db.close()
    }
    return 0
  },
}
