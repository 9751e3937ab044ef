/** Tasks on a database of their own, at a time that tests set: Friday 2026-11-20, noon in UTC. */
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { AppError } from '../../src/errors.ts'
import { createMutate } from '../../src/mutate.ts'
import type { NewTask, Origin, Task } from '../../src/task/schema.ts'
import { createTasks } from '../../src/task/task.ts'

export const NOON = new Date('2026-11-20T12:00:00Z')
export const BY_API: Origin = { actor: 'api' }

/** A clock that moves a second with every look, so that times differ without waiting. */
export const clockFrom = (start: Date) => {
  let at = start.getTime()
  const now = () => {
    at += 1000
    return new Date(at)
  }
  const set = (time: Date) => {
    at = time.getTime()
  }
  return Object.assign(now, { set })
}

export const MAX_OPEN = 10_000

export const tasksOn = (db: Database, start = NOON, max_open = MAX_OPEN) => {
  const now = clockFrom(start)
  const task = createTasks({ db, mutate: createMutate({ db, changes: { note: () => undefined } }), max_open, now })
  const add = async (caller: Caller, input: NewTask): Promise<Task> => (await task.create(caller, input, BY_API)).value
  const list = async (caller: Caller) => (await task.list(caller, { limit: 100 })).data
  const toggle = async (caller: Caller, id: number) => (await task.toggle(caller, id, BY_API)).value
  const undo = async (caller: Caller) => (await task.undo(caller, BY_API)).value
  return { ...task, now, add, all: list, flip: toggle, takeBack: undo }
}

/** The failure of the work, or what came instead. */
export const failureOf = async (work: Promise<unknown>): Promise<AppError> => {
  try {
    const came = await work
    throw new Error(`expected a failure, got ${JSON.stringify(came)}`)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
export const codeOf = async (work: Promise<unknown>) => (await failureOf(work)).code
