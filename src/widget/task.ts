/** Cards of tasks: the list, what was changed, the form that edits one. Drawn from tasks as they are now. */
import { type When, wallNow } from '../plain/clock.ts'
import { sayDue } from '../plain/say.ts'
import { PRIORITIES, type Task } from '../task/schema.ts'
import type { Card, Deed, Entry } from './card.ts'
import { type Act, type CardNode, type Colour, caption, type Node, row, short, title } from './node.ts'

/** Rows of a list at most, and bytes of it as JSON: every reader of the thread fetches it again. */
export const LIST_MAX_TASKS = 50
export const LIST_MAX_BYTES = 19_000
/** Beyond so many rows a list offers no editing, which costs more than the tasks themselves. */
const EDITABLE_MAX = 20
const ENTRIES_SHOWN = 10

export interface Scene {
  tasks: ReadonlyMap<number, Task>
  when: When
}

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
    ...(task.priority === 'none'
      ? []
      : [{ type: 'Badge', label: task.priority, color: LEVEL[task.priority] } as const]),
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
    ...(editable ? [button('Edit', 'task.edit', { id: task.id })] : []),
  )

const QUICK_ADD: Node = {
  type: 'Form',
  direction: 'row',
  gap: 2,
  onSubmitAction: { type: 'task.add' },
  children: [
    { type: 'Input', name: 'title', placeholder: 'Add a task, like “call mum friday”', required: true },
    { type: 'Button', label: 'Add', submit: true, style: 'primary' },
  ],
}

const sizeOf = (rows: Node[]) => Buffer.byteLength(JSON.stringify(rows))

/** As many rows as fit. */
const fitting = (rows: Node[]) => {
  let shown = rows.slice(0, LIST_MAX_TASKS)
  while (sizeOf(shown) > LIST_MAX_BYTES) shown = shown.slice(0, -1)
  return shown
}

export const listNodes = ({ ids, total }: Extract<Card, { kind: 'list' }>, { tasks, when }: Scene): CardNode => {
  const here = ids.flatMap((id) => tasks.get(id) ?? [])
  const editable = here.length <= EDITABLE_MAX
  const rows = fitting(here.map((task) => taskRow(task, when, editable)))
  const more = Math.max(total, here.length) - rows.length
  return {
    type: 'Card',
    size: 'md',
    children: [
      title('Tasks'),
      ...(rows.length > 0 ? rows : [caption('Nothing here. Add something below.')]),
      ...(more > 0 ? [caption(`and ${more} more`)] : []),
      { type: 'Divider' },
      QUICK_ADD,
    ],
  }
}

const FACES: Record<Deed, string> = {
  added: '✅ Added',
  changed: '📝 Changed',
  completed: '✅ Completed',
  reopened: '↩️ Reopened',
  deleted: '🗑️ Deleted',
}

/** A task that is gone keeps the title it had when it was spoken of. */
const entryRow = ({ id, deed, title: then }: Entry, { tasks, when }: Scene): Node => {
  const task = tasks.get(id)
  const name: Node = {
    type: 'Text',
    value: short(task?.title ?? then),
    ...(task?.status === 'completed' && { lineThrough: true }),
  }
  const gone = !task && deed !== 'deleted' ? [caption('no longer there')] : []
  return row(caption(FACES[deed]), name, { type: 'Spacer' }, ...gone, ...(task ? badges(task, when) : []))
}

const changedActs = ({ entries, undone }: Extract<Card, { kind: 'changed' }>, { tasks }: Scene): Node[] => {
  if (undone) return []
  const ids = entries.map(({ id }) => id)
  const [only] = ids
  const single = ids.length === 1 && only !== undefined && tasks.has(only) ? only : undefined
  return [
    row(
      button('Undo', 'task.undo', { ids }),
      ...(single === undefined
        ? []
        : [
            button('Edit', 'task.edit', { id: single }),
            button('Delete', 'task.delete', { id: single }, { color: 'danger' }),
          ]),
    ),
  ]
}

export const changedNodes = (card: Extract<Card, { kind: 'changed' }>, scene: Scene): CardNode => {
  const shown = card.entries.slice(0, ENTRIES_SHOWN)
  const more = card.entries.length - shown.length
  return {
    type: 'Card',
    size: 'md',
    ...(card.undone && { status: { text: '↩️ Undone' } }),
    children: [
      ...shown.map((entry) => entryRow(entry, scene)),
      ...(more > 0 ? [caption(`and ${more} more`)] : []),
      ...changedActs(card, scene),
    ],
  }
}

export const editNodes = ({ id }: Extract<Card, { kind: 'edit' }>, { tasks }: Scene): CardNode => {
  const task = tasks.get(id)
  if (!task) return { type: 'Card', size: 'md', children: [caption('This task is no longer there.'), BACK] }
  return {
    type: 'Card',
    size: 'md',
    children: [
      title('Edit task'),
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
            placeholder: 'Due',
            clearable: true,
            ...(task.due_on && { defaultValue: `${task.due_on}T00:00:00.000Z` }),
          },
          {
            type: 'Select',
            name: 'priority',
            defaultValue: task.priority,
            options: PRIORITIES.map((value) => ({ value, label: value })),
          },
          { type: 'Button', label: 'Save', submit: true, style: 'primary' },
        ],
      },
      row(button('Delete', 'task.delete', { id }, { color: 'danger' }), BACK),
    ],
  }
}
const BACK: Node = button('Back', 'card.show', {})
