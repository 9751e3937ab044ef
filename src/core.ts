/** Wires the capabilities. The type of what it gives is our list of verbs; every door works with nothing else. */
import { existsSync } from 'node:fs'
import packageJson from '../package.json' with { type: 'json' }
import { createAccount } from './account/account.ts'
import type { PasswordCost } from './account/password.ts'
import { createAdmin } from './admin/admin.ts'
import { createAgents } from './agent/agent.ts'
import { createAudit } from './audit/audit.ts'
import { backupFolder } from './backup/folder.ts'
import { backupState } from './backup/nightly.ts'
import { createWidgets } from './card-action/action.ts'
import type { Config } from './config.ts'
import { createConfirmations } from './confirmation/confirmation.ts'
import type { Database } from './db/database.ts'
import { checkSchema } from './db/migrate.ts'
import { freeBytes } from './db/pglite/disk.ts'
import { diskState } from './db/pglite/upkeep.ts'
import { shared } from './db/shared.ts'
import { createDeliveries } from './delivery/delivery.ts'
import { createExport } from './export.ts'
import { newId } from './lib/id.ts'
import { type BuiltinOptions, createBuiltin } from './llm/builtin/builtin.ts'
import { createChain } from './llm/chain.ts'
import { createDeepProbe } from './llm/deep-probe.ts'
import { dailyCeilings, runSeconds } from './llm/limits.ts'
import { createProbe } from './llm/probe.ts'
import { createProviders } from './llm/providers.ts'
import type { Log } from './log.ts'
import { createMail } from './mail/mail.ts'
import { startHousekeeping } from './maintenance.ts'
import { boundStreams } from './metrics.ts'
import { createMutate } from './mutate.ts'
import { publicUrlOf } from './public-url.ts'
import { Hub } from './pubsub/hub.ts'
import { overPolling } from './pubsub/polling.ts'
import { overPostgres } from './pubsub/postgres.ts'
import { overRedis } from './pubsub/redis.ts'
import { createChanges } from './pubsub/user-changes.ts'
import { createRateLimit } from './rate-limit/rate-limit.ts'
import type { LetterThrottle } from './rate-limit/sign-in.ts'
import { createReach } from './reach.ts'
import type { RunnerDeps } from './run/context.ts'
import { startLeases } from './run/lease.ts'
import { createReaders } from './run/log/readers.ts'
import { followRemote } from './run/log/remote.ts'
import { OPEN_STREAMS_MAX } from './run/read.ts'
import { createRuns } from './run/run.ts'
import { Runner } from './run/runner.ts'
import { completeAwaited } from './run/store.ts'
import { moveReminders } from './task/remind/store.ts'
import { createTasks } from './task/task.ts'
import { createThreads, type ThreadOptions } from './thread/thread.ts'
import { createRegistry } from './tool/registry.ts'
import { createTaskTools } from './tool/task/index.ts'
import { undoAct } from './tool/task/undo-act.ts'

interface CoreOptions {
  config: Config
  db: Database
  log: Log
  /** How the built-in assistant paces its words; tests need not wait. */
  builtin?: BuiltinOptions
  /** What a hash of a password takes; tests make it small. */
  password_cost?: PasswordCost
}

export const createCore = ({ config, db, log, ...options }: CoreOptions) => {
  const [owner, beside] = [newId(), { config, db, log }]
  const [closing, draining] = [new AbortController(), new AbortController()]
  const background: (() => void | Promise<void>)[] = []
  const max_open = config.MAX_TASKS_PER_USER
  const limit = createRateLimit({ config, log })
  const registry = createRegistry(createTaskTools(max_open), [undoAct])
  const chain = createChain(createProviders(config, createBuiltin(options.builtin), log), { log })
  const hub = createHub({ config, db, log, owner, interested: () => isWaiting({ readers, changes, runner }) })
  const changes = createChanges(hub)
  const readers = createReaders()
  const deps = createRunnerDeps({ config, db, log, registry, chain })
  const runner = new Runner({ deps, readers, hub, changes, owner })
  const mutate = createMutate({ db, changes })
  const reach = createReach({ ...beside, owner, note: changes.note })
  const task = createTasks({ db, mutate, max_open })
  const stopRuns: ThreadOptions['stopRuns'] = (caller, id) => run.stopThread(caller, id)
  const thread = createThreads({ db, mutate, most_threads: config.MAX_SESSIONS_PER_USER, stopRuns })
  const read_deps = { db, readers, streams: boundStreams(OPEN_STREAMS_MAX), closing: closing.signal }
  const run = createRuns({ db, mutate, registry, runner, hub, threads: thread, read_deps, owner, ...runLimits(config) })
  const confirmation = createConfirmations({ db, mutate, registry, completeAwaited })
  const agent = createAgents({ db, mutate, changes, log, registry, confirmations: confirmation, config })
  const audit = createAudit(beside)
  const account = createAccount({
    ...beside,
    throttle: limit.throttle,
    ...lettersOf(config, limit.throttle),
    collect: createExport({ db, thread, task, confirmation, ...reach.verbs }),
    leave: (caller) => run.stopAll(caller),
    daily_tokens: dailyCeilings(config).user,
    ...{ moved: moveReminders, password_cost: options.password_cost },
  })

  return {
    account,
    audit,
    thread,
    run,
    task,
    tool: registry,
    confirmation,
    changes,
    agent,
    limit,
    ...createOversight({ config, db, log, runner, registry, chain }),
    delivery: createDeliveries({ db }),
    ...reach.verbs,
    widget: createWidgets({ db, mutate, threads: thread, confirmations: confirmation, max_open }),
    /** The configured provider that a client means by a name, if there is one. */
    providerNamed: (wish: string) => chain.named(wish),
    /** Fires when the process begins to stop: streams tell their readers to come back elsewhere. */
    draining: draining.signal,
    /** Takes over what a former process left behind. Call once, before listening. */
    async start() {
      followRemote({ db, readers, hub, log })
      hub.on('cancel', (ids) => ids.forEach((id) => void runner.stop(id)))
      background.push(...reach.start(), audit.checkpoints(), await startLeases({ db, runner, owner, log }))
      background.push(startHousekeeping({ db, account, log, retention_days: config.RETENTION_DAYS }))
    },
    /** No new runs from now on; running answers get `grace_ms`, then they are handed over and every stream ends. */
    async drain(grace_ms: number) {
      draining.abort()
      await runner.drain(grace_ms)
      for (const stop of background.splice(0)) await stop()
      closing.abort()
      await hub.close()
      limit.close()
    },
  }
}

interface Waiting {
  readers: { size(): number }
  changes: { size(): number }
  runner: Pick<Runner, 'held'>
}

/** True while this process has readers, or runs that another instance may cancel. */
const isWaiting = ({ readers, changes, runner }: Waiting) => readers.size() + changes.size() + runner.held().length > 0

interface Beside {
  config: Config
  db: Database
  log: Log
}

interface HubParts extends Beside {
  /** Whether anybody here waits for news of other instances. */
  interested: () => boolean
}

/** Notices to the other processes; on the embedded database there are none. */
const createHub = ({ owner, ...beside }: HubParts & { owner: string }) => {
  const connect = transportOf(beside)
  return new Hub({ owner, log: beside.log, ...(connect && { connect }) })
}

const transportOf = ({ config, db, log, interested }: HubParts) => {
  if (db.embedded) return undefined
  if (config.REDIS_URL) return overRedis(config.REDIS_URL, log)
  return db.listen ? overPostgres(db, db.listen, log) : overPolling({ db, log, interested })
}

const runLimits = (config: Config) => ({
  max_message_chars: config.MAX_MESSAGE_CHARS,
  user_daily_token_limit: dailyCeilings(config).user,
})

type Parts = Pick<RunnerDeps, 'db' | 'log' | 'registry' | 'chain'> & { config: Config }

const createRunnerDeps = ({ config, ...parts }: Parts): RunnerDeps => ({
  ...parts,
  max_turns: config.AGENT_MAX_TURNS,
  timeout_seconds: runSeconds(config),
  confirm_destructive: config.CONFIRM_DESTRUCTIVE,
  daily_token_limit: dailyCeilings(config).instance,
  user_daily_token_limit: dailyCeilings(config).user,
  ...(config.LLM_CONTEXT_TOKENS !== undefined && { context_tokens: config.LLM_CONTEXT_TOKENS }),
})

/** Letters about forgotten passwords, where there is a mail server. */
const lettersOf = (config: Config, letters: LetterThrottle) => {
  const { configured, send } = createMail(config)
  return { letters, ...(configured && { post: { send, public_url: publicUrlOf(config) } }) }
}

type HealthParts = Pick<RunnerDeps, 'db' | 'registry' | 'chain'> & { config: Config; runner: Runner }

/** Health and administration of the installation. */
const createOversight = ({ log, ...parts }: HealthParts & { log: Log }) => ({
  health: createHealth(parts),
  admin: createAdmin({ ...parts, log, version: packageJson.version }),
})

/** What the health routes ask. */
const createHealth = ({ config, db, runner, registry, chain }: HealthParts) => {
  const first = createProbe(config)
  const openrouter = createProbe(config, { provider: 'openrouter' })
  const deep = createDeepProbe(config, { tools: registry.specs() })
  return {
    version: packageJson.version,
    // They go before all calls that wait; asked by many at once they are still one.
    ping: shared(() => db.ping()),
    schema: shared(() => checkSchema(db, { release: packageJson.version, urgent: true })),
    draining: () => runner.draining,
    llm: (which?: 'openrouter') => (which ? openrouter : first).probe(),
    deep: () => deep.probe(),
    answering: async () => {
      const { status } = await first.probe()
      const asked = chain.asked().filter(({ name }) => status !== 'failed' || name !== first.provider)
      return { wanted: chain.providers[0], answers: asked[0] }
    },
    /** A server elsewhere watches its own disk; a database in memory has none. */
    disk: () => (db.embedded && existsSync(config.DATA_DIR) ? diskState(freeBytes(config.DATA_DIR)) : undefined),
    /** Off without a backup folder. */
    backup: async () => (backupFolder(config) === undefined ? { status: 'off' as const } : backupState(db)),
  }
}

export type Core = ReturnType<typeof createCore>
