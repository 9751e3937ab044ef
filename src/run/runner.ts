/** The runs at work in this process: begins them, takes over dead ones, stops them, and sees each to its end. */
import { type Caller, SCOPES } from '../account/schema.ts'
import { spokenIn } from '../language/languages.ts'
import { runDuration, runEvents, runsTotal as runsEnded, runsLost, runsTakenOver } from '../metrics.ts'
import type { Hub } from '../pubsub/hub.ts'
import type { Changes } from '../pubsub/user-changes.ts'
import { type Span, traced } from '../span.ts'
import { selectTasks } from '../task/list-store.ts'
import type { RunContext, RunnerDeps } from './context.ts'
import { endingOf, failed, Stopped } from './failure.ts'
import { finish } from './finish.ts'
import { createWriter, retryWhileDown } from './log/batch-writer.ts'
import { afterActive, createDowntime } from './log/downtime.ts'
import { LostRun, openLog } from './log/journal.ts'
import type { Readers } from './log/readers.ts'
import { numbered } from './log/store.ts'
import { work } from './loop.ts'
import { OPEN_TASKS_MAX, openTasksText } from './open-tasks.ts'
import type { Past } from './prompt.ts'
import { ATTEMPTS_MAX, keepOpen, openMessages, readWholeLog, withdraw } from './recovery.ts'
import type { RunEvent } from './schema.ts'
import { type Claimed, type Ending, type Held, ownerOf, type RunRow, releaseRuns } from './store.ts'
import { type Before, listPastRuns, listTurns, lookBefore, type PastRun, withNewest } from './turn-store.ts'

/** After the grace, aborted runs get this long to let go of what they hold. */
const LET_GO_MS = 2000

interface RunnerOptions {
  deps: RunnerDeps
  readers: Readers
  hub: Hub
  changes: Changes
  /** Names this process; made anew at every start. */
  owner: string
}

/** What was looked up while a message was being kept. */
export interface LookedBefore {
  /** Never rejects; undefined when it could not be looked up. */
  look: Promise<(Before & { open_tasks: string | undefined }) | undefined>
  /** The state of the thread that the message found. */
  version: string
  /** The message itself. */
  newest: PastRun
}

type Act = (context: RunContext) => Promise<Ending>

export class Runner {
  private readonly jobs = new Map<string, { context: RunContext; done: Promise<void> }>()
  private readonly writer: ReturnType<typeof createWriter>
  private readonly downtime = createDowntime()
  /** From the first sign of stopping on: no new runs, no runs of other processes. */
  draining = false

  constructor(private readonly options: RunnerOptions) {
    const { deps, owner } = options
    this.writer = createWriter({ db: deps.db, owner, log: deps.log, downtime: this.downtime })
  }

  /** What a model is to read of the thread before a message that is being kept. */
  lookBefore(caller: Caller, thread_id: string): LookedBefore['look'] {
    const { db, log } = this.options.deps
    const { user_id } = caller
    const look = db.query((sql) => lookBefore(sql, user_id, thread_id))
    return Promise.all([look, this.openTasks(user_id, caller)])
      .then(([before, open_tasks]) => ({ ...before, open_tasks }))
      .catch((err) => {
        log.debug({ err }, 'a thread could not be looked at ahead')
        return undefined
      })
  }

  /** Works on a run that has just been made. */
  begin(run: RunRow, caller: Caller, events: RunEvent[], before?: LookedBefore) {
    const context = this.newJob(run, caller, events.length)
    this.options.readers.recent.begin(run, events.length, numbered(1, events))
    this.launch(context, async () => work(this.options.deps, context, await this.past(context, before)))
  }

  /** Goes on with a run whose owner died, from its last committed step. */
  async takeOver({ cancel_requested, ...run }: Claimed) {
    const { db, log } = this.options.deps
    const caller = await this.callerFor(run)
    if (!caller) return
    const logged = await db.query((sql) => readWholeLog(sql, run.user_id, run.id))
    const last_seq = logged.at(-1)?.seq ?? 0
    const context = this.newJob(run, caller, last_seq)
    this.options.readers.recent.begin(run, last_seq)
    context.turns = await db.query((sql) => listTurns(sql, run.user_id, run.id))
    if (context.turns.length === 0) context.provider = undefined
    const open = openMessages(logged.map(({ event }) => event))
    runsTakenOver.inc()
    log.info({ run_id: run.id, attempt: run.attempt }, 'run taken over')
    this.launch(context, async () => {
      if (run.attempt > ATTEMPTS_MAX || cancel_requested) {
        keepOpen(context, open)
        return cancel_requested ? { status: 'cancelled' } : failed('interrupted')
      }
      withdraw(context, open)
      return work(this.options.deps, context, await this.past(context))
    })
  }

  /** Runs of one user, or all. */
  count(user_id?: string): number {
    const all = [...this.jobs.values()]
    return user_id === undefined ? all.length : all.filter(({ context }) => context.run.user_id === user_id).length
  }

  /** Aborts a run of this process; false when it is not here. */
  stop(run_id: string): Promise<void> | undefined {
    const at = this.jobs.get(run_id)
    at?.context.stop.abort(new Stopped('cancelled'))
    return at?.done
  }

  /** What is at work here, for the renewal of leases. */
  held(): Held[] {
    return [...this.jobs.values()].map(({ context: { run } }) => ({
      user_id: run.user_id,
      id: run.id,
      attempt: run.attempt,
    }))
  }

  /** Lets go of an attempt that is not ours any more: it was taken over, or its thread is gone. */
  lose(run_id: string, attempt: number) {
    const at = this.jobs.get(run_id)
    if (at?.context.run.attempt === attempt) at.context.stop.abort(new LostRun())
  }

  /** Waits for the runs at work, then hands over what is left: the next owner need not wait for the lease. */
  async drain(grace_ms: number) {
    this.draining = true
    await this.settled(grace_ms)
    for (const { context } of this.jobs.values()) context.stop.abort(new Stopped('handover'))
    await this.settled(LET_GO_MS)
    const { db, log } = this.options.deps
    await db
      .execute((sql) => releaseRuns(sql, this.options.owner))
      // Without a database nothing can be handed over; the leases run out by themselves.
      .catch((error) => log.warn({ err: error }, 'runs were not released'))
  }

  private settled(most_ms: number) {
    return Promise.race([Promise.all([...this.jobs.values()].map(({ done }) => done)), Bun.sleep(most_ms)])
  }

  private newJob(run: RunRow, caller: Caller, last_seq: number): RunContext {
    const { deps, readers, hub, changes, owner } = this.options
    const { db, log } = deps
    const { downtime } = this
    const journal = openLog({ db, owner, log, readers, hub, changes, writer: this.writer, downtime }, run, last_seq)
    const provider = run.provider && run.model ? { name: run.provider, model: run.model } : undefined
    const empty = { turns: [], notices: [], message: undefined, asking: undefined }
    return {
      run,
      caller,
      journal,
      downtime,
      waiting: createDowntime(),
      stop: new AbortController(),
      provider,
      ...empty,
    }
  }

  private launch(context: RunContext, act: Act) {
    const { id } = context.run
    // Our own run can come back to us, after an outage in which its lease ran out.
    this.jobs.get(id)?.context.stop.abort(new LostRun())
    const done = this.carry(context, act).finally(() => {
      if (this.jobs.get(id)?.context !== context) return
      this.jobs.delete(id)
      this.options.readers.recent.end(id)
    })
    this.jobs.set(id, { context, done })
  }

  private carry(context: RunContext, act: Act) {
    const { id, attempt } = context.run
    const facts = { 'gen_ai.operation.name': 'invoke_agent', 'todochat.run.id': id, 'todochat.run.attempt': attempt }
    return traced({ name: 'invoke_agent todochat', facts }, (span) => this.carryWithin(span, context, act))
  }

  /** Never rejects: whatever happens becomes the run's ending, or it is left to its next owner. */
  private async carryWithin(span: Span, context: RunContext, act: Act) {
    const { timeout_seconds, log } = this.options.deps
    const idle = { total_ms: () => this.downtime.total_ms() + context.waiting.total_ms() }
    const stopClock = afterActive(timeout_seconds * 1000, idle, () => context.stop.abort(new Stopped('run_timeout')))
    const started = performance.now()
    try {
      const ending = await act(context).catch((error) => this.endingAfter(context, error))
      if (!ending) return
      const run = await finish(this.options.deps, context, ending)
      runsEnded.inc({ status: run.status, provider: run.provider ?? 'none' })
      const duration_ms = Math.round(performance.now() - started)
      runDuration.observe(duration_ms / 1000)
      runEvents.observe(context.journal.events)
      const { id, status, provider, model } = run
      span.note({ 'todochat.run.status': status, 'todochat.run.events': context.journal.events })
      if (run.error) span.fail(run.error.code)
      log.info({ run_id: id, status, provider, model, events: context.journal.events, duration_ms }, 'run ended')
    } catch (error) {
      if (error instanceof LostRun) runsLost.inc()
      else log.error({ err: error, run_id: context.run.id }, 'the run could not be ended')
    } finally {
      stopClock()
    }
  }

  /** Undefined leaves the run as it is: it is handed over. @throws LostRun */
  private endingAfter(context: RunContext, error: unknown): Ending | undefined {
    const cause = context.stop.signal.aborted ? context.stop.signal.reason : error
    if (cause instanceof LostRun) throw cause
    if (cause instanceof Stopped && cause.why === 'handover') return undefined
    const ending = endingOf(cause)
    const level = ending.error?.code === 'internal' ? 'error' : 'info'
    this.options.deps.log[level]({ err: cause, run_id: context.run.id, code: ending.error?.code }, 'the run stopped')
    return ending
  }

  /**
   * What was looked up ahead, if the thread was as the message found it or the look came late enough to see the message
   * itself; else what there is now.
   */
  private async reading({ run, caller }: RunContext, before?: LookedBefore) {
    const seen = await before?.look
    if (seen?.runs.some(({ run_id }) => run_id === run.id)) return seen
    if (before && seen?.version === before.version)
      return { runs: withNewest(seen.runs, before.newest), open_tasks: seen.open_tasks }
    const { db, log } = this.options.deps
    const look = () => db.query((sql) => listPastRuns(sql, run.user_id, run.thread_id))
    const [runs, open_tasks] = await Promise.all([
      retryWhileDown(look, log, this.downtime),
      this.openTasks(run.user_id, caller),
    ])
    return { runs, open_tasks }
  }

  private async past(context: RunContext, before?: LookedBefore): Promise<Past> {
    const { run, caller } = context
    const { runs, open_tasks } = await this.reading(context, before)
    const wishes = runs.find((past) => past.run_id === run.id)
    context.locale = wishes?.locale ?? undefined
    const earlier = wishes && runs[runs.indexOf(wishes) - 1]
    context.language = wishes && spokenIn(wishes.words, earlier?.words, context.locale).tag
    return {
      // The run's own turns come from the job, which knows the newest of them.
      runs: runs.map((past) => (past.run_id === run.id ? { ...past, turns: [] } : past)),
      now: run.created_at,
      time_zone: caller.time_zone,
      wishes,
      ...(open_tasks !== undefined && { open_tasks }),
    }
  }

  /** What a model need not ask for; the built-in assistant looks for itself. */
  private async openTasks(user_id: string, caller: Caller): Promise<string | undefined> {
    const { db, log, chain } = this.options.deps
    if (chain.providers[0]?.name === 'builtin') return undefined
    const look = () =>
      db.query((sql) => selectTasks(sql, user_id, { status: 'pending' }, { limit: OPEN_TASKS_MAX + 1 }))
    const tasks = await retryWhileDown(look, log, this.downtime)
    return tasks.length > 0 ? openTasksText(tasks, caller) : undefined
  }

  private async callerFor(run: RunRow): Promise<Caller | undefined> {
    const person = await this.options.deps.db.query((sql) => ownerOf(sql, run))
    return person && { ...person, scopes: SCOPES, by: 'jwt', credential_id: run.id }
  }
}
