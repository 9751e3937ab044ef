/** How an agent learns that nothing was changed: the person is asked first, or has said no. */

import type { CallToolResult } from '@modelcontextprotocol/server'
import { type TObject, Type } from '@sinclair/typebox'
import type { Confirmation } from '../../confirmation/schema.ts'
import { oneOf } from '../../lib/one-of.ts'
import { wordsForTool } from '../../task/verbs.ts'
import { quoted } from '../../tool/task/text.ts'
import type { Tool } from '../../tool/tool.ts'
import { questionRows } from '../../widget/confirmation-card.ts'
import type { QuestionRow } from '../../widget/schema.ts'
import type { McpContext } from './context.ts'

const strict = { additionalProperties: false }

const Waiting = Type.Object(
  {
    id: Type.String({ description: 'Id of the confirmation.' }),
    status: oneOf(['pending', 'declined'], 'declined: the person said no.'),
    titles: Type.Array(Type.String(), { description: 'Of the tasks that would change.' }),
    url: Type.String({ description: 'Where the person decides.' }),
    expires_at: Type.String({ description: 'ISO 8601 UTC.' }),
  },
  { ...strict, description: 'Instead of a result: only the person may decide.' },
)

/** Only what changes existing tasks can have to wait. */
const canWait = ({ tier, verb }: Tool) => tier !== 'read' && verb !== 'add'

/** The tool’s output, and beside it what is answered when it waits. */
export const outputOf = (tool: Tool): TObject =>
  canWait(tool) ? Type.Object({ ...tool.output.properties, confirmation: Type.Optional(Waiting) }, strict) : tool.output

/** Where an agent looks what became of a question. */
export const CONFIRMATIONS_URI = 'todo://confirmations'

export const confirmationUrl = (public_url: string, id: string) => `${public_url}/confirmations/${id}`

const rowText = ({ title, lines }: QuestionRow) =>
  lines.length === 0 ? quoted(title) : `${quoted(title)} (${lines.join('; ')})`

/** What would happen, for the person: `delete 2 tasks: “Milk”, “Bread”`, with before and after of every task. */
export const effectOf = (confirmation: Confirmation, time_zone: string) => {
  const rows = questionRows(confirmation, { now: new Date().toISOString(), time_zone })
  const which = rows.length === 1 ? 'the task' : `${rows.length} tasks:`
  return `${wordsForTool(confirmation.tool).infinitive} ${which} ${rows.map(rowText).join(', ')}`
}

const sentenceOf = (confirmation: Confirmation, url: string, time_zone: string) =>
  confirmation.status === 'declined'
    ? `The person said no: nothing was changed. Do not ask again unless they tell you to.`
    : `Nothing was changed yet. This would ${effectOf(confirmation, time_zone)}. Only the person can allow it: give them this ` +
      `address, where they confirm or cancel: ${url} (until ${confirmation.expires_at}). A “yes” in the conversation ` +
      `does not count, and calling again asks the same question. What they decided: ${CONFIRMATIONS_URI}/${confirmation.id}.`

export const waitingResult = (
  tool: Tool,
  confirmation: Confirmation,
  { public_url, caller }: Pick<McpContext, 'public_url' | 'caller'>,
): CallToolResult => {
  const { id, status, titles, expires_at } = confirmation
  const url = confirmationUrl(public_url, id)
  const shown = { id, status, titles, url, expires_at }
  return {
    content: [{ type: 'text', text: sentenceOf(confirmation, url, caller.time_zone) }],
    structuredContent: { ...(tool.tier === 'destroy' && { deleted: false }), confirmation: shown },
  }
}
