/** REST: the one-shot door for simple clients, `POST /api/{user_id}/chat`. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { AppError } from '../../errors.ts'
import type { Claim } from '../../once/once.ts'
import type { Run } from '../../run/schema.ts'
import { auth } from '../plugin/auth.ts'
import { limits } from '../plugin/limits.ts'
import { claimOf } from './idempotency.ts'

const SimpleMessage = Type.Object(
  { message: Type.String(), conversation_id: Type.Optional(Type.Union([Type.String(), Type.Null()])) },
  { additionalProperties: false },
)

/** The conversation named, or a new one: once per key, like the run in it. */
const conversation = async (core: Core, caller: Caller, id: string | null | undefined, claim?: Claim) =>
  id ?? (await core.thread.create(caller, {}, claim && { ...claim, route: `${claim.route} (session)` })).value.id

const wordsOf = (run: Run) =>
  run.items
    .flatMap((item) => (item.type === 'assistant_message' ? item.content.map((part) => part.text) : []))
    .join('\n\n')

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
        const started = await core.run.start(caller, conversation_id, { text: body.message }, claim)
        if (started.replayed) set.headers['idempotent-replayed'] = 'true'
        const run = await core.run.finished(caller, started.run.id, request.signal)
        return { conversation_id, response: wordsOf(run), tool_calls: await core.run.toolCalls(caller, run.id) }
      },
      { caller: 'chat', limit: 'chat', body: SimpleMessage, params: Type.Object({ user_id: Type.String() }) },
    )
