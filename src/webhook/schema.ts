/** Shapes of webhooks: where a person’s programs hear of changes and reminders. */
import { type Static, Type } from '@sinclair/typebox'
import { Id, Instant, nullable, strict } from '../lib/json-schema.ts'
import { oneOf } from '../lib/one-of.ts'

export const WEBHOOK_EVENTS = [
  'reminder.due',
  'task.created',
  'task.changed',
  'task.completed',
  'task.deleted',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

const Url = Type.String({ minLength: 1, maxLength: 2000, description: 'Where events are posted; https.' })
const Events = Type.Array(oneOf(WEBHOOK_EVENTS, 'An event.'), {
  minItems: 1,
  maxItems: WEBHOOK_EVENTS.length,
  uniqueItems: true,
  description: 'What it hears of.',
})

export const NewWebhook = Type.Object(
  { url: Url, events: Type.Optional({ ...Events, description: 'What it hears of; everything when absent.' }) },
  strict,
)
export type NewWebhook = Static<typeof NewWebhook>

export const Webhook = Type.Object({ id: Id, url: Url, events: Events, created_at: Instant }, strict)
export type Webhook = Static<typeof Webhook>

export const FreshWebhook = Type.Object(
  {
    ...Webhook.properties,
    secret: Type.String({ description: 'Signs what is posted (Standard Webhooks); shown this once.' }),
  },
  strict,
)
export type FreshWebhook = Static<typeof FreshWebhook>

export const WebhookDelivery = Type.Object(
  {
    id: { ...Id, description: 'The `webhook-id` of every attempt.' },
    event: Type.String({ description: 'What happened.' }),
    status: oneOf(['waiting', 'sent', 'dropped', 'failed'], 'Dropped: there was nothing to tell any more.'),
    attempts: Type.Integer({ description: 'How often it was tried.' }),
    answer: nullable(Type.String({ description: 'What the last attempt came to.' })),
    created_at: Instant,
    next_at: nullable({ ...Instant, description: 'When it is tried again.' }),
    settled_at: nullable({ ...Instant, description: 'When it was settled.' }),
  },
  strict,
)
export type WebhookDelivery = Static<typeof WebhookDelivery>

export interface WebhookWithLog extends Webhook {
  /** What was posted to it last, the newest first. */
  latest: WebhookDelivery[]
}
