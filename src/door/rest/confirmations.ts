/** REST: deeds of the assistant that wait for the person. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Confirmation } from '../../confirmation/schema.ts'
import { SettleInput } from '../../confirmation/schema.ts'
import type { Core } from '../../core.ts'
import { auth } from '../plugin/auth.ts'
import { limits } from '../plugin/limits.ts'

export const settledBody = ({ id, status, tool_calls }: Confirmation) => ({ id, status, tool_calls })

export const confirmations = (core: Core) =>
  new Elysia({ name: 'rest/confirmations', prefix: '/confirmations' })
    .use(auth(core))
    .use(limits(core))
    .get('/', async ({ caller }) => ({ confirmations: await core.confirmation.list(caller) }), {
      caller: 'chat',
      limit: 'follow',
    })
    .post(
      '/:id',
      async ({ caller, params, body }) => settledBody(await core.confirmation.settle(caller, params.id, body.approve)),
      { caller: 'chat', limit: 'follow', params: Type.Object({ id: Type.String() }), body: SettleInput },
    )
