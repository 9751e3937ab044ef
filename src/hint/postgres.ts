/** Hints by LISTEN and NOTIFY. */
import type { Database, Listen } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { Connect } from './hint.ts'
import { notify } from './store.ts'

export const CHANNEL = 'todochat'

export const overPostgres =
  (db: Database, listen: Listen, log: Log): Connect =>
  (heard, joined) => {
    const stop = listen(CHANNEL, heard, joined)
    return {
      send: (text) =>
        void db
          .write((sql) => notify(sql, CHANNEL, text))
          .catch((error) => log.debug({ err: error }, 'a hint was lost; readers look by themselves')),
      close: stop,
    }
  }
