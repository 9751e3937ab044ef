/** Feeds local readers with what other processes append: hinted runs are fetched together, one statement for them all. */
import type { Database } from '../../db/database.ts'
import type { Log } from '../../log.ts'
import type { Hub } from '../../pubsub/hub.ts'
import type { Readers } from './readers.ts'
import { readLogs } from './store.ts'

interface RemoteOptions {
  db: Database
  readers: Readers
  hub: Hub
  log: Log
}

export const followRemote = ({ db, readers, hub, log }: RemoteOptions) => {
  let hinted = new Set<string>()
  let busy = false

  /** Notices that come during a fetch wait for the next one. */
  const fetchAll = async () => {
    if (busy) return
    busy = true
    try {
      while (hinted.size > 0) {
        const runs = readers.reading(hinted)
        hinted = new Set()
        if (runs.length === 0) continue
        for (const { run_id, events } of await db.query((sql) => readLogs(sql, runs))) readers.publish(run_id, events)
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
  hub.on('log', heard)
  hub.onRejoin(() => heard(readers.reading().map(({ run_id }) => run_id)))
}
