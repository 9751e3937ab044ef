/**
 * The newest events of runs at work in this process: who begins to read while a run begins need not ask the database
 * for what was written a moment ago. Holds what is in the log already, never more.
 */
import type { LoggedEvent } from '../schema.ts'
import type { RunRow } from '../store.ts'

/** Events kept of each run; an older place is read from the log. */
const RECENT_MAX_EVENTS = 16

interface Recent {
  run: RunRow
  /** The last number in the log. */
  seq: number
  events: LoggedEvent[]
}

export const createRecent = () => {
  const runs = new Map<string, Recent>()

  const note = (run_id: string, events: LoggedEvent[]) => {
    const at = runs.get(run_id)
    if (!at) return
    at.seq = events.at(-1)?.seq ?? at.seq
    at.events = [...at.events, ...events].slice(-RECENT_MAX_EVENTS)
  }

  return {
    /** This process begins to work on the run, whose log ends with `seq`; `events` are the last of it, if known. */
    begin: (run: RunRow, seq: number, events: LoggedEvent[] = []) =>
      void runs.set(run.id, { run, seq, events: events.slice(-RECENT_MAX_EVENTS) }),
    note,
    end: (run_id: string) => void runs.delete(run_id),
    /** The run as it began and the last number of its log, of a run of the user that is at work here. */
    of: (user_id: string, run_id: string) => {
      const at = runs.get(run_id)
      return at?.run.user_id === user_id ? { run: at.run, seq: at.seq } : undefined
    },
    /** What follows `after`; undefined when only the log knows. */
    since(run_id: string, after: number): LoggedEvent[] | undefined {
      const at = runs.get(run_id)
      if (!at || after > at.seq) return undefined
      const following = at.events.filter(({ seq }) => seq > after)
      return following.length === at.seq - after ? following : undefined
    },
  }
}
