/** What a change makes of a task, in words for people: every part that differs, before and after. No rule, no ISO day. */

import type { CardWord } from '../language/card-words.ts'
import { languageFor } from '../language/languages.ts'
import type { When } from '../lib/calendar.ts'
import { shortText } from '../lib/text.ts'
import { sayDue, sayMoment, sayRepeat } from './format.ts'
import type { Task } from './schema.ts'

/** One changed task as a question shows it. */
export interface ShownChange {
  task_id: number
  title: string
  before: Task | null
  after: Task | null
}

const DESCRIPTION_SHOWN_CHARS = 200

/** In quotation marks and on one line, so that a title stays a title. */
const quoted = (text: string) => `“${text.replace(/[\s\u0085\u2028\u2029]+/gu, ' ')}”`

const short = (text: string) => shortText(text, DESCRIPTION_SHOWN_CHARS + 1)

const SAID: [part: CardWord, say: (task: Task, when: When) => string | null][] = [
  ['part_title', ({ title }) => quoted(title)],
  ['part_description', ({ description }) => description && quoted(short(description))],
  ['part_status', ({ status }, { locale }) => languageFor(locale).card[status === 'completed' ? 'done' : 'open']],
  ['part_priority', ({ priority }, { locale }) => (priority === 'none' ? null : languageFor(locale).card[priority])],
  ['part_due', ({ due_on, due_time }, when) => due_on && sayDue(due_on, due_time, when)],
  ['part_rings', ({ remind_at }, when) => remind_at && sayMoment(remind_at, when)],
  ['part_repeats', ({ repeat }, { locale }) => repeat && sayRepeat(repeat, languageFor(locale))],
  ['part_tags', ({ tags }) => tags.map((tag) => `#${tag}`).join(' ') || null],
]

/** `title “Milk” → “Bread”`, a line for each part that changes. */
export const describeDifference = ({ before, after }: Pick<ShownChange, 'before' | 'after'>, when: When): string[] => {
  const { card } = languageFor(when.locale)
  if (!before) return [card.comes_back]
  if (!after) return [card.is_removed]
  return SAID.flatMap(([part, say]) => {
    const [from, to] = [say(before, when), say(after, when)]
    return from === to ? [] : [`${card[part]} ${from ?? card.part_none} → ${to ?? card.part_none}`]
  })
}
