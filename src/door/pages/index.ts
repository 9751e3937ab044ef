/** The door of browsers: server-rendered pages, forms that work without scripts, and pieces for htmx. */
import { type AnyElysia, Elysia } from 'elysia'
import { adminRoutes } from './admin.tsx'
import { assetRoutes } from './assets.ts'
import { changeRoutes } from './changes/changes.tsx'
import { streamRoutes } from './chat/answer-stream.tsx'
import { cardRoutes } from './chat/card.tsx'
import { chatRoutes } from './chat/chat.tsx'
import { deletionRoutes } from './chat/deletion.tsx'
import { undoRoutes } from './chat/undo.tsx'
import { versionRoutes } from './chat/versions.tsx'
import { confirmationRoutes } from './confirmations.tsx'
import type { PagesOptions } from './context.ts'
import { forgotRoutes } from './forgot.tsx'
import { homeRoutes } from './home.tsx'
import { installRoutes } from './install.tsx'
import { linkRoutes } from './link.tsx'
import { remindRoutes } from './remind.tsx'
import { ringRoutes } from './rings.tsx'
import { reminderSettingsRoutes } from './settings/reminders.tsx'
import { settingsRoutes } from './settings/settings.tsx'
import { webhookSettingsRoutes } from './settings/webhooks.tsx'
import { shareRoutes } from './share.tsx'
import { signInRoutes } from './sign-in.tsx'
import { importRoutes } from './task/import.tsx'
import { taskEditRoutes } from './task/task-edit.tsx'
import { taskRoutes } from './task/tasks.tsx'
import { unsubscribeRoutes } from './unsubscribe.tsx'
import { updateRoutes } from './updates.tsx'

/** How a failure looks that no page has answered. */
export { createErrorPage } from './error.tsx'

export const pages = (options: PagesOptions): AnyElysia => {
  const door: AnyElysia = new Elysia({ name: 'pages' })
  const children: AnyElysia[] = [
    assetRoutes(),
    installRoutes(),
    shareRoutes(options),
    homeRoutes(options),
    signInRoutes(options),
    linkRoutes(options),
    forgotRoutes(options),
    chatRoutes(options),
    streamRoutes(options),
    updateRoutes(options),
    ringRoutes(options),
    taskRoutes(options),
    importRoutes(options),
    taskEditRoutes(options),
    confirmationRoutes(options),
    undoRoutes(options),
    cardRoutes(options),
    settingsRoutes(options),
    adminRoutes(options),
    changeRoutes(options),
    deletionRoutes(options),
    reminderSettingsRoutes(options),
    webhookSettingsRoutes(options),
    versionRoutes(options),
    remindRoutes(options),
    unsubscribeRoutes(options),
  ]
  for (const child of children) door.use(child)
  return door
}
