/**
 * The four ordinary REST calls at 50 concurrent users, and the list of sessions beside a bare handler that runs the
 * same statement: `DATABASE_URL=… bun bench/rest.ts`. Prints tables; nothing is asserted.
 */
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { freshServerDatabase, SERVER_URL } from '../test/support/database.ts'
import { startProgram } from '../test/support/program.ts'

const USERS = 50
const SECONDS = 5
const SESSIONS = 20
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

interface Load {
  requests: number
  failed: number
  per_s: number
  p50: number
  p95: number
}

const load = async (url: string, tokens: string[], ...more: string[]): Promise<Load> => {
  const args = [url, tokens.join(','), `${SECONDS}`, ...more]
  const child = Bun.spawn([process.execPath, here('load.ts'), ...args], { stdout: 'pipe', stderr: 'inherit' })
  return JSON.parse(await new Response(child.stdout).text())
}

/** As little as can answer the same question: no caller, no limit, no log. */
const bareServer = (url: string, user_id: string) => {
  const sql = postgres(url, { max: 20, fetch_types: false })
  return Bun.serve({
    port: 0,
    fetch: async () =>
      Response.json({
        sessions: await sql`
          select id, user_id, title, message_count, pinned, archived, created_at, updated_at from threads
          where user_id = ${user_id} order by updated_at desc, id desc limit 21`,
      }),
  })
}

const row = (what: string, { requests, failed, per_s, p50, p95 }: Load) => ({
  what,
  requests,
  failed,
  'per s': Math.round(per_s),
  'p50 (ms)': p50.toFixed(1),
  'p95 (ms)': p95.toFixed(1),
})

const main = async () => {
  if (!SERVER_URL) throw new Error('DATABASE_URL must name a Postgres server.')
  const database = await freshServerDatabase(SERVER_URL)
  const env = {
    DATABASE_URL: database.url,
    JWT_SECRET: 'a secret of the bench, long enough to be one',
    LOG_LEVEL: 'warn',
    MAX_SESSIONS_PER_USER: '1000000',
    RATE_LIMIT_IP_PER_MINUTE: '1000000',
    RATE_LIMIT_REQUESTS_PER_MINUTE: '1000000',
    RATE_LIMIT_TASKS_PER_MINUTE: '1000000',
  }
  const command = [process.execPath, here('../src/main.ts'), 'serve']
  const program = await startProgram({ command, cwd: here('..'), env })
  const api = `${program.url}/api/v1`
  const post = async (path: string, token?: string, body: object = {}) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    return (await fetch(api + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const people = []
  for (let i = 0; i < USERS; i++) {
    people.push(await post('/auth/signup', undefined, { email: `b${i}@example.org`, password: '12345678' }))
  }
  const everybody = people.map(({ access_token }) => access_token)
  const [{ access_token: token, user }] = people
  const sessions = []
  for (let i = 0; i < SESSIONS; i++) sessions.push(await post('/chatkit/sessions', token))
  const [first] = sessions
  const bare = bareServer(database.url, user.id)
  const same = everybody.map(() => token)

  const list = await load(`${api}/chatkit/sessions`, same)
  const plain = await load(bare.url.href, same)
  const rows = [
    row('list sessions', list),
    row('the same, bare', plain),
    row('history', await load(`${api}/chatkit/sessions/${first.id}`, same)),
    row('create thread', await load(`${api}/chatkit/sessions/${first.id}/threads`, same, 'POST')),
    row('list tasks', await load(`${api}/tasks`, everybody)),
    row('create session', await load(`${api}/chatkit/sessions`, everybody, 'POST')),
  ]
  console.table(rows)
  console.log(`list of sessions: ${((100 * list.per_s) / plain.per_s).toFixed(0)} % of the bare handler`)
  await program.stop()
  await bare.stop(true)
  await database.drop()
  process.exit(0)
}
await main()
