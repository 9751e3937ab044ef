/** The embedded database: PGlite behind the `postgres` package, in memory or in a directory. */
import postgres from 'postgres'
import type { Database } from './database.ts'
import { type Engine, openEngine } from './engine.ts'
import { type Client, guard } from './guard.ts'
import { PgliteSocket } from './pglite-socket.ts'
import { VALUE_TYPES } from './value.ts'

/** A client whose one connection ends in the engine. */
export const clientOf = (engine: Engine): Client =>
  postgres({
    host: 'embedded',
    database: 'postgres',
    username: 'postgres',
    max: 1,
    fetch_types: false,
    types: VALUE_TYPES,
    socket: () => new PgliteSocket(engine.exchange) as never,
    onnotice: () => undefined,
  } as postgres.Options<Record<string, postgres.PostgresType>>) as unknown as Client

/** A database over an engine that lives as long as it does and is never replaced. */
export const embed = (engine: Engine): Database => {
  const client = clientOf(engine)
  return guard({
    embedded: true,
    client: () => client,
    failed: (error) => error,
    stuck: () => undefined,
    close: async () => {
      await client.end({ timeout: 1 })
      await engine.close()
    },
  })
}

/** A database in memory, for tests: gone when it is closed. */
export const openMemory = async (image?: Blob) => embed(await openEngine({ image }))
