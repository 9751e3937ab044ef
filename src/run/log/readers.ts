/**
 * Who is listening in this process. A reader is fed by the writer after the commit; it reads the log itself only when
 * it joins, when it finds a gap, when it was too slow, or when nothing was heard for POLL_MS (the run may be another
 * process's).
 */
import { createSilence } from '../../lib/pauses.ts'
import type { LoggedEvent } from '../schema.ts'
import { createRecent } from './recent.ts'

/** Silence after which a reader looks into the log by itself. */
const POLL_MS = 2000
/** Events kept for a reader that does not keep up; beyond it they are dropped and read from the log again. */
export const READER_MAX_EVENTS = 512

/** Reads the log after a sequence number; an empty answer means there is nothing yet. */
type LogReader = (after: number) => Promise<LoggedEvent[]>

class Inbox {
  private waiting: LoggedEvent[] = []
  private wake: (() => void) | undefined
  private readonly silence = createSilence(POLL_MS)
  private readonly left = () => this.wake?.()

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.left)
  }

  put(events: LoggedEvent[]) {
    if (this.waiting.length + events.length > READER_MAX_EVENTS) this.waiting = []
    else this.waiting.push(...events)
    this.wake?.()
  }

  /** What follows `seq`, nothing yet, or that something is missing and the log has to be asked. */
  take(seq: number): LoggedEvent[] | 'gap' {
    const fresh: LoggedEvent[] = []
    const waiting = this.waiting
    this.waiting = []
    for (const logged of waiting) {
      const next = seq + fresh.length + 1
      if (logged.seq > next) return 'gap'
      // The writer and a notice may both have brought it.
      if (logged.seq === next) fresh.push(logged)
    }
    return fresh
  }

  /** Waits until something arrives or the reader leaves; false when POLL_MS passed in silence. */
  async heard(): Promise<boolean> {
    if (this.waiting.length > 0 || this.signal.aborted) return true
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.wake = () => resolve(true)
    this.silence.begin(() => resolve(false))
    const heard = await promise
    this.wake = undefined
    this.silence.end()
    return heard
  }

  close() {
    this.signal.removeEventListener('abort', this.left)
    this.silence.close()
  }
}

/** A run that is read in this process, and how far its log is known here. */
interface Reading {
  user_id: string
  run_id: string
  seq: number
}
interface Followed extends Reading {
  inboxes: Set<Inbox>
}

export const createReaders = () => {
  const runs = new Map<string, Followed>()
  const recent = createRecent()

  const join = (user_id: string, run_id: string, signal: AbortSignal) => {
    const inbox = new Inbox(signal)
    const run = runs.get(run_id) ?? { user_id, run_id, seq: 0, inboxes: new Set() }
    run.inboxes.add(inbox)
    runs.set(run_id, run)
    return { run, inbox }
  }

  const leave = ({ run_id, inboxes }: Followed, inbox: Inbox) => {
    inbox.close()
    inboxes.delete(inbox)
    if (inboxes.size === 0) runs.delete(run_id)
  }

  const know = (run: Followed, events: LoggedEvent[]) => {
    run.seq = Math.max(run.seq, events.at(-1)?.seq ?? 0)
  }

  return {
    recent,

    publish(run_id: string, events: LoggedEvent[]) {
      recent.note(run_id, events)
      const run = runs.get(run_id)
      if (!run) return
      know(run, events)
      for (const inbox of run.inboxes) inbox.put(events)
    },

    /** Batches after `after` in order without gap or repeat; ends after `run.done` or when the signal fires. */
    async *read(who: Omit<Reading, 'seq'>, after: number, readLog: LogReader, signal: AbortSignal) {
      const { run, inbox } = join(who.user_id, who.run_id, signal)
      try {
        for (let seq = after, look = true; !signal.aborted; ) {
          const batch = look ? await readLog(seq) : inbox.take(seq)
          if (batch === 'gap') {
            look = true
            continue
          }
          const last = batch.at(-1)
          if (last) {
            seq = last.seq
            know(run, batch)
            yield batch
            if (last.event.type === 'run.done') return
          } else {
            look = !(await inbox.heard())
          }
        }
      } finally {
        leave(run, inbox)
      }
    },

    /** Which of the runs (or all) are read in this process. */
    reading: (run_ids: Iterable<string> = runs.keys()): Reading[] =>
      [...run_ids].flatMap((run_id) => {
        const run = runs.get(run_id)
        return run ? [{ user_id: run.user_id, run_id, seq: run.seq }] : []
      }),

    /** How many readers there are, for the metrics. */
    size: () => [...runs.values()].reduce((n, { inboxes }) => n + inboxes.size, 0),
  }
}
export type Readers = ReturnType<typeof createReaders>
