/** Instances of the program: started, asked whether they are ready, killed, frozen, and started again on their port. */
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, type Places, until } from './place.ts'

/** A first start unpacks a database; a busy machine needs its time. */
const READY_MAX_MS = 60_000
/** What drills are not about is out of their way. */
const QUIET = {
  JWT_SECRET: 'a-secret-of-the-drills-only-0123456789abcdef',
  RATE_LIMIT_REQUESTS_PER_MINUTE: '1000000',
  RATE_LIMIT_TASKS_PER_MINUTE: '1000000',
  RATE_LIMIT_IP_PER_MINUTE: '1000000',
  LOG_LEVEL: 'info',
}

export interface InstanceOptions {
  command: string[]
  places: Places
  env?: Record<string, string>
}

interface LogLine {
  time: string
  message: string
  level: string
  run_id?: string
  versions?: number[]
}

export interface Stopped {
  exit: number | null
  took_ms: number
}

/** Gauges of /metrics that are 0 when nobody is there: what keeps one up was forgotten. */
const AT_REST = ['open_streams', 'database_pool{state="active"}', 'database_pool{state="waiting"}']
const REST_MAX_MS = 15_000

/** The gauges that are not 0, as `/metrics` writes them; one that it does not know is a mistake too. */
export const notAtRest = (metrics: string): string[] => {
  const lines = metrics.split('\n')
  return AT_REST.flatMap((name) => {
    const line = lines.find((one) => one.startsWith(`${name} `))
    return line === `${name} 0` ? [] : [line ?? `${name} is not there`]
  })
}

export class Instance {
  /** What was still open when its people had gone. */
  readonly left: string[] = []
  readonly port = freePort()
  readonly url = `http://127.0.0.1:${this.port}`
  private child: Bun.Subprocess | undefined
  private constructor(
    private readonly options: InstanceOptions,
    readonly folder: string,
  ) {}

  /** Makes the place of one; it is not started yet. */
  static async make(options: InstanceOptions): Promise<Instance> {
    const instance = new Instance(options, await options.places.folder())
    options.places.later(() => instance.kill())
    return instance
  }

  private get log_path() {
    return join(this.folder, 'log')
  }

  /** Starts it without waiting. */
  launch(env: Record<string, string> = {}) {
    const { command, env: own } = this.options
    const here = { PATH: process.env.PATH ?? '', PORT: `${this.port}`, DATA_DIR: join(this.folder, 'data') }
    // Opened for appending: the log goes on where the former life ended.
    const log = openSync(this.log_path, 'a')
    this.child = Bun.spawn([...command, 'serve'], {
      cwd: join(import.meta.dir, '../..'),
      env: { ...here, ...QUIET, ...own, ...env },
      stdout: log,
      stderr: log,
    })
    closeSync(log)
  }

  async start(env: Record<string, string> = {}): Promise<number> {
    const began = performance.now()
    this.launch(env)
    await this.ready()
    return performance.now() - began
  }

  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_500), keepalive: false })).ok
    } catch {
      // Not listening, or not answering: either way not ready.
      return false
    }
  }

  /** @throws when it ended, or is not ready in time */
  async ready(most_ms = READY_MAX_MS) {
    await until(`${this.url} is ready`, most_ms, async () => {
      if (this.child?.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`The instance ended with ${this.child?.exitCode}: ${this.told().slice(-2000)}`)
      return this.isReady()
    })
  }

  async stop(signal: NodeJS.Signals): Promise<Stopped> {
    const began = performance.now()
    const { child } = this
    child?.kill(signal)
    await child?.exited
    return { exit: child?.exitCode ?? null, took_ms: performance.now() - began }
  }

  /** Like a power switch: nothing of it runs on. A frozen one dies too. */
  async kill() {
    if (this.child && this.child.exitCode === null) await this.stop('SIGKILL')
  }

  /** The end of a drill: its people have gone, so nothing is open any more; then it goes too. */
  async end() {
    let open: string[] = []
    const rests = async () => {
      open = notAtRest(await (await fetch(`${this.url}/metrics`, { keepalive: false })).text())
      return open.length === 0
    }
    if (await this.isReady())
      await until('nothing is open', REST_MAX_MS, rests).catch((error) =>
        this.left.push(`${error}: ${open.join(', ')}`),
      )
    await this.kill()
  }

  freeze() {
    this.child?.kill('SIGSTOP')
  }

  thaw() {
    this.child?.kill('SIGCONT')
  }

  /** Everything it has said in all its lives. */
  told(): string {
    return existsSync(this.log_path) ? readFileSync(this.log_path, 'utf8') : ''
  }

  logged(message: string): LogLine[] {
    return this.told()
      .split('\n')
      .filter((line) => line.startsWith('{') && line.includes(message))
      .map((line) => JSON.parse(line) as LogLine)
      .filter((line) => line.message === message)
  }
}

/** When each run was taken over, in milliseconds since the epoch; the first time counts. */
export const takeoversIn = (instances: Instance[]): Map<string, number> => {
  const lines = instances.flatMap((one) => one.logged('run taken over'))
  const times = lines.map(({ run_id = '', time }) => [run_id, Date.parse(time)] as const)
  return new Map(times.toSorted((a, b) => b[1] - a[1]))
}

/** What was left open, and failures the program itself calls a mistake of ours. */
export const mistakesIn = (instances: Instance[]): string[] =>
  instances.flatMap((one) => [
    ...one.left,
    ...[...one.logged('unhandled failure'), ...one.logged('the run could not be ended')].map((line) =>
      JSON.stringify(line).slice(0, 600),
    ),
  ])
