/** The page of settings: what it shows, and how its forms answer. */
import { type Section, SettingsPage, type SettingsPageProps } from '../../../../views/settings.tsx'
import { invalid } from '../../../errors.ts'
import type { ReplyHeaders } from '../../auth/cookie.ts'
import type { PageContext } from '../context.ts'
import { mendingBy } from '../form.ts'
import { page, type ReplyOptions, seeOther } from '../response.ts'
import { shellOf, todayIn } from '../shell.ts'

const TOKENS_SHOWN = 100
const TIME_ZONES = Intl.supportedValuesOf('timeZone')

type Extra = Pick<SettingsPageProps, 'made' | 'made_feed' | 'made_webhook' | 'problem'>

export const show = async (context: PageContext, extra: Extra = {}, options: ReplyOptions = {}) => {
  const { core, caller, request } = context
  const [shell, user, tokens, logins, usage, feed, subscriptions, public_key, webhooks, admin, prove] =
    await Promise.all([
      shellOf(context, 'settings'),
      core.account.me(caller),
      core.account.accessTokens(caller, { limit: TOKENS_SHOWN }),
      core.account.logins(caller),
      core.account.usage(caller),
      core.feed.find(caller),
      core.push.list(caller),
      core.push.publicKey(),
      core.webhook.overview(caller),
      core.account.isAdministrator(caller),
      core.account.mustProve(caller),
    ])
  const time_zones = [...new Set([user.time_zone, 'UTC', ...TIME_ZONES])]
  const mail = core.mail.configured
  const push = { subscriptions, public_key }
  const today = todayIn(user.time_zone)
  const view = (
    <SettingsPage
      {...{
        shell,
        user,
        time_zones,
        tokens: tokens.data,
        logins,
        usage,
        feed,
        push,
        webhooks,
        mail,
        admin,
        prove,
        today,
        ...extra,
      }}
    />
  )
  return page(request, view, options)
}

export const mending = mendingBy<Section>(show)

/** Back to the page, which says what was done. */
export const saved = (notice: string, set?: ReplyHeaders) =>
  seeOther(`/settings?said=${notice}`, set && { 'set-cookie': String(set.headers['set-cookie']) })

/** The value, if it is one of those known. @throws validation_error */
export const chosen = <T extends string>(path: string, value: string, known: readonly T[]): T => {
  const found = known.find((one) => one === value)
  if (!found) throw invalid(path, 'Choose one of the list.')
  return found
}

/** Spread into each route: Elysia writes into the object it is given. */
export const person = Object.freeze({ signed_in: true, limit: 'tasks' } as const)
