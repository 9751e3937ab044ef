/** Verbs of confirmations. Only the same user, by a fresh act of their own, can approve; approving acts exactly once. */
import type { Caller } from '../account/schema.ts'
import type { Database, Sql } from '../db/database.ts'
import { savepoint } from '../db/savepoint.ts'
import { AppError, notFound } from '../errors.ts'
import { isId, newId } from '../lib/id.ts'
import { completeAwaited } from '../run/store.ts'
import { hashArguments } from '../run/turn/ask-person.ts'
import { hiddenNote, toRow } from '../thread/item.ts'
import type { WorkflowItem } from '../thread/schema.ts'
import { appendItems, replaceItem } from '../thread/store.ts'
import { type Registry, ToolFault } from '../tool/registry.ts'
import { settledCard } from '../widget/confirmation.ts'
import type { Confirmation, SettledCall } from './schema.ts'
import * as store from './store.ts'

export interface ConfirmationOptions {
  db: Database
  registry: Registry
}

export const createConfirmations = ({ db, registry }: ConfirmationOptions) => {
  const list = async (caller: Caller): Promise<Confirmation[]> =>
    (await db.read((sql) => store.listPending(sql, caller.user_id))).map(shown)

  const settle = async (caller: Caller, id: string, approve: boolean): Promise<Confirmation> => {
    if (!isId(id)) throw notFound('The confirmation')
    const settled = await db.transaction(async (sql) => {
      const asked = await store.holdConfirmation(sql, caller.user_id, id)
      if (!asked) throw notFound('The confirmation')
      if (asked.status === 'approved' || asked.status === 'declined') {
        throw new AppError('confirmation_settled', 'This was settled already.')
      }
      // An expiry is written down although the caller is refused, so it must not undo the transaction.
      return asked.expired ? expire(sql, caller, asked) : decide(sql, caller, asked, approve)
    })
    if (settled.status === 'expired') throw new AppError('confirmation_expired', 'This waited too long; ask again.')
    return shown(settled)
  }

  const decide = async (sql: Sql, caller: Caller, asked: store.StoredConfirmation, approve: boolean) => {
    const calls = approve ? [await execute(sql, caller, asked)] : []
    return conclude(sql, caller, asked, approve ? 'approved' : 'declined', calls)
  }

  const expire = (sql: Sql, caller: Caller, asked: store.StoredConfirmation) =>
    asked.status === 'expired' ? Promise.resolve(asked) : conclude(sql, caller, asked, 'expired', [])

  /** Does exactly what was shown: the arguments are checked against the hash made when it was asked. */
  const execute = async (sql: Sql, caller: Caller, asked: store.StoredConfirmation): Promise<SettledCall> => {
    if (hashArguments(asked.tool, asked.arguments) !== asked.arguments_hash) {
      throw new AppError('internal', 'The stored arguments are not the ones that were shown.')
    }
    const call = { name: asked.tool, arguments: asked.arguments }
    try {
      const context = { caller, actor: 'person', ...(asked.run_id && { run_id: asked.run_id }) } as const
      const { result } = await savepoint(sql, (inner) =>
        registry.call(asked.tool, asked.arguments, { ...context, sql: inner }),
      )
      return { ...call, result }
    } catch (error) {
      if (!(error instanceof ToolFault)) throw error
      return { ...call, result: { error: error.message } }
    }
  }

  /** Writes the decision, changes the card, and tells thread and model what came of it. */
  const conclude = async (
    sql: Sql,
    caller: Caller,
    asked: store.StoredConfirmation,
    status: 'approved' | 'declined' | 'expired',
    calls: SettledCall[],
  ) => {
    const row = await store.settleConfirmation(sql, caller.user_id, asked.id, status, calls)
    if (!row) throw notFound('The confirmation')
    if (asked.item_id) {
      await replaceItem(sql, caller.user_id, asked.item_id, { widget: settledCard(asked.tool, asked.titles, status) })
    }
    if (asked.session_id && asked.run_id) {
      const note = hiddenNote(asked.run_id, noteOf(asked, status, calls))
      const outcome = calls.map((call) => toRow(outcomeItem(asked.session_id ?? '', call), asked.run_id ?? ''))
      await appendItems(sql, caller.user_id, asked.session_id, [...outcome, note])
      await completeAwaited(sql, caller.user_id, asked.run_id)
    }
    return row
  }

  const outcomeItem = (thread_id: string, { name, result }: SettledCall): WorkflowItem => {
    const tool = registry.get(name)
    const error = 'error' in result ? String(result.error) : undefined
    const content = error ?? tool?.say(result as never)
    const title = `${error ? '⚠️' : (tool?.icon ?? '✅')} ${tool?.title ?? name}`
    return {
      id: newId(),
      thread_id,
      created_at: new Date().toISOString(),
      type: 'workflow',
      workflow: {
        type: 'custom',
        tasks: [{ type: 'custom', title, ...(content && { content }), status_indicator: 'complete' }],
        expanded: false,
      },
    }
  }

  /** Settles what waits in a run, the oldest first: REST's `…/runs/{rid}/confirm`. */
  const settleRun = async (caller: Caller, run_id: string, approve: boolean) => {
    const asked = isId(run_id)
      ? await db.read((sql) => store.confirmationOfRun(sql, caller.user_id, run_id))
      : undefined
    if (!asked) throw notFound('The confirmation')
    return settle(caller, asked.id, approve)
  }

  return { list, settle, settleRun }
}
export type Confirmations = ReturnType<typeof createConfirmations>

const shown = ({
  item_id: _,
  expired: __,
  arguments_hash: ___,
  ...confirmation
}: store.StoredConfirmation): Confirmation => confirmation

const WORDS = { approved: 'approved', declined: 'declined', expired: 'let expire' } as const

const noteOf = (asked: store.StoredConfirmation, status: keyof typeof WORDS, calls: SettledCall[]) =>
  `The person ${WORDS[status]} ${asked.tool} ${JSON.stringify(asked.arguments)}.` +
  (calls[0] ? ` Result: ${JSON.stringify(calls[0].result)}` : ' Nothing was changed.')
