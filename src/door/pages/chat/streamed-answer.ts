/**
 * An answer while it is written: the run’s events folded into what a page shows of them, and how much of that one
 * reader has been sent. Every reader folds the log for itself; nothing here is shared.
 */

import type { HighlightBudget } from '../../../../views/markdown/highlight.ts'
import { type Tail, tailOf } from '../../../lib/markdown/open-end.ts'
import type { LoggedEvent, Run, RunEvent } from '../../../run/schema.ts'
import type {
  AssistantMessageItem,
  Item,
  TaskItem,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
} from '../../../thread/schema.ts'

interface Sent {
  /** Whether the reader has the part at all, and whether it changed since. */
  sent: boolean
  changed: boolean
}
export interface TextPart extends Sent {
  type: 'text'
  id: string
  texts: string[]
  done: boolean
  /** Offset up to which finished blocks have been sent. */
  shown: number
  /** What was sent no longer holds. */
  anew: boolean
  /** How much more code of the text is highlighted: as much in pieces as at once. */
  highlight?: HighlightBudget
}
type CardItem = WorkflowItem | WidgetItem | TaskItem
export interface CardPart extends Sent {
  type: 'card'
  id: string
  item: CardItem
  done: boolean
}
export type Part = TextPart | CardPart

export interface StreamedAnswer {
  seq: number
  parts: Part[]
  message?: UserMessageItem
  /** The tail as last sent. */
  tail: Tail
  /** Ids of parts that went away since the last frame. */
  removed: string[]
  /** A title that is news to the reader. */
  title?: string
  tasks_changed: boolean
  /** A sentence for people: a notice or an error before the end. */
  notice?: string
  /** Set by the last event. */
  run?: Run
}

export const newAnswer = (): StreamedAnswer => ({
  seq: 0,
  parts: [],
  tail: { text: '' },
  removed: [],
  tasks_changed: false,
})

/** The whole text of a part so far. Content parts of one message stand below each other. */
export const textOf = (part: TextPart) => part.texts.join('\n\n')
const textsOf = (item: AssistantMessageItem) => item.content.map((content) => content.text)

const isCard = (item: Item): item is CardItem =>
  item.type === 'workflow' || item.type === 'widget' || item.type === 'task'

const partOf = (item: Item, done: boolean): Part | undefined => {
  const sent = { sent: false, changed: true }
  if (item.type === 'assistant_message')
    return { type: 'text', id: item.id, texts: textsOf(item), done, shown: 0, anew: false, ...sent }
  return isCard(item) ? { type: 'card', id: item.id, item, done, ...sent } : undefined
}

const put = (answer: StreamedAnswer, item: Item, done: boolean) => {
  if (item.type === 'user_message') answer.message = item
  const part = answer.parts.find((known) => known.id === item.id)
  if (!part) {
    const fresh = partOf(item, done)
    if (fresh) answer.parts.push(fresh)
  } else if (part.type === 'text' && item.type === 'assistant_message') {
    Object.assign(part, { texts: textsOf(item), done, changed: true })
  } else if (part.type === 'card' && isCard(item)) Object.assign(part, { item, done, changed: true })
}

/** Replaced text may differ anywhere, so it is sent anew. */
const replace = (answer: StreamedAnswer, item: Item) => {
  put(answer, item, true)
  const part = answer.parts.find((known) => known.id === item.id)
  if (part?.type === 'text') Object.assign(part, { shown: 0, anew: part.sent })
}

const update = (
  answer: StreamedAnswer,
  { item_id, update: change }: Extract<RunEvent, { type: 'thread.item.updated' }>,
) => {
  const part = answer.parts.find((known) => known.id === item_id)
  if (!part) return
  part.changed = true
  if (part.type === 'text') {
    if (change.type === 'assistant_message.content_part.text_delta') {
      part.texts[change.content_index] = (part.texts[change.content_index] ?? '') + change.delta
    } else if (change.type !== 'workflow.task.added' && change.type !== 'workflow.task.updated') {
      part.texts[change.content_index] = change.content.text
    }
  } else if (part.item.type === 'workflow' && 'task_index' in change) {
    const tasks = [...part.item.workflow.tasks]
    tasks[change.task_index] = change.task
    part.item = { ...part.item, workflow: { ...part.item.workflow, tasks } }
  }
}

const remove = (answer: StreamedAnswer, item_id: string) => {
  const part = answer.parts.find((known) => known.id === item_id)
  if (!part) return
  if (part.sent) answer.removed.push(item_id)
  answer.parts = answer.parts.filter((known) => known !== part)
}

/** Folds one event in. */
export const apply = (answer: StreamedAnswer, { seq, event }: LoggedEvent) => {
  answer.seq = seq
  switch (event.type) {
    case 'thread.item.added':
      return put(answer, event.item, false)
    case 'thread.item.done':
      return put(answer, event.item, true)
    case 'thread.item.replaced':
      return replace(answer, event.item)
    case 'thread.item.updated':
      return update(answer, event)
    case 'thread.item.removed':
      return remove(answer, event.item_id)
    case 'thread.updated':
      answer.title = event.thread.title
      return
    case 'client_effect':
      answer.tasks_changed ||= event.name === 'tasks.changed'
      return
    case 'notice':
      answer.notice = event.message
      return
    case 'error':
      answer.notice = event.message ?? answer.notice
      return
    case 'run.done':
      answer.run = event.run
  }
}

/** The part that is being written, and so has a tail. */
export const openText = (answer: StreamedAnswer): TextPart | undefined =>
  answer.parts.findLast((part): part is TextPart => part.type === 'text' && !part.done)

export const tailNow = (answer: StreamedAnswer): Tail => {
  const part = openText(answer)
  return part ? tailOf(textOf(part), part.shown) : { text: '' }
}
