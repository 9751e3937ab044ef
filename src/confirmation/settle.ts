/** Carries a decision out: the call, the card, what the thread shows and what the model reads, in one transaction. */

import type { Caller } from '../account/schema.ts'
import { provedBy, record } from '../audit/record.ts'
import type { Sql } from '../db/database.ts'
import { AppError, notFound } from '../errors.ts'
import { languageFor } from '../language/languages.ts'
import { type When, whenOf } from '../lib/calendar.ts'
import { sharedNowText } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import type { TaskChangeRow } from '../task/schema.ts'
import { hiddenNote, toRow } from '../thread/item.ts'
import type { WorkflowItem } from '../thread/schema.ts'
import { appendItems, replaceItem } from '../thread/store.ts'
import { invoke } from '../tool/invoke.ts'
import { touchedBy } from '../tool/policy.ts'
import type { Registry } from '../tool/registry.ts'
import { inLanguage, widgetOf } from '../widget/card.ts'
import { questionRows } from '../widget/confirmation-card.ts'
import { failedLine, toolLine } from '../widget/tool-line.ts'
import { hashOf } from './request.ts'
import { type SettledCall, sameChanges, toShownChange } from './schema.ts'
import { type StoredConfirmation, settleConfirmation } from './store.ts'

export interface Settling {
  sql: Sql
  registry: Registry
  completeAwaited: (sql: Sql, user_id: string, run_id: string) => Promise<void>
  caller: Caller
  asked: StoredConfirmation
}
type Status = 'approved' | 'declined' | 'expired'

export const decide = async (settling: Settling, approve: boolean) =>
  conclude(settling, approve ? 'approved' : 'declined', approve ? [await execute(settling)] : [])

const outdated = (cause?: unknown) =>
  new AppError('confirmation_outdated', 'What was shown has changed meanwhile. Nothing was done; ask for it again.', {
    cause,
  })

/** Does exactly what was shown: the stored arguments, and only while they still have the effect that was shown. */
const execute = async ({ sql, registry, caller, asked }: Settling): Promise<SettledCall> => {
  const call = registry.check(asked.tool, asked.arguments)
  if (hashOf(call) !== asked.arguments_hash) {
    throw new AppError('internal', 'The stored arguments are not the ones that were shown.')
  }
  const { run_id, session_id } = asked
  const place = { ...(run_id && { run_id }), ...(session_id && { thread_id: session_id }) }
  const context = { caller, sql, actor: 'person', ...place } as const
  const inspect = (changes: TaskChangeRow[]) => {
    if (!sameChanges(touchedBy(changes).map(toShownChange), asked.changes)) throw outdated()
  }
  const outcome = await invoke(call, context, { inspect })
  if (outcome.status !== 'done') throw outdated(outcome)
  return { name: asked.tool, arguments: asked.arguments, result: outcome.result }
}

/** Writes the decision, changes the card, and adds the outcome to the thread and the model's history. */
export const conclude = async (settling: Settling, status: Status, calls: SettledCall[]) => {
  const { sql, registry, completeAwaited, caller, asked } = settling
  const row = await settleConfirmation(sql, caller.user_id, asked.id, status, calls)
  if (!row) throw notFound('The confirmation')
  const facts = { ...provedBy(caller), what: asked.tool, outcome: status, id: asked.id }
  await record(sql, caller.user_id, 'confirmation_settled', facts)
  const language = asked.language ?? undefined
  const when = inLanguage(whenOf(caller, new Date()), language)
  if (asked.item_id) {
    const rows = questionRows(asked, when)
    const card = { kind: 'settled', tool: asked.tool, rows, outcome: status, ids: removedBy(asked, status) } as const
    const kept = { ...card, ...(language !== undefined && { language }) }
    await replaceItem(sql, caller.user_id, asked.item_id, widgetOf(kept, { tasks: new Map(), when }))
  }
  const { session_id, run_id } = asked
  if (session_id && run_id) {
    const outcome = calls.map((call) => toRow(outcomeItem(registry, session_id, call, when), run_id))
    const note = hiddenNote(run_id, noteOf(asked, status, calls))
    await appendItems(sql, caller.user_id, session_id, [...outcome, note])
    await completeAwaited(sql, caller.user_id, run_id)
  }
  return row
}

/** Tasks that are gone by this decision, for Undo. */
const removedBy = ({ changes }: StoredConfirmation, status: Status) =>
  status === 'approved' ? changes.flatMap(({ task_id, after }) => (after === null ? [task_id] : [])) : []

const outcomeItem = (
  registry: Registry,
  thread_id: string,
  { name, result }: SettledCall,
  when: When,
): WorkflowItem => {
  const tool = registry.get(name)
  const line = tool && !('error' in result) ? toolLine({ verb: tool.verb, output: result }, when) : undefined
  const { card } = languageFor(when.locale)
  const content = line?.content ?? card.impossible
  const title = line ? `${tool?.icon} ${line.outcome}` : `⚠️ ${failedLine(tool?.verb, when)}`
  return {
    id: newId(),
    thread_id,
    created_at: sharedNowText(),
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
