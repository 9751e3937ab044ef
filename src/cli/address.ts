/** Where the server listens, as seen from this machine. */

/** Addresses that mean "all": reached over loopback. */
const ALL: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

export const localUrl = (host: string, port: number) => {
  const near = ALL[host] ?? host
  return `http://${near.includes(':') ? `[${near}]` : near}:${port}`
}
