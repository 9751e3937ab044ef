/**
 * A card as it is stored beside its picture: what it is about, so that it can be drawn anew from what is true now.
 * One definition for every door.
 */
import { languageOf, localeIn } from '../language/languages.ts'
import type { When } from '../lib/calendar.ts'
import type { Task } from '../task/schema.ts'
import { settledCard } from './confirmation-card.ts'
import type { Card, CardNode } from './schema.ts'
import { type CardScene, changedNodes, editNodes, listNodes } from './task-card.ts'

/** Tasks that the card shows. */
export const idsOf = (card: Card): number[] => {
  if (card.kind === 'list') return card.ids
  if (card.kind === 'changed') return card.entries.map(({ id }) => id)
  return card.kind === 'edit' ? [card.id, ...idsOf(card.from)] : card.ids
}

/** The language of the message that the card belongs to, kept so that a click does not change it. */
export const languageOfCard = (card: Card): string | undefined =>
  card.language ?? (card.kind === 'edit' ? languageOfCard(card.from) : undefined)

/** The reader’s clock, with the locale in which the card is written. */
export const inLanguage = (when: When, tag: string | undefined): When => {
  const language = languageOf(tag)
  return language ? { ...when, locale: localeIn(language, when.locale) } : when
}

export const draw = (card: Card, scene: CardScene): CardNode => {
  switch (card.kind) {
    case 'list':
      return listNodes(card, scene)
    case 'changed':
      return changedNodes(card, scene)
    case 'edit':
      return editNodes(card, scene)
    case 'settled':
      return settledCard({ ...card, locale: scene.when.locale }, card.outcome, card)
  }
}

const lineOf = ({ id, title, status }: Task) => `${status === 'completed' ? '[x]' : '[ ]'} ${id} ${title}`

/** The fields of a widget item. */
export const widgetOf = (card: Card, scene: CardScene) => ({
  widget: draw(card, { ...scene, when: inLanguage(scene.when, languageOfCard(card)) }),
  copy_text: idsOf(card)
    .flatMap((id) => scene.tasks.get(id) ?? [])
    .map(lineOf)
    .join('\n'),
  _card: card,
})
