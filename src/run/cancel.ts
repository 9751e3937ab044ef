/** Stopping runs: by their person, with their thread, or with the whole account. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import type { Hub } from '../pubsub/hub.ts'
import type { Runner } from './runner.ts'
import { isLive, type Run } from './schema.ts'
import { liveRunOf, liveRunsOf, type RunRow, requestCancel } from './store.ts'

/** Cancel answers within this time, also when another process owns the run. */
const RUN_STOP_MS = 1000
const STOP_STEP_MS = 50

interface CancelOptions {
  db: Database
  runner: Runner
  hub: Hub
  find: (caller: Caller, id: string) => Promise<RunRow>
  whole: (row: RunRow) => Promise<Run>
}

export const createCancel = ({ db, runner, hub, find, whole }: CancelOptions) => {
  /** Idempotent; works from any process. What was written stays. @throws not_found */
  const cancel = async (caller: Caller, id: string): Promise<Run> => {
    await find(caller, id)
    if (await db.execute((sql) => requestCancel(sql, caller.user_id, id))) await stopped(caller, id)
    return whole(await find(caller, id))
  }

  const stopped = async (caller: Caller, id: string) => {
    const here = runner.stop(id)
    if (here) return here
    hub.send('cancel', id)
    for (let waited = 0; waited < RUN_STOP_MS; waited += STOP_STEP_MS) {
      await Bun.sleep(STOP_STEP_MS)
      if (!isLive((await find(caller, id)).status)) return
    }
  }

  /** Cancels what runs on a thread, before the thread goes. */
  const stopThread = async (caller: Caller, thread_id: string) => {
    const live = await db.query((sql) => liveRunOf(sql, caller.user_id, thread_id))
    if (live) await cancel(caller, live.id)
  }

  /** Cancels everything of a user who leaves for good. */
  const stopAll = async (caller: Caller) => {
    for (const row of await db.query((sql) => liveRunsOf(sql, caller.user_id))) await cancel(caller, row.id)
  }

  return { cancel, stopThread, stopAll }
}
