/** The account by page: what the person changes of it, who else may enter, and its end. */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { AuditPage } from '../../../../views/admin.tsx'
import { SCOPE_LABELS } from '../../../../views/settings/access.tsx'
import { invalid } from '../../../errors.ts'
import { publicUrlOf } from '../../../public-url.ts'
import { EXPORT_FILES } from '../../../task/export/export.ts'
import { EXPORT_FORMATS } from '../../../task/schema.ts'
import { clearLoginCookie, type ReplyHeaders, setLoginCookie } from '../../auth/cookie.ts'
import { addressOf } from '../../http/context.ts'
import { longJson } from '../../http/long-json.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField } from '../form.ts'
import { page, seeOther } from '../response.ts'
import { shellOf, themeCookie } from '../shell.ts'
import { chosen, mending, person, saved, show } from './show.tsx'

const DAY_MS = 86_400_000

const ProfileForm = Type.Object({ name: FormField, time_zone: FormField })

const changeProfile = async ({ core, caller, request }: PageContext, change: Static<typeof ProfileForm>) => {
  const { name, time_zone } = change
  await core.account.change(caller, { name, time_zone }, addressOf(request))
  return saved('saved')
}

const PreferencesForm = Type.Object({ theme: FormField, locale: FormField, week_start: FormField })

const THEMES = ['system', 'light', 'dark'] as const
const WEEK_STARTS = ['monday', 'saturday', 'sunday'] as const

/** The theme is also kept in a cookie, for pages without a signed-in person. */
const changePreferences = async ({ core, caller, request }: PageContext, form: Static<typeof PreferencesForm>) => {
  const theme = chosen('/preferences/theme', form.theme, THEMES)
  const week_start = chosen('/preferences/week_start', form.week_start, WEEK_STARTS)
  const preferences = { theme, week_start, locale: form.locale || null }
  await core.account.change(caller, { preferences }, addressOf(request))
  return saved('saved', { headers: { 'set-cookie': themeCookie(theme) } })
}

const PasswordForm = Type.Object({ old_password: FormField, password: FormField })

/** A new password ends every login; this browser gets a new one, because it has just proved the password. */
const changePassword = async ({ core, caller, request }: PageContext, form: Static<typeof PasswordForm>) => {
  const { old_password, password } = form
  await core.account.change(caller, { old_password, password }, addressOf(request))
  const set: ReplyHeaders = { headers: {} }
  await setLoginCookie(core, request, set, caller.user_id)
  return saved('password_changed', set)
}

const TokenForm = Type.Object({
  token_name: FormField,
  days: FormField,
  chat: FormField,
  tasks_read: FormField,
  tasks_write: FormField,
  tasks_delete: FormField,
  password: FormField,
})

/** Answers with the page itself: the secret must not be in an address. */
const createToken = async (context: PageContext, form: Static<typeof TokenForm>) => {
  const { core, caller, request } = context
  await core.account.prove(caller, form.password, addressOf(request))
  const scopes = SCOPE_LABELS.filter((one) => form[one.field] === 'true').map(({ scope }) => scope)
  if (scopes.length === 0) throw invalid('/scopes', 'Choose at least one thing that it may do.')
  const { token_name: name, days } = form
  if (!/^\d{0,4}$/.test(days)) throw invalid('/days', 'This is not a number of days.')
  const expires_at = days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null
  const made = await core.account.createAccessToken(caller, { name, scopes, expires_at })
  return show(context, { made: { name, token: made.token, url: publicUrlOf(context.config) } })
}

const EraseForm = Type.Object({ confirm: FormField, password: FormField })

const erase = async ({ core, caller, request }: PageContext, { confirm, password }: Static<typeof EraseForm>) => {
  const { email } = await core.account.me(caller)
  if (confirm.trim().toLowerCase() !== email)
    throw invalid('/confirm', 'Nothing was deleted: that was not your e-mail address.')
  await core.account.eraseOwn(caller, password ? { password } : {}, addressOf(request))
  const set: ReplyHeaders = { headers: {} }
  await clearLoginCookie(core, request, set)
  return seeOther('/signin?said=account_deleted', { 'set-cookie': String(set.headers['set-cookie']) })
}

const attached = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` })

const ExportForm = Type.Object({ password: FormField })

const everything = async ({ core, caller, request }: PageContext, { password }: Static<typeof ExportForm>) => {
  await core.account.prove(caller, password, addressOf(request))
  return longJson(await core.account.exported(caller), attached('todochat-export.json'))
}

/** Everything, or the tasks alone in the format that the address names. */
const exported = async (context: PageContext) => {
  const { core, caller, request } = context
  const asked = new URL(request.url).searchParams.get('format')
  if (!asked) return everything(context, { password: '' })
  const format = chosen('/format', asked, EXPORT_FORMATS)
  const { type, name } = EXPORT_FILES[format]
  const text = await core.task.exported(caller, {}, format)
  return new Response(text, { headers: { 'content-type': type, ...attached(name) } })
}

const ROWS_SHOWN = 50

/** The person’s own record, a page at a time. */
const audited = async (context: PageContext) => {
  const { core, caller, request } = context
  const asked = Number.parseInt(new URL(request.url).searchParams.get('before') ?? '', 10)
  const { entries, before } = await core.audit.entries(caller.user_id, ROWS_SHOWN, asked || undefined)
  const more = before === undefined ? undefined : `/settings/audit?before=${before}`
  const shell = await shellOf(context, 'settings')
  const rows = { entries, time_zone: caller.time_zone, more, back: '/settings' } as const
  return page(request, <AuditPage {...{ shell, title: 'What was done', ...rows }} />)
}

const removeToken = async ({ core, caller }: PageContext, id: string) => {
  await core.account.removeAccessToken(caller, id)
  return saved('token_removed')
}

const endLogin = async ({ core, caller }: PageContext, id: string) => {
  await core.account.removeLogin(caller, id)
  await core.push.forgetLogin(caller, id)
  return saved('login_ended')
}

export const settingsRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/settings' })
    .use(pageMacros(options))
    .get('/settings', ({ context }) => show(context), { ...person })
    .get('/settings/export', ({ context }) => exported(context), { ...person })
    .post('/settings/export', ({ context, body }) => mending(context, 'data', () => everything(context, body)), {
      ...person,
      body: ExportForm,
    })
    .get('/settings/audit', ({ context }) => audited(context), { ...person })
    .post('/settings/profile', ({ context, body }) => mending(context, 'profile', () => changeProfile(context, body)), {
      ...person,
      body: ProfileForm,
    })
    .post(
      '/settings/preferences',
      ({ context, body }) => mending(context, 'looks', () => changePreferences(context, body)),
      { ...person, body: PreferencesForm },
    )
    .post(
      '/settings/password',
      ({ context, body }) => mending(context, 'password', () => changePassword(context, body)),
      { ...person, body: PasswordForm },
    )
    .post('/settings/tokens', ({ context, body }) => mending(context, 'tokens', () => createToken(context, body)), {
      ...person,
      body: TokenForm,
    })
    .post('/settings/tokens/:id/delete', ({ context, params: { id } }) => removeToken(context, id), { ...person })
    .post('/settings/logins/:id/delete', ({ context, params: { id } }) => endLogin(context, id), { ...person })
    .post('/settings/delete', ({ context, body }) => mending(context, 'erase', () => erase(context, body)), {
      ...person,
      body: EraseForm,
    })
