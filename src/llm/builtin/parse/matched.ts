/** What a reader of a request is given: the slots of its pattern, and the words they stand in. */
import type { Language } from '../../../language/language.ts'
import type { Intent } from '../intent.ts'
import type { Slots } from './patterns.ts'
import type { Context } from './reference.ts'

export interface Matched {
  slots: Slots
  /** Whether the pattern begins with words of the person’s own. */
  trailing: boolean
  words: string
  context: Context
  language: Language
}
export type Read = (asked: Matched) => Intent | undefined
