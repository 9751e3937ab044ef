/** The load generator, a process of its own: `bun bench/load.ts URL TOKENS SECONDS [METHOD]`, one user a token; prints one JSON line. */
const [url = '', tokens = '', seconds = '5', method = 'GET'] = process.argv.slice(2)

const until = performance.now() + Number(seconds) * 1000
const times: number[] = []
let failed = 0

const one = async (token: string) => {
  const start = performance.now()
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } })
  await response.arrayBuffer()
  times.push(performance.now() - start)
  if (!response.ok) failed += 1
}
const user = async (token: string) => {
  while (performance.now() < until) await one(token)
}
await Promise.all(tokens.split(',').map(user))

times.sort((a, b) => a - b)
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
process.stdout.write(
  `${JSON.stringify({ requests: times.length, failed, per_s: times.length / Number(seconds), p50: at(0.5), p95: at(0.95) })}\n`,
)

export {}
