/**
 * Answers a message again. Items behind it go, with the words of the former attempts; what tools did stays done, stays
 * shown, and is given to the model as calls that happened, so that nothing is done twice whoever answers now. Calls
 * that a stop had kept from running are taken up first.
 */
import type { Caller } from '../../account/schema.ts'
import type { Sql } from '../../db/database.ts'
import { invalid, notFound } from '../../errors.ts'
import { isId, newId } from '../../lib/id.ts'
import { type Claim, once } from '../../once/once.ts'
import { hiddenNote } from '../../thread/item.ts'
import { appendItems, itemsOfRun } from '../../thread/store.ts'
import { ENDING_NOTES, NEVER_RAN, toRun } from '../ending.ts'
import { appendHeld } from '../log/store.ts'
import type { RunOptions } from '../run.ts'
import type { RunEvent } from '../schema.ts'
import { checkRoom, explain, type Made, NoRoom } from '../start.ts'
import { insertRun } from '../store.ts'
import { insertTurn, listTurns, settleCall, type ToolCall, type Turn } from '../turn/store.ts'
import { workflowItem } from '../turn/workflow.ts'
import * as store from './store.ts'

interface Retrying {
  options: RunOptions
  caller: Caller
  thread_id: string
  item_id: string
}

export const remake = async (
  options: RunOptions,
  caller: Caller,
  thread_id: string,
  item_id: string,
  claim?: Claim,
): Promise<Made> => {
  if (!isId(thread_id)) throw notFound('The session')
  if (!isId(item_id)) throw notFound('The item')
  await checkRoom(caller, options)
  try {
    const retrying = { options, caller, thread_id, item_id }
    const { value, replayed } = await once(options.db, caller.user_id, claim, (sql) => again(sql, retrying))
    return replayed ? { replayed, run_id: value.row.id } : { replayed, ...value }
  } catch (error) {
    return explain(options, error, caller, thread_id)
  }
}

const again = async (sql: Sql, { options, caller: { user_id }, thread_id, item_id }: Retrying) => {
  const row = await insertRun(sql, {
    id: newId(),
    user_id,
    thread_id,
    message_id: item_id,
    owner: options.owner,
  })
  if (!row) throw new NoRoom()
  const place = await store.findPlace(sql, user_id, thread_id, item_id)
  if (!place) throw notFound('The item')
  if (place.type !== 'user_message') throw invalid('/params/item_id', 'Only a message of yours can be answered again.')
  const at = { item_id, run_id: row.id, position: place.position }
  const { attempts, later } = await store.supersede(sql, user_id, thread_id, at)
  const turns = await takeUp(sql, user_id, attempts.at(-1), row.id)
  const kept = await store.keepItems(sql, user_id, { ...at, attempts, beginnings: [...ENDING_NOTES, RETRY_NOTE] })
  await store.dropItems(sql, user_id, thread_id, { ...at, later })
  const note = hiddenNote(row.id, noteOf(kept.length > 0, await store.doneIn(sql, user_id, later)))
  await appendItems(sql, user_id, thread_id, [note])
  const events: RunEvent[] = [
    { type: 'stream_options', stream_options: { allow_cancel: true } },
    ...kept.map((item) => ({ type: 'thread.item.done', item }) as const),
    ...turns.map((turn) => ({ type: 'thread.item.added', item: shownAs(options, turn, thread_id) }) as const),
  ]
  await appendHeld(sql, { user_id, run_id: row.id, attempt: 1, first_seq: 1, events })
  const run = toRun(row, await itemsOfRun(sql, user_id, row.id))
  return { row, run, last_seq: events.length, turns }
}

const shownAs = ({ registry }: RunOptions, turn: Turn, thread_id: string) =>
  workflowItem(registry, { ...turn, workflow_id: turn.workflow_id ?? '' }, thread_id)

const neverRan = ({ status, result }: ToolCall) =>
  status === 'failed' && result !== null && 'error' in result && result.error === NEVER_RAN

/** Moves the turn that a stop cut in two to the new run: what ran stays settled, the rest is to be carried out. */
const takeUp = async (sql: Sql, user_id: string, from: string | undefined, run_id: string): Promise<Turn[]> => {
  if (from === undefined) return []
  const cut = (await listTurns(sql, user_id, from)).find((turn) => turn.calls.some(neverRan))
  if (!cut?.workflow_id) return []
  const calls = cut.calls.map(
    (call): ToolCall => ({ ...call, turn: 1, ...(neverRan(call) && { status: 'pending', result: null }) }),
  )
  const turn: Turn = { ...cut, position: 1, text: '', workflow_id: newId(), calls }
  await store.deleteTurn(sql, user_id, from, cut.position)
  await store.deleteItem(sql, user_id, cut.workflow_id)
  await insertTurn(sql, user_id, run_id, turn)
  for (const { status, result, ...call } of calls) {
    if (result) await settleCall(sql, user_id, run_id, { ...call, status, result }, { status, result, duration_ms: 0 })
  }
  return [turn]
}

const RETRY_NOTE = 'The person asked for this answer again.'

const noteOf = (kept: boolean, later: string[]) =>
  [
    RETRY_NOTE,
    ...(kept ? ['What tools did for it before is shown above and stays done: do not do it again.'] : []),
    ...(later.length > 0 ? [`Later messages were dropped; what was done there stays done: ${later.join(' ')}`] : []),
  ].join(' ')
