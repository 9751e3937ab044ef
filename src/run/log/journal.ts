/**
 * One run's end of the event log: numbers its events, merges what may be merged, and says when they must be durable.
 * `push` is for what streams (the writer takes it along), `commit` for what lasts (events and effect together).
 */
import type { Sql } from '../../db/database.ts'
import type { LoggedEvent, RunEvent } from '../schema.ts'
import type { RunRow } from '../store.ts'
import type { Flush } from './store.ts'

/** Thrown out of a run whose owner is now somebody else; nothing more may be written. */
export class LostRun extends Error {}

export interface JournalOptions {
  run: RunRow
  /** The sequence number of the last event already in the log. */
  last_seq: number
  /** Asks the writer for a flush: at once or with the next tick. */
  flush: (journal: Journal, when: 'now' | 'soon') => void
  /** Runs the effect and appends the flush it gives in one transaction that holds the run. @throws LostRun */
  store: <T>(effect: (sql: Sql) => Promise<{ flush: Flush; value: T }>) => Promise<T>
  publish: (run_id: string, events: LoggedEvent[]) => void
}

/** What an effect gives back: what happened, and whatever its caller needs. */
export interface Happened<T> {
  events: RunEvent[]
  value: T
}

export class Journal {
  private pending: RunEvent[] = []
  private seq: number
  /** Settles when the flush that is under way is in the log. */
  private flight: Promise<void> = Promise.resolve()
  private committing = false
  /** Set when the run was taken over or the log cannot be written; the next call throws it. */
  private broken: Error | undefined

  constructor(private readonly options: JournalOptions) {
    this.seq = options.last_seq
  }

  /** Notes an event; a delta is merged into the one before it that nobody has seen yet. */
  push(event: RunEvent, when: 'now' | 'soon' = 'soon') {
    if (this.broken) throw this.broken
    const last = this.pending.at(-1)
    const merged = last && mergeDeltas(last, event)
    if (merged) this.pending[this.pending.length - 1] = merged
    else this.pending.push(event)
    if (!this.committing) this.options.flush(this, when)
  }

  /** Everything pushed so far, the effect and its events become durable together, then readers see them. */
  async commit<T>(effect: (sql: Sql) => Promise<Happened<T>>): Promise<T> {
    this.committing = true
    try {
      await this.flight
      if (this.broken) throw this.broken
      return await this.commitAlone(effect)
    } finally {
      this.committing = false
    }
  }

  private async commitAlone<T>(effect: (sql: Sql) => Promise<Happened<T>>): Promise<T> {
    const streamed = this.pending
    let flush = this.flushOf(streamed)
    const value = await this.options.store(async (sql) => {
      const happened = await effect(sql)
      flush = this.flushOf([...streamed, ...happened.events])
      return { flush, value: happened.value }
    })
    this.pending = []
    this.landed(flush)
    return value
  }

  /** For the writer: what waits, or nothing while a commit takes it along. */
  take(): Flush | undefined {
    if (this.committing || this.broken || this.pending.length === 0) return undefined
    const flush = this.flushOf(this.pending)
    this.pending = []
    return flush
  }

  /** For the writer: the flush taken is under way until `kept` names the runs that were appended; never rejects. */
  track(flush: Flush, kept: Promise<Set<string>>): Promise<void> {
    this.flight = kept.then(
      (ids) => (ids.has(flush.run_id) ? this.landed(flush) : this.fail(new LostRun())),
      (error) => this.fail(error),
    )
    return this.flight
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
