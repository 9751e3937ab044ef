/** Opens the journal of a run: ties it to the writer, to the database and to whoever listens. */

import type { Changes } from '../../change/changes.ts'
import type { Database } from '../../db/database.ts'
import type { HintHub } from '../../hint/hint.ts'
import type { Log } from '../../log.ts'
import { holdRun, type RunRow } from '../store.ts'
import { Journal, LostRun } from './journal.ts'
import type { Live } from './live.ts'
import type { Outage } from './outage.ts'
import { appendHeld } from './store.ts'
import { type createWriter, patiently } from './writer.ts'

export interface LogOptions {
  db: Database
  owner: string
  log: Log
  live: Live
  hints: HintHub
  changes: Changes
  writer: ReturnType<typeof createWriter>
  outage: Outage
}

/** What other pages of the person show too: their tasks, and the state of their chats. */
const SHOWN_ELSEWHERE = new Set(['client_effect', 'thread.updated', 'run.done'])

export const openLog = (
  { db, owner, log, live, hints, changes, writer, outage }: LogOptions,
  run: RunRow,
  last_seq: number,
): Journal =>
  new Journal({
    run,
    last_seq,
    flush: writer.flush,
    publish: (run_id, events) => {
      live.publish(run_id, events)
      hints.send('log', run_id)
      if (events.some(({ event }) => SHOWN_ELSEWHERE.has(event.type))) changes.note(run.user_id)
    },
    // Every effect is idempotent by key, so a commit whose answer was lost may be sent again.
    store: (effect) =>
      patiently(
        () =>
          db.transaction(async (sql) => {
            if (!(await holdRun(sql, run, owner))) throw new LostRun()
            const { flush, value } = await effect(sql)
            if (flush.events.length > 0) await appendHeld(sql, flush)
            return value
          }),
        log,
        outage,
      ),
  })
