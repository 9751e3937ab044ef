/** REST: sessions, which the core calls threads. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Core } from '../../core.ts'
import { NewThread, ThreadChange } from '../../thread/schema.ts'
import { auth } from '../plugin/auth.ts'
import { limits } from '../plugin/limits.ts'
import { answerOnce, claimOf } from './idempotency.ts'
import { PageQuery, queryOf } from './query.ts'

const Path = Type.Object({ id: Type.String() })
const ListQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  archived: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
})

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
        return answerOnce(set, made)
      },
      { caller: 'chat', limit: 'chat', body: Type.Optional(NewThread) },
    )
    .get(
      '/',
      async ({ caller, query }) => {
        const { archived, ...rest } = queryOf(query)
        const asked = archived === undefined ? rest : { ...rest, archived: archived === 'true' }
        const { data, ...page } = await core.thread.list(caller, asked)
        return { sessions: data, ...page }
      },
      { caller: 'chat', limit: 'chat', query: ListQuery },
    )
    .get(
      '/:id',
      async ({ caller, params, query }) => {
        const { thread, data, ...page } = await core.thread.messages(caller, params.id, queryOf(query))
        return { ...thread, messages: data, ...page }
      },
      { caller: 'chat', limit: 'chat', params: Path, query: Type.Object(PageQuery) },
    )
    .patch('/:id', ({ caller, params, body }) => core.thread.change(caller, params.id, body), {
      caller: 'chat',
      limit: 'tasks',
      params: Path,
      body: ThreadChange,
    })
    .delete(
      '/:id',
      async ({ caller, params }) => {
        await core.thread.remove(caller, params.id)
        return { id: params.id, deleted: true }
      },
      { caller: 'chat', limit: 'chat', params: Path },
    )
    .post(
      '/:id/threads',
      async ({ caller, params }) => {
        const { id, created_at } = await core.thread.show(caller, params.id)
        return { id, session_id: id, created_at }
      },
      {
        caller: 'chat',
        limit: 'chat',
        params: Path,
        body: Type.Optional(Type.Object({}, { additionalProperties: false })),
      },
    )
