/** Webhooks by page: made, removed, and what was posted to them. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { invalid } from '../../../errors.ts'
import { WEBHOOK_EVENTS } from '../../../webhook/schema.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField } from '../form.ts'
import { mending, person, saved, show } from './show.tsx'

const WebhookForm = Type.Object({
  url: FormField,
  'reminder.due': FormField,
  'task.created': FormField,
  'task.changed': FormField,
  'task.completed': FormField,
  'task.deleted': FormField,
})

/** Answers with the page itself: the secret must not be in an address. */
const create = async (context: PageContext, form: Static<typeof WebhookForm>) => {
  const events = WEBHOOK_EVENTS.filter((event) => form[event] === 'true')
  if (events.length === 0) throw invalid('/events', 'Choose at least one thing that it hears of.')
  const { value } = await context.core.webhook.create(context.caller, { url: form.url.trim(), events })
  return show(context, { made_webhook: value })
}

const remove = async ({ core, caller }: PageContext, id: string) => {
  await core.webhook.remove(caller, id)
  return saved('webhook_removed')
}

export const webhookSettingsRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/settings-webhooks' })
    .use(pageMacros(options))
    .post('/settings/webhooks', ({ context, body }) => mending(context, 'webhooks', () => create(context, body)), {
      ...person,
      body: WebhookForm,
    })
    .post('/settings/webhooks/:id/delete', ({ context, params: { id } }) => remove(context, id), { ...person })
