/**
 * Many answers at once through a provider in a process of its own: `bun bench/answers.ts [ANSWERS] [TOKENS]
 * [PER_SECOND] [STARTS_PER_SECOND]`.
 * Counts what arrives at the readers and how many connections the provider saw. Needs DATABASE_URL. Streaming begins
 * when all have been asked for; `lag_ms` is how long after its
 * turn at that pace a token came to its reader, the provider’s own delay included.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { freshServerDatabase } from '../test/support/database.ts'
import { startProgram } from '../test/support/program.ts'

const [answers = '600', tokens = '100', per_second = '20', starts = '200'] = process.argv.slice(2)
const ANSWERS = Number(answers)
/** Below the bound of live answers of one user. */
const PER_USER = 15
const API = '/api/v1'

const provider = Bun.spawn(['bun', `${import.meta.dir}/answers-provider.ts`, tokens, per_second, answers], {
  stdout: 'pipe',
})
const { value } = await provider.stdout.getReader().read()
const provider_url = `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`

/** A database of its own: in one that is used, what a killed server left would be taken over and answered as well. */
const database = await freshServerDatabase(process.env.DATABASE_URL ?? '')
const data_dir = mkdtempSync(join(tmpdir(), 'answers-'))
/** Each answer reserves some thousands of tokens before it is asked for. */
const NO_LIMIT = '0'
const SECRET = 'a secret of the bench, long enough for all of them'
const program = await startProgram({
  command: ['bun', 'src/main.ts'],
  cwd: join(import.meta.dir, '..'),
  env: {
    ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
    ...{ DATABASE_URL: database.url, DATA_DIR: data_dir, LOG_LEVEL: 'warn' },
    ...{ BETTER_AUTH_SECRET: SECRET },
    ...{ OPENAI_BASE_URL: `${provider_url}/v1`, LLM_PROVIDERS: 'openai', AGENT_TIMEOUT_SECONDS: '600' },
    ...{
      RATE_LIMIT_IP_PER_MINUTE: '1000000',
      RATE_LIMIT_REQUESTS_PER_MINUTE: '1000000',
      RATE_LIMIT_SIGNUPS_PER_DAY: '1000000',
    },
    ...{ RATE_LIMIT_TASKS_PER_MINUTE: '1000000', USER_DAILY_TOKEN_LIMIT: NO_LIMIT, DAILY_TOKEN_LIMIT: NO_LIMIT },
  },
})

/** Nothing goes on when the bench is stopped. */
process.on('SIGTERM', () => {
  provider.kill()
  process.kill(program.pid, 'SIGKILL')
  void database.drop().finally(() => process.exit(1))
})

interface Asked {
  status: number
  text: string
}
/** Which token came when; its answer’s first one is not counted. */
const arrivals: { token: number; at: number }[] = []
const arrived = (part: string) => {
  const token = Number(/t(\d+) "[^"]*$/.exec(part)?.[1] ?? 0)
  if (token > 0) arrivals.push({ token, at: Date.now() })
}
/** `node:http`, because `fetch` would hold back what is beyond its 256 requests. */
const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
const post = (path: string, token: string | undefined, body: object) =>
  new Promise<Asked>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const request = http.request(`${program.url}${API}${path}`, { method: 'POST', agent, headers }, (message) => {
      let text = ''
      message.setEncoding('utf8')
      message.on('data', (part: string) => {
        text += part
        arrived(part)
      })
      message.on('end', () => resolve({ status: message.statusCode ?? 0, text }))
      message.on('error', reject)
    })
    request.on('error', reject)
    request.end(JSON.stringify(body))
  })
const json = async (asked: Promise<Asked>) => JSON.parse((await asked).text)

/** Tokens of an outside issuer, so that no password has to be hashed for the bench. */
interface Seat {
  token: string
  id: string
}
const seatsOf = async (user: number, count: number): Promise<Seat[]> => {
  const token = await new SignJWT({ email: `u${user}-${Date.now()}@example.org` })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(`u${user}-${Date.now()}`)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))
  const ids = Array.from({ length: count }, async () => (await json(post('/chatkit/sessions', token, {}))).id)
  return (await Promise.all(ids)).map((id) => ({ token, id }))
}
const users = Math.ceil(ANSWERS / PER_USER)
const seats: Seat[] = []
for (let user = 0; user < users; user++)
  seats.push(...(await seatsOf(user, Math.min(PER_USER, ANSWERS - user * PER_USER))))

/** Seconds of CPU that the server has used, as the system counts them in hundredths. */
const cpuSeconds = () => {
  const [, , user = 0, system = 0] =
    /\) \S+(?: \S+){10} ((\d+) (\d+))/.exec(readFileSync(`/proc/${program.pid}/stat`, 'utf8'))?.map(Number) ?? []
  return (user + system) / 100
}
const began = performance.now()
const cpu_before = cpuSeconds()
const message = { message: { content: [{ type: 'input_text', text: 'count' }] } }
const ended = await Promise.all(
  seats.map(async ({ token, id }, at) => {
    await Bun.sleep((at / Number(starts)) * 1000)
    return post(`/chatkit/sessions/${id}/threads/${id}/runs`, token, message)
  }),
)
const seconds = (performance.now() - began) / 1000
const expected = Array.from({ length: Number(tokens) }, (_, at) => `t${at} `).join('')
const deltasOf = (text: string) => [...text.matchAll(/"delta":"([^"]*)"/g)].map(([, delta]) => delta).join('')
const whole = ended.filter(({ status, text }) => status === 200 && deltasOf(text) === expected)
/** Why sends were not answered with 200, and how answers ended that are not whole. */
const told = new Map<string, number>()
const tell = (why: string) => told.set(why, (told.get(why) ?? 0) + 1)
for (const { status, text } of ended) {
  if (status !== 200) tell(`${status} ${/"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 60)}`)
  else if (deltasOf(text) !== expected) tell(`200 ${/"error":\{"code":"(\w+)"/.exec(text)?.[1] ?? 'cut'}`)
}
const { most, began: due } = (await (await fetch(provider_url)).json()) as { most: number; began: number }
const lags = arrivals.map(({ token, at }) => at - due - ((token - 1) * 1000) / Number(per_second)).sort((a, b) => a - b)
const lag = (share: number) => Math.round(lags[Math.floor(lags.length * share)] ?? 0)

const found = {
  answers: ANSWERS,
  whole: whole.length,
  refused: ended.filter(({ status }) => status !== 200).length,
  provider_connections: most,
  not_whole: Object.fromEntries(told),
  lag_ms: { median: lag(0.5), p99: lag(0.99) },
  server_cpu_us_per_token: Math.round(((cpuSeconds() - cpu_before) * 1_000_000) / (ANSWERS * Number(tokens))),
  load: loadavg()[0],
  seconds: Number(seconds.toFixed(1)),
  alone_seconds: Number(tokens) / Number(per_second),
}
process.stdout.write(`${JSON.stringify(found)}\n`)
const { log } = await program.stop('SIGKILL')
if (process.env.SERVER_LOG) writeFileSync(process.env.SERVER_LOG, log)
for (const line of new Set(
  log
    .split('\n')
    .filter((one) => /"level":"(?:error|fatal)"|"level":[56]0/.test(one))
    .slice(0, 20),
))
  process.stderr.write(`${line}\n`)
provider.kill()
await database.drop()
rmSync(data_dir, { recursive: true, force: true })
process.exit(whole.length === ANSWERS && most >= ANSWERS ? 0 : 1)
