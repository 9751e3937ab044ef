/**
 * Owns the doubts: words that look like a date or a time and are part of a title (“read The Day After Tomorrow”,
 * “march for science”, “boil eggs for 5 minutes”). A date missed is seen at once; a title torn apart is not.
 */
import { startsWithVerb } from './verb.ts'

/** A candidate as the date parser found it. */
export interface Candidate {
  text: string
  start: number
  end: number
  /** Counted from the present (“in 3 days”). */
  relative: boolean
  monthOnly: boolean
  timeOnly: boolean
  /** Whether am, pm or a word for the part of the day was said. */
  clear: boolean
  range: boolean
}

const DURATION =
  /\b(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|quarters?|years?)\b|\d ?[hmdwy]\b/i
const FROM_NOW = /^(?:in|within|after|next)\b|\b(?:from now|later|hence|time|day after tomorrow)$/i
const PAST = /\b(?:ago|last|past|previous|yesterday|earlier|before)\b/i
const LEAD = /(?:^|\s)(?:on|by|before|due|until|till|for|from|at|next|this|in|coming)[: ]*$/i
const MONTH_LEAD = /(?:^|\s)(?:in|by|before|until|till|next|due|this|of)[: ]*$/i
const DETERMINER = /(?:^|\s)(?:the|an?|my|our|your|his|her|their|every|each|any|no)\s+$/i
const IN_THE = /\bin the (?:morning|afternoon|evening)$/i
const SET_PHRASE =
  /\b(?:black friday|good friday|cyber monday|casual friday|freaky friday|ash wednesday|easter (?:sun|mon)day|palm sunday|super tuesday|throwback thursday|friday night lights|sunday (?:times|roast|school|best)|monday blues|today show|tomorrow never)\b/i
const MEDIA =
  /^\s*(?:please )?(?:(?:re)?watch|(?:re)?read|see|listen to|listen|play|stream|finish reading|buy|order|borrow|return)\b/i
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$/i
const SHORT_DAY = /^(?:mon|wed|sat|sun|tue|fri|thu)$/i
const UNIT =
  /^\s*(?:miles?|km|k\b|steps|times|people|persons|percent|%|euros?|dollars|[€$£]|kg|g\b|l\b|ml|cups?|pages|x\b|of them)/i
/** What may follow a day or hour in the middle of a title. */
const JOINT =
  /^\s*(?:$|[,;.!?)#–-]|(?:at|by|to|for|with|about|from|in|before|after|and|or|if|then|because|so|on|as|when|via|until|around|p[1-4]|urgent|asap)\b)/i

const capitalised = (text: string) => text.split(/\s+/).every((word) => /^\p{Lu}/u.test(word))

/** “watch Saturday Night Fever”, “read The Day After Tomorrow”: a name among ordinary words. */
const isName = ({ text }: Candidate, before: string, after: string) => {
  if (!capitalised(text) || !/\p{Ll}/u.test(before[0] ?? '')) return false
  if (/^\s+\p{Lu}/u.test(after) && MEDIA.test(before)) return true
  return WEEKDAY.test(text) || /^\p{Lu}\w+\s+\d|^\d/u.test(text) ? false : /\s/.test(text) || MEDIA.test(before)
}

const isDuration = ({ text, relative }: Candidate, before: string) =>
  relative && DURATION.test(text) && !FROM_NOW.test(text) && !/\bin\s+$/i.test(before)

const isLooseDay = (candidate: Candidate, before: string, after: string) => {
  if (!WEEKDAY.test(candidate.text) || LEAD.test(before)) return false
  if (SHORT_DAY.test(candidate.text)) return after.trim() !== '' || before.trim() === ''
  return !JOINT.test(after) && !(before.trim() === '' && startsWithVerb(after))
}

/** “at 5” is an hour only where the words pause; “3:16” after a name is a verse. */
const isLooseTime = ({ text, timeOnly, clear }: Candidate, before: string, after: string) => {
  if (!timeOnly || clear) return false
  if (/^at\b/i.test(text) || LEAD.test(before)) return !JOINT.test(after)
  return /^\d{1,2}$/.test(text) || !JOINT.test(after) || /\p{Lu}\S*\s+$/u.test(before)
}

const isFraction = ({ text }: Candidate, before: string, after: string) =>
  /^\d{1,2}[/.-]\d{1,2}$/.test(text) &&
  !LEAD.test(before) &&
  !JOINT.test(after) &&
  !(before.trim() === '' && startsWithVerb(after))

const nearby = (before: string, text: string, after: string) =>
  `${before.split(/\s+/).slice(-2).join(' ')}${text}${after.split(/\s+/).slice(0, 3).join(' ')}`

/** Whether the candidate belongs to the title of `words` rather than to the calendar. */
export const isTrap = (words: string, candidate: Candidate): boolean => {
  const before = words.slice(0, candidate.start)
  const after = words.slice(candidate.end)
  const { text } = candidate
  if (/^['’]s\b/.test(after) || UNIT.test(after) || PAST.test(text) || /\blast\s+$/i.test(before)) return true
  if (/^now$/i.test(text)) return after.trim() !== ''
  if (SET_PHRASE.test(nearby(before, text, after)) || (candidate.range && !candidate.timeOnly)) return true
  if (candidate.monthOnly && !MONTH_LEAD.test(before) && !/^(?:in|by|next|this)\b/i.test(text)) return true
  if (DETERMINER.test(before) && !/^\d/.test(text) && !IN_THE.test(`${before}${text}`)) return true
  return [isName, isDuration, isLooseDay, isLooseTime, isFraction].some((doubt) => doubt(candidate, before, after))
}
