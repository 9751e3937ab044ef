/** `mcp`: the tools for a program on this machine, on standard input and output; logs go to standard error. */
import type { Caller } from '../account/schema.ts'
import { loadConfig } from '../config.ts'
import { type Core, createCore } from '../core.ts'
import { checkSchema } from '../db/migrate.ts'
import { openBeside } from '../db/open.ts'
import { bearerOf } from '../door/auth/bearer.ts'
import { openStdio } from '../door/mcp/stdio.ts'
import { createLog, setLogKey } from '../log.ts'
import { withSecrets } from './audit-key.ts'
import { type Command, UsageError } from './command.ts'
import { VERSION } from './version.ts'

/** The client closes our input when it is done with us. */
const inputEnded = () =>
  new Promise<string>((resolve) => {
    process.stdin.once('end', () => resolve('end of input'))
    process.stdin.once('close', () => resolve('end of input'))
  })

const callerOf = async (core: Core, user: string | undefined, token: string | undefined): Promise<Caller> => {
  if (user !== undefined) return core.account.callerOfEmail(user)
  if (token === undefined) throw new UsageError('Say for whom: --user E-MAIL, or an access token in MCP_TOKEN')
  return (await bearerOf(core.account).credentialOf(`Bearer ${token}`)).caller
}

export const mcpCommand: Command = {
  name: 'mcp',
  form: '[--user E-MAIL]',
  about: 'Serve MCP on standard input and output, for a person or with the access token in MCP_TOKEN.',
  words: 0,
  json: false,
  user: true,
  async run({ user }, terminal) {
    const config = withSecrets(loadConfig(terminal.env))
    const over = Promise.race([inputEnded(), terminal.stopped()])
    const log = createLog(config.LOG_LEVEL, { write: (line) => void process.stderr.write(line) })
    setLogKey(config.JWT_SECRET)
    const db = await openBeside(config, log)
    try {
      await checkSchema(db, { release: VERSION })
      const core = createCore({ config, db, log })
      const stdio = await openStdio({ core, config, log, caller: await callerOf(core, user, config.MCP_TOKEN) })
      log.debug({ because: await over }, 'stopping')
      await stdio.close()
      await core.drain(0)
    } finally {
      await db.close()
    }
    return 0
  },
}
