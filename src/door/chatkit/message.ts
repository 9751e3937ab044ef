/** From what the UI sends as a message to what the core takes: words, tags, a quotation, wishes. */
import { AppError, invalid } from '../../errors.ts'
import type { Input } from '../../run/input.ts'
import type { InferenceOptions, InputTag, InputText } from '../../thread/schema.ts'
import type { Click } from '../../widget/act/act.ts'
import type { ActionParams, UserInput } from './request.ts'
import type { Visit } from './stream.ts'

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

/** What the operator has set up is followed, anything else is ignored. */
const wishesOf = ({ core }: Visit, { model, tool_choice }: InferenceOptions) => {
  const provider = model === undefined ? undefined : core.providerNamed(model)
  const chosen = tool_choice && core.tool.get(tool_choice.id) ? tool_choice : undefined
  return {
    inference_options: { ...(provider !== undefined && { model }), ...(chosen && { tool_choice: chosen }) },
    ...(provider !== undefined && { provider }),
  }
}

/** The one locale that the UI names; plain English is ours anyway. */
const localeOf = (request: Request) => {
  const tag = request.headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim() ?? ''
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag) || tag.toLowerCase() === 'en') return {}
  const [locale] = Intl.DateTimeFormat.supportedLocalesOf([tag])
  return locale === undefined ? {} : { locale }
}

export const clickOf = (request: Request, { thread_id, item_id, action }: ActionParams): Click => ({
  thread_id,
  ...(item_id !== undefined && { item_id }),
  type: action.type,
  payload: action.payload,
  ...localeOf(request),
})

/** @throws validation_error */
export const messageOf = (visit: Visit, input: UserInput): Input => {
  if (input.attachments?.length) throw new AppError('validation_error', 'Attachments are not supported here.')
  const content = contentOf(input)
  return {
    text: content.map(({ text }) => text).join(''),
    content,
    ...(input.quoted_text && { quoted_text: input.quoted_text.slice(0, QUOTE_MAX_CHARS).toWellFormed() }),
    ...wishesOf(visit, input.inference_options ?? {}),
    ...localeOf(visit.request),
  }
}
