/** Lines of the program in the transcript: who answers instead of whom and why, and what a model only claimed. */
import { idFrom } from '../lib/id.ts'
import type { Fall } from '../llm/chain.ts'
import { toRow } from '../thread/item.ts'
import type { TaskItem } from '../thread/schema.ts'
import type { Run, RunErrorCode, RunEvent } from './schema.ts'

/** What was the matter, after the model’s name. */
const REASONS: Partial<Record<RunErrorCode, string>> = {
  model_auth: 'refused its key',
  model_busy: 'is busy',
  model_no_credit: 'has no credit left',
  model_not_found: 'is not there',
  model_request_refused: 'did not take the request',
  model_context_exceeded: 'cannot read so long a conversation',
  model_timeout: 'did not answer in time',
  model_bad_response: 'gave no readable answer',
  model_truncated: 'broke off',
  usage_limit_reached: 'has reached its daily limit',
}

const answererOf = (provider: string, model: string) => (provider === 'builtin' ? 'the built-in assistant' : model)

/** One line: who was to answer, why it does not, who does. */
export const fallNotice = ({ model, code }: Fall, by: { provider: string; model: string }) =>
  `${model} ${REASONS[code] ?? 'cannot be reached'}, so ${answererOf(by.provider, by.model)} answers.`

export const noToolsNotice = (model: string) => `${model} takes no tools, so it can neither see nor change your list.`

export const NOTHING_CHANGED = 'Nothing was changed.'

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
