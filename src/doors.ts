/** The doors of one core, in their places. */
import type { AnyElysia } from 'elysia'
import type { Doors } from './app.ts'
import type { Config } from './config.ts'
import type { Core } from './core.ts'
import { embed } from './door/chatkit/embed.ts'
import { chatkit } from './door/chatkit/index.ts'
import { health } from './door/health.ts'
import { mcp } from './door/mcp/index.ts'
import { errorPage, pages } from './door/pages/index.ts'
import { accessTokenRoutes } from './door/rest/access-tokens.ts'
import { authRoutes } from './door/rest/auth.ts'
import { confirmations } from './door/rest/confirmations.ts'
import { rest } from './door/rest/index.ts'
import { runs } from './door/rest/runs.ts'
import { sessions } from './door/rest/sessions.ts'
import { simpleChat } from './door/rest/simple-chat.ts'
import { tasks, userTasks } from './door/rest/tasks.ts'
import type { Log } from './log.ts'

export const doorsOf = (core: Core, config: Config, log: Log): Doors => {
  const api: AnyElysia[] = [sessions(core), runs(core), confirmations(core)]
  return {
    doors: [
      health(core, config),
      rest({
        v1: [authRoutes(core), accessTokenRoutes(core), ...api, tasks(core)],
        plain: [simpleChat(core), userTasks(core)],
      }),
      chatkit(core, log),
      ...(config.NODE_ENV === 'development' ? [embed()] : []),
      mcp({ core, config, log }),
      pages(core, config, log),
    ],
    errorPage,
  }
}

/** For a listener of its own: `/mcp` and what belongs to it, nothing else. */
export const mcpDoorsOf = (core: Core, config: Config, log: Log): Doors => ({
  doors: [mcp({ core, config, log, host: config.MCP_HOST ?? config.HOST })],
})
