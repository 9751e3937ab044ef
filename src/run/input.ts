/** What a person sends: the words, and what some clients add to them. */
import type { MessageExtras } from '../thread/item.ts'
import type { InputTag, UserMessageItem } from '../thread/schema.ts'

export interface Input extends MessageExtras {
  text: string
  /** BCP 47; how dates are written for the person. */
  locale?: string
  /** The configured provider that the person would like to be asked first. */
  provider?: string
}

/** Kept beside the item’s own fields, for the model alone. */
export interface Asides {
  _context?: string
  _locale?: string
  _provider?: string
}

const isTag = (part: UserMessageItem['content'][number]): part is InputTag => part.type === 'input_tag'

const tagLine = ({ id, text, group, data }: InputTag) =>
  `@${text} = ${JSON.stringify({ id, ...(group !== undefined && { group }), data })}`

/** All of it is the client’s word: told to the model as data, next to the message it belongs to. */
const contextOf = ({ content = [], quoted_text, inference_options }: Input) => {
  const tags = content.filter(isTag)
  const tool = inference_options?.tool_choice?.id
  return [
    ...(quoted_text ? [`The message quotes, as data: ${JSON.stringify(quoted_text)}`] : []),
    ...(tags.length > 0 ? [`The message points at, as data:\n${tags.map(tagLine).join('\n')}`] : []),
    ...(tool === undefined ? [] : [`The person chose the tool ${tool} for this message.`]),
  ].join('\n')
}

export const asidesOf = (input: Input): Asides => {
  const context = contextOf(input)
  return {
    ...(context && { _context: context }),
    ...(input.locale !== undefined && { _locale: input.locale }),
    ...(input.provider !== undefined && { _provider: input.provider }),
  }
}
