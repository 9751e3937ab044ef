/** REST: the one-shot door for simple clients, `POST /api/{user_id}/chat`. */

import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import { SettledCall } from '../../confirmation/schema.ts'
import type { Core } from '../../core.ts'
import { AppError } from '../../errors.ts'
import type { Claim } from '../../idempotency/idempotency.ts'
import { Id, strict } from '../../lib/json-schema.ts'
import type { Run } from '../../run/schema.ts'
import { auth } from '../auth/auth.ts'
import { localeOf } from '../http/accept.ts'
import { limits } from '../http/rate-limit.ts'
import { claimOf } from './idempotency.ts'
import { json, operation } from './operation.ts'

const SimpleMessage = Type.Object(
  { message: Type.String(), conversation_id: Type.Optional(Type.Union([Type.String(), Type.Null()])) },
  strict,
)
const SimpleAnswer = Type.Object(
  { conversation_id: Id, response: Type.String(), tool_calls: Type.Array(SettledCall) },
  strict,
)

/** The conversation named, or a new one: once per key, like the run in it. */
const conversation = async (core: Core, caller: Caller, id: string | null | undefined, claim?: Claim) =>
  id ?? (await core.thread.create(caller, {}, claim && { ...claim, route: `${claim.route} (session)` })).value.id

const wordsOf = (run: Run) =>
  run.items
    .flatMap((item) => (item.type === 'assistant_message' ? item.content.map((part) => part.text) : []))
    .join('\n\n')

const OPERATIONS = {
  chat: operation({
    id: 'chat',
    tag: 'runs',
    summary: 'Send a message and get the whole answer at once',
    answers: { 200: json('What the assistant said and did.', SimpleAnswer, 'Idempotent-Replayed') },
    errors: ['not_found', 'forbidden', 'run_active', 'usage_limit_reached', 'session_limit_reached'],
    headers: ['Idempotency-Key'],
  }),
}

export const simpleChat = (core: Core) =>
  new Elysia({ name: 'rest/simple-chat', prefix: '/api/:user_id' })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/chat',
      async ({ caller, params, body, request, set }) => {
        if (params.user_id !== caller.user_id) throw new AppError('forbidden', 'This path belongs to someone else.')
        const claim = claimOf(request, 'POST chat', body)
        core.run.check(body.message)
        const conversation_id = await conversation(core, caller, body.conversation_id, claim)
        const started = await core.run.start(
          caller,
          conversation_id,
          { text: body.message, ...localeOf(request) },
          claim,
        )
        if (started.replayed) set.headers['idempotent-replayed'] = 'true'
        const run = await core.run.finished(caller, started.run.id, request.signal)
        return { conversation_id, response: wordsOf(run), tool_calls: await core.run.toolCalls(caller, run.id) }
      },
      {
        caller: 'chat',
        limit: 'chat',
        body: SimpleMessage,
        params: Type.Object({ user_id: Type.String() }),
        detail: OPERATIONS.chat,
      },
    )
