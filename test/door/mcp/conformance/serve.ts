/**
 * For the conformance suite, which cannot send a token: `serve.ts fixtures` serves its fixtures and `serve.ts product` the
 * product, both through the product’s own gate and door, to a person who has just signed up. Prints the address.
 */
import { createApp, doorsOf } from '../../../../src/app.ts'
import { loadConfig } from '../../../../src/config.ts'
import { createCore } from '../../../../src/core.ts'
import { bearerOf } from '../../../../src/door/auth/bearer.ts'
import { mcpRoutes } from '../../../../src/door/mcp/index.ts'
import { createLog } from '../../../../src/log.ts'
import { testDatabase } from '../../../support/database.ts'
import { person } from '../../../support/people.ts'
import { served } from './factory.ts'

const MANY = '1000000'

const main = async (what: string | undefined) => {
  const config = loadConfig({
    JWT_SECRET: 'a secret of the conformance suite, long enough',
    RATE_LIMIT_TASKS_PER_MINUTE: MANY,
    RATE_LIMIT_IP_PER_MINUTE: MANY,
  })
  const log = createLog('warn')
  const db = await testDatabase()
  const core = createCore({ config, db, log })
  const doors = what === 'fixtures' ? { doors: [mcpRoutes({ core, config, log, served })] } : doorsOf(core, config, log)
  const app = createApp(core, doors, config, log)
  const caller = await person(db, 'conformance')
  await core.task.create(caller, { title: 'Pass the conformance suite' }, { actor: 'person' })
  const token = await bearerOf(core.account).newToken(caller.user_id)
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 30,
    fetch: (request) => {
      // Their tokens are ours; whatever else they send, they send themselves.
      const headers = new Headers(request.headers)
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`)
      return app.handle(new Request(request, { headers }))
    },
  })
  process.stdout.write(`http://localhost:${server.port}/mcp\n`)
}

void main(process.argv[2])
