/**
 * Who is listening in this process. A reader is fed by the writer after the commit; it reads the log itself only when
 * it joins, when it finds a gap, when it was too slow, or when nothing was heard for POLL_MS (the run may be another
 * process's).
 */
import type { LoggedEvent } from '../schema.ts'

/** Silence after which a reader looks into the log by itself. */
export const POLL_MS = 2000
/** Events kept for a reader that does not keep up; beyond it they are dropped and read from the log again. */
export const READER_MAX_EVENTS = 512

/** Reads the log after a sequence number; an empty answer means there is nothing yet. */
export type LogReader = (after: number) => Promise<LoggedEvent[]>

class Inbox {
  private waiting: LoggedEvent[] = []
  private wake: (() => void) | undefined

  put(events: LoggedEvent[]) {
    if (this.waiting.length + events.length > READER_MAX_EVENTS) this.waiting = []
    else this.waiting.push(...events)
    this.wake?.()
  }

  /** What follows `seq`, nothing yet, or that something is missing and the log has to be asked. */
  take(seq: number): LoggedEvent[] | 'gap' {
    const fresh = this.waiting.filter((logged) => logged.seq > seq)
    this.waiting = []
    return fresh.length === 0 || fresh[0]?.seq === seq + 1 ? fresh : 'gap'
  }

  /** Waits until something arrives or the reader leaves; false when POLL_MS passed in silence. */
  async heard(signal: AbortSignal): Promise<boolean> {
    if (this.waiting.length > 0 || signal.aborted) return true
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const woken = () => resolve(true)
    const timer = setTimeout(() => resolve(false), POLL_MS)
    this.wake = woken
    signal.addEventListener('abort', woken, { once: true })
    try {
      return await promise
    } finally {
      this.wake = undefined
      clearTimeout(timer)
      signal.removeEventListener('abort', woken)
    }
  }
}

export const createLive = () => {
  const inboxes = new Map<string, Set<Inbox>>()

  const join = (run_id: string) => {
    const inbox = new Inbox()
    const others = inboxes.get(run_id) ?? new Set()
    inboxes.set(run_id, others.add(inbox))
    return inbox
  }

  const leave = (run_id: string, inbox: Inbox) => {
    const others = inboxes.get(run_id)
    others?.delete(inbox)
    if (others?.size === 0) inboxes.delete(run_id)
  }

  return {
    publish(run_id: string, events: LoggedEvent[]) {
      for (const inbox of inboxes.get(run_id) ?? []) inbox.put(events)
    },

    /** Batches after `after` in order without gap or repeat; ends after `run.done` or when the signal fires. */
    async *read(run_id: string, after: number, readLog: LogReader, signal: AbortSignal): AsyncGenerator<LoggedEvent[]> {
      const inbox = join(run_id)
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
            yield batch
            if (last.event.type === 'run.done') return
          } else {
            look = !(await inbox.heard(signal))
          }
        }
      } finally {
        leave(run_id, inbox)
      }
    },

    /** How many readers there are, for the metrics. */
    size: () => [...inboxes.values()].reduce((n, set) => n + set.size, 0),
  }
}
export type Live = ReturnType<typeof createLive>
