/**
 * Clicks on cards: the action, the card as it looks now and a hidden note for the model, in one transaction. A card that
 * no longer fits what is true is answered with one that does.
 */
import type { Caller } from '../account/schema.ts'
import type { Confirmations } from '../confirmation/confirmation.ts'
import { SettleInput } from '../confirmation/schema.ts'
import type { Sql } from '../db/database.ts'
import { savepoint } from '../db/savepoint.ts'
import { AppError, invalid, isAppError, notFound } from '../errors.ts'
import type { Claim } from '../idempotency/idempotency.ts'
import { whenOf } from '../lib/calendar.ts'
import { isId } from '../lib/id.ts'
import type { Mutate, Queries } from '../mutate.ts'
import type { RunEvent } from '../run/schema.ts'
import { findTasks } from '../task/store.ts'
import { hiddenNote } from '../thread/item.ts'
import type { Item, WidgetItem } from '../thread/schema.ts'
import { appendItems, itemsOfRun, replaceItem, toItem } from '../thread/store.ts'
import type { Threads } from '../thread/thread.ts'
import { check } from '../validate.ts'
import { idsOf, inLanguage, languageOfCard, widgetOf } from '../widget/card.ts'
import type { Card } from '../widget/schema.ts'
import * as store from './store.ts'
import { actionNamed } from './task-action.ts'

interface WidgetOptions {
  db: Queries
  mutate: Mutate
  threads: Pick<Threads, 'showOpen'>
  confirmations: Pick<Confirmations, 'settle'>
  /** MAX_TASKS_PER_USER */
  max_open: number
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
interface Acted {
  events: RunEvent[]
  item?: Item
}

const REFUSALS = ['not_found', 'conflict', 'nothing_to_undo', 'validation_error'] as const
const isRefusal = (error: unknown): error is AppError => REFUSALS.some((code) => isAppError(error, code))

const notice = (message: string): RunEvent => ({ type: 'notice', level: 'warning', message })
const effect = (name: string): RunEvent => ({ type: 'client_effect', name: 'tasks.changed', data: { tool: name } })

const fieldsOf = (payload: unknown) =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as Record<string, unknown>) : {}

const checkSettle = check(SettleInput)

export const createWidgets = ({ db, mutate, threads, confirmations, max_open }: WidgetOptions) => {
  /** @throws not_found, conflict in a locked thread, validation_error for an unknown action */
  const act = async (caller: Caller, click: Click, claim?: Claim): Promise<Acted> => {
    if (click.type.startsWith('task.') && !caller.scopes.includes('tasks:write'))
      throw new AppError('insufficient_scope', 'The access token lacks the scope tasks:write.')
    const { status, status_reason } = await threads.showOpen(caller, click.thread_id)
    if (status !== 'active') throw new AppError('conflict', status_reason ?? `This chat is ${status}.`)
    if (click.item_id !== undefined && !isId(click.item_id)) throw notFound('The item')
    if (click.type === 'confirmation.settle') return settle(db, confirmations, caller, click)
    return (await mutate(caller, claim, (sql) => clicked(sql, caller, click, max_open))).value
  }

  return { act }
}

const clicked = async (sql: Sql, caller: Caller, click: Click, max_open: number): Promise<Acted> => {
  const perform = actionNamed(click.type)
  const held = await hold(sql, caller, click)
  const card = held?.card ?? null
  try {
    const done = await savepoint(sql, (inner) =>
      perform(
        {
          sql: inner,
          caller,
          card,
          max_open,
          when: whenFor(caller, click, card),
          ...(held && { run_id: held.run_id }),
        },
        fieldsOf(click.payload),
      ),
    )
    const item = await redraw(sql, caller, click, done.card && likeSpoken(done.card, card))
    if (done.said) await note(sql, caller, click, held?.run_id, done.said)
    return { events: [...replaced(item), ...(done.changed ? [effect(click.type)] : [])], ...(item && { item }) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    const item = await redraw(sql, caller, click, card)
    // Without a card to set right there is nothing to show but the failure itself.
    if (!item) throw error
    return { events: [...replaced(item), notice(error.message)], ...(item && { item }) }
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
/** The clock of the click, in the language of the card. */
const whenFor = (caller: Caller, { locale }: Pick<Click, 'locale'>, card: Card | null) =>
  inLanguage(
    whenOf({ time_zone: caller.time_zone, ...(locale !== undefined && { locale }) }, new Date()),
    card ? languageOfCard(card) : undefined,
  )

/** The card in the language of the one it replaces. */
const likeSpoken = (card: Card, before: Card | null): Card => {
  const language = before ? languageOfCard(before) : undefined
  return language === undefined ? card : { ...card, language }
}

const redraw = async (sql: Sql, caller: Caller, { item_id, locale }: Click, card: Card | null) => {
  if (item_id === undefined || !card) return undefined
  const ids = [...new Set(idsOf(card))]
  const tasks = new Map(
    (await findTasks(sql, caller.user_id, ids)).map(({ next_id: _, remind_from: __, ...task }) => [task.id, task]),
  )
  return replaceItem(sql, caller.user_id, item_id, widgetOf(card, { tasks, when: whenFor(caller, { locale }, card) }))
}

const note = async (sql: Sql, { user_id }: Caller, { thread_id }: Click, of: string | undefined, said: string) => {
  const run_id = of ?? (await store.newestRun(sql, user_id, thread_id))
  if (run_id)
    await appendItems(sql, user_id, thread_id, [hiddenNote(run_id, `By a click on a card the person ${said}.`)])
}

/** A question is settled by its own verb, once for all doors; a late click is shown how it stands. */
const settle = async (
  db: Queries,
  confirmations: WidgetOptions['confirmations'],
  caller: Caller,
  { thread_id, payload }: Click,
): Promise<Acted> => {
  const { confirmation_id: id } = fieldsOf(payload)
  const { approve } = checkSettle({ approve: fieldsOf(payload).approve }, '/params/action/payload')
  if (typeof id !== 'string' || !isId(id)) throw notFound('The confirmation')
  const place = () => db.query((sql) => store.confirmationPlace(sql, caller.user_id, id))
  if ((await place())?.thread_id !== thread_id) throw notFound('The confirmation')
  const late = await lateness(() => confirmations.settle(caller, id, approve))
  const now = await place()
  // The same decision sent twice is no mistake: it is answered again.
  const meant = now?.status === (approve ? 'approved' : 'declined')
  const { card, outcome } = await db.query((sql) => cardOf(sql, caller, now))
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

/** The sentence for a click that came too late; undefined when it is the same decision. */
const lateness = async (decide: () => Promise<unknown>) => {
  try {
    await decide()
    return undefined
  } catch (error) {
    if (isAppError(error, 'confirmation_settled') || isAppError(error, 'confirmation_expired')) return error.message
    throw error
  }
}

const cardOf = async (sql: Sql, { user_id }: Caller, place: store.CardPlace | undefined) => {
  const row = place?.item_id ? await store.findItem(sql, user_id, place.item_id) : undefined
  const card = row && (toItem(row) as WidgetItem)
  const outcome = place?.run_id ? (await itemsOfRun(sql, user_id, place.run_id)).at(-1) : undefined
  return { card, outcome: outcome?.type === 'workflow' ? outcome : undefined }
}
