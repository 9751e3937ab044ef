/**
 * One run's end of the event log: numbers its events, merges what may be merged, and says when they must be durable.
 * `push` is for what streams (the writer takes it along), `commit` for what lasts (events and effect together).
 */
import type { Database, Sql } from '../../db/database.ts'
import type { Log } from '../../log.ts'
import type { Hub } from '../../pubsub/hub.ts'
import type { Changes } from '../../pubsub/user-changes.ts'
import type { LoggedEvent, RunEvent } from '../schema.ts'
import { keepStep, type Step } from '../step-store.ts'
import type { RunRow } from '../store.ts'
import { type createWriter, retryWhileDown } from './batch-writer.ts'
import type { Downtime } from './downtime.ts'
import type { Readers } from './readers.ts'
import type { Flush } from './store.ts'

/** Thrown out of a run that another process owns now; nothing more may be written. */
export class LostRun extends Error {}

interface JournalOptions {
  run: RunRow
  /** The sequence number of the last event already in the log. */
  last_seq: number
  /** Asks the writer for a flush: at once or with the next tick. */
  flush: (journal: Journal, when: 'now' | 'soon') => void
  /** Keeps a step and its events in one statement. @throws LostRun */
  keep: (step: Step, flush: Flush) => Promise<void>
  /** Runs the effect and keeps the step and the flush it gives, in one transaction. */
  store: <T>(effect: Effect<{ step: Step; flush: Flush; value: T }>) => Promise<T>
  publish: (run_id: string, events: LoggedEvent[]) => void
}

/** Runs in a transaction, which it begins by locking the run, if `owner` still has it. @throws LostRun */
type Effect<T> = (sql: Sql, owner: string) => Promise<T>

/** What happened, in the database and for readers. */
export interface Happened {
  step: Step
  events: RunEvent[]
}

export class Journal {
  private pending: RunEvent[] = []
  private seq: number
  /** Settles when the flush that is under way is in the log. */
  private flight: Promise<void> = Promise.resolve()
  private flying = false
  /** The writer came while a flush was under way: what waits is due as soon as that has landed. */
  private refused = false
  private committing = false
  /** Set when the run was taken over or the log cannot be written; the next call throws it. */
  private broken: Error | undefined

  constructor(private readonly options: JournalOptions) {
    this.seq = options.last_seq
  }

  /** Events in the log so far. */
  get events() {
    return this.seq
  }

  /** Notes an event; a delta is merged into the one before it that no reader has seen yet. */
  push(event: RunEvent, when: 'now' | 'soon' = 'soon') {
    if (this.broken) throw this.broken
    const last = this.pending.at(-1)
    const merged = last && mergeDeltas(last, event)
    if (merged) this.pending[this.pending.length - 1] = merged
    else this.pending.push(event)
    if (!this.committing) this.options.flush(this, when)
  }

  /** Everything pushed so far, the effect and its events become durable together, then readers see them. */
  commit<T>(effect: Effect<Happened & { value: T }>): Promise<T> {
    return this.alone(async (streamed) => {
      let flush = this.flushOf(streamed)
      const value = await this.options.store(async (sql, owner) => {
        const happened = await effect(sql, owner)
        flush = this.flushOf([...streamed, ...happened.events])
        return { step: happened.step, flush, value: happened.value }
      })
      return { flush, value }
    })
  }

  /** The same for what needs no effect but the step itself: one statement. */
  record({ step, events }: Happened): Promise<void> {
    return this.alone(async (streamed) => {
      const flush = this.flushOf([...streamed, ...events])
      await this.options.keep(step, flush)
      return { flush, value: undefined }
    })
  }

  /** Waits for the flush under way and lets none begin until `act` has kept what was pushed. */
  private async alone<T>(act: (streamed: RunEvent[]) => Promise<{ flush: Flush; value: T }>): Promise<T> {
    this.committing = true
    try {
      await this.flight
      if (this.broken) throw this.broken
      const { flush, value } = await act(this.pending)
      this.pending = []
      this.landed(flush)
      return value
    } finally {
      this.committing = false
    }
  }

  /** For the writer: what waits, or nothing while a commit takes it along or an earlier flush is under way. */
  take(): Flush | undefined {
    if (this.committing || this.broken || this.pending.length === 0) return undefined
    this.refused = this.flying
    if (this.flying) return undefined
    const flush = this.flushOf(this.pending)
    this.pending = []
    return flush
  }

  /** For the writer: the flush taken is under way until `kept` names the runs that were appended; never rejects. */
  track(flush: Flush, kept: Promise<Set<string>>): Promise<void> {
    this.flying = true
    this.flight = kept
      .then(
        (ids) => (ids.has(flush.run_id) ? this.landed(flush) : this.fail(new LostRun())),
        (error) => this.fail(error),
      )
      .then(() => this.askAgain())
    return this.flight
  }

  private askAgain() {
    this.flying = false
    if (this.refused && this.pending.length > 0 && !this.committing) this.options.flush(this, 'now')
    this.refused = false
  }

  fail(error: Error) {
    this.broken ??= error
  }

  private flushOf(events: RunEvent[]): Flush {
    const { user_id, id, attempt } = this.options.run
    return { user_id, run_id: id, attempt, first_seq: this.seq + 1, events }
  }

  private landed({ run_id, first_seq, events }: Flush) {
    this.seq = first_seq + events.length - 1
    if (events.length === 0) return
    this.options.publish(
      run_id,
      events.map((event, index) => ({ seq: first_seq + index, event })),
    )
  }
}

const TEXT_DELTA = 'assistant_message.content_part.text_delta'

const mergeDeltas = (last: RunEvent, next: RunEvent): RunEvent | undefined => {
  if (last.type !== 'thread.item.updated' || next.type !== 'thread.item.updated') return undefined
  if (last.update.type !== TEXT_DELTA || next.update.type !== TEXT_DELTA) return undefined
  if (last.item_id !== next.item_id || last.update.content_index !== next.update.content_index) return undefined
  return { ...last, update: { ...last.update, delta: last.update.delta + next.update.delta } }
}

interface LogOptions {
  db: Database
  owner: string
  log: Log
  readers: Readers
  hub: Hub
  changes: Changes
  writer: ReturnType<typeof createWriter>
  downtime: Downtime
}

/** What other pages of the person show too: their tasks, and the state of their chats. */
const SHOWN_ELSEWHERE = new Set(['client_effect', 'thread.updated', 'run.done'])

export const openLog = (
  { db, owner, log, readers, hub, changes, writer, downtime }: LogOptions,
  run: RunRow,
  last_seq: number,
): Journal =>
  new Journal({
    run,
    last_seq,
    flush: writer.flush,
    publish: (run_id, events) => {
      readers.publish(run_id, events)
      hub.send('log', run_id)
      if (events.some(({ event }) => SHOWN_ELSEWHERE.has(event.type))) changes.note(run.user_id)
    },
    // Every effect is idempotent by key, so a commit whose answer was lost may be sent again.
    keep: async (step, flush) => {
      const keep = () => db.execute((sql) => keepStep(sql, run, step, flush, owner))
      if (!(await retryWhileDown(keep, log, downtime))) throw new LostRun()
    },
    store: (effect) =>
      retryWhileDown(
        () =>
          db.transaction(async (sql) => {
            const { step, flush, value } = await effect(sql, owner)
            await keepStep(sql, run, step, flush)
            return value
          }),
        log,
        downtime,
      ),
  })
