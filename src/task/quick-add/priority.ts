/** Owns priorities in plain words: `!high`, `p1`, “urgent: …”, “high priority”, “prioridad alta”. */
import { fold } from '../../language/fold.ts'
import type { Language } from '../../language/language.ts'
import type { Priority } from '../schema.ts'
import { collapseSpaces, readableTitle } from './text.ts'

type Level = [pattern: RegExp, level: (match: RegExpExecArray) => Priority | undefined]

const MARKED: Record<string, Priority> = { '1': 'high', '2': 'medium', '3': 'low', '4': 'none' }
const ORDER = ['high', 'medium', 'low', 'none'] as const

/** Words that mean a priority only at the beginning or the end; in the middle they belong to the title (“urgent care”). */
const build = ({ priorities: words }: Language): Level[] => {
  const all = ORDER.map((level) => words[level]).join('|')
  const levelOf = (word = ''): Priority | undefined =>
    MARKED[word] ??
    (new RegExp(`^(?:${words.urgent})$`).test(word)
      ? 'high'
      : ORDER.find((level) => new RegExp(`^(?:${words[level]})$`).test(word)))
  const named = `(?:(?<level>${all})[ -](?:${words.priority})|(?:${words.priority}):? ?(?:to |is |of |as |at )?(?<after>${all}|${words.urgent}|[1-3]))`
  const read = ({ groups }: RegExpExecArray) => levelOf(groups?.level ?? groups?.after)
  return [
    [new RegExp(`(?<!\\S)!(?<level>${all}|${words.urgent}|[1-4])(?![a-z0-9])`), read],
    [/^\(?p(?<level>[1-4])(?= |:|\)|$)[:)]?/, read],
    [/(?:^|[ ,(])p(?<level>[1-4])\)?[.!]?$/, read],
    [new RegExp(`^(?:${words.urgent})(?: ?[:!–]+| -) ?`), () => 'high'],
    [new RegExp(`^(?:${words.asap})(?: ?[:,!–-]+ ?| )(?=\\S)`), () => 'high'],
    [new RegExp(`(?:^|[ ,;(–-])(?:${words.urgent}|${words.asap})\\)?[.!,]*$`), () => 'high'],
    [new RegExp(`^${named}(?: ?[:,–-]| (?=\\S)|$)`), read],
    [new RegExp(`(?:^|[ ,;(–-])(?:(?:with|as|at|to|a|of|mit|con|avec|com|met) )*${named}\\)?[.!,]*$`), read],
  ]
}

const built = new Map<string, Level[]>()
const levelsOf = (language: Language) => {
  const known = built.get(language.tag) ?? build(language)
  built.set(language.tag, known)
  return known
}

const BANGS = / (!{1,3})$/
const MARKS = ['low', 'medium', 'high'] as const

const found = (words: string, match: RegExpExecArray, priority: Priority) => ({
  priority,
  rest: collapseSpaces(`${words.slice(0, match.index)} ${words.slice(match.index + match[0].length)}`),
})

/**
 * The priority and the words without it; undefined when the words name none. `bangs: false` leaves exclamation marks
 * alone: where a date has just been read out, they are what is left of its sentence.
 */
export const readPriority = (
  input: string,
  languages: readonly Language[],
  bangs = true,
): { priority: Priority; rest: string } | undefined => {
  if (!readableTitle(input)) return undefined
  const words = collapseSpaces(input)
  const folded = fold(words)
  for (const language of languages)
    for (const [pattern, level] of levelsOf(language)) {
      const match = pattern.exec(folded)
      const priority = match && level(match)
      if (match && priority) return found(words, match, priority)
    }
  const marks = bangs ? BANGS.exec(words) : null
  // French parts the mark of any sentence from its last word.
  if (marks?.[1] === '!' && languages[0]?.tag === 'fr') return undefined
  return marks ? found(words, marks, MARKS[(marks[1] ?? '').length - 1] ?? 'low') : undefined
}
