/**
 * The card that asks the person before the assistant destroys or changes much. Data only: ChatKit nodes that `/chatkit`
 * sends as they are and that pages draw as a form. The titles come from the database, never from the model.
 */
import type { CardNode, Node } from './node.ts'

export type Settled = 'approved' | 'declined' | 'expired'

/** How many titles a card spells out; the rest is counted. */
export const TITLES_SHOWN = 10

const QUESTIONS: Record<string, string> = {
  delete_task: 'Delete',
  update_task: 'Change',
  complete_task: 'Complete',
  toggle_task_status: 'Toggle',
}
const OUTCOMES: Record<Settled, string> = { approved: '✅ Confirmed', declined: '✖️ Cancelled', expired: '⌛ Expired' }

const question = (tool: string, count: number) =>
  `${QUESTIONS[tool] ?? 'Do'} ${count === 1 ? 'this task' : `these ${count} tasks`}?`

const lines = (titles: string[]): Node[] => {
  const shown = titles.slice(0, TITLES_SHOWN).map((value): Node => ({ type: 'Text', value }))
  const more = titles.length - shown.length
  return more > 0 ? [...shown, { type: 'Caption', value: `and ${more} more` }] : shown
}

const action = (confirmation_id: string, approve: boolean) => ({
  type: 'confirmation.settle',
  payload: { confirmation_id, approve },
})

export const confirmationCard = (id: string, tool: string, titles: string[]): CardNode => ({
  type: 'Card',
  size: 'sm',
  children: [{ type: 'Title', value: question(tool, titles.length), size: 'sm' }, ...lines(titles)],
  confirm: { label: 'Confirm', action: action(id, true) },
  cancel: { label: 'Cancel', action: action(id, false) },
})

/** What a card shows after the decision; deletions can be taken back. */
export const settledCard = (
  tool: string,
  titles: string[],
  outcome: Settled,
  { ids = [], undone }: { ids?: number[]; undone?: true } = {},
): CardNode => ({
  type: 'Card',
  size: 'sm',
  status: { text: undone ? '↩️ Undone' : OUTCOMES[outcome] },
  children: [
    { type: 'Title', value: question(tool, titles.length), size: 'sm' },
    ...lines(titles),
    ...(ids.length > 0 && !undone ? [undoButton(ids)] : []),
  ],
})

const undoButton = (ids: number[]): Node => ({
  type: 'Button',
  label: 'Undo',
  size: 'sm',
  variant: 'outline',
  onClickAction: { type: 'task.undo', payload: { ids } },
})
