/** The account routes behind the real gate, on a database of their own, and a client that speaks JSON. */
import { type AccountDeps, createAccount } from '../../../src/account/account.ts'
import { createApp } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import type { Database } from '../../../src/db/database.ts'
import { accessTokenRoutes } from '../../../src/door/rest/access-tokens.ts'
import { authRoutes } from '../../../src/door/rest/auth.ts'
import { rest } from '../../../src/door/rest/index.ts'
import { createLog } from '../../../src/log.ts'
import { createRateLimit } from '../../../src/rate-limit/rate-limit.ts'
import { ROSA, SECRET } from '../../account/support.ts'
import { PASSWORD_COST } from '../../support/app.ts'
import { read } from '../../support/gate.ts'

export interface Sent {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}

export const authApp = (db: Database, env: Record<string, string> = {}, deps: Partial<AccountDeps> = {}) => {
  const config = loadConfig({ JWT_SECRET: SECRET, RATE_LIMIT_IP_PER_MINUTE: '10000', ...env })
  const log = createLog('silent')
  const limit = createRateLimit({ config, log })
  const beside = { db, config, log, password_cost: PASSWORD_COST }
  const account = createAccount({ ...beside, throttle: limit.throttle, collect: async () => ({}), ...deps })
  const core = { account, limit }
  const door = rest({ v1: [authRoutes(core), accessTokenRoutes(core)], plain: [] })
  const app = createApp(core, { doors: [door] }, config, log)

  const ask = async (method: string, path: string, { token, body, headers = {} }: Sent = {}) => {
    const sent = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return read(await app.handle(new Request(`http://localhost/api/v1${path}`, { method, headers: sent, body: text })))
  }

  /** A new user and their token. */
  const enter = async (email = ROSA.email) => {
    const { json } = await ask('POST', '/auth/signup', { body: { ...ROSA, email } })
    return { token: String(json.access_token), user: json.user as { id: string; email: string } }
  }
  return { account, ask, enter }
}
export type AuthApp = ReturnType<typeof authApp>
