/** Wires the capabilities. The type of what it gives is our list of verbs; every door works with nothing else. */
import packageJson from '../package.json' with { type: 'json' }
import { createAccount } from './account/account.ts'
import { createChanges, noting } from './change/changes.ts'
import type { Config } from './config.ts'
import { createConfirmations } from './confirmation/confirmation.ts'
import type { Database } from './db/database.ts'
import { createDeliveries } from './delivery/delivery.ts'
import { createExport } from './export.ts'
import { HintHub } from './hint/hint.ts'
import { overPostgres } from './hint/postgres.ts'
import { overRedis } from './hint/redis.ts'
import { startHousekeeping } from './housekeeping.ts'
import { newId } from './lib/id.ts'
import { createLimit } from './limit/limit.ts'
import { type BuiltinOptions, createBuiltin } from './llm/builtin/builtin.ts'
import { createChain } from './llm/chain.ts'
import { createProbe } from './llm/probe.ts'
import { createProviders } from './llm/providers.ts'
import type { Log } from './log.ts'
import { createAgents } from './mcp/agent.ts'
import { Engine } from './run/engine.ts'
import type { Workshop } from './run/job.ts'
import { startKeeper } from './run/keeper.ts'
import { followElsewhere } from './run/log/elsewhere.ts'
import { createLive } from './run/log/live.ts'
import { createRuns } from './run/run.ts'
import { createTasks } from './task/task.ts'
import { createThreads, type ThreadOptions } from './thread/thread.ts'
import { createRegistry } from './tool/registry.ts'
import { taskTools } from './tool/task/index.ts'
import { createWidgets } from './widget/act/act.ts'

export interface CoreOptions {
  config: Config
  db: Database
  log: Log
  /** How the built-in assistant paces its words; tests need not wait. */
  builtin?: BuiltinOptions
}

export const createCore = ({ config, db, log, ...options }: CoreOptions) => {
  const owner = newId()
  const closing = new AbortController()
  const draining = new AbortController()
  const background: (() => void)[] = []
  const limit = createLimit({ config, log })
  const registry = createRegistry(taskTools)
  const chain = createChain(createProviders(config, createBuiltin(options.builtin), log), { log })
  const hints = hintsOf({ config, db, log, owner })
  const changes = createChanges(hints)
  const live = createLive()
  const engine = new Engine({ shop: createWorkshop({ config, db, log, registry, chain }), live, hints, changes, owner })
  const task = noting(createTasks({ db }), ['create', 'addPlain', 'change', 'remove', 'toggle', 'undo'], changes)
  const stopRuns: ThreadOptions['stopRuns'] = (caller, id) => run.stopThread(caller, id)
  const threads = createThreads({ db, most_threads: config.MAX_SESSIONS_PER_USER, stopRuns })
  const thread = noting(threads, ['create', 'change', 'remove'], changes)
  const readers = { db, live, open: new Map(), closing: closing.signal }
  const runs = createRuns({ db, registry, engine, hints, threads: thread, readers, owner, ...runLimits(config) })
  const run = noting(runs, ['start', 'retry'], changes)
  const confirmation = noting(createConfirmations({ db, registry }), ['settle', 'settleRun'], changes)
  const agent = createAgents({ db, changes, log, registry, confirmations: confirmation, config })
  const account = createAccount({
    db,
    config,
    log,
    throttle: limit.throttle,
    collect: createExport({ thread, task, confirmation }),
    leave: (caller) => run.stopAll(caller),
  })

  return {
    account,
    thread,
    run,
    task,
    tool: registry,
    confirmation,
    changes,
    agent,
    limit,
    health: createHealth({ config, db, engine }),
    delivery: createDeliveries({ db }),
    widget: noting(createWidgets({ db, threads, confirmations: confirmation }), ['act'], changes),
    /** The configured provider that a client means by a name, if there is one. */
    providerNamed: (wish: string) => chain.named(wish),
    /** Fires when the process begins to stop: streams tell their readers to come back elsewhere. */
    draining: draining.signal,
    /** Takes over what a former process left behind. Call once, before listening. */
    async start() {
      followElsewhere({ db, live, hints, log })
      hints.on('cancel', (ids) => {
        for (const id of ids) void engine.stop(id)
      })
      background.push(await startKeeper({ db, engine, owner, log }))
      background.push(startHousekeeping({ db, account, log, retention_days: config.RETENTION_DAYS }))
    },
    /** No new runs from now on; running answers get `grace_ms`, then they are handed over and every stream ends. */
    async drain(grace_ms: number) {
      draining.abort()
      await engine.drain(grace_ms)
      for (const stop of background.splice(0)) stop()
      closing.abort()
      await hints.close()
      limit.close()
    },
  }
}
interface Beside {
  config: Config
  db: Database
  log: Log
}

/** Hints to the other processes; on the embedded database there are none. */
const hintsOf = ({ owner, ...beside }: Beside & { owner: string }) => {
  const connect = transportOf(beside)
  return new HintHub({ owner, log: beside.log, ...(connect && { connect }) })
}

const transportOf = ({ config, db, log }: Beside) => {
  if (db.embedded) return undefined
  if (config.REDIS_URL) return overRedis(config.REDIS_URL, log)
  return db.listen && overPostgres(db, db.listen, log)
}

const runLimits = (config: Config) => ({
  max_message_chars: config.MAX_MESSAGE_CHARS,
  user_daily_token_limit: config.USER_DAILY_TOKEN_LIMIT,
})

type Parts = Pick<Workshop, 'db' | 'log' | 'registry' | 'chain'> & { config: Config }

const createWorkshop = ({ config, ...parts }: Parts): Workshop => ({
  ...parts,
  max_turns: config.AGENT_MAX_TURNS,
  timeout_seconds: config.AGENT_TIMEOUT_SECONDS,
  confirm_destructive: config.CONFIRM_DESTRUCTIVE,
  daily_token_limit: config.DAILY_TOKEN_LIMIT,
})

/** What the health routes ask. */
const createHealth = ({ config, db, engine }: { config: Config; db: Database; engine: Engine }) => {
  const first = createProbe(config)
  const openrouter = createProbe(config, { provider: 'openrouter' })
  return {
    version: packageJson.version,
    ping: () => db.ping(),
    draining: () => engine.draining,
    llm: (which?: 'openrouter') => (which ? openrouter : first).probe(),
  }
}

export type Core = ReturnType<typeof createCore>
