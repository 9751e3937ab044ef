/** One run at work in this process, and what every step of it needs. */
import type { Caller } from '../account/schema.ts'
import type { Database } from '../db/database.ts'
import type { Chain } from '../llm/chain.ts'
import type { Log } from '../log.ts'
import type { Registry } from '../tool/registry.ts'
import type { Journal } from './log/journal.ts'
import type { Outage } from './log/outage.ts'
import type { RunRow } from './store.ts'
import type { StreamedMessage } from './turn/ask.ts'
import type { Turn } from './turn/store.ts'

/** What all runs share. */
export interface Workshop {
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
  /** DAILY_TOKEN_LIMIT; 0 is none. */
  daily_token_limit: number
}

export interface Job {
  run: RunRow
  caller: Caller
  journal: Journal
  /** What the process has been waiting for its database; no run answers for it. */
  outage: Outage
  /** Aborted with `Stopped` as the reason. */
  stop: AbortController
  /** Who answers; once set and a turn is kept, the run stays with it. */
  provider: { name: string; model: string } | undefined
  /** BCP 47; how the person reads dates. */
  locale?: string
  /** Committed turns, the newest last. */
  turns: Turn[]
  /** The message of the turn being asked. */
  message: StreamedMessage | undefined
}
