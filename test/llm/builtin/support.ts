/** Words read as a message would be, on Friday 20 November 2026, 15:00 UTC. */
import { languagesOf } from '../../../src/language/languages.ts'
import type { Context } from '../../../src/llm/builtin/parse/reference.ts'
import { hideQuotes } from '../../../src/task/quick-add/quotes.ts'

export const FRIDAY = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
export const contextOf = (words: string): Context => {
  const hidden = hideQuotes(words)
  return { when: FRIDAY, languages: languagesOf(words), hidden }
}
