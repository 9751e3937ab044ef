/** Cards of tasks: the list, what was changed, the form that edits one. Drawn from tasks as they are now. */
import type { CardWord } from '../language/card-words.ts'
import { fill } from '../language/fill.ts'
import { languageFor } from '../language/languages.ts'
import { type When, wallNow } from '../lib/calendar.ts'
import { sayDue, sayMoment } from '../task/format.ts'
import { type ChangeKind, PRIORITIES, type Task } from '../task/schema.ts'
import {
  type Act,
  type Card,
  type CardNode,
  type Colour,
  caption,
  type Entry,
  type Node,
  row,
  short,
  title,
} from './schema.ts'

/** Rows of a list at most, and bytes of it as JSON: every reader of the thread fetches it again. */
export const LIST_MAX_TASKS = 50
export const LIST_MAX_BYTES = 19_000
/** Beyond so many rows a list offers no editing, which costs more than the tasks themselves. */
const EDITABLE_MAX = 20
const ENTRIES_SHOWN = 10

export interface CardScene {
  tasks: ReadonlyMap<number, Task>
  when: When
}

/** Words in the language of the message that the card belongs to. */
const wordsOf = ({ locale }: When) => languageFor(locale).card
const moreOf = (n: number, { locale }: When) => caption(fill(languageFor(locale).say.more, { n }))

const act = (type: string, payload: Act['payload']): Act => ({ type, payload })

const LEVEL: Record<Task['priority'], Colour> = {
  none: 'secondary',
  low: 'secondary',
  medium: 'warning',
  high: 'danger',
}

const badges = (task: Task, when: When): Node[] => {
  const late = task.status === 'pending' && task.due_on !== null && task.due_on < wallNow(when).day
  return [
    ...(task.due_on
      ? [{ type: 'Badge', label: sayDue(task.due_on, task.due_time, when), color: late ? 'danger' : 'info' } as const]
      : []),
    ...(task.remind_at && task.status === 'pending'
      ? [{ type: 'Badge', label: `⏰ ${sayMoment(task.remind_at, when)}`, color: 'secondary' } as const]
      : []),
    ...(task.priority === 'none'
      ? []
      : [{ type: 'Badge', label: wordsOf(when)[task.priority], color: LEVEL[task.priority] } as const]),
  ]
}

const checkbox = ({ id, title, status }: Task): Node => ({
  type: 'Checkbox',
  name: 'done',
  label: short(title),
  ...(status === 'completed' && { defaultChecked: true }),
  onChangeAction: { type: 'task.toggle', payload: { id }, streaming: false },
})

const button = (label: string, type: string, payload: Act['payload'], more: { color?: 'danger' } = {}): Node => ({
  type: 'Button',
  label,
  size: 'sm',
  variant: 'outline',
  ...more,
  onClickAction: act(type, payload),
})

const taskRow = (task: Task, when: When, editable: boolean): Node =>
  row(
    checkbox(task),
    { type: 'Spacer' },
    ...badges(task, when),
    ...(editable ? [button(wordsOf(when).edit, 'task.edit', { id: task.id })] : []),
  )

const quickAdd = (words: Record<CardWord, string>): Node => ({
  type: 'Form',
  direction: 'row',
  gap: 2,
  onSubmitAction: { type: 'task.add' },
  children: [
    { type: 'Input', name: 'title', placeholder: words.quick, required: true },
    { type: 'Button', label: words.add, submit: true, style: 'primary' },
  ],
})

const sizeOf = (rows: Node[]) => Buffer.byteLength(JSON.stringify(rows))

/** As many rows as fit. */
const fitting = (rows: Node[]) => {
  let shown = rows.slice(0, LIST_MAX_TASKS)
  while (sizeOf(shown) > LIST_MAX_BYTES) shown = shown.slice(0, -1)
  return shown
}

export const listNodes = ({ ids, total }: Extract<Card, { kind: 'list' }>, { tasks, when }: CardScene): CardNode => {
  const words = wordsOf(when)
  const here = ids.flatMap((id) => tasks.get(id) ?? [])
  const editable = here.length <= EDITABLE_MAX
  const rows = fitting(here.map((task) => taskRow(task, when, editable)))
  const more = Math.max(total, here.length) - rows.length
  return {
    type: 'Card',
    size: 'md',
    children: [
      title(words.tasks),
      ...(rows.length > 0 ? rows : [caption(words.empty)]),
      ...(more > 0 ? [moreOf(more, when)] : []),
      { type: 'Divider' },
      quickAdd(words),
    ],
  }
}

/** What heads a line of a card, before its word. */
const DEEDS: Record<ChangeKind, string> = {
  added: '✅',
  changed: '📝',
  completed: '✅',
  reopened: '↩️',
  deleted: '🗑️',
  undone: '↩️',
  redone: '↪️',
}

/** A task that is gone keeps the title it had when it was spoken of. */
const entryRow = ({ id, deed, title: then }: Entry, { tasks, when }: CardScene): Node => {
  const task = tasks.get(id)
  const name: Node = {
    type: 'Text',
    value: short(task?.title ?? then),
    ...(task?.status === 'completed' && { lineThrough: true }),
  }
  const gone = !task && deed !== 'deleted' ? [caption(wordsOf(when).gone)] : []
  return row(
    caption(`${DEEDS[deed]} ${wordsOf(when)[deed]}`),
    name,
    { type: 'Spacer' },
    ...gone,
    ...(task ? badges(task, when) : []),
  )
}

const changedActs = ({ entries, undone }: Extract<Card, { kind: 'changed' }>, { tasks, when }: CardScene): Node[] => {
  if (undone) return []
  const words = wordsOf(when)
  const ids = entries.map(({ id }) => id)
  const [only] = ids
  const single = ids.length === 1 && only !== undefined && tasks.has(only) ? only : undefined
  return [
    row(
      button(words.undo, 'task.undo', { ids }),
      ...(single === undefined
        ? []
        : [
            button(words.edit, 'task.edit', { id: single }),
            button(words.delete, 'task.delete', { id: single }, { color: 'danger' }),
          ]),
    ),
  ]
}

export const changedNodes = (card: Extract<Card, { kind: 'changed' }>, scene: CardScene): CardNode => {
  const shown = card.entries.slice(0, ENTRIES_SHOWN)
  const more = card.entries.length - shown.length
  return {
    type: 'Card',
    size: 'md',
    ...(card.undone && { status: { text: `${DEEDS.undone} ${wordsOf(scene.when).undone}` } }),
    children: [
      ...shown.map((entry) => entryRow(entry, scene)),
      ...(more > 0 ? [moreOf(more, scene.when)] : []),
      ...changedActs(card, scene),
    ],
  }
}

export const editNodes = ({ id }: Extract<Card, { kind: 'edit' }>, { tasks, when }: CardScene): CardNode => {
  const task = tasks.get(id)
  const words = wordsOf(when)
  const back = button(words.back, 'card.show', {})
  if (!task) return { type: 'Card', size: 'md', children: [caption(words.gone_task), back] }
  return {
    type: 'Card',
    size: 'md',
    children: [
      title(words.edit_task),
      {
        type: 'Form',
        direction: 'col',
        gap: 2,
        onSubmitAction: act('task.save', { id }),
        children: [
          { type: 'Input', name: 'title', defaultValue: task.title, required: true },
          {
            type: 'DatePicker',
            name: 'due_on',
            placeholder: words.due,
            ...(task.due_on && { defaultValue: task.due_on }),
          },
          ...(task.due_on ? [{ type: 'Checkbox', name: 'no_due_date', label: words.no_due } as const] : []),
          {
            type: 'Select',
            name: 'priority',
            defaultValue: task.priority,
            options: PRIORITIES.map((value) => ({ value, label: words[value] })),
          },
          { type: 'Button', label: words.save, submit: true, style: 'primary' },
        ],
      },
      row(button(words.delete, 'task.delete', { id }, { color: 'danger' }), back),
    ],
  }
}
