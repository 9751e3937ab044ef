/** REST: sessions, which the core calls threads. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Core } from '../../core.ts'
import { Id, Instant, pageAs, pageBody, strict } from '../../lib/json-schema.ts'
import { Message, NewThread, Thread, ThreadChange, threadFields } from '../../thread/schema.ts'
import { stateOf } from '../../thread/thread.ts'
import { declared } from '../../validate.ts'
import { auth } from '../auth/auth.ts'
import { etagOf, expectedOf } from '../http/etag.ts'
import { limits } from '../http/rate-limit.ts'
import { answerOnce, claimOf } from './idempotency.ts'
import { json, operation } from './operation.ts'
import { PageQuery, queryOf } from './query.ts'

const Path = Type.Object({ id: Type.String() })
const ListQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  archived: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
})

const ThreadOfSession = Type.Object({ id: Id, session_id: Id, created_at: Instant }, strict)
const Deleted = Type.Object({ id: Id, deleted: Type.Literal(true) }, strict)

const chats = { caller: 'chat', limit: 'chat' } as const
const looks = { caller: 'chat', limit: 'tasks' } as const

/** What each route takes and says. Used as copies, because Elysia writes into what it is given. */
const ROUTES = {
  createSession: {
    ...chats,
    body: Type.Optional(declared(NewThread)),
    detail: operation({
      id: 'createSession',
      tag: 'sessions',
      summary: 'Begin a session',
      answers: { 200: json('The new session.', Thread, 'Idempotent-Replayed', 'ETag') },
      errors: ['session_limit_reached'],
      headers: ['Idempotency-Key'],
    }),
  },
  listSessions: {
    ...chats,
    query: ListQuery,
    detail: operation({
      id: 'listSessions',
      tag: 'sessions',
      summary: 'Sessions, the last used first',
      answers: { 200: json('One page of sessions.', pageAs('sessions', Thread)) },
      errors: ['bad_cursor'],
    }),
  },
  showSession: {
    ...chats,
    params: Path,
    query: Type.Object(PageQuery),
    detail: operation({
      id: 'showSession',
      tag: 'sessions',
      summary: 'One session with its messages, oldest first',
      answers: {
        200: json('The session and one page of its messages.', pageAs('messages', Message, threadFields), 'ETag'),
      },
      errors: ['not_found', 'forbidden', 'bad_cursor'],
    }),
  },
  changeSession: {
    ...looks,
    params: Path,
    body: declared(ThreadChange),
    detail: operation({
      id: 'changeSession',
      tag: 'sessions',
      summary: 'Rename, pin or archive a session',
      answers: { 200: json('The session as it is now.', Thread, 'ETag') },
      errors: ['not_found', 'forbidden', 'changed_meanwhile'],
      headers: ['If-Match'],
    }),
  },
  deleteSession: {
    ...chats,
    params: Path,
    query: Type.Object({ forever: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) }, strict),
    detail: operation({
      id: 'deleteSession',
      tag: 'sessions',
      summary: 'Delete a session; it can be restored for 30 days, unless it is to go for good at once',
      answers: { 200: json('It is gone.', Deleted) },
      errors: ['not_found', 'forbidden', 'changed_meanwhile'],
      headers: ['If-Match'],
    }),
  },
  restoreSession: {
    ...looks,
    params: Path,
    detail: operation({
      id: 'restoreSession',
      tag: 'sessions',
      summary: 'Bring a deleted session back, within 30 days',
      answers: { 200: json('The session as it was.', Thread, 'ETag') },
      errors: ['not_found', 'forbidden'],
    }),
  },
  showThread: {
    ...chats,
    params: Path,
    body: Type.Optional(Type.Object({}, strict)),
    detail: operation({
      id: 'showThread',
      tag: 'sessions',
      summary: 'The one thread of a session',
      answers: { 200: json('The thread.', ThreadOfSession) },
      errors: ['not_found', 'forbidden'],
    }),
  },
}

export const sessions = (core: Core) =>
  new Elysia({ name: 'rest/sessions', prefix: '/chatkit/sessions' })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/',
      async ({ caller, body, request, set }) => {
        const input = body ?? {}
        const made = await core.thread.create(caller, input, claimOf(request, 'POST /chatkit/sessions', input))
        set.status = 200
        set.headers.etag = etagOf(stateOf(made.value))
        return answerOnce(set, made)
      },
      { ...ROUTES.createSession },
    )
    .get(
      '/',
      async ({ caller, query }) => {
        const { archived, ...rest } = queryOf(query)
        const asked = archived === undefined ? rest : { ...rest, archived: archived === 'true' }
        return pageBody('sessions', await core.thread.list(caller, asked))
      },
      { ...ROUTES.listSessions },
    )
    .get(
      '/:id',
      async ({ caller, params, query, set }) => {
        const { thread, ...page } = await core.thread.messages(caller, params.id, queryOf(query))
        set.headers.etag = etagOf(stateOf(thread))
        return { ...thread, ...pageBody('messages', page) }
      },
      { ...ROUTES.showSession },
    )
    .patch(
      '/:id',
      async ({ caller, params, body, request, set }) => {
        const thread = await core.thread.change(caller, params.id, body, expectedOf(request))
        set.headers.etag = etagOf(stateOf(thread))
        return thread
      },
      { ...ROUTES.changeSession },
    )
    .delete(
      '/:id',
      async ({ caller, params, query, request }) => {
        const { remove, erase } = core.thread
        await (query.forever === 'true' ? erase : remove)(caller, params.id, expectedOf(request))
        return { id: params.id, deleted: true }
      },
      { ...ROUTES.deleteSession },
    )
    .post(
      '/:id/restore',
      async ({ caller, params, set }) => {
        const thread = await core.thread.restore(caller, params.id)
        set.headers.etag = etagOf(stateOf(thread))
        return thread
      },
      { ...ROUTES.restoreSession },
    )
    .post(
      '/:id/threads',
      async ({ caller, params }) => {
        const { id, created_at } = await core.thread.show(caller, params.id)
        return { id, session_id: id, created_at }
      },
      { ...ROUTES.showThread },
    )
