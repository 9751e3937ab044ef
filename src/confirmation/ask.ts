/** Asks the person about a deed outside any conversation: nothing but the row that every door can settle. */
import type { Caller } from '../account/schema.ts'
import type { Sql } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { newId } from '../lib/id.ts'
import { hashArguments } from '../run/turn/ask-person.ts'
import type { Confirmation } from './schema.ts'
import { countPending, findConfirmation, findSameAsked, insertConfirmation, PENDING_MAX, shown } from './store.ts'

export interface Deed {
  tool: string
  arguments: object
  /** The real titles of what would be changed. */
  titles: string[]
}

/**
 * The question that is put to the person; the same deed asked again while it waits is the same question.
 * @throws conflict  so many questions wait that the person could not even see them all
 */
export const askOutside = async (sql: Sql, { user_id }: Caller, deed: Deed): Promise<Confirmation> => {
  const arguments_hash = hashArguments(deed.tool, deed.arguments)
  const same = await findSameAsked(sql, user_id, arguments_hash, deed.titles)
  if (same) return shown(same)
  if ((await countPending(sql, user_id)) >= PENDING_MAX)
    throw new AppError('conflict', `${PENDING_MAX} questions wait for the person already; they must be settled first.`)
  const id = newId()
  await insertConfirmation(sql, { ...deed, id, user_id, arguments_hash, thread_id: null, run_id: null, item_id: null })
  const asked = await findConfirmation(sql, user_id, id)
  if (!asked) throw new Error('a confirmation that was just written is gone')
  return shown(asked)
}
