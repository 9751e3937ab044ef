/** From what the UI sends as a message to what the core takes: words, tags, a quotation, options. */

import type { Click } from '../../card-action/action.ts'
import { AppError, invalid } from '../../errors.ts'
import { cutText } from '../../lib/text.ts'
import type { Input } from '../../run/start.ts'
import type { InferenceOptions, InputTag, InputText } from '../../thread/schema.ts'
import { localeOf } from '../http/accept.ts'
import type { ActionParams, UserInput } from './protocol.ts'
import type { ChatKitContext } from './stream.ts'

/** Of a quotation, in UTF-16 units; the rest is not worth the model’s room. */
const QUOTE_MAX_CHARS = 4000
/** Of what all tags of a message carry, as JSON. */
const TAG_DATA_MAX_CHARS = 8000

type Part = InputText | InputTag

const partOf = (part: UserInput['content'][number]): Part =>
  part.type === 'input_text'
    ? { type: 'input_text', text: part.text }
    : {
        type: 'input_tag',
        id: part.id,
        text: part.text,
        data: part.data ?? {},
        ...(part.group !== undefined && { group: part.group }),
        interactive: part.interactive ?? false,
      }

const contentOf = ({ content }: UserInput): Part[] => {
  const parts = content.map(partOf)
  const data = parts.flatMap((part) => (part.type === 'input_tag' ? [part.data] : []))
  if (JSON.stringify(data).length > TAG_DATA_MAX_CHARS)
    throw invalid('/params/input/content', 'The tags carry too much.')
  const [only] = parts
  return parts.length === 1 && only?.type === 'input_text' ? [{ ...only, text: only.text.trim() }] : parts
}

/** Of the name of a model or a tool, in UTF-16 units. */
const CHOICE_MAX_CHARS = 200
const choice = (name: string) => cutText(name, CHOICE_MAX_CHARS).toWellFormed()

/** Options are echoed as sent; only models and tools that exist here have an effect. */
const choicesOf = ({ core }: ChatKitContext, { model, tool_choice }: InferenceOptions) => {
  const provider = model === undefined ? undefined : core.providerNamed(model)
  const tool = tool_choice && core.tool.get(tool_choice.id) ? tool_choice.id : undefined
  return {
    inference_options: {
      ...(model !== undefined && { model: choice(model) }),
      ...(tool_choice && { tool_choice: { id: choice(tool_choice.id) } }),
    },
    ...(provider !== undefined && { provider }),
    ...(tool !== undefined && { tool }),
  }
}

export const clickOf = (request: Request, { thread_id, item_id, action }: ActionParams): Click => ({
  thread_id,
  ...(item_id !== undefined && { item_id }),
  type: action.type,
  payload: action.payload,
  ...localeOf(request),
})

/** @throws validation_error */
export const messageOf = (context: ChatKitContext, input: UserInput): Input => {
  if (input.attachments?.length) throw new AppError('validation_error', 'Attachments are not supported here.')
  const content = contentOf(input)
  return {
    text: content.map(({ text }) => text).join(''),
    content,
    ...(input.quoted_text && { quoted_text: cutText(input.quoted_text, QUOTE_MAX_CHARS).toWellFormed() }),
    ...choicesOf(context, input.inference_options ?? {}),
    ...localeOf(context.request),
  }
}
