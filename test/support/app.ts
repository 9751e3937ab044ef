/** The whole program without a socket: a fresh database, the core, all doors, and a way to call them. */
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { createCore } from '../../src/core.ts'
import type { Database } from '../../src/db/database.ts'
import { doorsOf } from '../../src/doors.ts'
import { createLog } from '../../src/log.ts'
import { testDatabase } from './database.ts'

/** Limits out of the way, and the built-in assistant alone, unless a test says otherwise. */
const QUIET = {
  JWT_SECRET: 'a secret of the tests, long enough for all of them',
  LLM_PROVIDERS: 'builtin',
  RATE_LIMIT_REQUESTS_PER_MINUTE: '100000',
  RATE_LIMIT_TASKS_PER_MINUTE: '100000',
  RATE_LIMIT_IP_PER_MINUTE: '100000',
}

export interface Call {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}

export interface TestAppOptions {
  settings?: Record<string, string>
  /** A database that outlives this app, for tests of restarts and of several instances. */
  db?: Database
  /** Milliseconds between the built-in assistant's words; 0 when absent. */
  pace_ms?: number
}

export const testApp = async ({ settings = {}, db: given, pace_ms = 0 }: TestAppOptions = {}) => {
  const db = given ?? (await testDatabase())
  const config = loadConfig({ ...QUIET, ...settings })
  const log = createLog('silent')
  const core = createCore({ config, db, log, builtin: { pause: () => Bun.sleep(pace_ms) } })
  await core.start()
  const app = createApp(core, doorsOf(core, config, log), config, log)

  const call = (method: string, path: string, { token, body, headers = {} }: Call = {}): Promise<Response> =>
    app.handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )

  let people = 0
  /** Signs somebody up; the name is only for reading. */
  const signUp = async (name = 'ada') => {
    people += 1
    const account = { email: `${name}${people}@example.org`, password: 'correct horse battery', name }
    const response = await call('POST', '/api/v1/auth/signup', { body: account })
    if (response.status !== 201) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`)
    const { access_token: token, user } = (await response.json()) as { access_token: string; user: { id: string } }
    return { token, id: user.id, ...account }
  }

  const close = async () => {
    await core.drain(0)
    if (!given) await db.close()
  }
  return { app, core, config, db, call, signUp, close }
}
export type TestApp = Awaited<ReturnType<typeof testApp>>
export type Person = Awaited<ReturnType<TestApp['signUp']>>
