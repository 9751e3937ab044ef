/** Notices by LISTEN and NOTIFY. */
import type { Database, Listen } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { Connect } from './hub.ts'
import { notify } from './store.ts'

const CHANNEL = 'todochat'

export const overPostgres =
  (db: Database, listen: Listen, log: Log): Connect =>
  (heard, joined) => {
    const stop = listen(CHANNEL, heard, joined)
    return {
      send: (text) =>
        void db
          .execute((sql) => notify(sql, CHANNEL, text))
          .catch((error) => log.debug({ err: error }, 'a notice was lost; readers look by themselves')),
      close: stop,
    }
  }
