/**
 * The card that asks the person before the assistant removes or changes much. Data only: ChatKit nodes that `/chatkit`
 * sends as they are and that pages draw as a form. What it shows comes from the database, never from the model.
 */
import { fill } from '../language/fill.ts'
import { languageFor } from '../language/languages.ts'
import type { When } from '../lib/calendar.ts'
import { describeDifference, type ShownChange } from '../task/difference.ts'
import { TASK_VERBS, verbOfTool } from '../task/verbs.ts'
import { type CardNode, caption, type Node, type QuestionRow, row, type Settled } from './schema.ts'

interface Question {
  tool: string
  titles: string[]
  changes: ShownChange[]
}

/** Everything that would happen, task by task; that a deleted task goes the question itself says. */
export const questionRows = ({ tool, titles, changes }: Question, when: When): QuestionRow[] => {
  // Questions of an earlier release know titles alone.
  if (changes.length === 0) return titles.map((title) => ({ title, lines: [] }))
  const lines = tool === TASK_VERBS.delete.tool ? () => [] : describeDifference
  return changes.map((change) => ({ title: change.title, lines: lines(change, when) }))
}

const MARKS: Record<Settled, string> = { approved: '✅', declined: '✖️', expired: '⌛' }

/** A question in the language of the message that led to it. */
interface Asking {
  tool: string
  rows: QuestionRow[]
  locale?: string | undefined
}

const question = ({ tool, rows, locale }: Asking) => {
  const { card } = languageFor(locale)
  const [verb, n] = [verbOfTool(tool), rows.length]
  if (verb === 'undo') return fill(n === 1 ? card.ask_undo_one : card.ask_undo_many, { n })
  return fill(n === 1 ? card.ask_one : card.ask_many, { n, x: card[`do_${verb}`] })
}

const body = (asking: Asking): Node[] => [
  { type: 'Title', value: question(asking), size: 'sm' },
  ...asking.rows.flatMap(({ title, lines }): Node[] => [{ type: 'Text', value: title }, ...lines.map(caption)]),
]

const action = (confirmation_id: string, approve: boolean) => ({
  type: 'confirmation.settle',
  payload: { confirmation_id, approve },
})

/** A card's own Confirm and Cancel are dropped by some clients, Buttons by none. */
export const confirmationCard = (id: string, asking: Asking): CardNode => {
  const { card } = languageFor(asking.locale)
  const confirm = { label: card.confirm, action: action(id, true) }
  const cancel = { label: card.cancel, action: action(id, false) }
  const buttons = [confirm, cancel].map(
    (choice): Node => ({ type: 'Button', label: choice.label, size: 'sm', onClickAction: choice.action }),
  )
  return { type: 'Card', size: 'sm', children: [...body(asking), row(...buttons)], confirm, cancel }
}

/** What a card shows after the decision; deletions can be taken back. */
export const settledCard = (
  asking: Asking,
  outcome: Settled,
  { ids = [], undone }: { ids?: number[]; undone?: true } = {},
): CardNode => {
  const { card } = languageFor(asking.locale)
  return {
    type: 'Card',
    size: 'sm',
    status: { text: undone ? `↩️ ${card.undone}` : `${MARKS[outcome]} ${card[outcome]}` },
    children: [...body(asking), ...(ids.length > 0 && !undone ? [undoButton(ids, card.undo)] : [])],
  }
}

const undoButton = (ids: number[], label: string): Node => ({
  type: 'Button',
  label,
  size: 'sm',
  variant: 'outline',
  onClickAction: { type: 'task.undo', payload: { ids } },
})
