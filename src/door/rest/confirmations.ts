/** REST: tool calls of the assistant that wait for the person's approval. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { Confirmation, SettleInput } from '../../confirmation/schema.ts'
import type { Core } from '../../core.ts'
import { strict } from '../../lib/json-schema.ts'
import { auth } from '../auth/auth.ts'
import { limits } from '../http/rate-limit.ts'
import { json, operation } from './operation.ts'

const { id, status, tool_calls } = Confirmation.properties
export const Settled = Type.Object({ id, status, tool_calls }, strict)
const Waiting = Type.Object({ confirmations: Type.Array(Confirmation) }, strict)

export const settledBody = ({ id, status, tool_calls }: Confirmation) => ({ id, status, tool_calls })

const OPERATIONS = {
  listConfirmations: operation({
    id: 'listConfirmations',
    tag: 'confirmations',
    summary: 'Changes that wait for the person, newest first',
    answers: { 200: json('All that wait.', Waiting) },
  }),
  settleConfirmation: operation({
    id: 'settleConfirmation',
    tag: 'confirmations',
    summary: 'Approve or decline',
    answers: { 200: json('What was decided, and what came of it.', Settled) },
    errors: ['not_found', 'forbidden', 'confirmation_settled', 'confirmation_expired', 'confirmation_outdated'],
  }),
}

export const confirmations = (core: Core) =>
  new Elysia({ name: 'rest/confirmations', prefix: '/confirmations' })
    .use(auth(core))
    .use(limits(core))
    .get('/', async ({ caller }) => ({ confirmations: await core.confirmation.list(caller) }), {
      caller: 'chat',
      limit: 'follow',
      detail: OPERATIONS.listConfirmations,
    })
    .post(
      '/:id',
      async ({ caller, params, body }) => settledBody(await core.confirmation.settle(caller, params.id, body.approve)),
      {
        caller: 'chat',
        limit: 'follow',
        params: Type.Object({ id: Type.String() }),
        body: SettleInput,
        detail: OPERATIONS.settleConfirmation,
      },
    )
