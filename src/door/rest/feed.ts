/** `/auth/me/feed`: the person’s secret calendar address. A program cannot make itself one. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Feeds } from '../../feed/feed.ts'
import { Instant, strict } from '../../lib/json-schema.ts'
import { type AuthCore, auth } from '../auth/auth.ts'
import { type LimitCore, limits } from '../http/rate-limit.ts'
import { json, nothing, operation } from './operation.ts'

const FreshFeed = Type.Object(
  {
    url: Type.String({ description: 'The address. Shown only once; everybody who knows it can read the tasks.' }),
    created_at: Instant,
  },
  strict,
)

const OPERATIONS = {
  makeFeed: operation({
    id: 'makeFeed',
    tag: 'auth',
    summary: 'Make the secret calendar address, or another one in its place',
    description:
      'The former address ends at once. `?only=events` or `?only=todos` behind it leaves the other kind out.',
    answers: { 201: json('The new address.', FreshFeed, 'Location') },
  }),
  endFeed: operation({
    id: 'endFeed',
    tag: 'auth',
    summary: 'End the secret calendar address at once',
    answers: { 204: nothing('The address no longer works.') },
    errors: ['not_found'],
  }),
}

export const feedAddressRoutes = (core: AuthCore & LimitCore & { feed: Feeds }) => {
  const { feed } = core
  return new Elysia({ name: 'rest/feed', prefix: '/auth/me/feed', normalize: false })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/',
      async ({ caller, set, status }) => {
        const made = await feed.make(caller)
        set.headers.location = new URL(made.url).pathname
        return status(201, made)
      },
      { caller: 'person', limit: 'tasks', detail: OPERATIONS.makeFeed },
    )
    .delete(
      '/',
      async ({ caller, status }) => {
        await feed.end(caller)
        return status(204, undefined)
      },
      { caller: 'person', limit: 'tasks', detail: OPERATIONS.endFeed },
    )
}
