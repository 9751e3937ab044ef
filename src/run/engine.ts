/** The runs at work in this process: begins them, keeps their leases, takes over dead ones, stops them. */
import type { Caller } from '../account/schema.ts'
import { SCOPES } from '../account/schema.ts'
import { runDuration, runs as runsEnded } from '../metrics.ts'
import { finish } from './ending.ts'
import { endingOf, failed, Stopped } from './failure.ts'
import type { Past } from './history.ts'
import type { Job, Workshop } from './job.ts'
import { LostRun } from './log/journal.ts'
import type { Live } from './log/live.ts'
import { openLog } from './log/open.ts'
import { pruneLogs } from './log/store.ts'
import { createWriter } from './log/writer.ts'
import { work } from './loop.ts'
import { claimExpired, type Ending, ownerOf, type RunRow, releaseAll, releaseRuns, renewLeases } from './store.ts'
import { ATTEMPTS_MAX, keepOpen, openMessages, readWholeLog, withdraw } from './takeover.ts'
import { listPastRuns, listTurns } from './turn/store.ts'

/** Leases are renewed and dead owners looked for this often. */
export const RENEW_MS = 2000
const PRUNE_MS = 60_000

export interface EngineOptions {
  shop: Workshop
  live: Live
  /** Names this process; made anew at every start. */
  owner: string
}

export const createEngine = ({ shop, live, owner }: EngineOptions) => {
  const { db, log } = shop
  const jobs = new Map<string, { job: Job; done: Promise<void> }>()
  const timers: ReturnType<typeof setInterval>[] = []
  const writer = createWriter({ db, owner, log })
  let draining = false

  const newJob = (run: RunRow, caller: Caller, last_seq: number): Job => {
    const journal = openLog({ db, owner, log, live, writer }, run, last_seq)
    const provider = run.provider && run.model ? { name: run.provider, model: run.model } : undefined
    return { run, caller, journal, stop: new AbortController(), provider, turns: [], message: undefined }
  }

  const launch = (job: Job, act: (job: Job) => Promise<Ending>) => {
    const done = carry(job, act).finally(() => jobs.delete(job.run.id))
    jobs.set(job.run.id, { job, done })
  }

  /** Never rejects: whatever happens becomes the run's ending, or it is left to its next owner. */
  const carry = async (job: Job, act: (job: Job) => Promise<Ending>) => {
    const timeout = setTimeout(() => job.stop.abort(new Stopped('run_timeout')), shop.timeout_seconds * 1000)
    const started = performance.now()
    try {
      const ending = await act(job).catch((error) => endingAfter(job, error))
      if (!ending) return
      const run = await finish(shop, job, ending)
      runsEnded.inc({ status: run.status, provider: run.provider ?? 'none' })
      runDuration.observe((performance.now() - started) / 1000)
    } catch (error) {
      if (!(error instanceof LostRun)) log.error({ err: error, run_id: job.run.id }, 'the run could not be ended')
    } finally {
      clearTimeout(timeout)
    }
  }

  /** Undefined leaves the run as it is: it was handed over or lost. */
  const endingAfter = (job: Job, error: unknown): Ending | undefined => {
    const cause = job.stop.signal.aborted ? job.stop.signal.reason : error
    if (cause instanceof LostRun || (cause instanceof Stopped && cause.why === 'handover')) return undefined
    const ending = endingOf(cause)
    const level = ending.error?.code === 'internal' ? 'error' : 'info'
    log[level]({ err: cause, run_id: job.run.id, code: ending.error?.code }, 'the run stopped')
    return ending
  }

  const begin = (run: RunRow, caller: Caller, last_seq: number) =>
    launch(newJob(run, caller, last_seq), async (job) => work(shop, job, await loadPast(job)))

  const loadPast = async ({ run, caller }: Job): Promise<Past> => {
    const runs = await db.read((sql) => listPastRuns(sql, run.user_id, run.thread_id))
    const now = run.created_at
    // The run's own turns come from the job, which knows the newest of them.
    return {
      runs: runs.map((past) => (past.run_id === run.id ? { ...past, turns: [], notes: [] } : past)),
      now,
      time_zone: caller.time_zone,
    }
  }

  const takeOver = async (run: RunRow, cancel_requested: boolean) => {
    const caller = await callerFor(run)
    if (!caller) return
    const logged = await db.read((sql) => readWholeLog(sql, run.user_id, run.id))
    const job = newJob(run, caller, logged.at(-1)?.seq ?? 0)
    job.turns = await db.read((sql) => listTurns(sql, run.user_id, run.id))
    if (job.turns.length === 0) job.provider = undefined
    const open = openMessages(logged.map(({ event }) => event))
    log.info({ run_id: run.id, attempt: run.attempt }, 'run taken over')
    launch(job, async () => {
      if (run.attempt > ATTEMPTS_MAX || cancel_requested) {
        keepOpen(job, open)
        return cancel_requested ? { status: 'cancelled' } : failed('interrupted')
      }
      withdraw(job, open)
      return work(shop, job, await loadPast(job))
    })
  }

  const callerFor = async (run: RunRow): Promise<Caller | undefined> => {
    const person = await db.read((sql) => ownerOf(sql, run))
    return person && { ...person, scopes: SCOPES, by: 'jwt', credential_id: run.id }
  }

  const renew = async () => {
    if (jobs.size === 0) return
    const renewed = new Map((await db.read((sql) => renewLeases(sql, owner))).map((lease) => [lease.id, lease]))
    for (const [id, { job }] of jobs) {
      const lease = renewed.get(id)
      if (lease?.cancel_requested) job.stop.abort(new Stopped('cancelled'))
    }
  }

  const sweep = async () => {
    if (draining) return
    const runs = await db.read((sql) => claimExpired(sql, owner))
    await Promise.all(runs.map(({ cancel_requested, ...run }) => takeOver(run, cancel_requested)))
  }

  /** Background work must not end the process; an outage heals by the next tick. */
  const quietly = (act: () => Promise<unknown>) => () =>
    void act().catch((error) => log.warn({ err: error }, 'background work failed'))

  return {
    begin,
    draining: () => draining,
    countOf: (user_id: string) => [...jobs.values()].filter(({ job }) => job.run.user_id === user_id).length,
    size: () => jobs.size,

    /** Stops a run of this process and waits for its end; false when it is not here. */
    async cancel(run_id: string): Promise<boolean> {
      const at = jobs.get(run_id)
      at?.job.stop.abort(new Stopped('cancelled'))
      await at?.done
      return at !== undefined
    },

    /** Takes over what a former process left, then keeps leases and sweeps until `drain`. */
    async start() {
      if (db.embedded) await db.write((sql) => releaseAll(sql))
      await sweep()
      timers.push(setInterval(quietly(renew), RENEW_MS), setInterval(quietly(sweep), RENEW_MS))
      timers.push(
        setInterval(
          quietly(() => db.write((sql) => pruneLogs(sql))),
          PRUNE_MS,
        ),
      )
    },

    /** Waits for the runs at work, hands over what is left after `grace_ms`. */
    async drain(grace_ms: number) {
      draining = true
      const all = Promise.all([...jobs.values()].map(({ done }) => done))
      await Promise.race([all, Bun.sleep(grace_ms)])
      for (const { job } of jobs.values()) job.stop.abort(new Stopped('handover'))
      await Promise.race([Promise.all([...jobs.values()].map(({ done }) => done)), Bun.sleep(2000)])
      for (const timer of timers.splice(0)) clearInterval(timer)
      await db.write((sql) => releaseRuns(sql, owner))
    },
  }
}
export type Engine = ReturnType<typeof createEngine>
