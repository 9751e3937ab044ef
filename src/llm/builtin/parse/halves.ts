/**
 * Owns sentences of two halves of which only one is a to-do: “because the in-laws come on sunday I need to clean”,
 * “ich muss zum Arzt, schreib das bitte auf”, “morgen laufen, und zwar um 7”. What is so is no task of its own.
 */
import { fold } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import { type ParsedTask, readOnlyParts, readParts } from '../../../task/quick-add/parse.ts'
import { endsWithVerb, startsWithVerb } from '../../../task/quick-add/text.ts'
import type { Intent } from '../intent.ts'
import { readTasks } from './add.ts'
import { isPast, plainly } from './clauses.ts'
import { isQuestion } from './listing.ts'
import { pattern } from './patterns.ts'
import type { Context } from './reference.ts'
import { changeOf, readRequest } from './requests.ts'
import { withParts } from './retract.ts'
import { isTalking } from './small-talk.ts'

/** Sentences of people are shorter (UTF-16 units). */
const SENTENCE_MAX_CHARS = 200
/** “Not”, in whatever language: then there is nothing to do. */
const NOT =
  /(?<!\p{L})(?:not|n't|no|nicht|kein\p{L}*|nichts|pas|rien|nao|non|niet|geen|nunca|never)(?!\p{L})(?! vergessen)/u
const EDGES = /^[\s,;:.!–-]+|[\s,;:.!–-]+$/g
const bare = (part: string) => part.replace(EDGES, '')

type ReadAll = (words: string) => Intent[]

/** “… , write that down”: said of the sentence before, which is then a to-do, whatever it is otherwise. */
const noted = (words: string, context: Context, read: ReadAll): Intent[] | undefined => {
  const { halves, list, after } = context.languages[0]
  const end = pattern(`[ ,.;:!–-]+(?:(?:${list.and}) )?(?:${halves.noted})(?:${after})*[.! ]*`, 'end').exec(fold(words))
  const said = end ? bare(words.slice(0, end.index)) : ''
  if (!/\S\s+\S/.test(said)) return undefined
  const intents = read(said)
  const isIdle = intents.every(({ do: what }) => /^(?:offer|talk|past|parts)$/.test(what))
  return isIdle ? [{ do: 'add', tasks: readTasks(plainly(said, context.languages[0]), context) }] : intents
}

/** “… , und zwar um 7”: the parts belong to what was said. */
const added = (words: string, context: Context, read: ReadAll): Intent[] | undefined => {
  const seam = pattern(`,? (?:${context.languages[0].halves.namely}) `).exec(fold(words))
  if (!seam || seam.index === 0) return undefined
  const right = words.slice(seam.index + seam[0].length)
  return readOnlyParts(right, context.when, context.languages)
    ? read(`${words.slice(0, seam.index)} ${right}`)
    : undefined
}

interface Halves {
  left: string
  right: string
  /** Whether a word says that the right follows from the left, or the left is the reason. */
  reason: boolean
}

const halvesOf = (words: string, { halves: { because, so, duty } }: Language): Halves | undefined => {
  const said = fold(words)
  const seam = pattern(`(?<=[\\s,;:.!–-])((?:(?:${so}) )*)(?:${duty})(?= )`).exec(said)
  if (!seam || seam.index === 0) return undefined
  const lead = pattern(`(?:${because}) `, 'start').exec(said)?.[0].length ?? 0
  const [left, right] = [bare(words.slice(lead, seam.index)), bare(words.slice(seam.index + seam[0].length))]
  const follows = /\S/.test(seam[1] ?? '') && !/^(?:and|und|y|et|e|en) $/.test(seam[1] ?? '')
  return left && right ? { left, right, reason: lead > 0 || follows } : undefined
}

/** What is so, and no request: “am Freitag kommt Oma”. */
export const isHappening = (words: string, { halves }: Language) =>
  pattern(`(?:(?<![\\w-])|(?='))(?:${halves.happens})(?![\\w-])`).test(fold(words))

const isReason = ({ left, reason }: Halves, context: Context) => {
  const [language] = context.languages
  if (isQuestion(left, language)) return false
  if (startsWithVerb(left, language) || endsWithVerb(left, language)) return false
  const request = readRequest(plainly(left, language), context)
  if (request) return reason && request.intent.do === 'add'
  if (isPast(left, language)) return false
  return reason || isHappening(left, language) || isTalking(left, language)
}

/** The to-do with the day of the other half, where it says none itself: that is what it is to be done for. */
const dayed = (task: ParsedTask, { left, right }: Halves, { when, languages }: Context): ParsedTask => {
  const { due_on, repeat, says_day } = readParts(left, when, languages)
  const own = readParts(right, when, languages)
  return due_on && says_day && !repeat && !own.says_day && !own.repeat ? { ...task, due_on } : task
}

const dutiful = (words: string, context: Context): Intent[] | undefined => {
  const [language] = context.languages
  const halves = halvesOf(words, language)
  if (!halves || NOT.test(fold(halves.right)) || /(?:^|\s)(?:no|nao|non|not)$/.test(fold(halves.left))) return undefined
  if ([halves.left, halves.right].some((half) => /[.!?;]\s/.test(half))) return undefined
  const tasks = readTasks(plainly(halves.right, language), context)
  if (tasks.length === 0) return undefined
  const parts = readOnlyParts(halves.left, context.when, context.languages)
  if (parts) {
    const own = readParts(halves.right, context.when, context.languages)
    const { due_time, ...change } = changeOf(parts)
    const laid = { ...change, ...(due_time && !own.due_time && { due_time }) }
    return own.says_day ? undefined : [{ do: 'add', tasks: tasks.map((task) => withParts(task, laid)) }]
  }
  return isReason(halves, context)
    ? [{ do: 'add', tasks: tasks.map((task) => dayed(task, halves, context)) }]
    : undefined
}

/** @param read how the rest of the message is understood */
export const readHalves = (words: string, context: Context, read: ReadAll): Intent[] | undefined => {
  if (words.length > SENTENCE_MAX_CHARS || words.includes('\n') || /\?\s*$/.test(words)) return undefined
  return noted(words, context, read) ?? added(words, context, read) ?? dutiful(words, context)
}
