/** What a click does to tasks: the person's own act, checked like any API call. Payloads are not trusted. */
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError, invalid } from '../errors.ts'
import type { When } from '../lib/calendar.ts'
import { oneOf } from '../lib/one-of.ts'
import { checkNewTask, checkTaskChange } from '../task/fields.ts'
import { addIn, changeIn, removeIn, toggleIn } from '../task/mutations.ts'
import { readTask } from '../task/quick-add/parse.ts'
import { PRIORITIES, type Task, type TaskChange } from '../task/schema.ts'
import { findTasks } from '../task/store.ts'
import { undoIn } from '../task/undo.ts'
import { check } from '../validate.ts'
import { idsOf } from '../widget/card.ts'
import type { Card } from '../widget/schema.ts'

/** What came of a click: a line for the model, the card to show now. */
interface Done {
  said: string
  card: Card | null
  changed: boolean
}
interface Clicked {
  sql: Sql
  caller: Caller
  card: Card | null
  /** MAX_TASKS_PER_USER */
  max_open: number
  when: When
  /** The answer that the card belongs to. */
  run_id?: string
}

const ORIGIN = { actor: 'person' } as const
const Id = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
const quoted = ({ id, title }: Pick<Task, 'id' | 'title'>) => `task ${id} ${JSON.stringify(title)}`

type Perform = (clicked: Clicked, payload: Record<string, unknown>) => Promise<Done>

/** Fields that a schema does not name come along with forms and are left out. */
const act = <T extends TSchema>(
  schema: T,
  perform: (clicked: Clicked, payload: Static<T>) => Promise<Done>,
): Perform => {
  const checkPayload = check(schema)
  const names = Object.keys(schema.properties ?? {})
  return (clicked, payload) => {
    const named = names.flatMap((name) => (payload[name] == null ? [] : [[name, payload[name]] as const]))
    return perform(clicked, checkPayload(Object.fromEntries(named)))
  }
}

/** The box says what it wants to be; without that word it is turned over. */
const toggle = act(
  Type.Object({ id: Id, done: Type.Optional(Type.Boolean()) }),
  async ({ sql, caller, card }, { id, done }) => {
    const status = done ? 'completed' : 'pending'
    const [task] =
      done === undefined
        ? await toggleIn(sql, caller, [id], ORIGIN)
        : await changeIn(sql, caller, [id], { status }, ORIGIN)
    const said = `${task?.status === 'completed' ? 'completed' : 'reopened'} ${task ? quoted(task) : ''}`
    return { said, card, changed: true }
  },
)

/** Out of a list it goes; elsewhere the card becomes one that can bring it back. */
const remove = act(Type.Object({ id: Id }), async ({ sql, caller, card }, { id }) => {
  const [task] = await removeIn(sql, caller, [id], ORIGIN)
  const from = card?.kind === 'edit' ? card.from : card
  const gone: Card = { kind: 'changed', entries: [{ id, deed: 'deleted', title: task?.title ?? '' }] }
  return { said: `deleted ${task ? quoted(task) : ''}`, card: from?.kind === 'list' ? from : gone, changed: true }
})

/** Of an answer's card the whole answer; else the newest act, if it is about the card's tasks. */
const undo = act(
  Type.Object({ ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })) }),
  async ({ sql, caller, card, run_id }, { ids = card ? idsOf(card) : [] }) => {
    const of_answer = card?.kind === 'settled' || (card?.kind === 'changed' && card.run_id !== undefined)
    const { undone, changes } = await undoIn(sql, caller, ORIGIN, of_answer && run_id ? { run_id } : {})
    if (!of_answer && !changes.some(({ task_id }) => ids.includes(task_id)))
      throw new AppError('conflict', 'Something else was changed since. Undo that first.')
    const marked = card?.kind === 'changed' || card?.kind === 'settled' ? { ...card, undone: true as const } : card
    return { said: `took back: ${undone}`, card: marked, changed: true }
  },
)

/** Plain words: dates, priority and tags are read from them. */
const add = act(
  Type.Object({ title: Type.String({ minLength: 1, maxLength: 500 }) }),
  async ({ sql, caller, card, max_open, when }, { title }) => {
    const read = readTask(title, when)
    const [task] = await addIn(sql, caller, [checkNewTask(read)], { ...ORIGIN, max_open })
    const ids = task ? [task.id] : []
    const list = card?.kind === 'list' ? { ...card, ids: [...ids, ...card.ids], total: card.total + 1 } : card
    return { said: `added ${task ? quoted(task) : ''}`, card: list, changed: true }
  },
)

const edit = act(Type.Object({ id: Id }), async ({ sql, caller, card }, { id }) => {
  const [task] = await findTasks(sql, caller.user_id, [id])
  if (!task) throw new AppError('not_found', `No task ${id}.`)
  const from = card?.kind === 'edit' ? card.from : card
  return { said: '', card: from ? { kind: 'edit', id, from } : card, changed: false }
})

const Saved = Type.Object({
  id: Id,
  title: Type.Optional(Type.String()),
  due_on: Type.Optional(Type.String()),
  no_due_date: Type.Optional(Type.Boolean()),
  priority: Type.Optional(oneOf(PRIORITIES)),
})

/**
 * Pickers give an instant or a day; the day in it is what was picked. An empty one says nothing: some clients cannot
 * show the day that the card has and send it back empty. Only the box for it takes the day away.
 */
const save = act(Saved, async ({ sql, caller, card }, { id, title, due_on, no_due_date, priority }) => {
  const change: TaskChange = {
    ...(title !== undefined && { title }),
    ...(no_due_date ? { due_on: null } : due_on && { due_on: due_on.slice(0, 10) }),
    ...(priority !== undefined && { priority }),
  }
  const [task] = await changeIn(sql, caller, [id], checkTaskChange(change), ORIGIN)
  return { said: `changed ${task ? quoted(task) : ''}`, card: card?.kind === 'edit' ? card.from : card, changed: true }
})

const show = act(Type.Object({}), async ({ card }) => ({
  said: '',
  card: card?.kind === 'edit' ? card.from : card,
  changed: false,
}))

const ACTIONS = new Map<string, Perform>([
  ['task.toggle', toggle],
  ['task.delete', remove],
  ['task.undo', undo],
  ['task.add', add],
  ['task.edit', edit],
  ['task.save', save],
  ['card.show', show],
])

/** @throws validation_error for an unknown action */
export const actionNamed = (type: string): Perform => {
  const perform = ACTIONS.get(type)
  if (!perform) throw invalid('/params/action/type', 'There is no such action.')
  return perform
}
