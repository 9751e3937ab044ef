/** One run at work in this process, and what every step of it needs. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import type { Chain } from '../llm/chain.ts'
import type { Log } from '../log.ts'
import type { Registry } from '../tool/registry.ts'
import type { Downtime } from './log/downtime.ts'
import type { Happened, Journal } from './log/journal.ts'
import type { StreamedMessage } from './model-call.ts'
import type { Notice } from './notice.ts'
import type { RunRow } from './store.ts'
import type { Turn } from './turn-store.ts'

/** What all runs share. */
export interface RunnerDeps {
  db: Database
  registry: Registry
  chain: Chain
  log: Log
  /** AGENT_MAX_TURNS */
  max_turns: number
  /** AGENT_TIMEOUT_SECONDS */
  timeout_seconds: number
  /** CONFIRM_DESTRUCTIVE */
  confirm_destructive: boolean
  /** DAILY_TOKEN_LIMIT and USER_DAILY_TOKEN_LIMIT; 0 is none. */
  daily_token_limit: number
  user_daily_token_limit: number
  /** LLM_CONTEXT_TOKENS, when it is set. */
  context_tokens?: number
}

export interface RunContext {
  run: RunRow
  caller: Caller
  journal: Journal
  /** What the process has been waiting for its database; no run answers for it. */
  downtime: Downtime
  /** Aborted with `Stopped` as the reason. */
  stop: AbortController
  /** Who answers; once set and a turn is kept, the run stays with it. */
  provider: { name: string; model: string } | undefined
  /** BCP 47; how the person reads dates. */
  locale?: string
  /** Tag of the language of their message, in which cards and the lines of tools are. */
  language?: string
  /** Committed turns, the newest last. */
  turns: Turn[]
  /** What was reserved for the turn being asked, and whether its provider has begun to answer. */
  asking: { reserved: number; answered: boolean } | undefined
  /** Waiting for first tokens; no active time. */
  waiting: Downtime
  /** Lines of the program that are not kept yet. */
  notices: Notice[]
  /** The last turn, which is kept with the end of the run. */
  closing?: Happened
  /** The message of the turn being asked. */
  message: StreamedMessage | undefined
}
