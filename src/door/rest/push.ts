/** `/auth/me/push`: browsers that receive reminders by Web Push. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { strict } from '../../lib/json-schema.ts'
import type { Push } from '../../push/push.ts'
import { NewSubscription, Subscription, UnsubscribeInput } from '../../push/schema.ts'
import { declared } from '../../validate.ts'
import { type AuthCore, auth } from '../auth/auth.ts'
import { type LimitCore, limits } from '../http/rate-limit.ts'
import { json, nothing, operation } from './operation.ts'

const Subscriptions = Type.Object(
  {
    subscriptions: Type.Array(Subscription),
    public_key: Type.String({ description: 'The `applicationServerKey` with which browsers subscribe.' }),
  },
  strict,
)

const ROUTES = {
  subscribe: {
    caller: 'person' as const,
    limit: 'tasks' as const,
    body: declared(NewSubscription),
    detail: operation({
      id: 'subscribeToPush',
      tag: 'auth',
      summary: 'Tell a browser of reminders',
      description: 'The same endpoint again renews what is known of it. 10 browsers at most.',
      answers: { 201: json('The browser receives reminders from now on.', Subscription, 'Location') },
      errors: ['conflict'],
    }),
  },
  list: {
    caller: 'person' as const,
    limit: 'tasks' as const,
    detail: operation({
      id: 'listPushSubscriptions',
      tag: 'auth',
      summary: 'Browsers that receive reminders, and the key to subscribe with',
      answers: { 200: json('All of them.', Subscriptions) },
    }),
  },
  unsubscribe: {
    caller: 'person' as const,
    limit: 'tasks' as const,
    body: Type.Optional(declared(UnsubscribeInput)),
    detail: operation({
      id: 'unsubscribeFromPush',
      tag: 'auth',
      summary: 'Stop telling one browser, or all of them',
      answers: { 204: nothing('The browser receives no more reminders.') },
      errors: ['not_found'],
    }),
  },
}

export const pushRoutes = (core: AuthCore & LimitCore & { push: Push }) => {
  const { push } = core
  return new Elysia({ name: 'rest/push', prefix: '/auth/me/push', normalize: false })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/',
      async ({ caller, body, request, set, status }) => {
        const made = await push.subscribe(caller, body, request.headers.get('user-agent') ?? '')
        set.headers.location = '/api/v1/auth/me/push'
        return status(201, made)
      },
      { ...ROUTES.subscribe },
    )
    .get('/', async ({ caller }) => ({ subscriptions: await push.list(caller), public_key: await push.publicKey() }), {
      ...ROUTES.list,
    })
    .delete(
      '/',
      async ({ caller, body, status }) => {
        await push.unsubscribe(caller, body ?? {})
        return status(204, undefined)
      },
      { ...ROUTES.unsubscribe },
    )
}
