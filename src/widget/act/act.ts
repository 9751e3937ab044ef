/**
 * Clicks on cards: the deed, the card as it looks now and a hidden note for the model, in one transaction. A card that
 * no longer fits what is true is answered with one that does.
 */
import type { Caller } from '../../account/schema.ts'
import type { Confirmations } from '../../confirmation/confirmation.ts'
import type { Database, Sql } from '../../db/database.ts'
import { savepoint } from '../../db/savepoint.ts'
import { AppError, invalid, isAppError, notFound } from '../../errors.ts'
import { isId } from '../../lib/id.ts'
import { type Claim, once } from '../../once/once.ts'
import type { RunEvent } from '../../run/schema.ts'
import { findTasks } from '../../task/store.ts'
import { hiddenNote } from '../../thread/item.ts'
import type { Item, WidgetItem } from '../../thread/schema.ts'
import { appendItems, itemsOfRun, replaceItem, toItem } from '../../thread/store.ts'
import type { Threads } from '../../thread/thread.ts'
import { type Card, idsOf, widgetOf } from '../card.ts'
import { deedNamed } from './deed.ts'
import * as store from './store.ts'

export interface WidgetOptions {
  db: Database
  threads: Pick<Threads, 'showOpen'>
  confirmations: Pick<Confirmations, 'settle'>
}

export interface Click {
  thread_id: string
  item_id?: string
  type: string
  payload: unknown
  /** BCP 47; how the person reads dates. */
  locale?: string
}

/** What the thread shows of it, in order; `item` is the card as it is now. */
export interface Acted {
  events: RunEvent[]
  item?: Item
}

const REFUSALS = ['not_found', 'conflict', 'validation_error'] as const
const isRefusal = (error: unknown): error is AppError => REFUSALS.some((code) => isAppError(error, code))

const sentenceOf = ({ details, message }: AppError) => (Array.isArray(details) && details[0]?.message) || message

const notice = (message: string): RunEvent => ({ type: 'notice', level: 'warning', message })
const effect = (name: string): RunEvent => ({ type: 'client_effect', name: 'tasks.changed', data: { tool: name } })

const fieldsOf = (payload: unknown) =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as Record<string, unknown>) : {}

export const createWidgets = ({ db, threads, confirmations }: WidgetOptions) => {
  /** @throws not_found, conflict in a locked thread, validation_error for an action nobody knows */
  const act = async (caller: Caller, click: Click, claim?: Claim): Promise<Acted> => {
    const { status, status_reason } = await threads.showOpen(caller, click.thread_id)
    if (status !== 'active') throw new AppError('conflict', status_reason ?? `This chat is ${status}.`)
    if (click.item_id !== undefined && !isId(click.item_id)) throw notFound('The item')
    if (click.type === 'confirmation.settle') return settle(db, confirmations, caller, click)
    return (await once(db, caller.user_id, claim, (sql) => clicked(sql, caller, click))).value
  }

  return { act }
}
export type Widgets = ReturnType<typeof createWidgets>

const clicked = async (sql: Sql, caller: Caller, click: Click): Promise<Acted> => {
  const perform = deedNamed(click.type)
  const held = await hold(sql, caller, click)
  const card = held?.card ?? null
  try {
    const done = await savepoint(sql, (inner) => perform({ sql: inner, caller, card }, fieldsOf(click.payload)))
    const item = await redraw(sql, caller, click, done.card)
    if (done.said) await note(sql, caller, click, held?.run_id, done.said)
    return { events: [...replaced(item), ...(done.changed ? [effect(click.type)] : [])], ...(item && { item }) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    const item = await redraw(sql, caller, click, card)
    // Without a card to set right there is nothing to show but the failure itself.
    if (!item) throw error
    return { events: [...replaced(item), notice(sentenceOf(error))], ...(item && { item }) }
  }
}

const replaced = (item: Item | undefined): RunEvent[] => (item ? [{ type: 'thread.item.replaced', item }] : [])

const hold = async (sql: Sql, { user_id }: Caller, { thread_id, item_id }: Click) => {
  if (item_id === undefined) return undefined
  const held = await store.holdCard(sql, user_id, thread_id, item_id)
  if (!held) throw notFound('The item')
  if (held.type !== 'widget') throw invalid('/params/item_id', 'This is no card.')
  return held
}

/** Draws the card from tasks as they are now and keeps it. */
const redraw = async (sql: Sql, { user_id, time_zone }: Caller, { item_id, locale }: Click, card: Card | null) => {
  if (item_id === undefined || !card) return undefined
  const ids = [...new Set(idsOf(card))]
  const tasks = new Map((await findTasks(sql, user_id, ids)).map(({ next_id: _, ...task }) => [task.id, task]))
  const when = { now: new Date().toISOString(), time_zone, ...(locale !== undefined && { locale }) }
  return replaceItem(sql, user_id, item_id, widgetOf(card, { tasks, when }))
}

const note = async (sql: Sql, { user_id }: Caller, { thread_id }: Click, of: string | undefined, said: string) => {
  const run_id = of ?? (await store.newestRun(sql, user_id, thread_id))
  if (run_id)
    await appendItems(sql, user_id, thread_id, [hiddenNote(run_id, `By a click on a card the person ${said}.`)])
}

/** A question is settled by its own verb, once for all doors; whoever comes late is shown how it stands. */
const settle = async (
  db: Database,
  confirmations: WidgetOptions['confirmations'],
  caller: Caller,
  { thread_id, payload }: Click,
): Promise<Acted> => {
  const { confirmation_id: id, approve } = fieldsOf(payload)
  if (typeof approve !== 'boolean') throw invalid('/params/action/payload/approve', 'Must be true or false.')
  if (typeof id !== 'string' || !isId(id)) throw notFound('The confirmation')
  const place = () => db.read((sql) => store.confirmationPlace(sql, caller.user_id, id))
  if ((await place())?.thread_id !== thread_id) throw notFound('The confirmation')
  const late = await lateness(() => confirmations.settle(caller, id, approve))
  const now = await place()
  // The same decision sent twice is no mistake: it is told again.
  const meant = now?.status === (approve ? 'approved' : 'declined')
  const { card, outcome } = await db.read((sql) => shownOf(sql, caller, now))
  return {
    events: [
      ...replaced(card),
      ...(meant && approve && outcome
        ? [{ type: 'thread.item.done', item: outcome } as const, effect('confirmation.settle')]
        : []),
      ...(late === undefined || meant ? [] : [notice(late)]),
    ],
    ...(card && { item: card }),
  }
}

/** The sentence for somebody who comes too late; undefined when the decision was theirs. */
const lateness = async (decide: () => Promise<unknown>) => {
  try {
    await decide()
    return undefined
  } catch (error) {
    if (isAppError(error, 'confirmation_settled') || isAppError(error, 'confirmation_expired')) return error.message
    throw error
  }
}

const shownOf = async (sql: Sql, { user_id }: Caller, place: store.Place | undefined) => {
  const row = place?.item_id ? await store.findItem(sql, user_id, place.item_id) : undefined
  const card = row && (toItem(row) as WidgetItem)
  const outcome = place?.run_id ? (await itemsOfRun(sql, user_id, place.run_id)).at(-1) : undefined
  return { card, outcome: outcome?.type === 'workflow' ? outcome : undefined }
}
