/** The runs at work in this process: begins them, takes over dead ones, stops them, and sees each to its end. */
import { type Caller, SCOPES } from '../account/schema.ts'
import type { Changes } from '../change/changes.ts'
import type { HintHub } from '../hint/hint.ts'
import { runDuration, runs as runsEnded } from '../metrics.ts'
import { finish } from './ending.ts'
import { endingOf, failed, Stopped } from './failure.ts'
import type { Past } from './history.ts'
import type { Job, Workshop } from './job.ts'
import { LostRun } from './log/journal.ts'
import type { Live } from './log/live.ts'
import { openLog } from './log/open.ts'
import { afterActive, createOutage } from './log/outage.ts'
import { createWriter, patiently } from './log/writer.ts'
import { work } from './loop.ts'
import { type Claimed, type Ending, type Held, ownerOf, type RunRow, releaseRuns } from './store.ts'
import { ATTEMPTS_MAX, keepOpen, openMessages, readWholeLog, withdraw } from './takeover.ts'
import { listPastRuns, listTurns, type Turn } from './turn/store.ts'

/** After the grace, aborted runs get this long to let go of what they hold. */
const LET_GO_MS = 2000

export interface EngineOptions {
  shop: Workshop
  live: Live
  hints: HintHub
  changes: Changes
  /** Names this process; made anew at every start. */
  owner: string
}

type Act = (job: Job) => Promise<Ending>

export class Engine {
  private readonly jobs = new Map<string, { job: Job; done: Promise<void> }>()
  private readonly writer: ReturnType<typeof createWriter>
  private readonly outage = createOutage()
  /** From the first sign of stopping on: no new runs, nobody else's runs. */
  draining = false

  constructor(private readonly options: EngineOptions) {
    const { shop, owner } = options
    this.writer = createWriter({ db: shop.db, owner, log: shop.log, outage: this.outage })
  }

  /** Works on a run that has just been made; `turns` are what it goes on from. */
  begin(run: RunRow, caller: Caller, last_seq: number, turns: Turn[] = []) {
    const job = this.newJob(run, caller, last_seq)
    job.turns = turns
    this.launch(job, async () => work(this.options.shop, job, await this.past(job)))
  }

  /** Goes on with a run whose owner died, from its last committed step. */
  async takeOver({ cancel_requested, ...run }: Claimed) {
    const { db, log } = this.options.shop
    const caller = await this.callerFor(run)
    if (!caller) return
    const logged = await db.read((sql) => readWholeLog(sql, run.user_id, run.id))
    const job = this.newJob(run, caller, logged.at(-1)?.seq ?? 0)
    job.turns = await db.read((sql) => listTurns(sql, run.user_id, run.id))
    if (job.turns.length === 0) job.provider = undefined
    const open = openMessages(logged.map(({ event }) => event))
    log.info({ run_id: run.id, attempt: run.attempt }, 'run taken over')
    this.launch(job, async () => {
      if (run.attempt > ATTEMPTS_MAX || cancel_requested) {
        keepOpen(job, open)
        return cancel_requested ? { status: 'cancelled' } : failed('interrupted')
      }
      withdraw(job, open)
      return work(this.options.shop, job, await this.past(job))
    })
  }

  /** Runs of one user, or all. */
  count(user_id?: string): number {
    const all = [...this.jobs.values()]
    return user_id === undefined ? all.length : all.filter(({ job }) => job.run.user_id === user_id).length
  }

  /** Aborts a run of this process; false when it is not here. */
  stop(run_id: string): Promise<void> | undefined {
    const at = this.jobs.get(run_id)
    at?.job.stop.abort(new Stopped('cancelled'))
    return at?.done
  }

  /** What is at work here, for the keeper of leases. */
  held(): Held[] {
    return [...this.jobs.values()].map(({ job: { run } }) => ({
      user_id: run.user_id,
      id: run.id,
      attempt: run.attempt,
    }))
  }

  /** Lets go of an attempt that is not ours any more: it was taken over, or its thread is gone. */
  lose(run_id: string, attempt: number) {
    const at = this.jobs.get(run_id)
    if (at?.job.run.attempt === attempt) at.job.stop.abort(new LostRun())
  }

  /** Waits for the runs at work, then hands over what is left: the next owner need not wait for the lease. */
  async drain(grace_ms: number) {
    this.draining = true
    await this.settled(grace_ms)
    for (const { job } of this.jobs.values()) job.stop.abort(new Stopped('handover'))
    await this.settled(LET_GO_MS)
    const { db, log } = this.options.shop
    await db
      .write((sql) => releaseRuns(sql, this.options.owner))
      // Without a database nothing can be handed over; the leases run out by themselves.
      .catch((error) => log.warn({ err: error }, 'runs were not released'))
  }

  private settled(most_ms: number) {
    return Promise.race([Promise.all([...this.jobs.values()].map(({ done }) => done)), Bun.sleep(most_ms)])
  }

  private newJob(run: RunRow, caller: Caller, last_seq: number): Job {
    const { shop, live, hints, changes, owner } = this.options
    const { db, log } = shop
    const { outage } = this
    const journal = openLog({ db, owner, log, live, hints, changes, writer: this.writer, outage }, run, last_seq)
    const provider = run.provider && run.model ? { name: run.provider, model: run.model } : undefined
    return { run, caller, journal, outage, stop: new AbortController(), provider, turns: [], message: undefined }
  }

  private launch(job: Job, act: Act) {
    const { id } = job.run
    // Our own run can come back to us, after an outage in which its lease ran out.
    this.jobs.get(id)?.job.stop.abort(new LostRun())
    const done = this.carry(job, act).finally(() => {
      if (this.jobs.get(id)?.job === job) this.jobs.delete(id)
    })
    this.jobs.set(id, { job, done })
  }

  /** Never rejects: whatever happens becomes the run's ending, or it is left to its next owner. */
  private async carry(job: Job, act: Act) {
    const { timeout_seconds, log } = this.options.shop
    const stopClock = afterActive(timeout_seconds * 1000, this.outage, () => job.stop.abort(new Stopped('run_timeout')))
    const started = performance.now()
    try {
      const ending = await act(job).catch((error) => this.endingAfter(job, error))
      if (!ending) return
      const run = await finish(this.options.shop, job, ending)
      runsEnded.inc({ status: run.status, provider: run.provider ?? 'none' })
      runDuration.observe((performance.now() - started) / 1000)
    } catch (error) {
      if (!(error instanceof LostRun)) log.error({ err: error, run_id: job.run.id }, 'the run could not be ended')
    } finally {
      stopClock()
    }
  }

  /** Undefined leaves the run as it is: it was handed over or lost. */
  private endingAfter(job: Job, error: unknown): Ending | undefined {
    const cause = job.stop.signal.aborted ? job.stop.signal.reason : error
    if (cause instanceof LostRun || (cause instanceof Stopped && cause.why === 'handover')) return undefined
    const ending = endingOf(cause)
    const level = ending.error?.code === 'internal' ? 'error' : 'info'
    this.options.shop.log[level]({ err: cause, run_id: job.run.id, code: ending.error?.code }, 'the run stopped')
    return ending
  }

  private async past(job: Job): Promise<Past> {
    const { run, caller } = job
    const { db, log } = this.options.shop
    const runs = await patiently(
      () => db.read((sql) => listPastRuns(sql, run.user_id, run.thread_id)),
      log,
      this.outage,
    )
    const wishes = runs.find((past) => past.run_id === run.id)
    job.locale = wishes?.locale ?? undefined
    return {
      // The run's own turns come from the job, which knows the newest of them.
      runs: runs.map((past) => (past.run_id === run.id ? { ...past, turns: [] } : past)),
      now: run.created_at,
      time_zone: caller.time_zone,
      wishes,
    }
  }

  private async callerFor(run: RunRow): Promise<Caller | undefined> {
    const person = await this.options.shop.db.read((sql) => ownerOf(sql, run))
    return person && { ...person, scopes: SCOPES, by: 'jwt', credential_id: run.id }
  }
}
