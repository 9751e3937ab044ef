/** Whether a transaction pooler (PgBouncer and alike) stands between this program and its Postgres. */
import postgres from 'postgres'

/** Rounds of two sessions; beside other clients a pooler may give them different servers for once. */
const ROUNDS = 3
const CONNECT_MAX_S = 3
/** Something that listens there and is no Postgres may leave the package waiting for ever (seen). */
const LOOK_MAX_MS = 3_000

const session = (address: string) => {
  const client = postgres(address, {
    max: 1,
    prepare: false,
    fetch_types: false,
    connect_timeout: CONNECT_MAX_S,
    idle_timeout: 0,
    connection: { application_name: 'todochat' },
    onnotice: () => undefined,
  })
  return {
    /** The server's process that answers. */
    async backend() {
      const [row] = await client<[{ pid: number }]>`select pg_backend_pid() as pid`
      return row.pid
    },
    end: () => client.end({ timeout: 0 }),
  }
}

const shareBackends = async (sessions: ReturnType<typeof session>[]) => {
  const seen = new Map<number, unknown>()
  for (let round = 0; round < ROUNDS; round++)
    for (const one of sessions) {
      const pid = await one.backend()
      if (seen.has(pid) && seen.get(pid) !== one) return true
      seen.set(pid, one)
    }
  return false
}

/**
 * Two sessions that are open at once end in processes of their own on a server; behind a pooler by transaction the
 * second is given the process that the first has just left. Behind a pooler by session there is no difference.
 * @throws the server cannot be reached, or does not answer
 */
export const isTransactionPooler = async (address: string): Promise<boolean> => {
  const sessions = [session(address), session(address)]
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('no answer')), LOOK_MAX_MS)
  try {
    return await Promise.race([shareBackends(sessions), late.promise])
  } finally {
    clearTimeout(timer)
    for (const one of sessions) void one.end()
  }
}
