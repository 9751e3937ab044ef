/** Where a person’s programs hear of changes and reminders, and what was posted there last. */
import { wallOf } from '../../src/lib/calendar.ts'
import type { WebhookDelivery, WebhookEvent, WebhookWithLog } from '../../src/webhook/schema.ts'
import { dateWords } from '../due.ts'
import { Part } from './part.tsx'

export type WebhookRow = Pick<WebhookWithLog, 'id' | 'url' | 'events' | 'latest'>

const EVENT_WORDS: Record<WebhookEvent, string> = {
  'reminder.due': 'A reminder rings',
  'task.created': 'A task is added',
  'task.changed': 'A task is changed',
  'task.completed': 'A task is completed',
  'task.deleted': 'A task is deleted',
}
const EVENTS = Object.entries(EVENT_WORDS)
const wordsOf = (event: string) => EVENTS.find(([name]) => name === event)?.[1] ?? event

const STATUS_WORDS: Record<WebhookDelivery['status'], string> = {
  waiting: '⏳ Waiting',
  sent: '✅ Taken',
  dropped: 'Not sent: there was nothing to tell any more',
  failed: '⚠️ Failed',
}

/** Stands at the top of the page: it is there only once. */
export const MadeWebhook = ({ url, secret }: { url: string; secret: string }) => (
  <section class="made" aria-labelledby="made-webhook-title">
    <h2 id="made-webhook-title">Copy the secret of your webhook now</h2>
    <p>It is not shown again. With it the receiver tells our posts from others (Standard Webhooks).</p>
    <div class="copied">
      <h3 dir="ltr">{url}</h3>
      <p>
        <code>{secret}</code>
        <button class="copy" type="button" aria-label="Copy the secret of the webhook" hidden>
          Copy
        </button>
      </p>
    </div>
  </section>
)

const attemptWords = ({ attempts, answer }: WebhookDelivery) =>
  [attempts === 1 ? '1 attempt' : `${attempts} attempts`, ...(answer ? [`answer: ${answer}`] : [])].join(', ')

const momentWords = (at: string, time_zone: string) => {
  const { day, time } = wallOf(new Date(at), time_zone)
  return `${dateWords(day)}, ${time}`
}

const Log = ({ latest, time_zone }: { latest: WebhookDelivery[]; time_zone: string }) => (
  <details>
    <summary>{latest.length === 0 ? 'Nothing was posted in the last week' : 'Posted last'}</summary>
    <ul>
      {latest.map((one) => (
        <li>
          <time datetime={one.created_at}>{momentWords(one.created_at, time_zone)}</time>{' '}
          {`${wordsOf(one.event)}: ${STATUS_WORDS[one.status]}`} <span class="hint">{attemptWords(one)}</span>
        </li>
      ))}
    </ul>
  </details>
)

const NewHook = () => (
  <form method="post" action="/settings/webhooks">
    <p class="field">
      <label for="webhook-url">Address of a new webhook</label>
      <input id="webhook-url" name="url" type="url" required maxlength={2000} autocomplete="off" />
    </p>
    <fieldset>
      <legend>Post there when</legend>
      {EVENTS.map(([event, words]) => (
        <label>
          <input id={`hears-${event}`} type="checkbox" name={event} value="true" checked /> {words}
        </label>
      ))}
    </fieldset>
    <button type="submit">Create webhook</button>
  </form>
)

interface WebhooksProps {
  webhooks: WebhookRow[]
  time_zone: string
  error?: string
}
export const Webhooks = ({ webhooks, time_zone, error }: WebhooksProps) => (
  <Part id="webhooks" title="Webhooks" error={error}>
    <p class="hint">Changes and reminders are posted to these addresses, for programs of yours.</p>
    <ul class="rows">
      {webhooks.map(({ id, url, events, latest }) => (
        <li>
          <span class="what">
            <span dir="ltr">{url}</span>
            <span class="hint">{events.map(wordsOf).join(' · ')}</span>
            <Log latest={latest} time_zone={time_zone} />
          </span>
          <form method="post" action={`/settings/webhooks/${id}/delete`}>
            <button class="quiet" type="submit" aria-label={`Remove webhook ${url}`}>
              Remove
            </button>
          </form>
        </li>
      ))}
    </ul>
    <NewHook />
  </Part>
)
