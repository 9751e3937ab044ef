/**
 * What an agent may look at without doing anything: what changed since, and what became of its questions. As resources,
 * because every tool is part of every prompt.
 */
import { ResourceNotFoundError } from '@modelcontextprotocol/server'
import type { Confirmation } from '../../confirmation/schema.ts'
import { isAppError } from '../../errors.ts'
import type { Change } from '../../task/changes.ts'
import { confirmationUrl } from './confirmation.ts'
import type { McpContext } from './context.ts'

export const CHANGES_URI = 'todo://changes'

/** Changes in one answer at most; more than that is a list to be read anew. */
const CHANGES_MAX = 100
const NUMBER = /^\d{1,15}$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/

/** Whether a change is later than the number of another, or than a moment. @throws ResourceNotFoundError */
const isSince = (since: string, uri: string): ((change: Change) => boolean) => {
  if (NUMBER.test(since)) return ({ id }) => id > Number(since)
  const moment = MOMENT.test(since) ? Date.parse(since) : Number.NaN
  // A day that is none would be read as one of the next month.
  const real = new Date(`${since.slice(0, 10)}T00:00:00Z`).toJSON()?.startsWith(since.slice(0, 10))
  if (Number.isNaN(moment) || !real) throw new ResourceNotFoundError(uri)
  return ({ at }) => Date.parse(at) > moment
}

/** Newest first; `last` is what to ask from next time, so that nothing is missed. @throws ResourceNotFoundError */
export const changesSince = async ({ core, caller }: McpContext, since: string, uri: string) => {
  const wanted = isSince(since, uri)
  const { data, has_more } = await core.task.changes(caller, { limit: CHANGES_MAX })
  const changes = data.filter(wanted)
  return { changes, last: data[0]?.id ?? 0, has_more: has_more && changes.length === data.length }
}

const withUrl = ({ public_url }: McpContext, confirmation: Confirmation) => ({
  ...confirmation,
  url: confirmationUrl(public_url, confirmation.id),
})

export const waitingConfirmations = async (context: McpContext) => ({
  confirmations: (await context.core.confirmation.list(context.caller)).map((one) => withUrl(context, one)),
})

/** A question in whatever state; what was done stands in its calls. @throws ResourceNotFoundError */
export const confirmationAt = async (context: McpContext, id: string, uri: string) => {
  try {
    return withUrl(context, await context.core.confirmation.show(context.caller, id))
  } catch (error) {
    if (isAppError(error, 'not_found')) throw new ResourceNotFoundError(uri)
    throw error
  }
}
