/** Which of several hosts takes writes now: the primary, or the standby that was promoted. */
import postgres from 'postgres'

const LOOK_MAX_MS = 2_000

const isPrimary = async (address: string): Promise<boolean> => {
  const client = postgres(address, {
    max: 1,
    prepare: false,
    fetch_types: false,
    connect_timeout: LOOK_MAX_MS / 1000,
    connection: { application_name: 'todochat' },
    onnotice: () => undefined,
  })
  const late = Promise.withResolvers<[]>()
  const timer = setTimeout(() => late.resolve([]), LOOK_MAX_MS)
  try {
    const [row] = await Promise.race([
      client<{ standby: boolean }[]>`select pg_is_in_recovery() as standby`,
      late.promise,
    ])
    return row?.standby === false
  } catch {
    // Away, starting, or refusing: not the one to use now.
    return false
  } finally {
    clearTimeout(timer)
    void client.end({ timeout: 0 })
  }
}

/** The first of the addresses whose server is a primary; undefined while there is none. */
export const findPrimary = async (addresses: string[]): Promise<string | undefined> => {
  const found = await Promise.all(addresses.map(isPrimary))
  return addresses.find((_, at) => found[at])
}
