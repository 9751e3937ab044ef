/** A person’s own account on one page, with an index of its sections. */
import type { Profile, Usage } from '../src/account/schema.ts'
import { Layout, type Shell } from './layout.tsx'
import { type AccessTokenRow, type LoginRow, Logins, Made, type MadeToken, Tokens } from './settings/access.tsx'
import { Data, Leave, Record, UsageByDay } from './settings/belongings.tsx'
import { Notifications, type PushRow } from './settings/notifications.tsx'
import { Looks, Password, You } from './settings/person.tsx'
import { CalendarFeed, type FeedRow, MadeFeed, Reminders } from './settings/reminders.tsx'
import { MadeWebhook, type WebhookRow, Webhooks } from './settings/webhooks.tsx'

export type Section =
  | 'profile'
  | 'looks'
  | 'reminders'
  | 'notifications'
  | 'password'
  | 'tokens'
  | 'webhooks'
  | 'data'
  | 'erase'

export interface SettingsPageProps {
  shell: Shell
  user: Profile
  time_zones: string[]
  tokens: AccessTokenRow[]
  logins: LoginRow[]
  usage: Usage
  /** The secret calendar address, if there is one. */
  feed?: FeedRow
  /** Whether there is a mail server. */
  mail: boolean
  /** Browsers that receive reminders, and the key to subscribe with. */
  push: { subscriptions: PushRow[]; public_key: string }
  /** Where changes and reminders are posted. */
  webhooks: WebhookRow[]
  /** Whether the person administers this server. */
  admin: boolean
  /** Whether the password is asked again for what reaches beyond this browser. */
  prove: boolean
  /** Today in the person’s time zone, YYYY-MM-DD. */
  today: string
  made?: MadeToken
  /** A calendar address that was just made: shown this once. */
  made_feed?: string
  /** The secret of a webhook that was just made: shown this once. */
  made_webhook?: { url: string; secret: string }
  /** Why the form of a section was refused. */
  problem?: { section: Section; message: string }
}

/** In the order of the page. */
const INDEX = [
  ['profile', 'You'],
  ['looks', 'Look and language'],
  ['reminders', 'Reminders'],
  ['notifications', 'Notifications'],
  ['calendar', 'Calendar'],
  ['password-part', 'Password'],
  ['logins', 'Browsers'],
  ['tokens', 'Access tokens'],
  ['webhooks', 'Webhooks'],
  ['usage', 'Usage'],
  ['data', 'Your data'],
  ['record', 'Record'],
  ['erase', 'Delete the account'],
] as const

export const SettingsPage = ({ shell, ...page }: SettingsPageProps) => {
  const at = (section: Section) => (page.problem?.section === section ? page.problem.message : undefined)
  return (
    <Layout shell={shell} title="Settings">
      <main id="main" class="board settings">
        <h1>Settings</h1>
        {page.made && <Made made={page.made} />}
        {page.made_feed && <MadeFeed url={page.made_feed} />}
        {page.made_webhook && <MadeWebhook {...page.made_webhook} />}
        <nav class="index" aria-label="Settings">
          {INDEX.map(([id, words]) => (
            <a href={`#${id}`}>{words}</a>
          ))}
        </nav>
        <You user={page.user} time_zones={page.time_zones} error={at('profile')} />
        <Looks user={page.user} error={at('looks')} />
        <Reminders user={page.user} mail={page.mail} error={at('reminders')} />
        <Notifications push={page.push} today={page.today} error={at('notifications')} />
        <CalendarFeed feed={page.feed} today={page.today} />
        <Password error={at('password')} />
        <Logins logins={page.logins} today={page.today} />
        <Tokens tokens={page.tokens} today={page.today} prove={page.prove} error={at('tokens')} />
        <Webhooks webhooks={page.webhooks} time_zone={page.user.time_zone} error={at('webhooks')} />
        <UsageByDay usage={page.usage} today={page.today} />
        <Data prove={page.prove} error={at('data')} />
        <Record admin={page.admin} />
        <Leave user={page.user} error={at('erase')} />
        <p class="hint">
          <a href="/status">Service status</a>
        </p>
        <script src={shell.assets.push} defer></script>
      </main>
    </Layout>
  )
}
