/**
 * REST: to-dos, under `/api/v1/tasks` and, for clients that name the user in the path, `/api/{user_id}/tasks`. The
 * handlers are the same; another user’s path is refused.
 */
import { Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import { AppError } from '../../errors.ts'
import { oneOf } from '../../lib/one-of.ts'
import { EXPORT_FILES } from '../../task/export/export.ts'
import { EXPORT_FORMATS, type ExportFormat, NewTask, TaskChange, taskFilters } from '../../task/schema.ts'
import type { Tasks } from '../../task/task.ts'
import { type AuthCore, auth } from '../plugin/auth.ts'
import { type LimitCore, limits } from '../plugin/limits.ts'
import { answerOnce, claimOf } from './idempotency.ts'
import { PageQuery, queryOf } from './query.ts'

export interface TaskCore extends AuthCore, LimitCore {
  task: Tasks
}

const ListQuery = Type.Object(
  {
    ...PageQuery,
    ...taskFilters,
    format: Type.Optional(oneOf(EXPORT_FORMATS, 'Answers the whole list as a file, 10,000 tasks at most.')),
  },
  { additionalProperties: false },
)
const User = { user_id: Type.Optional(Type.String()) }
const TaskPath = Type.Object({ ...User, id: Type.String({ maxLength: 64 }) })

const deed = { actor: 'api' } as const
const tags = ['tasks']
const reads = { caller: 'tasks:read', limit: 'tasks' } as const
const writes = { caller: 'tasks:write', limit: 'tasks' } as const

/** @throws forbidden  the path names another user */
const own = (caller: Caller, params: object | undefined) => {
  // A path without parameters has none at all, not an empty set of them.
  const { user_id = caller.user_id } = (params ?? {}) as { user_id?: string }
  if (user_id !== caller.user_id) throw new AppError('forbidden', 'This path belongs to someone else.')
}

/** An id that is no number names no task: 404, as for any other that is not there. */
const idOf = ({ id }: { id: string }) => {
  if (!/^[1-9]\d{0,9}$/.test(id)) throw new AppError('not_found', 'There is no such task.')
  return Number(id)
}

const asFile = (text: string, format: ExportFormat) => {
  const { type, name } = EXPORT_FILES[format]
  return new Response(text, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  })
}

const routes = (core: TaskCore, prefix: string) =>
  new Elysia({ name: `rest${prefix}`, prefix, normalize: false })
    .use(auth(core))
    .use(limits(core))
    .get(
      '/',
      async ({ caller, params, query }) => {
        own(caller, params)
        const { format, ...asked } = queryOf(query)
        const { limit, after, ...filters } = asked
        if (format) return asFile(await core.task.exported(caller, filters, format), format)
        const { data, total: _, ...page } = await core.task.list(caller, asked)
        return { tasks: data, ...page }
      },
      { ...reads, query: ListQuery, detail: { summary: 'List or export tasks', tags } },
    )
    .post(
      '/',
      async ({ caller, params, body, request, set }) => {
        own(caller, params)
        set.status = 201
        return answerOnce(set, await core.task.create(caller, body, deed, claimOf(request, 'POST /tasks', body)))
      },
      { ...writes, body: NewTask, detail: { summary: 'Add a task', tags } },
    )
    .post(
      '/undo',
      async ({ caller, params, request, set }) => {
        own(caller, params)
        return answerOnce(set, await core.task.undo(caller, deed, claimOf(request, 'POST /tasks/undo', {})))
      },
      { ...writes, detail: { summary: 'Take back the newest change', tags } },
    )
    .get(
      '/:id',
      ({ caller, params }) => {
        own(caller, params)
        return core.task.show(caller, idOf(params))
      },
      { ...reads, params: TaskPath, detail: { summary: 'One task', tags } },
    )
    .patch(
      '/:id',
      ({ caller, params, body }) => {
        own(caller, params)
        return core.task.change(caller, idOf(params), body, deed)
      },
      { ...writes, params: TaskPath, body: TaskChange, detail: { summary: 'Change a task', tags } },
    )
    .delete(
      '/:id',
      async ({ caller, params, status }) => {
        own(caller, params)
        await core.task.remove(caller, idOf(params), deed)
        return status(204, undefined)
      },
      { ...writes, params: TaskPath, detail: { summary: 'Delete a task', tags } },
    )
    .post(
      '/:id/toggle',
      async ({ caller, params, request, set }) => {
        own(caller, params)
        const id = idOf(params)
        const claim = claimOf(request, `POST /tasks/${id}/toggle`, {})
        return answerOnce(set, await core.task.toggle(caller, id, deed, claim))
      },
      { ...writes, params: TaskPath, detail: { summary: 'Complete or reopen a task', tags } },
    )

/** To be mounted under `/api/v1`. */
export const tasks = (core: TaskCore) => routes(core, '/tasks')
/** Whole paths: mounted at the root. */
export const userTasks = (core: TaskCore) => routes(core, '/api/:user_id/tasks')
