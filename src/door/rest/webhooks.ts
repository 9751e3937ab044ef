/** `/webhooks`: where a person’s programs hear of changes and reminders. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { pageAs, pageBody, strict } from '../../lib/json-schema.ts'
import { declared } from '../../validate.ts'
import { FreshWebhook, NewWebhook, Webhook, WebhookDelivery } from '../../webhook/schema.ts'
import type { Webhooks } from '../../webhook/webhook.ts'
import { type AuthCore, auth } from '../auth/auth.ts'
import { type LimitCore, limits } from '../http/rate-limit.ts'
import { answerOnce, claimOf } from './idempotency.ts'
import { json, nothing, operation } from './operation.ts'
import { PageQuery, queryOf } from './query.ts'

const WebhookPath = Type.Object({ id: Type.String({ maxLength: 64 }) })
const person = { caller: 'person', limit: 'tasks' } as const

const ROUTES = {
  create: {
    ...person,
    body: declared(NewWebhook),
    detail: operation({
      id: 'createWebhook',
      tag: 'tasks',
      summary: 'Make a webhook',
      description: 'Posts are signed as Standard Webhooks has it. The only answer that shows the secret. 10 at most.',
      answers: { 201: json('The new webhook.', FreshWebhook, 'Location', 'Idempotent-Replayed') },
      errors: ['conflict'],
      headers: ['Idempotency-Key'],
    }),
  },
  list: {
    ...person,
    detail: operation({
      id: 'listWebhooks',
      tag: 'tasks',
      summary: 'Webhooks, oldest first',
      answers: { 200: json('All of them.', Type.Object({ webhooks: Type.Array(Webhook) }, strict)) },
    }),
  },
  remove: {
    ...person,
    params: WebhookPath,
    detail: operation({
      id: 'deleteWebhook',
      tag: 'tasks',
      summary: 'End a webhook',
      answers: { 204: nothing('Nothing more is posted there.') },
      errors: ['not_found'],
    }),
  },
  deliveries: {
    ...person,
    params: WebhookPath,
    query: Type.Object(PageQuery),
    detail: operation({
      id: 'listWebhookDeliveries',
      tag: 'tasks',
      summary: 'What was posted to a webhook in the last week, newest first',
      answers: { 200: json('One page of them.', pageAs('deliveries', WebhookDelivery)) },
      errors: ['not_found', 'bad_cursor'],
    }),
  },
}

export const webhookRoutes = (core: AuthCore & LimitCore & { webhook: Webhooks }) => {
  const { webhook } = core
  return new Elysia({ name: 'rest/webhooks', prefix: '/webhooks', normalize: false })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/',
      async ({ caller, body, request, set }) => {
        const made = await webhook.create(caller, body, claimOf(request, 'POST /webhooks', body))
        set.status = 201
        set.headers.location = `/api/v1/webhooks/${made.value.id}`
        return answerOnce(set, made)
      },
      { ...ROUTES.create },
    )
    .get('/', async ({ caller }) => ({ webhooks: await webhook.list(caller) }), { ...ROUTES.list })
    .delete(
      '/:id',
      async ({ caller, params, status }) => {
        await webhook.remove(caller, params.id)
        return status(204, undefined)
      },
      { ...ROUTES.remove },
    )
    .get(
      '/:id/deliveries',
      async ({ caller, params, query }) =>
        pageBody('deliveries', await webhook.deliveries(caller, params.id, queryOf(query))),
      { ...ROUTES.deliveries },
    )
}
