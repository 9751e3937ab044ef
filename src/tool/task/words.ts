/** Dates and repeats in the person’s own words, as models and agents pass them on, read by our one reader of words. */
import { Type } from '@sinclair/typebox'
import type { When } from '../../lib/calendar.ts'
import { readOnlyParts } from '../../task/quick-add/parse.ts'
import { ToolError } from '../tool.ts'

const WORDS_MAX_CHARS = 200

/** What a call may say in words; read before anything else is done. */
export const inWords = {
  repeat: Type.Optional(
    Type.Union([Type.String({ maxLength: WORDS_MAX_CHARS }), Type.Null()], {
      description: 'How it repeats, in the person’s own words like "every monday", or as an RFC 5545 rule.',
    }),
  ),
  when: Type.Optional(
    Type.String({
      maxLength: WORDS_MAX_CHARS,
      description:
        'Due day and time in the person’s own words, like "next friday 5pm". Rather than due_on and due_time.',
    }),
  ),
}

/** When a reminder is to ring, for changes. */
export const remindInWords = Type.Optional(
  Type.String({
    maxLength: WORDS_MAX_CHARS,
    description: 'Snooze: when to ring next, like "in 10 minutes". Moves no date.',
  }),
)

interface Dated {
  when?: string
  due_on?: string | null
  due_time?: string | null
  repeat?: string | null
}

const isRule = (repeat: string) => /^(?:RRULE:)?[A-Z]+=/i.test(repeat)

const read = (field: string, words: string, when: When) => {
  const parts = readOnlyParts(words, when)
  if (parts?.due_on || parts?.due_time || parts?.repeat) return parts
  throw new ToolError(`${field} was not understood. Say it like "tomorrow 5pm" or "every monday", or ask the person.`)
}

/** The call with its words read by the person’s clock. @throws ToolError  words that name no date and no repeat */
export const readWords = <Args extends Dated>(args: Args, now: When): Args & Dated => {
  const { when: said, ...rest } = args
  const dated = said === undefined ? undefined : read('when', said, now)
  const repeated = rest.repeat && !isRule(rest.repeat) ? read('repeat', `${rest.repeat}`, now) : undefined
  const due_on = rest.due_on ?? dated?.due_on ?? repeated?.due_on
  const due_time = rest.due_time ?? dated?.due_time ?? repeated?.due_time
  const repeat = repeated?.repeat ?? rest.repeat ?? dated?.repeat
  return {
    ...rest,
    ...(due_on && { due_on }),
    ...(due_time && { due_time }),
    ...(repeat && { repeat }),
  } as Args & Dated
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/

/** The words as a day, or as a day and time. @throws ToolError  words that name no moment */
export const readRemind = (words: string, now: When): string => {
  if (MOMENT.test(words.trim())) return words.trim()
  const parts = readOnlyParts(words, now)
  if (!parts?.due_on || parts.repeat)
    throw new ToolError('remind was not understood. Say it like "in 10 minutes" or "friday 9:00", or ask the person.')
  return parts.due_time ? `${parts.due_on}T${parts.due_time}` : parts.due_on
}
