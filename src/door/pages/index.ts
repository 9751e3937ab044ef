/** The door of browsers: server-rendered pages, forms that work without scripts, and pieces for htmx. */
import { type AnyElysia, Elysia } from 'elysia'
import type { Config } from '../../config.ts'
import type { Core } from '../../core.ts'
import type { Log } from '../../log.ts'
import { assetRoutes } from './assets.ts'
import { chatRoutes } from './chat.tsx'
import { confirmationRoutes } from './confirmations.tsx'
import { entryRoutes } from './entry.tsx'
import { landingRoutes } from './landing.ts'
import { liveRoutes } from './live.tsx'
import { settingsRoutes } from './settings.tsx'
import { statusRoutes } from './status.tsx'
import { streamRoutes } from './stream.tsx'
import { taskRoutes } from './tasks.tsx'

/** How a failure looks that no page has answered. */
export { errorPage } from './error.tsx'

export const pages = (core: Core, config: Config, log: Log): AnyElysia => {
  const door: AnyElysia = new Elysia({ name: 'pages' })
  const children: AnyElysia[] = [
    assetRoutes(),
    landingRoutes(core),
    entryRoutes(core, config),
    chatRoutes(core, config, log),
    streamRoutes(core, log),
    liveRoutes(core, log),
    taskRoutes(core),
    confirmationRoutes(core),
    settingsRoutes(core),
    statusRoutes(core),
  ]
  for (const child of children) door.use(child)
  return door
}
