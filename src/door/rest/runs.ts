/** REST: runs. The POST starts a job and then reads its log like any later reader would. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import { SettleInput } from '../../confirmation/schema.ts'
import type { Core } from '../../core.ts'
import { AppError, notFound } from '../../errors.ts'
import { auth } from '../plugin/auth.ts'
import { limits } from '../plugin/limits.ts'
import { settledBody } from './confirmations.ts'
import { eventStream } from './event-stream.ts'
import { claimOf } from './idempotency.ts'

const strict = { additionalProperties: false }
const Path = Type.Object({ id: Type.String(), tid: Type.String() })
const RunPath = Type.Object({ id: Type.String(), tid: Type.String(), rid: Type.String() })

/** Lengths are the core's to check: they depend on MAX_MESSAGE_CHARS. */
const SendMessage = Type.Object(
  {
    message: Type.Object(
      {
        role: Type.Optional(Type.Literal('user')),
        content: Type.Array(Type.Object({ type: Type.Literal('input_text'), text: Type.String() }, strict), {
          minItems: 1,
          maxItems: 10,
        }),
      },
      strict,
    ),
  },
  strict,
)

const EventsQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 100 })) })

/** Whether the client wants the finished run instead of a stream. @throws not_acceptable */
export const wantsJson = (request: Request) => {
  const accept = request.headers.get('accept') ?? '*/*'
  if (/text\/event-stream|\*\/\*|text\/\*/.test(accept)) return false
  if (/application\/(json|\*)/.test(accept)) return true
  throw new AppError('not_acceptable', 'A run is answered as text/event-stream or application/json.')
}

/** Where to go on: `Last-Event-ID: <run>:<seq>` or `?after=<seq>`; 0 is the beginning. @throws bad_cursor */
export const cursorOf = (request: Request, run_id: string, after?: string): number => {
  const sent = after ?? request.headers.get('last-event-id') ?? '0'
  const seq = sent.startsWith(`${run_id}:`) ? sent.slice(run_id.length + 1) : sent
  if (!/^\d{1,9}$/.test(seq)) throw new AppError('bad_cursor', 'The position to go on from is not one of this run.')
  return Number(seq)
}

/** The run, if it belongs to the session in the path; what is wrong with the path is told as for the session itself. */
const runIn = async (core: Core, caller: Caller, { id, tid, rid }: { id: string; tid: string; rid: string }) => {
  await core.thread.show(caller, id)
  if (tid !== id) throw notFound('The thread')
  const run = await core.run.show(caller, rid)
  if (run.thread_id !== id) throw notFound('The run')
  return run
}

export const runs = (core: Core) =>
  new Elysia({ name: 'rest/runs', prefix: '/chatkit/sessions/:id/threads/:tid/runs' })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/',
      async ({ caller, params, body, request, set }) => {
        if (params.tid !== params.id) {
          await core.thread.show(caller, params.id)
          throw notFound('The thread')
        }
        const json = wantsJson(request)
        const text = body.message.content.map((part) => part.text).join('\n')
        const claim = claimOf(request, `POST run ${params.id}`, body)
        const { run, replayed } = await core.run.start(caller, params.id, { text }, claim)
        const headers = { 'x-run-id': run.id, ...(replayed && { 'idempotent-replayed': 'true' }) }
        if (!json) return eventStream(core, caller, run.id, 0, request, headers)
        Object.assign(set.headers, headers)
        return core.run.finished(caller, run.id, request.signal)
      },
      { caller: 'chat', limit: 'chat', params: Path, body: SendMessage },
    )
    .get('/:rid', ({ caller, params }) => runIn(core, caller, params), {
      caller: 'chat',
      limit: 'tasks',
      params: RunPath,
    })
    .get(
      '/:rid/events',
      async ({ caller, params, query, request }) => {
        const run = await runIn(core, caller, params)
        const after = cursorOf(request, run.id, query.after)
        return eventStream(core, caller, run.id, after, request, { 'x-run-id': run.id })
      },
      { caller: 'chat', limit: 'follow', params: RunPath, query: EventsQuery },
    )
    .post(
      '/:rid/cancel',
      async ({ caller, params }) => core.run.cancel(caller, (await runIn(core, caller, params)).id),
      { caller: 'chat', limit: 'follow', params: RunPath },
    )
    .post(
      '/:rid/confirm',
      async ({ caller, params, body }) => {
        const run = await runIn(core, caller, params)
        return settledBody(await core.confirmation.settleRun(caller, run.id, body.approve))
      },
      { caller: 'chat', limit: 'follow', params: RunPath, body: SettleInput },
    )
