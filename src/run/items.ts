/** The card that a turn's calls leave in the thread, and the list that stands beside an answer. */

import { languageFor } from '../language/languages.ts'
import type { When } from '../lib/calendar.ts'
import { idFrom } from '../lib/id.ts'
import { shortText } from '../lib/text.ts'
import { widgetRow } from '../thread/item.ts'
import type { WidgetItem, WorkflowItem, WorkflowTask } from '../thread/schema.ts'
import type { Registry } from '../tool/registry.ts'
import type { Tool } from '../tool/tool.ts'
import { inLanguage, widgetOf } from '../widget/card.ts'
import { confirmationCard, questionRows } from '../widget/confirmation-card.ts'
import { failedLine, toolLine, toolSentence } from '../widget/tool-line.ts'
import { changedCard, type DoneCall, type Left, listCard } from '../widget/turn-card.ts'
import type { RunContext } from './context.ts'
import type { ToolCall, Turn } from './turn-store.ts'

const doneCalls = (registry: Registry, calls: ToolCall[]): DoneCall[] =>
  calls.flatMap(({ name, result }) => {
    const tool = registry.get(name)
    return tool && result && 'output' in result ? [{ verb: tool.verb, output: result.output }] : []
  })

/** The person's clock as it was when they wrote. */
export const whenOf = ({
  run,
  caller,
  locale,
}: {
  run: Pick<RunContext['run'], 'created_at'>
  caller: Pick<RunContext['caller'], 'time_zone'>
  locale?: string | undefined
}): When => ({ now: run.created_at, time_zone: caller.time_zone, ...(locale !== undefined && { locale }) })

/** The same clock for what the person reads: in the language of their message. */
export const shownTo = (context: Parameters<typeof whenOf>[0] & { language?: string | undefined }): When =>
  inLanguage(whenOf(context), context.language)

/** Ids come from the place, because a commit whose answer was lost may be sent again. */
const rowOf = ({ run, caller, locale, language }: RunContext, left: Left, place: string, created_at: string) => {
  const when = whenOf({ run, caller, locale })
  const base = { id: idFrom(`card ${place}`), thread_id: run.thread_id, created_at }
  const from = left.card.kind === 'changed' ? { ...left.card, run_id: run.id } : left.card
  const card = { ...from, ...(language !== undefined && { language }) }
  return widgetRow(base, run.id, widgetOf(card, { tasks: left.tasks, when }))
}

/** What the calls did, for an answer without words of its own. */
export const doneSentences = (registry: Registry, context: RunContext, calls: ToolCall[]) =>
  doneCalls(registry, calls).map((call) => toolSentence(call, shownTo(context)))

/** What the calls of the turn changed; none when they changed nothing. */
export const changedItems = (
  registry: Registry,
  context: RunContext,
  { workflow_id, created_at }: Turn,
  calls: ToolCall[],
) => {
  const left = changedCard(doneCalls(registry, calls))
  return left && workflow_id ? [rowOf(context, left, workflow_id, created_at)] : []
}

/** Reads that only served a change are not shown: a list belongs to an answer that did nothing else. */
export const listItems = (registry: Registry, context: RunContext, last: Turn) => {
  const calls = context.turns.flatMap((turn) => turn.calls)
  const looked = last.calls.length === 0 && calls.every(({ name }) => registry.get(name)?.verb === 'list')
  const left = looked ? listCard(doneCalls(registry, calls)) : undefined
  return left ? [rowOf(context, left, `${context.run.id} list`, last.created_at)] : []
}

/** The card of a question that this call asked; one that was asked before has its card. */
export const confirmationItem = (context: RunContext, { result }: ToolCall): WidgetItem[] => {
  if (!result || !('confirmation_id' in result) || result.item_id === undefined) return []
  const { confirmation_id, item_id, tool, titles, changes = [], created_at } = result
  const when = shownTo(context)
  const rows = questionRows({ tool, titles, changes }, when)
  const widget = confirmationCard(confirmation_id, { tool, rows, locale: when.locale })
  return [{ id: item_id, thread_id: context.run.thread_id, created_at, type: 'widget', widget }]
}

/** Length of what a line says about a result, in characters. */
const CONTENT_MAX_CHARS = 1000

const INDICATOR = { pending: 'loading', done: 'complete', failed: 'complete', awaiting_confirmation: 'none' } as const

/** Words that a call shows once it is settled; before that, what it is about to do. */
const lineOf = (tool: Tool | undefined, { result }: ToolCall, when: When) => {
  const { card } = languageFor(when.locale)
  const title = tool ? card[`tool_${tool.verb}`] : card.tool_unknown
  if (!result) return { title }
  if ('error' in result) return { title: failedLine(tool?.verb, when), content: result.shown ?? card.impossible }
  if (!('output' in result)) return { title, content: card.waits }
  if (!tool) return { title }
  const { outcome, content } = toolLine({ verb: tool.verb, output: result.output }, when)
  return { title: outcome, content }
}

const iconOf = (tool: Tool | undefined, { status }: ToolCall) => {
  if (status === 'failed') return '⚠️'
  return status === 'awaiting_confirmation' ? '⏳' : (tool?.icon ?? '⚠️')
}

export const workflowTask = (registry: Registry, call: ToolCall, when: When): WorkflowTask => {
  const tool = registry.get(call.name)
  const line = lineOf(tool, call, when)
  const content = shortText(line.content ?? '', CONTENT_MAX_CHARS)
  return {
    type: 'custom',
    title: `${iconOf(tool, call)} ${line.title}`,
    ...(content && { content }),
    status_indicator: INDICATOR[call.status],
  }
}

export const workflowItem = (
  registry: Registry,
  turn: Turn & { workflow_id: string },
  thread_id: string,
  when: When,
): WorkflowItem => ({
  id: turn.workflow_id,
  thread_id,
  created_at: turn.created_at,
  type: 'workflow',
  workflow: { type: 'custom', tasks: turn.calls.map((call) => workflowTask(registry, call, when)), expanded: false },
})
