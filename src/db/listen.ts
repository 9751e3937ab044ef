/** Hearing what other processes tell through Postgres, on one connection of its own. */
import postgres from 'postgres'
import type { Listen } from './database.ts'
import type { DatabaseLog } from './log.ts'

/** How long to wait before trying again to reach a server that is away, in milliseconds. */
const RETRY_MS = 1000

export const listenOn =
  (address: string, log?: DatabaseLog): Listen =>
  (channel, heard, joined) => {
    const client = postgres(address, {
      max: 1,
      fetch_types: false,
      connect_timeout: 5,
      idle_timeout: 0,
      max_lifetime: null,
      backoff: (() => RETRY_MS / 1000) as never,
      connection: { application_name: 'todochat-listen' },
      onnotice: () => undefined,
    })
    let closed = false
    // Once it listens, the client listens again by itself after every break; until then we try.
    const join = () =>
      void client.listen(channel, heard, joined).catch((error) => {
        if (closed) return
        log?.warn({ err: error }, 'not listening yet')
        setTimeout(join, RETRY_MS)
      })
    join()
    return async () => {
      closed = true
      await client.end({ timeout: 1 })
    }
  }
