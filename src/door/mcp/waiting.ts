/** How an agent learns that nothing was changed: the person is asked first, or has said no. */

import type { CallToolResult } from '@modelcontextprotocol/server'
import { type TObject, Type } from '@sinclair/typebox'
import type { Confirmation } from '../../confirmation/schema.ts'
import { oneOf } from '../../lib/one-of.ts'
import { quoted } from '../../tool/task/say.ts'
import type { Tool } from '../../tool/tool.ts'

const strict = { additionalProperties: false }
const TITLES_SAID = 10

const Waiting = Type.Object(
  {
    id: Type.String({ description: 'Id of the confirmation.' }),
    status: oneOf(['pending', 'declined'], 'pending: the person has not decided yet. declined: the person said no.'),
    titles: Type.Array(Type.String(), { description: 'Titles of the tasks that would be changed.' }),
    url: Type.String({ description: 'Page on which the person decides.' }),
    expires_at: Type.String({ description: 'ISO 8601 UTC; afterwards it has to be asked anew.' }),
  },
  { ...strict, description: 'Given instead of a result when nothing was changed, because only the person may decide.' },
)

/** Only what names existing tasks can have to wait. */
const canWait = ({ tier, input }: Tool) => tier !== 'read' && 'task_id' in input.properties

/** The tool’s output, and beside it what is answered when it waits. */
export const outputOf = (tool: Tool): TObject =>
  canWait(tool) ? Type.Object({ ...tool.output.properties, confirmation: Type.Optional(Waiting) }, strict) : tool.output

export const confirmationUrl = (site: string, id: string) => `${site}/confirmations/${id}`

const named = (titles: string[]) => {
  const said = titles.slice(0, TITLES_SAID).map(quoted)
  const more = titles.length - said.length
  return more > 0 ? `${said.join(', ')} and ${more} more` : said.join(', ')
}

const WOULD: Record<string, string> = {
  delete_task: 'delete',
  complete_task: 'complete',
  update_task: 'change',
  toggle_task_status: 'complete or reopen',
}

/** What the call would set, beside the tasks it names: nobody should allow what they cannot see. */
const set = ({ arguments: given }: Confirmation) => {
  const parts = Object.entries(given).filter(([name]) => name !== 'task_id' && name !== 'task_ids')
  const said = parts.map(
    ([name, value]) => `${name} ${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}`,
  )
  return said.length > 0 ? ` to ${said.join(', ')}` : ''
}

/** What would happen, for the person: `delete 2 tasks: “Milk”, “Bread”`. The titles are the real ones. */
export const deedOf = (confirmation: Confirmation) => {
  const { tool, titles } = confirmation
  const which = titles.length === 1 ? 'the task' : `${titles.length} tasks:`
  return `${WOULD[tool] ?? 'change'} ${which} ${named(titles)}${set(confirmation)}`
}

const sentenceOf = (confirmation: Confirmation, url: string) =>
  confirmation.status === 'declined'
    ? `The person said no: nothing was changed. Do not ask again unless they tell you to.`
    : `Nothing was changed yet. This would ${deedOf(confirmation)}. Only the person can allow it: give them this ` +
      `address, where they confirm or cancel: ${url} (until ${confirmation.expires_at}). A “yes” in the conversation ` +
      `does not count, and calling again asks the same question.`

export const waitingResult = (tool: Tool, confirmation: Confirmation, site: string): CallToolResult => {
  const { id, status, titles, expires_at } = confirmation
  const url = confirmationUrl(site, id)
  const shown = { id, status, titles, url, expires_at }
  return {
    content: [{ type: 'text', text: sentenceOf(confirmation, url) }],
    structuredContent: { ...(tool.tier === 'destroy' && { deleted: false }), confirmation: shown },
  }
}
