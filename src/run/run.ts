/** Verbs of runs: start, show, follow, cancel. A run is a job; whoever asked for it is only its first reader. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import type { HintHub } from '../hint/hint.ts'
import type { Claim } from '../once/once.ts'
import type { Threads } from '../thread/thread.ts'
import type { Registry } from '../tool/registry.ts'
import { createCancel } from './cancel.ts'
import type { Engine } from './engine.ts'
import type { Readers } from './follow.ts'
import type { Input } from './input.ts'
import { remake } from './retry/retry.ts'
import type { Run } from './schema.ts'
import { createShow } from './show.ts'
import { checkText, type Made, make } from './start.ts'

export interface RunOptions {
  db: Database
  registry: Registry
  engine: Engine
  hints: HintHub
  threads: Pick<Threads, 'show' | 'showOpen'>
  readers: Readers
  owner: string
  /** MAX_MESSAGE_CHARS */
  max_message_chars: number
  /** USER_DAILY_TOKEN_LIMIT; 0 is none. */
  user_daily_token_limit: number
}

export interface Started {
  run: Run
  replayed: boolean
}

export const createRuns = (options: RunOptions) => {
  const { db, engine, hints, readers } = options
  const shown = createShow({ db, readers })
  const { find, whole, show } = shown

  /** @throws validation_error, forbidden, not_found, run_active (`details.run_id`), draining, usage_limit_reached */
  const start = async (caller: Caller, thread_id: string, input: Input, claim?: Claim): Promise<Started> =>
    launch(caller, await make(options, caller, thread_id, input, claim))

  /**
   * Answers a message again. What tools did for it stays and is told to the model; everything later goes.
   * @throws validation_error not a message, not_found, run_active, draining, usage_limit_reached
   */
  const retry = async (caller: Caller, thread_id: string, item_id: string, claim?: Claim): Promise<Started> =>
    launch(caller, await remake(options, caller, thread_id, item_id, claim))

  const launch = async (caller: Caller, made: Made): Promise<Started> => {
    if (made.replayed) return { run: await show(caller, made.run_id), replayed: true }
    engine.begin(made.row, caller, made.last_seq, made.turns)
    return { run: made.run, replayed: false }
  }

  /** Refuses a text that no run could be started with. @throws validation_error */
  const check = (text: string) => void checkText(text, options.max_message_chars)

  return {
    start,
    retry,
    check,
    ...shown,
    ...createCancel({ db, engine, hints, find, whole }),
  }
}
export type Runs = ReturnType<typeof createRuns>
