/** What the routes of tasks share: the core they need, and whose task a path names. */
import { Type } from '@sinclair/typebox'
import type { Caller } from '../../account/schema.ts'
import type { createAgents } from '../../agent/agent.ts'
import { AppError } from '../../errors.ts'
import type { Tasks } from '../../task/task.ts'
import type { AuthCore } from '../auth/auth.ts'
import type { LimitCore } from '../http/rate-limit.ts'

export interface TaskCore extends AuthCore, LimitCore {
  task: Tasks
  agent: Pick<ReturnType<typeof createAgents>, 'call'>
}

const User = { user_id: Type.Optional(Type.String()) }
export const TaskPath = Type.Object({ ...User, id: Type.String() })

/** @throws forbidden  the path names another user */
export const own = (caller: Caller, params: object | undefined) => {
  // A path without parameters has none at all, not an empty set of them.
  const { user_id = caller.user_id } = (params ?? {}) as { user_id?: string }
  if (user_id !== caller.user_id) throw new AppError('forbidden', 'This path belongs to someone else.')
}

/** An id that is no number names no task: 404, as for any other that is not there. */
export const idOf = ({ id }: { id: string }) => {
  if (!/^[1-9]\d{0,9}$/.test(id)) throw new AppError('not_found', 'There is no such task.')
  return Number(id)
}
