/** Owns priorities in plain words: `!high`, `p1`, “urgent: …”, “high priority”. */
import type { Priority } from '../task/schema.ts'
import { readable, tidy } from './tidy.ts'

const LEVELS: Record<string, Priority> = {
  high: 'high',
  highest: 'high',
  top: 'high',
  urgent: 'high',
  critical: 'high',
  important: 'high',
  '1': 'high',
  medium: 'medium',
  med: 'medium',
  normal: 'medium',
  '2': 'medium',
  low: 'low',
  lowest: 'low',
  '3': 'low',
  none: 'none',
  no: 'none',
  '4': 'none',
}
const LEVEL = 'highest|high|top|medium|med|normal|lowest|low|no'

/** Words that mean a priority only at the beginning or the end; in the middle they belong to the title (“urgent care”). */
const PATTERNS: RegExp[] = [
  /(?<!\S)!(high|medium|med|low|none|urgent|[1-4])(?![\p{L}\p{N}])/iu,
  /^\(?p([1-4])(?= |:|\)|$)[:)]?/i,
  /(?:^|[ ,(])p([1-4])\)?[.!]?$/i,
  /^(urgent|important|critical)(?:ly)?(?: ?[:!–]+| -) ?/i,
  /(?:^|[ ,;(–-])(urgent|important|critical)(?:ly)?\)?[.!]*$/i,
  new RegExp(`^(${LEVEL}) priority(?: ?[:,–-]| (?=\\S)|$)`, 'i'),
  new RegExp(`(?:^|[ ,;(–-])(?:with |as |at |to |a |of )*(${LEVEL})[ -]priority\\)?[.!]*$`, 'i'),
  new RegExp(`(?:^|[ ,;(–-])(?:with |at )?priority:? ?(?:to |is |of )?(${LEVEL}|none|urgent|[1-3])\\)?[.!]*$`, 'i'),
]
const ASAP = /(?:^|[ ,;(–-])(?:asap|a\.s\.a\.p\.?|as soon as possible)\)?[.!]*$/i
const BANGS = / (!{1,3})$/
const MARKS = ['low', 'medium', 'high'] as const

const found = (words: string, match: RegExpExecArray, priority: Priority) => ({
  priority,
  rest: tidy(`${words.slice(0, match.index)} ${words.slice(match.index + match[0].length)}`),
})

/**
 * The priority and the words without it; undefined when the words name none. `bangs: false` leaves exclamation marks
 * alone: where a date has just been read out, they are what is left of its sentence.
 */
export const readPriority = (input: string, bangs = true): { priority: Priority; rest: string } | undefined => {
  if (!readable(input)) return undefined
  const words = tidy(input)
  for (const pattern of PATTERNS) {
    const match = pattern.exec(words)
    const priority = match && LEVELS[(match[1] ?? '').toLowerCase()]
    if (match && priority) return found(words, match, priority)
  }
  const asap = ASAP.exec(words)
  if (asap) return found(words, asap, 'high')
  const marks = bangs ? BANGS.exec(words) : null
  return marks ? found(words, marks, MARKS[(marks[1] ?? '').length - 1] ?? 'low') : undefined
}
