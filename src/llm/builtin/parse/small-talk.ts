/** Owns telling talk from requests: what people say that asks for nothing on the list. */
import { fold } from '../../../language/fold.ts'
import { type Language, TOPICS, type Topic } from '../../../language/language.ts'
import { pattern } from './patterns.ts'

/** Topics that are the same few words in every conversation; the others are read in the language of the words alone. */
const SHARED = new Set<Topic>(['hello', 'thanks', 'bye', 'yes', 'no', 'help'])

/** What the words talk about, if they are talk. */
export const readTalk = (words: string, languages: readonly Language[]): Topic | undefined => {
  const folded = fold(words)
  for (const language of languages)
    for (const topic of TOPICS)
      if (
        (language === languages[0] || SHARED.has(topic)) &&
        language.topics[topic].some((source) => source !== '' && pattern(source, 'whole').test(folded))
      )
        return topic
  return undefined
}

/** “11:50 am” speaks of no person. */
const HALF_OF_DAY = /(?<=\d ?)[ap]m(?![a-z])/g

/** Whether the words are a sentence to a person rather than a thing to do. */
export const isTalking = (words: string, { talking }: Language) =>
  /\?\s*$/.test(words) || pattern(talking).test(fold(words).replace(HALF_OF_DAY, ''))
