/** Carries a decision out: the deed, the card, what the thread shows and what the model reads, in one transaction. */
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { savepoint } from '../db/savepoint.ts'
import { AppError, notFound } from '../errors.ts'
import { newId } from '../lib/id.ts'
import { completeAwaited } from '../run/store.ts'
import { hashArguments } from '../run/turn/ask-person.ts'
import { hiddenNote, toRow } from '../thread/item.ts'
import type { WorkflowItem } from '../thread/schema.ts'
import { appendItems, replaceItem } from '../thread/store.ts'
import { type Registry, ToolFault } from '../tool/registry.ts'
import { widgetOf } from '../widget/card.ts'
import type { SettledCall } from './schema.ts'
import { type StoredConfirmation, settleConfirmation } from './store.ts'

export interface Settling {
  sql: Sql
  registry: Registry
  caller: Caller
  asked: StoredConfirmation
}
type Status = 'approved' | 'declined' | 'expired'

export const decide = async (settling: Settling, approve: boolean) =>
  conclude(settling, approve ? 'approved' : 'declined', approve ? [await execute(settling)] : [])

/** Does exactly what was shown: the arguments are checked against the hash made when it was asked. */
const execute = async ({ sql, registry, caller, asked }: Settling): Promise<SettledCall> => {
  if (hashArguments(asked.tool, asked.arguments) !== asked.arguments_hash) {
    throw new AppError('internal', 'The stored arguments are not the ones that were shown.')
  }
  const call = { name: asked.tool, arguments: asked.arguments }
  const context = { caller, actor: 'person', ...(asked.run_id && { run_id: asked.run_id }) } as const
  try {
    const { result } = await savepoint(sql, (inner) =>
      registry.call(asked.tool, asked.arguments, { ...context, sql: inner }),
    )
    return { ...call, result }
  } catch (error) {
    if (!(error instanceof ToolFault)) throw error
    return { ...call, result: { error: error.message } }
  }
}

/** Writes the decision, changes the card, and tells thread and model what came of it. */
export const conclude = async (settling: Settling, status: Status, calls: SettledCall[]) => {
  const { sql, registry, caller, asked } = settling
  const row = await settleConfirmation(sql, caller.user_id, asked.id, status, calls)
  if (!row) throw notFound('The confirmation')
  if (asked.item_id) {
    const { tool, titles } = asked
    const card = { kind: 'settled', tool, titles, outcome: status, ids: deletedBy(settling, calls) } as const
    await replaceItem(sql, caller.user_id, asked.item_id, widgetOf(card, NO_SCENE))
  }
  const { session_id, run_id } = asked
  if (session_id && run_id) {
    const outcome = calls.map((call) => toRow(outcomeItem(registry, session_id, call), run_id))
    const note = hiddenNote(run_id, noteOf(asked, status, calls))
    await appendItems(sql, caller.user_id, session_id, [...outcome, note])
    await completeAwaited(sql, caller.user_id, run_id)
  }
  return row
}

/** A settled card shows titles of then, not tasks of now. */
const NO_SCENE = { tasks: new Map(), when: { now: new Date(0).toISOString(), time_zone: 'UTC' } }

/** Tasks that are gone by this decision, for Undo. */
const deletedBy = ({ registry, asked }: Settling, [call]: SettledCall[]) => {
  const tool = registry.get(asked.tool)
  const gone = tool?.tier === 'destroy' && call !== undefined && !('error' in call.result)
  return gone ? tool.targets(asked.arguments as never) : []
}

const outcomeItem = (registry: Registry, thread_id: string, { name, result }: SettledCall): WorkflowItem => {
  const tool = registry.get(name)
  const error = 'error' in result ? String(result.error) : undefined
  const content = error ?? tool?.say(result as never)
  const title = `${error ? '⚠️' : (tool?.icon ?? '✅')} ${tool?.title ?? name}`
  return {
    id: newId(),
    thread_id,
    created_at: new Date().toISOString(),
    type: 'workflow',
    workflow: {
      type: 'custom',
      tasks: [{ type: 'custom', title, ...(content && { content }), status_indicator: 'complete' }],
      expanded: false,
    },
  }
}

const WORDS = { approved: 'approved', declined: 'declined', expired: 'let expire' } as const

const noteOf = (asked: StoredConfirmation, status: Status, calls: SettledCall[]) =>
  `The person ${WORDS[status]} ${asked.tool} ${JSON.stringify(asked.arguments)}.` +
  (calls[0] ? ` Result: ${JSON.stringify(calls[0].result)}` : ' Nothing was changed.')
