/** The reminders of the program: their engine, and what every instance does to keep their tables small. */
import type { Caller } from '../account/schema.ts'
import { untilDone } from '../db/batches.ts'
import type { Database } from '../db/database.ts'
import { onAlarm } from '../lib/alarm.ts'
import { createEngine, type EngineOptions } from './engine.ts'
import { pruneOutbox } from './outbox-store.ts'
import type { Ring } from './schema.ts'
import { dismissRings, pruneReminders, shownRings } from './store.ts'

export const createReminders = (options: EngineOptions) => {
  const engine = createEngine(options)
  const { db, note } = options
  return {
    /** Rings and sends what is due now, without waiting for the next look. */
    look: () => engine.lookOnce(),
    /** What open pages show. */
    rings: (caller: Caller): Promise<Ring[]> => db.query((sql) => shownRings(sql, caller.user_id)),
    /** Takes the ring of a task off every page, or all that were missed. */
    async dismiss(caller: Caller, task_id: number | 'missed') {
      await db.query((sql) => dismissRings(sql, caller.user_id, task_id))
      note(caller.user_id)
    },
    /** Begins to watch; gives the way to end it. */
    start() {
      const deaf = onAlarm(engine.wake)
      engine.start()
      return async () => {
        deaf()
        await engine.stop()
      }
    },
  }
}

/** Forgets what rang and what was sent some days ago. */
export const pruneRung = async (db: Pick<Database, 'execute'>) => {
  await untilDone(db, pruneReminders)
  await untilDone(db, pruneOutbox)
}
