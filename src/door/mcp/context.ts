/** What one request or one stdio connection brings with it: who calls, through which core, and who pays for it. */
import type { Caller, Scope } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { AppError } from '../../errors.ts'
import type { Log } from '../../log.ts'

type McpCore = Pick<Core, 'agent' | 'confirmation' | 'task' | 'tool'>

export interface McpContext {
  core: McpCore
  log: Log
  caller: Caller
  /** Address of the pages, without a slash at its end. */
  public_url: string
  /** Counts one operation on the caller’s budget. @throws rate_limited */
  pay: () => Promise<void>
}

/** Over HTTP a missing scope is a challenge before this; stdio knows no challenge. @throws insufficient_scope */
export const need = ({ caller }: McpContext, scope: Scope) => {
  if (caller.scopes.includes(scope)) return
  throw new AppError('insufficient_scope', `The access token lacks the scope ${scope}; the person has to make another.`)
}

/** The request itself was paid for at the door; only what a batch holds beyond its first operation is counted here. */
export const firstIsPaid = (pay: () => Promise<void>) => {
  let paid = true
  return async () => {
    if (!paid) await pay()
    paid = false
  }
}
