/**
 * A card as it is stored beside its picture: what it is about, so that it can be drawn anew from what is true now.
 * One definition for every door.
 */
import type { Task } from '../task/schema.ts'
import { type Settled, settledCard } from './confirmation.ts'
import type { CardNode } from './node.ts'
import { changedNodes, editNodes, listNodes, type Scene } from './task.ts'

export type Deed = 'added' | 'changed' | 'completed' | 'reopened' | 'deleted'
export interface Entry {
  id: number
  deed: Deed
  /** As it was then. */
  title: string
}

export type Card =
  /** `total` of all that matched when it was asked for. */
  | { kind: 'list'; ids: number[]; total: number }
  /** `acts` are as many as Undo takes back. */
  | { kind: 'changed'; entries: Entry[]; acts: number; undone?: true }
  | { kind: 'edit'; id: number; from: Card }
  /** A confirmation that is over; `ids` are those of tasks that it deleted. */
  | { kind: 'settled'; tool: string; titles: string[]; outcome: Settled; ids: number[]; undone?: true }

/** Tasks that the card shows. */
export const idsOf = (card: Card): number[] => {
  if (card.kind === 'list') return card.ids
  if (card.kind === 'changed') return card.entries.map(({ id }) => id)
  return card.kind === 'edit' ? [card.id, ...idsOf(card.from)] : card.ids
}

export const draw = (card: Card, scene: Scene): CardNode => {
  switch (card.kind) {
    case 'list':
      return listNodes(card, scene)
    case 'changed':
      return changedNodes(card, scene)
    case 'edit':
      return editNodes(card, scene)
    case 'settled':
      return settledCard(card.tool, card.titles, card.outcome, card)
  }
}

const lineOf = ({ id, title, status }: Task) => `${status === 'completed' ? '[x]' : '[ ]'} ${id} ${title}`

/** The fields of a widget item. */
export const widgetOf = (card: Card, scene: Scene) => ({
  widget: draw(card, scene),
  copy_text: idsOf(card)
    .flatMap((id) => scene.tasks.get(id) ?? [])
    .map(lineOf)
    .join('\n'),
  _card: card,
})
