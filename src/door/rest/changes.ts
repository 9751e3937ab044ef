/** REST: what was done to the list, by whom, and taking any of it back. */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { notFound } from '../../errors.ts'
import { pageAs, pageBody, strict } from '../../lib/json-schema.ts'
import { Change, type ChangePage } from '../../task/changes.ts'
import { Task } from '../../task/schema.ts'
import { auth } from '../auth/auth.ts'
import { limits } from '../http/rate-limit.ts'
import { answerOnce, claimOf } from './idempotency.ts'
import { json, operation } from './operation.ts'
import { undoOrAsk, Waits } from './or-ask.ts'
import { PageQuery, queryOf } from './query.ts'
import { idOf, own, type TaskCore, TaskPath } from './task-path.ts'

const ChangeList = pageAs('changes', Change)
const changesBody = (page: ChangePage) => pageBody('changes', page)

const ChangePath = Type.Object({ id: Type.String({ maxLength: 64 }) })
const UndoneChanges = Type.Object(
  {
    undone: Type.String({
      description: 'What was taken back, in words; also what stays because it was changed since.',
    }),
    tasks: Type.Array(Task, { description: 'The tasks as they are again.' }),
  },
  strict,
)

/** Used as copies, because Elysia writes into what it is given. */
const ROUTES = {
  listChanges: {
    caller: 'tasks:read',
    limit: 'tasks',
    query: Type.Object(PageQuery, strict),
    detail: operation({
      id: 'listChanges',
      tag: 'tasks',
      summary: 'What was done to the list in the last 30 days, newest first',
      answers: { 200: json('One page of changes.', ChangeList) },
      errors: ['bad_cursor'],
    }),
  },
  showTaskHistory: {
    caller: 'tasks:read',
    limit: 'tasks',
    params: TaskPath,
    query: Type.Object(PageQuery, strict),
    detail: operation({
      id: 'showTaskHistory',
      tag: 'tasks',
      summary: 'What was done to one task in the last 30 days, newest first; also when it is deleted',
      answers: { 200: json('One page of changes.', ChangeList) },
      errors: ['bad_cursor', 'not_found', 'forbidden'],
    }),
  },
  undoChange: {
    caller: 'tasks:write',
    limit: 'tasks',
    params: ChangePath,
    detail: operation({
      id: 'undoChange',
      tag: 'tasks',
      summary: 'Take back the act that a change belongs to: an answer, an import or one request',
      answers: {
        200: json('What was taken back.', UndoneChanges, 'Idempotent-Replayed'),
        202: json('The person is asked first: the access token may not remove tasks by itself.', Waits),
      },
      errors: ['not_found', 'nothing_to_undo', 'declined'],
      headers: ['Idempotency-Key'],
    }),
  },
} as const

/** @throws not_found  no number of a change */
const changeIdOf = ({ id }: { id: string }) => {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw notFound('The change')
  return Number(id)
}

export const changes = (core: TaskCore) =>
  new Elysia({ name: 'rest/changes', prefix: '/changes', normalize: false })
    .use(auth(core))
    .use(limits(core))
    .get('/', async ({ caller, query }) => changesBody(await core.task.changes(caller, queryOf(query))), {
      ...ROUTES.listChanges,
    })
    .post(
      '/:id/undo',
      async ({ caller, params, request, set, status }) => {
        const change_id = changeIdOf(params)
        const claim = claimOf(request, `POST /changes/${change_id}/undo`, {})
        const came = await undoOrAsk(core, caller, { change_id }, claim)
        if ('waits' in came) return status(202, came.waits)
        const { undone, tasks } = answerOnce(set, came.done)
        return { undone, tasks }
      },
      { ...ROUTES.undoChange },
    )

/** Within the routes of tasks, whatever they stand under. */
export const historyRoutes = (core: TaskCore, prefix: string) =>
  new Elysia({ name: `rest${prefix}/history`, normalize: false })
    .use(auth(core))
    .use(limits(core))
    .get(
      '/:id/history',
      async ({ caller, params, query }) => {
        own(caller, params)
        return changesBody(await core.task.history(caller, idOf(params), queryOf(query)))
      },
      { ...ROUTES.showTaskHistory },
    )
