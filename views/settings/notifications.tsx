/** Browsers that receive reminders, also while no page is open. */
import type { Subscription } from '../../src/push/schema.ts'
import { sayDayFrom } from '../../src/task/format.ts'
import { browserWords } from './access.tsx'
import { Part } from './part.tsx'

export type PushRow = Pick<Subscription, 'id' | 'user_agent' | 'show_titles' | 'created_at'>

interface NotificationsProps {
  push: { subscriptions: PushRow[]; public_key: string }
  today: string
  error?: string
}

/** Only a script can ask the browser; it shows the form where that is possible. */
const Offer = ({ public_key }: { public_key: string }) => (
  <form id="push-form" method="post" action="/settings/push" data-key={public_key} hidden>
    <input type="hidden" name="endpoint" />
    <input type="hidden" name="p256dh" />
    <input type="hidden" name="auth" />
    <p class="field">
      <label>
        <input id="show-titles" type="checkbox" name="show_titles" value="true" /> Name the task in notifications
      </label>
    </p>
    <button type="submit">Notify me in this browser</button>
    <p id="push-refused" class="alert" role="alert" hidden>
      This browser does not allow notifications of this site. Its settings for the site can change that.
    </p>
  </form>
)

export const Notifications = ({ push: { subscriptions, public_key }, today, error }: NotificationsProps) => (
  <Part id="notifications" title="Notifications" error={error}>
    <p class="hint">
      Reminders reach these browsers even while no page is open. They travel encrypted, through the service of the
      browser’s maker.
    </p>
    <ul class="rows">
      {subscriptions.map(({ id, user_agent, show_titles, created_at }) => (
        <li>
          <span class="what">
            <span dir="auto">{browserWords(user_agent)}</span>
            <span class="hint">
              {`${show_titles ? 'Shows titles' : 'Shows no titles'} · since ${sayDayFrom(today, created_at.slice(0, 10))}`}
            </span>
          </span>
          <form method="post" action={`/settings/push/${id}/delete`}>
            <button class="quiet" type="submit" aria-label={`Notify no more: ${browserWords(user_agent)}`}>
              Stop
            </button>
          </form>
        </li>
      ))}
    </ul>
    <Offer public_key={public_key} />
  </Part>
)
