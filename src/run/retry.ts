/**
 * Answers a message again, or another one in its place. What followed is set aside as a branch that can be taken up
 * again; what the earlier answer changed, unless it was changed since, is undone first.
 */
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { savepoint } from '../db/savepoint.ts'
import { AppError, invalid, isAppError, notFound } from '../errors.ts'
import type { Claim } from '../idempotency/idempotency.ts'
import { fill } from '../language/fill.ts'
import { spokenIn } from '../language/languages.ts'
import { isId, newId } from '../lib/id.ts'
import { lockTasks } from '../task/mutations.ts'
import { undoIn } from '../task/undo.ts'
import { type Branch, findPlace, setAside, takeUp } from '../thread/branch-store.ts'
import { hiddenNote, toRow, userMessage } from '../thread/item.ts'
import { itemsOfRun } from '../thread/store.ts'
import { takenBack } from '../widget/tool-line.ts'
import * as store from './branch-store.ts'
import { toRun } from './finish.ts'
import { noticeOf } from './notice.ts'
import type { RunEvent } from './schema.ts'
import { asidesOf, checkRoom, checkText, explain, type Input, type Made, NoRoom, type StartOptions } from './start.ts'
import { keepStep } from './step-store.ts'
import { insertRun, liveRunOf } from './store.ts'

interface Retrying {
  options: StartOptions
  caller: Caller
  thread_id: string
  item_id: string
  /** What is said instead; absent when the same message is answered again. */
  input?: Input
}

export const remake = async ({ input: given, ...retrying }: Retrying, claim?: Claim): Promise<Made> => {
  const { options, caller, thread_id, item_id } = retrying
  const input = given && { ...given, text: checkText(given.text, options.max_message_chars) }
  if (!isId(thread_id)) throw notFound('The session')
  if (!isId(item_id)) throw notFound('The item')
  await checkRoom(caller, options)
  try {
    const work = (sql: Sql) => again(sql, { ...retrying, ...(input && { input }) })
    const { value, replayed } = await options.mutate(caller, claim, work)
    return replayed ? { replayed, run_id: value.row.id } : { replayed, ...value }
  } catch (error) {
    // Whose thread it is counts before what is in it.
    if (isAppError(error, 'not_found')) await options.threads.show(caller, thread_id)
    return explain(options, error, caller, thread_id)
  }
}

const again = async (sql: Sql, { options, caller, thread_id, item_id, input }: Retrying) => {
  const { user_id } = caller
  const message = input && userMessage(thread_id, input.text, input)
  const message_id = message?.id ?? item_id
  const place = await findPlace(sql, user_id, thread_id, item_id)
  if (!place) throw notFound('The item')
  if (place.type !== 'user_message') throw invalid('/params/item_id', 'Only a message of yours can be answered again.')
  const branch = { user_id, thread_id, id: newId() }
  // The person, questions, the thread: in the order in which a question that is settled meanwhile locks them.
  await lockTasks(sql, caller)
  const left = await store.leavingRuns(sql, branch, item_id, place.position)
  const undone = await takeBack(sql, caller, left.attempts)
  const begun = await insertRun(sql, { id: newId(), user_id, thread_id, message_id, owner: options.owner })
  if (!begun) throw new NoRoom()
  const { row } = begun
  await store.setRunsAside(sql, branch, [...left.attempts, ...left.later])
  await setAside(sql, branch, message ? place.position : place.position + 1)
  if (!message) await store.adoptMessage(sql, user_id, item_id, row.id)
  const locale = (input && asidesOf(input, caller)._locale) ?? place.locale ?? undefined
  const language = spokenIn(input?.text ?? place.words ?? '', place.before ?? undefined, locale)
  const notice = undone ? noticeOf(row, fill(language.card.taken_back, { x: takenBack(undone, language) })) : undefined
  const said = message && input && { ...toRow(message, row.id) }
  const note = hiddenNote(row.id, noteOf(await store.doneIn(sql, user_id, left.later), undone, message !== undefined))
  const items = [
    ...(said && input ? [{ ...said, data: { ...said.data, ...asidesOf(input, caller) } }] : []),
    note,
    ...(notice ? [notice.row] : []),
  ]
  const events: RunEvent[] = [
    ...(message ? [{ type: 'thread.item.done', item: message } as const] : []),
    { type: 'stream_options', stream_options: { allow_cancel: true } },
    ...(notice?.events ?? []),
    ...(undone ? [{ type: 'client_effect', name: 'tasks.changed', data: { tool: 'undo' } } as const] : []),
  ]
  await keepStep(sql, row, { items }, { first_seq: 1, events })
  return { row, run: toRun(row, await itemsOfRun(sql, user_id, row.id)), events }
}

/** Nothing is left to take back, or the access token may not take it back; then it stays. */
const STAYS = ['nothing_to_undo', 'insufficient_scope'] as const

/** What the answers changed and was not changed since, in words. */
const takeBack = async (sql: Sql, caller: Caller, run_ids: string[]) => {
  const undone: string[] = []
  for (const run_id of run_ids.toReversed()) {
    try {
      const done = await savepoint(sql, (inner) => undoIn(inner, caller, { actor: 'person' }, { run_id }))
      undone.push(done.undone)
    } catch (error) {
      if (!STAYS.some((code) => isAppError(error, code))) throw error
    }
  }
  return undone.join(', ')
}

const noteOf = (later: string[], undone: string, anew: boolean) =>
  [
    anew ? 'The person wrote this message instead of an earlier one.' : 'The person asked for this answer again.',
    ...(undone ? [`What the earlier answer changed was taken back (${undone}): do it now if it is asked for.`] : []),
    ...(later.length > 0 ? [`Later messages were set aside; what was done there stays done: ${later.join(' ')}`] : []),
  ].join(' ')

/** Makes an earlier branch the current one; what tools did stays as it is. @throws not_found, run_active */
export const switchIn = async (sql: Sql, caller: Caller, place: Omit<Branch, 'user_id'>) => {
  const branch = { ...place, user_id: caller.user_id }
  await lockTasks(sql, caller)
  const held = await store.holdBranch(sql, branch)
  if (!held) throw notFound('The branch')
  const live = await liveRunOf(sql, branch.user_id, branch.thread_id)
  if (live) {
    const words = 'This chat is still answering. Wait for it or stop it.'
    throw new AppError('run_active', words, { details: { run_id: live.id }, retry_after: 1 })
  }
  const other = { ...branch, id: newId() }
  // Where only the answer differs, the answers to the last common message leave with it.
  const message_id = held.type === 'user_message' ? (held.after_item ?? '') : ''
  const from = message_id ? held.position : held.position + 1
  const { attempts, later } = await store.leavingRuns(sql, other, message_id, from)
  await store.setRunsAside(sql, other, [...attempts, ...later])
  await setAside(sql, other, held.position + 1)
  await store.takeUpRuns(sql, branch)
  await takeUp(sql, branch)
}
