/** When and where tasks ring, by page. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { addressOf } from '../../http/context.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField } from '../form.ts'
import { mending, person, saved, show } from './show.tsx'

const RemindersForm = Type.Object({
  remind_before: FormField,
  sound: FormField,
  mail: FormField,
  digest_at: FormField,
})

const changeReminders = async ({ core, caller, request }: PageContext, form: Static<typeof RemindersForm>) => {
  const remind_before = form.remind_before === '' ? null : Number(form.remind_before)
  const preferences = {
    remind_before,
    sound: form.sound === 'true',
    // Where there is no mail server the form has no such fields, and what was chosen stays.
    ...(core.mail.configured && { mail: form.mail === 'true', digest_at: form.digest_at || null }),
  }
  await core.account.change(caller, { preferences }, addressOf(request))
  return saved('saved')
}

/** Answers with the page itself: the secret must not be in an address of the browser’s history. */
const makeFeed = async (context: PageContext) => {
  const { url } = await context.core.feed.make(context.caller)
  return show(context, { made_feed: url })
}

const endFeed = async ({ core, caller }: PageContext) => {
  await core.feed.end(caller)
  return saved('feed_ended')
}

const PushForm = Type.Object({ endpoint: FormField, p256dh: FormField, auth: FormField, show_titles: FormField })

const subscribe = async ({ core, caller, request }: PageContext, form: Static<typeof PushForm>) => {
  const { endpoint, p256dh, auth, show_titles } = form
  const input = { endpoint, keys: { p256dh, auth }, show_titles: show_titles === 'true' }
  await core.push.subscribe(caller, input, request.headers.get('user-agent') ?? '')
  return saved('push_on')
}

const unsubscribe = async ({ core, caller }: PageContext, id: string) => {
  await core.push.unsubscribe(caller, { id })
  return saved('push_off')
}

export const reminderSettingsRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/settings-reminders' })
    .use(pageMacros(options))
    .post(
      '/settings/reminders',
      ({ context, body }) => mending(context, 'reminders', () => changeReminders(context, body)),
      { ...person, body: RemindersForm },
    )
    .post('/settings/feed', ({ context }) => makeFeed(context), { ...person })
    .post('/settings/feed/delete', ({ context }) => endFeed(context), { ...person })
    .post('/settings/push', ({ context, body }) => mending(context, 'notifications', () => subscribe(context, body)), {
      ...person,
      body: PushForm,
    })
    .post('/settings/push/:id/delete', ({ context, params: { id } }) => unsubscribe(context, id), { ...person })
