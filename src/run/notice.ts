/** Lines of the program in the transcript: who answers instead of whom and why, and what a model only claimed. */
import { fill } from '../language/fill.ts'
import type { Language } from '../language/language.ts'
import { idFrom } from '../lib/id.ts'
import type { Fall } from '../llm/chain.ts'
import { toRow } from '../thread/item.ts'
import type { TaskItem } from '../thread/schema.ts'
import type { Run, RunEvent } from './schema.ts'

/** What was the matter, after the model’s name; whatever else it was, it could not be reached. */
const REASONS = [
  'model_auth',
  'model_busy',
  'model_no_credit',
  'model_not_found',
  'model_request_refused',
  'model_context_exceeded',
  'model_timeout',
  'model_bad_response',
  'model_truncated',
  'usage_limit_reached',
] as const

const nameIn = ({ card }: Language, { provider, model }: { provider: string; model: string }) =>
  provider === 'builtin' ? card.builtin : model

/** One line: who was to answer, why it does not, who does. */
export const fallNotice = ({ model, code }: Fall, by: { provider: string; model: string }, language: Language) => {
  const reason = REASONS.find((one) => one === code) ?? 'model_unavailable'
  return fill(language.card.falls, { x: model, y: language.card[reason], z: nameIn(language, by) })
}

export const noToolsNotice = (model: string, { card }: Language) => fill(card.no_tools, { x: model })

type Level = Extract<RunEvent, { type: 'notice' }>['level']

/** The line as events and as what is kept; the same line of the same run is the same item. */
export const noticeOf = (run: Pick<Run, 'id' | 'thread_id'>, message: string, level: Level = 'info') => {
  const item: TaskItem = {
    id: idFrom(`notice ${run.id} ${message}`),
    thread_id: run.thread_id,
    created_at: new Date().toISOString(),
    type: 'task',
    task: { type: 'custom', title: message, status_indicator: 'none' },
  }
  const events: RunEvent[] = [
    { type: 'notice', level, message },
    { type: 'thread.item.done', item },
  ]
  return { events, row: toRow(item, run.id) }
}
export type Notice = ReturnType<typeof noticeOf>
