/**
 * What an access token may not remove by itself the person is asked about: the same question as for other agents, the
 * same one when repeated.
 */
import { Type } from '@sinclair/typebox'
import type { Caller } from '../../account/schema.ts'
import { Confirmation } from '../../confirmation/schema.ts'
import { AppError, isAppError } from '../../errors.ts'
import type { Claim, IdempotentResult } from '../../idempotency/idempotency.ts'
import { strict } from '../../lib/json-schema.ts'
import type { UndoTarget } from '../../task/undo.ts'
import { type Undone, UndoneResult } from '../../task/undone.ts'
import { check } from '../../validate.ts'
import type { TaskCore } from './task-path.ts'

export const Waits = Type.Object({ confirmation: Confirmation }, strict)

type Came<T> = { done: T } | { waits: { confirmation: Confirmation } }

interface Wanted<T> {
  act: () => Promise<T>
  /** The call that does the same, for the question. */
  tool: string
  args: object
  /** The result of the call, when no confirmation was needed. */
  read: (result: object) => T
}

/** @throws declined  the person said no */
export const orAsk = async <T>(core: TaskCore, caller: Caller, wanted: Wanted<T>): Promise<Came<T>> => {
  const { act, tool, args, read } = wanted
  try {
    return { done: await act() }
  } catch (error) {
    if (!isAppError(error, 'insufficient_scope')) throw error
  }
  const came = await core.agent.call(caller, tool, args).catch((error: Error) => {
    throw isAppError(error.cause) ? error.cause : error
  })
  if (came.status === 'done') return { done: read(came.result) }
  if (came.confirmation.status === 'declined') throw new AppError('declined', 'The person said no to this.')
  return { waits: { confirmation: came.confirmation } }
}

const readUndone = check(UndoneResult, { trim: false })

export const undoOrAsk = (
  core: TaskCore,
  caller: Caller,
  target: Pick<UndoTarget, 'run_id' | 'change_id'>,
  claim?: Claim,
) =>
  orAsk<IdempotentResult<Undone>>(core, caller, {
    act: () => core.task.undo(caller, { actor: 'api' }, claim, target),
    tool: 'undo_act',
    args: target,
    read: (result) => ({ value: readUndone(result), replayed: false }),
  })
