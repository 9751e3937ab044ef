/**
 * The few ChatKit nodes that our cards are made of; a test holds them against the types of `@openai/chatkit`. Cards are
 * data: `/chatkit` sends them as they are, pages draw them as HTML.
 */
import { shortText } from '../lib/text.ts'
import type { ChangeKind } from '../task/schema.ts'

export interface Act {
  type: string
  payload?: Record<string, unknown>
  /** false: answered at once, also while an answer streams. */
  streaming?: false
}
export type Colour = 'secondary' | 'success' | 'danger' | 'warning' | 'info'

export type Node =
  | { type: 'Title' | 'Caption'; value: string; size?: 'sm' | 'md' }
  | { type: 'Text'; value: string; lineThrough?: true; truncate?: true; size?: 'sm' | 'md' }
  | { type: 'Badge'; label: string; color: Colour }
  | { type: 'Spacer' }
  | { type: 'Divider' }
  | { type: 'Row' | 'Col'; children: Node[]; gap?: number }
  | { type: 'Checkbox'; name: string; label: string; defaultChecked?: true; onChangeAction?: Act }
  | {
      type: 'Button'
      label: string
      onClickAction?: Act
      submit?: true
      style?: 'primary'
      size?: 'sm'
      variant?: 'outline' | 'ghost'
      color?: 'danger'
    }
  | { type: 'Form'; direction: 'row' | 'col'; gap?: number; onSubmitAction: Act; children: Node[] }
  | { type: 'Input'; name: string; defaultValue?: string; placeholder?: string; required?: true }
  | { type: 'DatePicker'; name: string; defaultValue?: string; placeholder?: string }
  | { type: 'Select'; name: string; defaultValue: string; options: { value: string; label: string }[] }

export type CardNode = {
  type: 'Card'
  size: 'sm' | 'md'
  children: Node[]
  status?: { text: string }
  confirm?: { label: string; action: Act }
  cancel?: { label: string; action: Act }
}

export const row = (...children: Node[]): Node => ({ type: 'Row', gap: 2, children })
export const caption = (value: string): Node => ({ type: 'Caption', value })
export const title = (value: string): Node => ({ type: 'Title', value, size: 'sm' })

/** A title on a card, in UTF-16 units; the whole of it is in the list. */
const TITLE_SHOWN_CHARS = 80

export const short = (text: string) => shortText(text, TITLE_SHOWN_CHARS)

/** A task that a question is about, with what would become of it. */
export interface QuestionRow {
  title: string
  lines: string[]
}

export type Settled = 'approved' | 'declined' | 'expired'
export type CardAction = Exclude<ChangeKind, 'undone' | 'redone'>
export interface Entry {
  id: number
  deed: CardAction
  /** As it was then. */
  title: string
}

/** `language` is the tag of the message’s, absent in what an earlier release stored. */
export type Card = { language?: string } & CardKind

type CardKind =
  /** `total` of all that matched when it was asked for. */
  | { kind: 'list'; ids: number[]; total: number }
  /** Of an answer, which Undo takes back whole, or of one click. */
  | { kind: 'changed'; entries: Entry[]; run_id?: string; undone?: true }
  | { kind: 'edit'; id: number; from: Card }
  /** A confirmation that is over; `ids` are those of tasks that it deleted. */
  | { kind: 'settled'; tool: string; rows: QuestionRow[]; outcome: Settled; ids: number[]; undone?: true }
