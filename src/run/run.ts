/** Verbs of runs: start, show, follow, cancel. A run is a job; the request that began it is only its first reader. */
import type { Caller } from '../account/schema.ts'
import { notFound } from '../errors.ts'
import type { Claim } from '../idempotency/idempotency.ts'
import { isId } from '../lib/id.ts'
import type { Hub } from '../pubsub/hub.ts'
import * as store from './branch-store.ts'
import { createCancel } from './cancel.ts'
import { createRunReads } from './read.ts'
import { remake, switchIn } from './retry.ts'
import type { Run } from './schema.ts'
import { checkText, type Input, type Made, make, type StartOptions } from './start.ts'

interface RunOptions extends StartOptions {
  hub: Hub
}

/** A message in its thread. */
interface Place {
  thread_id: string
  item_id: string
}

export interface Started {
  run: Run
  replayed: boolean
}

export const createRuns = (options: RunOptions) => {
  const { db, runner, hub, read_deps } = options
  const shown = createRunReads({ db, read_deps })
  const { find, whole, show } = shown

  /** @throws validation_error, forbidden, not_found, run_active (`details.run_id`), draining, usage_limit_reached */
  const start = async (caller: Caller, thread_id: string, input: Input, claim?: Claim): Promise<Started> =>
    launch(caller, await make(options, caller, thread_id, input, claim))

  /**
   * Answers a message again. What the earlier answer changed is taken back first; it and what followed are set aside.
   * @throws validation_error not a message, not_found, run_active, draining, usage_limit_reached
   */
  const retry = async (caller: Caller, thread_id: string, item_id: string, claim?: Claim): Promise<Started> =>
    launch(caller, await remake({ options, caller, thread_id, item_id }, claim))

  /** Says something else in the place of a message; otherwise as `retry`. */
  const edit = async (caller: Caller, place: Place, input: Input, claim?: Claim): Promise<Started> =>
    launch(caller, await remake({ options, caller, ...place, input }, claim))

  /** Makes a branch that was set aside the current one. @throws not_found, run_active */
  const takeUp = async (caller: Caller, thread_id: string, id: string): Promise<void> => {
    if (!isId(thread_id) || !isId(id)) throw notFound('The branch')
    await options.mutate(caller, undefined, (sql) => switchIn(sql, caller, { thread_id, id }))
  }

  const launch = async (caller: Caller, made: Made): Promise<Started> => {
    if (made.replayed) return { run: await show(caller, made.run_id), replayed: true }
    runner.begin(made.row, caller, made.events, made.before)
    return { run: made.run, replayed: false }
  }

  /** The current answers to messages, by message. */
  const answersTo = (caller: Caller, message_ids: string[]) =>
    db.query((sql) => store.answersTo(sql, caller.user_id, message_ids))

  /** Refuses a text that no run could be started with. @throws validation_error */
  const check = (text: string) => void checkText(text, options.max_message_chars)

  return {
    start,
    retry,
    edit,
    takeUp,
    answersTo,
    check,
    ...shown,
    ...createCancel({ db, runner, hub, find, whole }),
  }
}
