/** What a click does to tasks: the person's own act, checked like any API call. Payloads are nobody's word. */
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import type { Caller } from '../../account/schema.ts'
import type { Sql } from '../../db/database.ts'
import { AppError, invalid } from '../../errors.ts'
import { oneOf } from '../../lib/one-of.ts'
import { readTask } from '../../plain/plain.ts'
import { addIn, changeIn, removeIn, toggleIn } from '../../task/act.ts'
import { newestGroup } from '../../task/history/store.ts'
import { checker } from '../../task/input.ts'
import { PRIORITIES, type Task, type TaskChange } from '../../task/schema.ts'
import { findTasks } from '../../task/store.ts'
import { undoIn } from '../../task/undo.ts'
import type { Card } from '../card.ts'

/** What came of a click: a line for the model, the card to show now. */
export interface Done {
  said: string
  card: Card | null
  changed: boolean
}
interface Clicked {
  sql: Sql
  caller: Caller
  card: Card | null
}

const deed = { actor: 'person' } as const
const Id = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
const quoted = ({ id, title }: Pick<Task, 'id' | 'title'>) => `task ${id} ${JSON.stringify(title)}`

type Perform = (clicked: Clicked, payload: Record<string, unknown>) => Promise<Done>

/** Fields that a schema does not name come along with forms and are left out. */
const act = <T extends TSchema>(
  schema: T,
  perform: (clicked: Clicked, payload: Static<T>) => Promise<Done>,
): Perform => {
  const check = checker(schema)
  const names = Object.keys(schema.properties ?? {})
  return (clicked, payload) => {
    const named = names.flatMap((name) => (payload[name] == null ? [] : [[name, payload[name]] as const]))
    return perform(clicked, check(Object.fromEntries(named)))
  }
}

/** The box says what it wants to be; without that word it is turned over. */
const toggle = act(
  Type.Object({ id: Id, done: Type.Optional(Type.Boolean()) }),
  async ({ sql, caller, card }, { id, done }) => {
    const status = done ? 'completed' : 'pending'
    const [task] =
      done === undefined ? await toggleIn(sql, caller, [id], deed) : await changeIn(sql, caller, [id], { status }, deed)
    const said = `${task?.status === 'completed' ? 'completed' : 'reopened'} ${task ? quoted(task) : ''}`
    return { said, card, changed: true }
  },
)

/** Out of a list it goes; elsewhere the card becomes one that can bring it back. */
const remove = act(Type.Object({ id: Id }), async ({ sql, caller, card }, { id }) => {
  const [task] = await removeIn(sql, caller, [id], deed)
  const from = card?.kind === 'edit' ? card.from : card
  const gone: Card = { kind: 'changed', entries: [{ id, deed: 'deleted', title: task?.title ?? '' }], acts: 1 }
  return { said: `deleted ${task ? quoted(task) : ''}`, card: from?.kind === 'list' ? from : gone, changed: true }
})

/** Takes back the newest acts as far as they are about the card's tasks and nothing else. */
const undo = act(
  Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 100 }) }),
  async ({ sql, caller, card }, { ids }) => {
    const most = card?.kind === 'changed' ? card.acts : 1
    const undone: string[] = []
    while (undone.length < most) {
      const group = await newestGroup(sql, caller.user_id)
      if (group.length === 0 || !group.some(({ task_id }) => ids.includes(task_id))) break
      undone.push((await undoIn(sql, caller, deed)).undone)
    }
    if (undone.length === 0) throw new AppError('conflict', 'Something else was changed since. Undo that first.')
    const marked = card?.kind === 'changed' || card?.kind === 'settled' ? { ...card, undone: true as const } : card
    return { said: `took back: ${undone.join('; ')}`, card: marked, changed: true }
  },
)

/** Plain words: dates, priority and tags are read from them. */
const add = act(
  Type.Object({ title: Type.String({ minLength: 1, maxLength: 500 }) }),
  async ({ sql, caller, card }, { title }) => {
    const read = readTask(title, { now: new Date().toISOString(), time_zone: caller.time_zone })
    const [task] = await addIn(sql, caller, [read], deed)
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
  priority: Type.Optional(oneOf(PRIORITIES)),
})

/** Pickers give an instant; the day in it is what was picked. An emptied one takes the day away. */
const save = act(Saved, async ({ sql, caller, card }, { id, title, due_on, priority }) => {
  const change: TaskChange = {
    ...(title !== undefined && { title }),
    ...(due_on !== undefined && { due_on: due_on.slice(0, 10) || null }),
    ...(priority !== undefined && { priority }),
  }
  const [task] = await changeIn(sql, caller, [id], change, deed)
  return { said: `changed ${task ? quoted(task) : ''}`, card: card?.kind === 'edit' ? card.from : card, changed: true }
})

const show = act(Type.Object({}), async ({ card }) => ({
  said: '',
  card: card?.kind === 'edit' ? card.from : card,
  changed: false,
}))

const DEEDS = new Map<string, Perform>([
  ['task.toggle', toggle],
  ['task.delete', remove],
  ['task.undo', undo],
  ['task.add', add],
  ['task.edit', edit],
  ['task.save', save],
  ['card.show', show],
])

/** @throws validation_error for an action that nobody knows */
export const deedNamed = (type: string): Perform => {
  const perform = DEEDS.get(type)
  if (!perform) throw invalid('/params/action/type', 'There is no such action.')
  return perform
}
