/**
 * REST: to-dos, under `/api/v1/tasks` and, for clients that name the user in the path, `/api/{user_id}/tasks`. The
 * handlers are the same; another user’s path is refused.
 */
import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import type { IdempotentResult } from '../../idempotency/idempotency.ts'
import { nullable, pageAs, pageBody, strict } from '../../lib/json-schema.ts'
import { oneOf } from '../../lib/one-of.ts'
import { EXPORT_FILES } from '../../task/export/export.ts'
import { readFilters } from '../../task/list.ts'
import {
  EXPORT_FORMATS,
  type ExportFormat,
  NewTask,
  Snooze,
  Task,
  TaskChange,
  taskFiltersAsText,
} from '../../task/schema.ts'
import type { Undone } from '../../task/undone.ts'
import { declared } from '../../validate.ts'
import { auth } from '../auth/auth.ts'
import { etagOf, expectedOf, isKnown } from '../http/etag.ts'
import { limits } from '../http/rate-limit.ts'
import { historyRoutes } from './changes.ts'
import { answerOnce, claimOf } from './idempotency.ts'
import { importRoute } from './import.ts'
import { forms, json, nothing, operation } from './operation.ts'
import { orAsk, undoOrAsk, Waits } from './or-ask.ts'
import { PageQuery, queryOf } from './query.ts'
import { idOf, own, type TaskCore, TaskPath } from './task-path.ts'

const ListQuery = Type.Object(
  {
    ...PageQuery,
    ...taskFiltersAsText,
    format: Type.Optional(oneOf(EXPORT_FORMATS, 'Answers the whole list as a file, 10,000 tasks at most.')),
  },
  strict,
)
const ORIGIN = { actor: 'api' } as const
/** An act on the task in the state that `If-Match` names. */
const meantFor = (request: Request) => {
  const expected = expectedOf(request)
  return expected ? { ...ORIGIN, expected } : ORIGIN
}
const reads = { caller: 'tasks:read', limit: 'tasks' } as const
const writes = { caller: 'tasks:write', limit: 'tasks' } as const

const asFile = (text: string, format: ExportFormat) => {
  const { type, name } = EXPORT_FILES[format]
  return new Response(text, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  })
}

const TaskList = pageAs('tasks', Task)
const TaskFiles = { 'text/csv': Type.String(), 'text/calendar': Type.String(), 'text/plain': Type.String() }
const UndoneAct = Type.Object(
  {
    undone: Type.String({ description: 'What was taken back, in words.' }),
    tasks: Type.Array(Task, { description: 'The tasks as they are again.' }),
    task: nullable(Task),
  },
  strict,
)

/** What each route takes and says. Used as copies, because Elysia writes into what it is given. */
const ROUTES = {
  listTasks: {
    ...reads,
    query: ListQuery,
    detail: operation({
      id: 'listTasks',
      tag: 'tasks',
      summary: 'List or export tasks',
      answers: {
        200: forms('One page of tasks, or with `format` all of them as a file.', {
          'application/json': TaskList,
          ...TaskFiles,
        }),
      },
      errors: ['bad_cursor', 'forbidden'],
    }),
  },
  createTask: {
    ...writes,
    body: declared(NewTask),
    detail: operation({
      id: 'createTask',
      tag: 'tasks',
      summary: 'Add a task',
      answers: { 201: json('The new task.', Task, 'Location', 'Idempotent-Replayed') },
      errors: ['forbidden'],
      headers: ['Idempotency-Key'],
    }),
  },
  undoTaskChange: {
    ...writes,
    detail: operation({
      id: 'undoTaskChange',
      tag: 'tasks',
      summary: 'Take back the newest act: an answer, an import or one request',
      answers: {
        200: json('What was taken back.', UndoneAct, 'Idempotent-Replayed'),
        202: json('The person is asked first: the access token may not remove tasks by itself.', Waits),
      },
      errors: ['forbidden', 'nothing_to_undo', 'declined', 'conflict'],
      headers: ['Idempotency-Key'],
    }),
  },
  redoTaskChange: {
    ...writes,
    detail: operation({
      id: 'redoTaskChange',
      tag: 'tasks',
      summary: 'Take back the newest undo',
      answers: { 200: json('What was done again.', UndoneAct, 'Idempotent-Replayed') },
      errors: ['forbidden', 'nothing_to_redo'],
      headers: ['Idempotency-Key'],
    }),
  },
  showTask: {
    ...reads,
    params: TaskPath,
    detail: operation({
      id: 'showTask',
      tag: 'tasks',
      summary: 'One task',
      answers: { 200: json('The task.', Task, 'ETag'), 304: nothing('It is what the client has.') },
      errors: ['not_found', 'forbidden'],
      headers: ['If-None-Match'],
    }),
  },
  changeTask: {
    ...writes,
    params: TaskPath,
    body: declared(TaskChange),
    detail: operation({
      id: 'changeTask',
      tag: 'tasks',
      summary: 'Change a task',
      answers: { 200: json('The task as it is now.', Task, 'ETag') },
      errors: ['not_found', 'forbidden', 'changed_meanwhile'],
      headers: ['If-Match'],
    }),
  },
  deleteTask: {
    ...writes,
    params: TaskPath,
    detail: operation({
      id: 'deleteTask',
      tag: 'tasks',
      summary: 'Delete a task',
      answers: {
        202: json('The person is asked first: the access token may not delete by itself.', Waits),
        204: nothing('It is deleted; undo brings it back.'),
      },
      errors: ['not_found', 'forbidden', 'declined', 'changed_meanwhile'],
      headers: ['If-Match'],
    }),
  },
  toggleTask: {
    ...writes,
    params: TaskPath,
    detail: operation({
      id: 'toggleTask',
      tag: 'tasks',
      summary: 'Complete or reopen a task',
      answers: { 200: json('The task as it is now.', Task, 'Idempotent-Replayed', 'ETag') },
      errors: ['not_found', 'forbidden', 'changed_meanwhile'],
      headers: ['Idempotency-Key', 'If-Match'],
    }),
  },
  snoozeTask: {
    ...writes,
    params: TaskPath,
    body: declared(Snooze),
    detail: operation({
      id: 'snoozeTask',
      tag: 'tasks',
      summary: 'Put the reminder of a task off',
      answers: { 200: json('The task with its new reminder.', Task, 'Idempotent-Replayed', 'ETag') },
      errors: ['not_found', 'forbidden', 'conflict', 'changed_meanwhile'],
      headers: ['Idempotency-Key', 'If-Match'],
    }),
  },
}

/** Who undoes the newest act reads it in words; the list of changes is an answer's own. */
const toUndone = ({ value: { undone, tasks, task }, ...once }: IdempotentResult<Undone>) => ({
  ...once,
  value: { undone, tasks, task },
})

const undoRoutes = (core: TaskCore, prefix: string) =>
  new Elysia({ name: `rest${prefix}/undo`, normalize: false })
    .use(auth(core))
    .use(limits(core))
    .post(
      '/undo',
      async ({ caller, params, request, set, status }) => {
        own(caller, params)
        const came = await undoOrAsk(core, caller, {}, claimOf(request, 'POST /tasks/undo', {}))
        return 'waits' in came ? status(202, came.waits) : answerOnce(set, toUndone(came.done))
      },
      { ...ROUTES.undoTaskChange },
    )
    .post(
      '/redo',
      async ({ caller, params, request, set }) => {
        own(caller, params)
        return answerOnce(set, toUndone(await core.task.redo(caller, ORIGIN, claimOf(request, 'POST /tasks/redo', {}))))
      },
      { ...ROUTES.redoTaskChange },
    )

/** One page as JSON, or with `format` the whole list as a file. */
const listOrFile = async (core: TaskCore, caller: Caller, query: Static<typeof ListQuery>) => {
  const { format, limit, after, ...asked } = queryOf(query)
  const filters = readFilters(asked)
  if (format) return asFile(await core.task.exported(caller, filters, format), format)
  return pageBody('tasks', await core.task.page(caller, { ...filters, limit, ...(after !== undefined && { after }) }))
}

const routes = (core: TaskCore, prefix: string) =>
  new Elysia({ name: `rest${prefix}`, prefix, normalize: false })
    .use(auth(core))
    .use(limits(core))
    .get(
      '/',
      ({ caller, params, query }) => {
        own(caller, params)
        return listOrFile(core, caller, query)
      },
      { ...ROUTES.listTasks },
    )
    .post(
      '/',
      async ({ caller, params, body, request, set }) => {
        own(caller, params)
        set.status = 201
        const made = await core.task.create(caller, body, ORIGIN, claimOf(request, 'POST /tasks', body))
        set.headers.location = `/api/v1/tasks/${made.value.id}`
        set.headers.etag = etagOf(made.value)
        return answerOnce(set, made)
      },
      { ...ROUTES.createTask },
    )
    .use(undoRoutes(core, prefix))
    .use(importRoute(core, prefix))
    .use(historyRoutes(core, prefix))
    .use(taskRoutes(core, prefix))

/** One task by its id. */
const taskRoutes = (core: TaskCore, prefix: string) =>
  new Elysia({ name: `rest${prefix}/task`, normalize: false })
    .use(auth(core))
    .use(limits(core))
    .get(
      '/:id',
      async ({ caller, params, request, set, status }) => {
        own(caller, params)
        const task = await core.task.show(caller, idOf(params))
        set.headers.etag = etagOf(task)
        return isKnown(request, task) ? status(304, undefined) : task
      },
      { ...ROUTES.showTask },
    )
    .patch(
      '/:id',
      async ({ caller, params, body, request, set }) => {
        own(caller, params)
        const task = await core.task.change(caller, idOf(params), body, meantFor(request))
        set.headers.etag = etagOf(task)
        return task
      },
      { ...ROUTES.changeTask },
    )
    .delete(
      '/:id',
      async ({ caller, params, request, status }) => {
        own(caller, params)
        const id = idOf(params)
        const came = await orAsk(core, caller, {
          tool: 'delete_task',
          args: { task_id: id },
          act: () => core.task.remove(caller, id, meantFor(request)),
          read: () => undefined,
        })
        return 'waits' in came ? status(202, came.waits) : status(204, undefined)
      },
      { ...ROUTES.deleteTask },
    )
    .post(
      '/:id/toggle',
      async ({ caller, params, request, set }) => {
        own(caller, params)
        const id = idOf(params)
        const claim = claimOf(request, `POST /tasks/${id}/toggle`, {})
        const toggled = await core.task.toggle(caller, id, meantFor(request), claim)
        set.headers.etag = etagOf(toggled.value)
        return answerOnce(set, toggled)
      },
      { ...ROUTES.toggleTask },
    )
    .post(
      '/:id/snooze',
      async ({ caller, params, body, request, set }) => {
        own(caller, params)
        const id = idOf(params)
        const claim = claimOf(request, `POST /tasks/${id}/snooze`, body)
        const snoozed = await core.task.snooze(caller, id, body, meantFor(request), claim)
        set.headers.etag = etagOf(snoozed.value)
        return answerOnce(set, snoozed)
      },
      { ...ROUTES.snoozeTask },
    )

/** To be mounted under `/api/v1`. */
export const tasks = (core: TaskCore) => routes(core, '/tasks')
/** Whole paths: mounted at the root. */
export const userTasks = (core: TaskCore) => routes(core, '/api/:user_id/tasks')
