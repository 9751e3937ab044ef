/** The account by page: what the person changes of it, who else may enter, and its end. */
import { Elysia } from 'elysia'
import { SCOPES, type Section, SettingsPage, type SettingsPageProps } from '../../../views/settings.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { invalid } from '../../errors.ts'
import { clearLoginCookie, type ReplyHeaders, setLoginCookie } from '../plugin/cookie.ts'
import { addressOf } from '../plugin/facts.ts'
import { spend } from '../plugin/limits.ts'
import { field, mendable, sentenceOf } from './form.ts'
import { asPerson } from './person.ts'
import { page, type ReplyOptions, seeOther } from './reply.ts'
import { shellOf, todayIn } from './shell.ts'

const TOKENS_SHOWN = 100
const DAY_MS = 86_400_000
const TIME_ZONES = Intl.supportedValuesOf('timeZone')

interface Visit {
  core: Core
  caller: Caller
  request: Request
}

type Extra = Pick<SettingsPageProps, 'made' | 'problem'>

const show = async ({ core, caller, request }: Visit, extra: Extra = {}, options: ReplyOptions = {}) => {
  const [shell, user, tokens, logins] = await Promise.all([
    shellOf(core, caller, request, 'settings'),
    core.account.me(caller),
    core.account.accessTokens(caller, { limit: TOKENS_SHOWN }),
    core.account.logins(caller),
  ])
  const time_zones = [...new Set([user.time_zone, 'UTC', ...TIME_ZONES])]
  const today = todayIn(user.time_zone)
  return page(
    request,
    <SettingsPage {...{ shell, user, time_zones, tokens: tokens.data, logins, today, ...extra }} />,
    {
      ...options,
    },
  )
}

/** Does it, or shows the page again with the reason beside the form. */
const mending = async (visit: Visit, section: Section, act: () => Promise<Response>) => {
  try {
    return await act()
  } catch (error) {
    const problem = mendable(error)
    if (!problem) throw error
    return show(visit, { problem: { section, message: sentenceOf(problem.error) } }, problem)
  }
}

const saved = (said: string, set?: ReplyHeaders) =>
  seeOther(`/settings?said=${said}`, set && { 'set-cookie': String(set.headers['set-cookie']) })

const changeProfile = async ({ core, caller, request }: Visit) => {
  const change = { name: field(request, 'name'), time_zone: field(request, 'time_zone') }
  await core.account.change(caller, change, addressOf(request))
  return saved('saved')
}

/** Every login ends with the old password; whoever just proved to know it stays, by a new one. */
const changePassword = async ({ core, caller, request }: Visit) => {
  const change = { old_password: field(request, 'old_password'), password: field(request, 'password') }
  await core.account.change(caller, change, addressOf(request))
  const set: ReplyHeaders = { headers: {} }
  await setLoginCookie(core, request, set, caller.user_id)
  return saved('password_changed', set)
}

/** Answers with the page itself: the secret must not be in an address. */
const createToken = async (visit: Visit) => {
  const { core, caller, request } = visit
  const name = field(request, 'token_name')
  const scopes = SCOPES.filter((one) => field(request, one.field) === 'true').map(({ scope }) => scope)
  if (scopes.length === 0) throw invalid('/scopes', 'Choose at least one thing that it may do.')
  const days = field(request, 'days')
  if (!/^\d{0,4}$/.test(days)) throw invalid('/days', 'This is not a number of days.')
  const expires_at = days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null
  const made = await core.account.createAccessToken(caller, { name, scopes, expires_at })
  return show(visit, { made })
}

const erase = async ({ core, caller, request }: Visit) => {
  const { email } = await core.account.me(caller)
  if (field(request, 'confirm').trim().toLowerCase() !== email)
    throw invalid('/confirm', 'Nothing was deleted: that was not your e-mail address.')
  await core.account.erase(caller)
  const set: ReplyHeaders = { headers: {} }
  await clearLoginCookie(core, request, set)
  return seeOther('/signin?said=account_deleted', { 'set-cookie': String(set.headers['set-cookie']) })
}

const exported = async ({ core, caller }: Visit) =>
  Response.json(await core.account.exported(caller), {
    headers: { 'content-disposition': 'attachment; filename="todochat-export.json"' },
  })

export const settingsRoutes = (core: Core) => {
  const visit = (request: Request, act: (visit: Visit) => Promise<Response>) =>
    asPerson(core, request, async (caller) => {
      await spend(core, 'tasks', request, caller)
      return act({ core, caller, request })
    })
  const form = (request: Request, section: Section, act: (visit: Visit) => Promise<Response>) =>
    visit(request, (one) => mending(one, section, () => act(one)))
  return new Elysia({ name: 'pages/settings' })
    .get('/settings', ({ request }) => visit(request, show))
    .get('/settings/export', ({ request }) => visit(request, exported))
    .post('/settings/profile', ({ request }) => form(request, 'profile', changeProfile))
    .post('/settings/password', ({ request }) => form(request, 'password', changePassword))
    .post('/settings/tokens', ({ request }) => form(request, 'tokens', createToken))
    .post('/settings/tokens/:id/delete', ({ request, params: { id } }) =>
      visit(request, async ({ caller }) => {
        await core.account.removeAccessToken(caller, id)
        return saved('token_removed')
      }),
    )
    .post('/settings/logins/:id/delete', ({ request, params: { id } }) =>
      visit(request, async ({ caller }) => {
        await core.account.removeLogin(caller, id)
        return saved('login_ended')
      }),
    )
    .post('/settings/delete', ({ request }) => form(request, 'erase', erase))
}
