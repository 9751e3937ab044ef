/** How tool work is shown: one workflow item per turn, one line per call, derived from the calls alone. */

import type { WorkflowItem, WorkflowTask } from '../../thread/schema.ts'
import type { Registry } from '../../tool/registry.ts'
import type { ToolCall, Turn } from './store.ts'

/** Length of what a line says about a result, in characters. */
const CONTENT_MAX_CHARS = 1000

const INDICATOR = { pending: 'loading', done: 'complete', failed: 'complete', awaiting_confirmation: 'none' } as const

const contentOf = ({ result }: ToolCall) => {
  if (!result) return undefined
  if ('said' in result) return result.said
  return 'error' in result ? result.error : 'Waits for your confirmation.'
}

const iconOf = (registry: Registry, call: ToolCall) => {
  if (call.status === 'failed') return '⚠️'
  return call.status === 'awaiting_confirmation' ? '⏳' : (registry.get(call.name)?.icon ?? '⚠️')
}

export const workflowTask = (registry: Registry, call: ToolCall): WorkflowTask => {
  const content = contentOf(call)?.slice(0, CONTENT_MAX_CHARS)
  return {
    type: 'custom',
    title: `${iconOf(registry, call)} ${registry.get(call.name)?.title ?? 'Unknown tool'}`,
    ...(content && { content }),
    status_indicator: INDICATOR[call.status],
  }
}

export const workflowItem = (
  registry: Registry,
  turn: Turn & { workflow_id: string },
  thread_id: string,
): WorkflowItem => ({
  id: turn.workflow_id,
  thread_id,
  created_at: turn.created_at,
  type: 'workflow',
  workflow: { type: 'custom', tasks: turn.calls.map((call) => workflowTask(registry, call)), expanded: false },
})
