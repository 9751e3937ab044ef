/** REST: runs. The POST starts a job and then reads its log like any later reader would. */

import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import { SettleInput } from '../../confirmation/schema.ts'
import type { Core } from '../../core.ts'
import { AppError, type ErrorCode, notFound } from '../../errors.ts'
import type { Claim } from '../../idempotency/idempotency.ts'
import { strict } from '../../lib/json-schema.ts'
import { oneOf } from '../../lib/one-of.ts'
import { Run, RunEvent } from '../../run/schema.ts'
import { CHANGE_KINDS } from '../../task/schema.ts'
import { auth } from '../auth/auth.ts'
import { localeOf } from '../http/accept.ts'
import { limits } from '../http/rate-limit.ts'
import { Settled, settledBody } from './confirmations.ts'
import { eventStream } from './event-stream.ts'
import { answerOnce, claimOf } from './idempotency.ts'
import { forms, json, nothing, operation } from './operation.ts'
import { undoOrAsk, Waits } from './or-ask.ts'

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

/** What is wrong with the session or the run that the path names. */
const IN_SESSION: ErrorCode[] = ['not_found', 'forbidden']

const AS_EVENTS = [
  'Server-sent events: `id: <run id>:<number>`, `event: <type>`, and one JSON object of the schema in `data`.',
  'The last one is always `run.done`; a stream that ends without it means: reconnect with `Last-Event-ID`.',
  'A comment every 10 seconds keeps the connection. `server.draining` says that another instance should be asked.',
].join(' ')

/** What a stream of REST may hold: the events of the run, and a word about the server. */
const StreamEvent = Type.Union([RunEvent, Type.Object({ type: Type.Literal('server.draining') }, strict)])

const EventsQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 100 })) })

/** Whether the client wants the finished run instead of a stream. @throws not_acceptable */
const wantsJson = (request: Request) => {
  const accept = request.headers.get('accept') ?? '*/*'
  if (/text\/event-stream|\*\/\*|text\/\*/.test(accept)) return false
  if (/application\/(json|\*)/.test(accept)) return true
  throw new AppError('not_acceptable', 'A run is answered as text/event-stream or application/json.')
}

/** Where to go on: `Last-Event-ID: <run>:<seq>` or `?after=<seq>`; 0 is the beginning. @throws bad_cursor */
const cursorOf = (request: Request, run_id: string, after?: string): number => {
  const sent = after ?? request.headers.get('last-event-id') ?? '0'
  const seq = sent.startsWith(`${run_id}:`) ? sent.slice(run_id.length + 1) : sent
  if (!/^\d{1,9}$/.test(seq)) throw new AppError('bad_cursor', 'The position to go on from is not one of this run.')
  return Number(seq)
}

/** The run, if it belongs to the session in the path; errors in the path are those of the session route. */
const runIn = async (core: Core, caller: Caller, { id, tid, rid }: { id: string; tid: string; rid: string }) => {
  await core.thread.show(caller, id)
  if (tid !== id) throw notFound('The thread')
  const run = await core.run.show(caller, rid)
  if (run.thread_id !== id) throw notFound('The run')
  return run
}

interface Send {
  thread_id: string
  text: string
  claim?: Claim
}

/**
 * Begins a run; or finds the one that this very message began, when the client names the last event it has of it.
 * Browser clients post again by themselves after a lost connection, most of them without a key.
 */
const begin = async (core: Core, caller: Caller, request: Request, { thread_id, text, claim }: Send) => {
  const last = request.headers.get('last-event-id')
  if (last === null) {
    const { run, replayed } = await core.run.start(caller, thread_id, { text, ...localeOf(request) }, claim)
    return { run_id: run.id, after: 0, replayed }
  }
  core.run.check(text)
  await core.thread.show(caller, thread_id)
  const run_id = last.split(':', 1)[0] ?? ''
  const after = cursorOf(request, run_id)
  await core.run.resume(caller, run_id, { thread_id, text })
  return { run_id, after, replayed: true }
}

const chats = { caller: 'chat', limit: 'chat' } as const
const looks = { caller: 'chat', limit: 'tasks' } as const
const follows = { caller: 'chat', limit: 'follow' } as const

const undoes = { caller: 'tasks:write', limit: 'tasks' } as const
const UndoneRun = Type.Object(
  {
    undone: Type.Array(
      Type.Object({ task_id: Type.Integer(), title: Type.String(), change: oneOf(CHANGE_KINDS) }, strict),
    ),
  },
  strict,
)

/** What each route takes and says. Used as copies, because Elysia writes into what it is given. */
const ROUTES = {
  startRun: {
    ...chats,
    params: Path,
    body: SendMessage,
    detail: operation({
      id: 'startRun',
      tag: 'runs',
      summary: 'Send a message; streams the answer',
      description: AS_EVENTS,
      answers: {
        200: forms(
          'The answer as it is written, or with `Accept: application/json` the finished run.',
          { 'text/event-stream': StreamEvent, 'application/json': Run },
          'X-Run-Id',
          'Idempotent-Replayed',
        ),
      },
      errors: [
        ...IN_SESSION,
        'conflict',
        'run_active',
        'usage_limit_reached',
        'stream_limit_reached',
        'not_acceptable',
        'bad_cursor',
        'run_mismatch',
      ],
      headers: ['Idempotency-Key', 'Last-Event-ID'],
    }),
  },
  showRun: {
    ...looks,
    params: RunPath,
    detail: operation({
      id: 'showRun',
      tag: 'runs',
      summary: 'One run with its items',
      answers: { 200: json('The run.', Run) },
      errors: IN_SESSION,
    }),
  },
  followRun: {
    ...follows,
    params: RunPath,
    query: EventsQuery,
    detail: operation({
      id: 'followRun',
      tag: 'runs',
      summary: 'The events of a run, from any of them on',
      description: AS_EVENTS,
      answers: {
        200: forms('The events.', { 'text/event-stream': StreamEvent }, 'X-Run-Id'),
        204: nothing('`run.done` was the last event that was read; nothing follows.'),
      },
      errors: [...IN_SESSION, 'bad_cursor', 'stream_limit_reached'],
      headers: ['Last-Event-ID'],
    }),
  },
  cancelRun: {
    ...follows,
    params: RunPath,
    detail: operation({
      id: 'cancelRun',
      tag: 'runs',
      summary: 'Stop an answer; what was written stays',
      answers: { 200: json('The run as it ended.', Run) },
      errors: IN_SESSION,
    }),
  },
  undoRun: {
    ...undoes,
    params: RunPath,
    detail: operation({
      id: 'undoRun',
      tag: 'runs',
      summary: 'Take back all that this answer changed and nobody changed since',
      answers: {
        200: json('What was taken back, task by task.', UndoneRun, 'Idempotent-Replayed'),
        202: json('The person is asked first: the access token may not remove tasks by itself.', Waits),
      },
      errors: ['not_found', 'forbidden', 'nothing_to_undo', 'declined'],
      headers: ['Idempotency-Key'],
    }),
  },
  settleRunConfirmation: {
    ...follows,
    params: RunPath,
    body: SettleInput,
    detail: operation({
      id: 'settleRunConfirmation',
      tag: 'confirmations',
      summary: 'Approve or decline the oldest change that waits in a run',
      answers: { 200: json('What was decided, and what came of it.', Settled) },
      errors: [...IN_SESSION, 'confirmation_settled', 'confirmation_expired', 'confirmation_outdated'],
    }),
  },
}

export const runRoutes = (core: Core) =>
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
        const begun = await begin(core, caller, request, { thread_id: params.id, text, ...(claim && { claim }) })
        const headers: Record<string, string> = begun.replayed ? { 'idempotent-replayed': 'true' } : {}
        if (!json) return eventStream(core, caller, request, { ...begun, own: !begun.replayed, headers })
        Object.assign(set.headers, { 'x-run-id': begun.run_id, ...headers })
        return core.run.finished(caller, begun.run_id, request.signal)
      },
      { ...ROUTES.startRun },
    )
    .get('/:rid', ({ caller, params }) => runIn(core, caller, params), { ...ROUTES.showRun })
    .get(
      '/:rid/events',
      async ({ caller, params, query, request }) => {
        const run = await runIn(core, caller, params)
        const after = cursorOf(request, run.id, query.after)
        // An EventSource reconnects for ever unless 204 says that nothing follows.
        if (await core.run.isEnd(caller, run, after)) return new Response(null, { status: 204 })
        return eventStream(core, caller, request, { run_id: run.id, after, own: false })
      },
      { ...ROUTES.followRun },
    )
    .post(
      '/:rid/cancel',
      async ({ caller, params }) => core.run.cancel(caller, (await runIn(core, caller, params)).id),
      { ...ROUTES.cancelRun },
    )
    .post(
      '/:rid/undo',
      async ({ caller, params, request, set, status }) => {
        const { id: run_id } = await runIn(core, caller, params)
        const claim = claimOf(request, `POST run ${run_id} undo`, {})
        const came = await undoOrAsk(core, caller, { run_id }, claim)
        return 'waits' in came ? status(202, came.waits) : { undone: answerOnce(set, came.done).changes }
      },
      { ...ROUTES.undoRun },
    )
    .post(
      '/:rid/confirm',
      async ({ caller, params, body }) => {
        const run = await runIn(core, caller, params)
        return settledBody(await core.confirmation.settleRun(caller, run.id, body.approve))
      },
      { ...ROUTES.settleRunConfirmation },
    )
