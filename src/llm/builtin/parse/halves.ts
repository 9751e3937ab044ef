/**
 * Owns sentences of two halves of which only one is a to-do: “because the in-laws come on sunday I need to clean”,
 * “ich muss zum Arzt, schreib das bitte auf”, “morgen laufen, und zwar um 7”. What is so is no task of its own.
 */
import { fold } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import { type ParsedParts, type ParsedTask, readOnlyParts, readParts } from '../../../task/quick-add/parse.ts'
import { endsWithVerb, startsWithVerb } from '../../../task/quick-add/text.ts'
import type { Intent } from '../intent.ts'
import { readTasks, taskOf } from './add.ts'
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
const NOT_END = /(?:^|\s)(?:no|nao|non|not)$/
/** “But”, in whatever language, at the end of what stands before a duty. */
const BUT = /[\s,;]+(?:but|aber|pero|mais|mas|ma|però|maar|jetzt|now|ahora|maintenant|agora|ora|adesso|nu)$/i
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
  /** Whether the left begins with “because”. */
  because: boolean
  /** Whether a word says that the right follows from the left. */
  follows: boolean
}

const halvesOf = (words: string, { halves: { because, so, duty }, list }: Language): Halves | undefined => {
  const said = fold(words)
  const seam = pattern(`(?<=[\\s,;:.!–-])((?:(?:${so}) )*)(?:${duty})(?= )`).exec(said)
  if (!seam || seam.index === 0) return undefined
  const lead = pattern(`(?:${because}) `, 'start').exec(said)?.[0].length ?? 0
  const [left, right] = [
    bare(bare(words.slice(lead, seam.index)).replace(BUT, '')),
    bare(words.slice(seam.index + seam[0].length)),
  ]
  const joint = (seam[1] ?? '').trim()
  const follows = joint !== '' && !pattern(list.and, 'whole').test(joint)
  // “Il faut” is two words of one duty.
  return left && right && left.length > 2 ? { left, right, because: lead > 0, follows } : undefined
}

/** What is so, and no request: “am Freitag kommt Oma”. */
export const isHappening = (words: string, { halves }: Language) =>
  pattern(`(?:(?<![\\w-])|(?='))(?:${halves.happens})(?![\\w-])`).test(fold(words))

/** Whether the left half only says why, or what is so: then it is no task of its own. */
const isReason = ({ left, because, follows }: Halves, context: Context) => {
  const [language] = context.languages
  if (because) return true
  if (isQuestion(left, language) || startsWithVerb(left, language) || endsWithVerb(left, language)) return false
  if (isHappening(left, language)) return true
  const request = readRequest(plainly(left, language), context)
  if (request) return follows && request.intent.do === 'add'
  return !isPast(left, language) && (follows || isTalking(left, language))
}

/** A day stands in so many words at the beginning. */
const DAY_MAX_WORDS = 3
/** The day of the reason, which its verb may follow: “sabato viene Luca”. */
export const dayOf = (left: string, { when, languages }: Context): string | undefined => {
  const read = readParts(left, when, languages)
  if (read.due_on) return read.says_day && !read.repeat ? read.due_on : undefined
  const words = left.split(' ')
  return (
    Array.from({ length: DAY_MAX_WORDS }, (_, i) => words.slice(0, i + 1).join(' '))
      .map((part) => readOnlyParts(part, when, languages))
      .find((parts) => parts?.says_day)?.due_on ?? undefined
  )
}

/** What is to be done, on the day of the other half where it says none itself: that is what it is to be done for. */
const dayed = ({ left, right }: Halves, context: Context): ParsedTask[] => {
  const { when, languages } = context
  const said = plainly(right, languages[0])
  const own = readParts(said, when, languages)
  const due_on = own.says_day || own.repeat ? undefined : dayOf(left, context)
  const tasks = readTasks(said, context)
  if (!due_on) return tasks
  // With a day, a verb alone is enough: “putzen”.
  return (tasks.length > 0 ? tasks : [taskOf(said, context)]).map((task) => ({ ...task, due_on }))
}

/** “Le premier je dois …”: all that the left says are parts of the task. */
const laid = (parts: ParsedParts, { right }: Halves, context: Context): ParsedTask[] => {
  const own = readParts(right, context.when, context.languages)
  const { due_time, ...change } = changeOf(parts)
  const tasks = own.says_day ? [] : readTasks(plainly(right, context.languages[0]), context)
  return tasks.map((task) => withParts(task, { ...change, ...(due_time && !own.due_time && { due_time }) }))
}

const dutiful = (words: string, context: Context): Intent[] | undefined => {
  const halves = halvesOf(words, context.languages[0])
  if (!halves || NOT.test(fold(halves.right)) || NOT_END.test(fold(halves.left))) return undefined
  if ([halves.left, halves.right].some((half) => /[.!?;]\s/.test(half))) return undefined
  const parts = readOnlyParts(halves.left, context.when, context.languages)
  const tasks = parts ? laid(parts, halves, context) : isReason(halves, context) ? dayed(halves, context) : []
  return tasks.length > 0 ? [{ do: 'add', tasks }] : undefined
}

/** @param read how the rest of the message is understood */
export const readHalves = (words: string, context: Context, read: ReadAll): Intent[] | undefined => {
  if (words.length > SENTENCE_MAX_CHARS || words.includes('\n') || /\?\s*$/.test(words)) return undefined
  return noted(words, context, read) ?? added(words, context, read) ?? dutiful(words, context)
}
