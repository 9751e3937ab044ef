/** `serve`: settings → database → schema → core → app → listen; a signal undoes it in reverse. */
import { createApp, doorsOf, mcpDoorsOf } from '../app.ts'
import { keepBeforeUp } from '../backup/before-up.ts'
import { backupFolder } from '../backup/folder.ts'
import { backUpAtOnce, startNightly } from '../backup/nightly.ts'
import { type Config, type Environment, loadConfig } from '../config.ts'
import { type Core, createCore } from '../core.ts'
import { checkClock } from '../db/clock-check.ts'
import type { Database } from '../db/database.ts'
import { awaitDatabase, openDatabase, prepareSchema } from '../db/open.ts'
import { startUpkeep } from '../db/pglite/upkeep.ts'
import { ConfigError } from '../lib/settings.ts'
import { ceilingNotice } from '../llm/limits.ts'
import { createLog, type Log, setLogKey } from '../log.ts'
import { watchLoop } from '../loop-delay.ts'
import { countActive } from '../metrics.ts'
import { startTracing } from '../trace/start.ts'
import { localUrl } from './address.ts'
import { type SecretsConfig, withSecrets } from './audit-key.ts'
import type { Command, Terminal } from './command.ts'
import { type Listener, listen } from './listen.ts'
import { createNotify, startWatchdogPings } from './notify.ts'
import { backupWorkers } from './own-process.ts'
import { VERSION } from './version.ts'

/** Connections that are still open after the runs are settled get this long to close by themselves. */
const CLOSE_MAX_MS = 2_000

interface Parts {
  config: SecretsConfig
  log: Log
  db: Database
}

/** Everything inside, working, and the way back. */
const open = async ({ config, log, db }: Parts) => {
  await awaitDatabase(config, db, log)
  await keepBeforeUp({ db, config, release: VERSION, log })
  const versions = await prepareSchema(config, db, VERSION)
  if (versions.length) log.info({ versions }, 'schema migrated')
  await checkClock(db, log)
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

type Server = ReturnType<typeof listen>

/** The first stop waits for open connections, for ever if need be; the second cuts them. */
const close = async (server: Server) => {
  await Promise.race([server?.stop(), Bun.sleep(CLOSE_MAX_MS)])
  await server?.stop(true)
}

const announce = (terminal: Terminal, { config, log, db }: Parts, port: number) => {
  const url = config.PUBLIC_URL ?? localUrl(config.HOST, port)
  const safe = config.EMBEDDED_SYNC === 'on' ? '' : ', NOT safe against power loss: EMBEDDED_SYNC=off'
  const where = db.embedded ? ` (embedded database in ${config.DATA_DIR}${safe})` : ''
  log.info({ url, host: config.HOST, port, version: VERSION, embedded: db.embedded }, 'listening')
  const ceilings = ceilingNotice(config)
  if (ceilings) terminal.tell(ceilings)
  terminal.tell(`TodoChat ${VERSION} is ready: ${url}${where}`)
}

/** While there is no administrator, the output holds the link that makes the first one. */
const offerAdminLink = async (terminal: Terminal, core: Core, url: string) => {
  const path = await core.account.adminLink()
  if (path) terminal.tell(`There is no administrator yet. Become it here, once, within 24 hours: ${url}${path}`)
}

/** Every night, where the configuration wants it; gives the way to stop it. */
const startBackups = ({ config, log, db }: Parts, core: Core, env: Environment) => {
  const folder = backupFolder(config)
  if (folder === undefined) return async () => undefined
  const beside = db.embedded ? [config.DATA_DIR] : []
  const options = { db, log, folder, keep: config.BACKUP_KEEP, workers: backupWorkers(env), beside }
  const leave = new AbortController()
  core.admin.backUpBy(() => backUpAtOnce(options, leave.signal))
  const stop = startNightly(options)
  return async () => {
    leave.abort()
    await stop()
  }
}

/** Housekeeping of the embedded database; a Postgres server has its own. */
const startCare = ({ config, db, log }: Parts): (() => void) => {
  if (!db.embedded) return () => undefined
  return startUpkeep({ db, log, data_dir: config.DATA_DIR, isQuiet: () => countActive(Date.now()) === 0 })
}

/** An unhandled failure is a defect of ours: logged, and deadly only when the state is unknown. */
const watchFaults = (terminal: Terminal, log: Log) =>
  terminal.faulted((err, deadly) => {
    log[deadly ? 'fatal' : 'error']({ err }, 'unhandled failure')
    if (deadly) process.exit(1)
  })

const serveWith = async (terminal: Terminal, parts: Parts, signal: Promise<string>) => {
  const { config, log } = parts
  const notify = createNotify(terminal.env.NOTIFY_SOCKET, log)
  const { core, listeners } = await open(parts)
  const servers: Server[] = []
  const stopPings = startWatchdogPings(notify, terminal.env.WATCHDOG_USEC)
  let grace_ms = 0
  let stopBackups: () => Promise<void> = async () => undefined
  let stopUpkeep: () => void = () => undefined
  const stopWatch = watchLoop()
  try {
    for (const listener of listeners) servers.push(listen(listener))
    const port = servers[0]?.port ?? config.PORT
    await offerAdminLink(terminal, core, config.PUBLIC_URL ?? localUrl(config.HOST, port))
    announce(terminal, parts, port)
    stopBackups = startBackups(parts, core, terminal.env)
    stopUpkeep = startCare(parts)
    notify('READY=1')
    log.info({ signal: await signal }, 'stopping')
    grace_ms = config.SHUTDOWN_GRACE_SECONDS * 1000
  } finally {
    notify('STOPPING=1')
    stopUpkeep()
    await stopBackups()
    await core.drain(grace_ms)
    stopPings()
    stopWatch()
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
    const config = withSecrets(checked(loadConfig(terminal.env)))
    const signal = terminal.stopped()
    const log = createLog(config.LOG_LEVEL)
    setLogKey(config.JWT_SECRET)
    watchFaults(terminal, log)
    const stopTracing = await startTracing(config, log, VERSION)
    const db = await openDatabase(config, log)
    try {
      await serveWith(terminal, { config, log, db }, signal)
    } finally {
      await Promise.all([db.close(), stopTracing()])
    }
    return 0
  },
}
