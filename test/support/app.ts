/** The whole program without a socket: a fresh database, the core, all doors, and a way to call them. */
import { createApp, doorsOf, restDoor } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { type Core, createCore } from '../../src/core.ts'
import type { Database } from '../../src/db/database.ts'
import { documentOf } from '../../src/door/openapi/document.ts'
import { createLog, type Log } from '../../src/log.ts'
import { type Contract, createContract, holdToContract } from './contract.ts'
import { testDatabase } from './database.ts'

/** Limits out of the way, and the built-in assistant alone, unless a test says otherwise. */
const QUIET = {
  JWT_SECRET: 'a secret of the tests, long enough for all of them',
  LLM_PROVIDERS: 'builtin',
  RATE_LIMIT_REQUESTS_PER_MINUTE: '100000',
  RATE_LIMIT_TASKS_PER_MINUTE: '100000',
  RATE_LIMIT_IP_PER_MINUTE: '100000',
  USER_DAILY_TOKEN_LIMIT: '0',
  DAILY_TOKEN_LIMIT: '0',
}

/** A hash of the shipped cost takes longer than most tests; test/account/password.test.ts makes those. */
export const PASSWORD_COST = { memoryCost: 8, timeCost: 1 }

let contract: Contract | undefined
/** The document does not depend on the app, so one reading of it serves all of a process. */
const contractOf = (core: Core) => {
  contract ??= createContract(documentOf(restDoor(core).routes, 'test'))
  return contract
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
  /** In place of that: waits until the next word may come. */
  pause?: (signal: AbortSignal) => Promise<void>
  /** Silent unless a test looks at what is logged. */
  log?: Log
}

export const testApp = async (options: TestAppOptions = {}) => {
  const { settings = {}, db: given, pace_ms = 0, log = createLog('silent') } = options
  const { pause = () => Bun.sleep(pace_ms) } = options
  const db = given ?? (await testDatabase())
  const config = loadConfig({ ...QUIET, ...settings })
  const core = createCore({
    ...{ config, db, log, builtin: { pause } },
    password_cost: PASSWORD_COST,
  })
  await core.start()
  const app = createApp(core, doorsOf(core, config, log), config, log)

  const contract = contractOf(core)
  /** Every answer of the REST API is held against its document. */
  const call = async (method: string, path: string, { token, body, headers = {} }: Call = {}): Promise<Response> => {
    const response = await app.handle(
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
    await holdToContract(contract, method, path, response)
    return response
  }

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
