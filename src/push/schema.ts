/** Shapes of push subscriptions, as browsers make them and as their person sees them. */
import { type Static, Type } from '@sinclair/typebox'
import { Id, Instant, nullable, strict } from '../lib/json-schema.ts'

const Key = Type.String({ minLength: 16, maxLength: 128, pattern: '^[\\w-]+=*$', description: 'In base64url.' })
const Endpoint = Type.String({
  minLength: 12,
  maxLength: 1000,
  pattern: '^https://',
  description: 'Where the browser’s push service takes messages; https only.',
})

/** What `PushSubscription.toJSON()` gives, and what the person chose beside it. */
export const NewSubscription = Type.Object(
  {
    endpoint: Endpoint,
    keys: Type.Object({ p256dh: Key, auth: Key }, strict),
    expirationTime: Type.Optional(nullable(Type.Number({ description: 'Not used.' }))),
    show_titles: Type.Optional(
      Type.Boolean({ description: 'Whether notifications name the task; without it they say that one is due.' }),
    ),
  },
  strict,
)
export type NewSubscription = Static<typeof NewSubscription>

export const Subscription = Type.Object(
  {
    id: Id,
    service: Type.String({ description: 'Host of the push service.' }),
    user_agent: Type.String({ description: 'Of the browser, as it named itself.' }),
    show_titles: Type.Boolean(),
    created_at: Instant,
  },
  { ...strict, description: 'A browser that receives reminders.' },
)
export type Subscription = Static<typeof Subscription>

/** Which one ends; all of them without either. */
export const UnsubscribeInput = Type.Object(
  { id: Type.Optional(Type.String({ maxLength: 64 })), endpoint: Type.Optional(Endpoint) },
  strict,
)
export type UnsubscribeInput = Static<typeof UnsubscribeInput>
