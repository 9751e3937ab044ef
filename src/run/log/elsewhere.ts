/** Feeds local readers with what other processes append: hinted runs are fetched together, one statement for them all. */
import type { Database } from '../../db/database.ts'
import type { HintHub } from '../../hint/hint.ts'
import type { Log } from '../../log.ts'
import type { Live } from './live.ts'
import { readLogs } from './store.ts'

export interface ElsewhereOptions {
  db: Database
  live: Live
  hints: HintHub
  log: Log
}

export const followElsewhere = ({ db, live, hints, log }: ElsewhereOptions) => {
  let hinted = new Set<string>()
  let busy = false

  /** Hints that come while a fetch is under way wait for the next one. */
  const fetchAll = async () => {
    if (busy) return
    busy = true
    try {
      while (hinted.size > 0) {
        const runs = live.reading(hinted)
        hinted = new Set()
        if (runs.length === 0) continue
        for (const { run_id, events } of await db.read((sql) => readLogs(sql, runs))) live.publish(run_id, events)
      }
    } finally {
      busy = false
    }
  }

  const heard = (run_ids: Iterable<string>) => {
    for (const id of run_ids) hinted.add(id)
    void fetchAll().catch((error) =>
      log.warn({ err: error }, 'hinted logs were not fetched; readers look by themselves'),
    )
  }
  hints.on('log', heard)
  hints.onRejoin(() => heard(live.reading().map(({ run_id }) => run_id)))
}
