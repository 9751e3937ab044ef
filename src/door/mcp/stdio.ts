/** The same servers on standard input and output: one connection, one person, who was known before it began. */
import type { McpServer, ServerEvent } from '@modelcontextprotocol/server'
import { type StdioServerHandle, StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import type { Caller } from '../../account/schema.ts'
import type { Config } from '../../config.ts'
import type { Core } from '../../core.ts'
import type { Log } from '../../log.ts'
import { publicUrlOf } from '../../public-url.ts'
import { createQuestions } from './elicit.ts'
import { eventsOf } from './events.ts'
import { createServers } from './server.ts'

/** A message is read whole before anything looks at it. */
const MESSAGE_MAX_BYTES = 1_048_576
const STATE_KEY_BYTES = 32

interface StdioOptions {
  core: Core
  config: Config
  log: Log
  caller: Caller
}

/** Serves until it is closed; standard output carries nothing else. */
export const openStdio = async ({ core, config, log, caller }: StdioOptions): Promise<StdioServerHandle> => {
  // Elicitations live as long as the connection, so no other process needs the key.
  const questions = createQuestions(crypto.getRandomValues(new Uint8Array(STATE_KEY_BYTES)), () => caller.user_id)
  const build = createServers(core.tool.tools, questions)
  const seen = await core.agent.standing(caller)
  // One’s own machine needs no budget.
  const context = { core, log, caller, public_url: publicUrlOf(config), pay: async () => undefined }
  return serveStdio(
    ({ era }) => {
      const server = build(era, context)
      if (era === 'modern') tellChanges({ core, log, caller }, server, seen)
      return server
    },
    {
      transport: new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: MESSAGE_MAX_BYTES }),
      onerror: (err) => log.debug({ err }, 'an MCP message was not served'),
    },
  )
}

/** The library knows the subscribers; it drops notifications without one. */
const tellChanges = ({ core, log, caller }: Omit<StdioOptions, 'config'>, { server }: McpServer, seen: number) => {
  const lost = (err: unknown) => log.debug({ err }, 'a change could not be sent')
  const tell = (event: ServerEvent) =>
    event.kind === 'resource_updated'
      ? server.sendResourceUpdated({ uri: event.uri })
      : server.sendResourceListChanged()
  server.onclose = core.agent.listen(caller, seen, (task_ids) => {
    for (const event of eventsOf(task_ids)) tell(event).catch(lost)
  })
}
