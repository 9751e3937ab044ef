/** Owns the way from a message to what is wanted. Only the person’s own message is ever read here, never a task’s text. */
import { fold, slipped, slips } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import { type Languages, languagesOf } from '../../../language/languages.ts'
import { type When, wallNow } from '../../../lib/calendar.ts'
import { readOnlyParts, readParts } from '../../../task/quick-add/parse.ts'
import { hideQuotes, isQuoted } from '../../../task/quick-add/quotes.ts'
import { collapseSpaces, endsWithVerb, readableTitle, startsWithVerb } from '../../../task/quick-add/text.ts'
import type { Intent, Jotted } from '../intent.ts'
import { readTasks, taskOf } from './add.ts'
import { readBeforehand } from './beforehand.ts'
import { isPast, plainly, splitClauses } from './clauses.ts'
import { readFilter } from './filter.ts'
import { isHappening, readHalves } from './halves.ts'
import { isQuestion, loosely } from './listing.ts'
import { readPasted } from './pasted.ts'
import { commandsOf, pattern } from './patterns.ts'
import { type Context, pointsAtTask, readReference } from './reference.ts'
import { changeOf, readChange, readHour, readRequest, unclearIn } from './requests.ts'
import { retracted } from './retract.ts'
import { mended } from './slips.ts'
import { isTalking, readTalk } from './small-talk.ts'

/** Requests in one message at most; what follows is told to be left out. */
export const INTENTS_MAX = 20

/** What a message was understood as, and in which languages. */
export interface Understood {
  intents: Intent[]
  languages: Languages
}

/** Parts alone, perhaps after “no”, “sorry” or “make it”: a correction, or a day to list. */
const readCorrection = (words: string, context: Context): Intent | undefined => {
  const { correcting, retracting, after } = context.languages[0]
  const lead = pattern(`(?:[ ,.:–-]*(?:${correcting})(?![a-z]))+`, 'start').exec(fold(words))?.[0].length ?? 0
  const all = words.slice(lead).replace(/^[ ,.:–-]+|[?!. ]+$/g, '')
  // “7 actually”: what puts right may stand behind.
  const end = pattern(`[ ,]+(?:${retracting})`, 'end').exec(fold(all))?.index ?? 0
  const said = end > 0 ? all.slice(0, end) : all
  const tail = pattern(`(?:${after})`, 'end').exec(fold(said))?.index ?? 0
  const left = tail > 0 ? said.slice(0, tail) : said
  if (pointsAtTask(left, context) && !/\d/.test(left)) return undefined
  const hour =
    end > 0 || /\S[ -]\S/.test(words.slice(0, lead)) || (lead > 0 && /^\d{1,2}[.:]\d\d$/.test(left.trim()))
      ? readHour(left, context)
      : undefined
  const change = hour ?? readChange(left, context)
  if (!change) return undefined
  const { filter } = readFilter(left, context.when, context.languages)
  return {
    do: 'parts',
    change,
    filter: { status: 'pending', ...filter },
    correcting: (lead > 0 || end > 0) && !/\?\s*$/.test(words),
  }
}

/** “verschieb …” that could not be carried out is asked about: it is no to-do, whatever day it names. */
const isCommandLike = (clause: string, language: Language) => {
  const [first = ''] = fold(clause.trim()).split(/[\s,:]+/)
  if (startsWithVerb(clause, language)) return false
  const verbs = commandsOf(language)
  return (
    verbs.has(first) ||
    (first.length >= COMMAND_SLIP_MIN &&
      [...verbs].some(
        (verb) => slipped(first, verb) || (slips(first, verb, 1) <= 1 && verb.length >= COMMAND_SLIP_MIN),
      ))
  )
}
const COMMAND_SLIP_MIN = 5

/** “readings for week 12, email Dr Hsu and print the sheet”: of three and more, all but the first are to-dos. */
const listsVerbs = (clause: string, language: Language) => {
  const [, ...more] = fold(clause).split(new RegExp(`, (?:(?:${language.list.and}) )?| (?:${language.list.and}) `))
  return more.length > 1 && more.every((part) => startsWithVerb(part, language) || endsWithVerb(part, language))
}

/** “…, spostala”: an order about what stands before, where “it” is joined to the verb. */
const JOINED_IT = /(?:^|[,;.] ?)(\p{L}{4,}?)-?(?:l[aoei]s?|[ao]s?)[.! ]*$/u
const endsInOrder = (clause: string, language: Language) =>
  commandsOf(language).has(JOINED_IT.exec(fold(clause))?.[1] ?? '')

/** “push it to …”: what is moved is a task that was spoken of, wherever it goes. */
const movesIt = (clause: string, language: Language) => {
  const [verb = '', object = '', ...more] = fold(clause.trim()).split(/\s+/)
  return more.length > 0 && commandsOf(language).has(verb) && pattern(language.list.it, 'whole').test(object)
}

/** A to-do jotted down without “add”: it begins with a verb (“buy milk”) or says when, how urgent, or what about. */
const jotted = (clause: string, context: Context): boolean => {
  const { languages, when } = context
  const [language] = languages
  if (isCommandLike(clause, language)) return false
  if (isTalking(clause, language) || pointsAtTask(clause.replace(/^\S+ /, ''), context)) return false
  if (movesIt(clause, language) || endsInOrder(clause, language)) return false
  if (
    languages.some((one) => startsWithVerb(clause, one)) ||
    endsWithVerb(clause.replace(/[^\p{L}\s]+/gu, ' '), language)
  )
    return true
  if (listsVerbs(clause, language)) return true
  const { due_on, due_time, priority, tags, repeat, rest } = readParts(clause, when, languages)
  if (!/\p{L}{2}/u.test(rest) && !isQuoted(rest)) return false
  // “Ma sœur vient samedi” says what will be; with an hour it is an appointment.
  if (due_time === null && tags.length === 0 && priority === 'none' && !repeat && isHappening(clause, language))
    return false
  // “lovely evening today” says a day and is no task.
  return (
    tags.length > 0 ||
    priority !== 'none' ||
    repeat !== null ||
    due_time !== null ||
    (due_on !== null && due_on !== wallNow(when).day) ||
    endsWithVerb(rest, language)
  )
}

/** The words beside the parts and what they set, of one task: it may be there already. */
const jottedOf = (words: string, { when, languages, hidden }: Context): Jotted | undefined => {
  const parts = readParts(words, when, languages)
  const change = changeOf(parts)
  return Object.keys(change).length ? { name: hidden.restore(parts.rest), change } : undefined
}

const adding = (words: string, context: Context): Intent => {
  const unclear = unclearIn(words, context)
  if (unclear) return { do: 'unclear', words: unclear }
  const tasks = readTasks(words, context)
  const jotted = tasks.length === 1 ? jottedOf(words, context) : undefined
  return tasks.length ? { do: 'add', tasks, ...(jotted && { jotted }) } : { do: 'talk', topic: 'what_to_add' }
}

const pointing = (clause: string, context: Context): Intent | undefined => {
  const target = readReference(clause, context)
  return ['ids', 'place', 'it', 'them'].includes(target.kind) ? { do: 'point', target } : undefined
}

const offering = (clause: string, context: Context): Intent => {
  const [language] = context.languages
  const task = taskOf(clause, context)
  const bare = !/\p{L}{2}/u.test(task.title) && !isQuoted(clause)
  const dated = task.due_on !== null && (isHappening(clause, language) || task.due_time !== null)
  if (
    (isTalking(clause, language) && !dated) ||
    bare ||
    /^[>`]/.test(clause.trim()) ||
    readOnlyParts(task.title, context.when)
  )
    return { do: 'talk', topic: 'chat' }
  return { do: 'offer', task }
}

/** “põe prioridade média na 9”: a request that names its task is no correction of another. */
const namesIds = (words: string, context: Context) => {
  const intent = readRequest(words, context)?.intent
  return intent?.do === 'change' && intent.target.kind === 'ids'
}

/** “When do taxes need to be filed” tells of nothing done, whether it ends in a mark or not. */
const ASKING =
  /\?\s*$|^(?:when|what|which|who|where|why|how|(?:do|does|did) (?:i|we|you)|wann|was|wer|wo|warum|welch\p{L}+|cuando|quien|donde|cual|quand|quoi|quel\p{L}*|comment|pourquoi|quando|cosa|chi|dove|perche|quale|wanneer|wat|waar|hoe|waarom|welk\p{L}*)(?:'s|s)?(?!\p{L})/u

/** One clause; `undefined` when it is nothing that we know. */
const known = (lines: string, context: Context): Intent | undefined => {
  const { languages } = context
  const [language] = languages
  const words = plainly(lines, language)
  const topic = readTalk(collapseSpaces(lines), languages) ?? readTalk(words, languages)
  // “Can you warn me an hour before the dentist?” asks whether, and asks for it.
  const ringing = topic === 'can_ring' ? readRequest(words, context) : undefined
  if (ringing?.match.kind === 'ahead') return ringing.intent
  if (topic && topic !== 'chat') return (COURTESY.test(topic) && beside(words, context)) || { do: 'talk', topic }
  if (!lines.includes('\n')) {
    const correction = readCorrection(collapseSpaces(lines), context)
    if (correction && !(correction.do === 'parts' && correction.correcting && namesIds(words, context)))
      return correction
  }
  const request = readRequest(lines.includes('\n') ? lines : words, context)?.intent
  if (request) return request
  if (topic) return { do: 'talk', topic }
  if (isPast(words, language) && !ASKING.test(fold(words)) && !jotted(words, context))
    return { do: 'past', words, offer: taskOf(words, context) }
  return undefined
}

/** “verything to high”: what would change all tasks is never read through a slip. */
const isWide = (intent: Intent) =>
  'target' in intent &&
  intent.target.kind === 'all' &&
  intent.target.words === undefined &&
  Object.keys(intent.target.filter).every((key) => key === 'status')

const readClause = (clause: string, context: Context): Intent => {
  const lines = clause.replace(/[^\S\n]+/g, ' ').trim()
  if (/^(?:\ue000\d+\ue001[.!?]?|>.*)$/s.test(lines)) return { do: 'talk', topic: 'chat' }
  const [language] = context.languages
  const words = plainly(lines, language)
  const found = known(lines, context)
  // “Do I have to call Ann tomorrow?” asks; what is asked for politely has lost its mark.
  if (found?.do === 'add' && /\?\s*$/.test(words)) return loosely(words, context)
  if (found) return found
  const point = pointing(words, context)
  if (point) return point
  const sure = languages(context).some((one) => startsWithVerb(words, one) || endsWithVerb(words, one))
  if (!sure)
    for (const other of mended(words, language)) {
      const meant = known(other, context)
      if (meant && !isWide(meant) && meant.do !== 'past' && !(meant.do === 'talk' && meant.topic === 'chat'))
        return meant
    }
  if (isQuestion(words, language) || isQuestion(lines, language)) return loosely(words, context)
  return jotted(words, context) ? adding(lines.includes('\n') ? lines : words, context) : offering(words, context)
}
const languages = (context: Context) => context.languages

const restored = (intent: Intent, { hidden }: Context): Intent =>
  intent.do === 'past' ? { ...intent, words: hidden.restore(intent.words) } : intent

/** Greetings and thanks beside a request need no answer of their own. */
const COURTESY = /^(?:hello|thanks|bye|yes|no|chat)$/
const isCourtesy = (intent: Intent) => intent.do === 'talk' && COURTESY.test(intent.topic)

/** “sí, borra la 5”: what a greeting or a yes leads to, when that is a request of its own. */
const beside = (words: string, context: Context): Intent | undefined => {
  const { intent, match } = readRequest(words, context) ?? {}
  if (!intent || !match || match.trailing) return undefined
  const named = 'target' in intent && /^(?:ids|words|place|several|all)$/.test(intent.target.kind)
  return intent.do === 'undo' || named ? intent : undefined
}

/** Whether a line is a request, so that lines are no pasted list. */
const isCommand = (context: Context) => (line: string) => {
  const words = plainly(line, context.languages[0])
  const request = readRequest(words, context)
  if (request)
    return (
      !(request.match.trailing && request.intent.do !== 'complete') &&
      !('offer' in request.intent && request.intent.offer !== undefined)
    )
  return readTalk(words, context.languages) !== undefined && line.length > 3
}

/** Conditions and second thoughts hold for all of a message, so they are looked for before it is cut. */
const holding = (words: string, context: Context): Intent | undefined => {
  const [language] = context.languages
  const said = [words, plainly(words, language)].map(fold)
  const bound = language.topics.condition.some((source) => said.some((one) => pattern(source, 'whole').test(one)))
  return bound ? { do: 'talk', topic: 'condition' } : retracted(words, context, (part) => readFew(part, context))
}

/** What is taken back is one request, however politely it is said; of longer messages nothing is read twice. */
const RETRACTED_MAX_CLAUSES = 4
const readFew = (words: string, context: Context): Intent[] =>
  splitClauses(words, context).length > RETRACTED_MAX_CLAUSES ? [] : readClauses(words, context)

/** Corrections are short (UTF-16 units). */
export const CORRECTION_MAX_CHARS = 100

/** “no, sorry, friday”: a correction is one whole, whatever its commas. */
const wholly = (words: string, context: Context): Intent | undefined => {
  if (words.length > CORRECTION_MAX_CHARS || !words.includes(',') || words.includes('\n')) return undefined
  if (readTalk(words, context.languages)) return undefined
  const correction = readCorrection(collapseSpaces(words), context)
  return correction?.do === 'parts' && correction.correcting && !namesIds(words, context) ? correction : undefined
}

/** Words that ask for nothing themselves: then “it” in the next clause is what they speak of. */
const isStatement = (intent: Intent) =>
  intent.do === 'offer' ||
  intent.do === 'past' ||
  (intent.do === 'talk' && /^(?:chat|refrained|nothing)$/.test(intent.topic))

/** “Quad broke again, untick it”: what “it” is stands in the clause before, which then needs no answer of its own. */
const spokenOf = (intents: Intent[], read: Intent[], clauses: string[], { hidden }: Context): Intent[] =>
  intents.flatMap((intent, at) => {
    const said = read[at]
    if (said?.do === 'parts' && !said.correcting) return [intent]
    const [before, next] = [intents[at - 1], intents[at + 1]]
    if (isStatement(intent) && next && isAboutIt(next)) return []
    if (!before || !isStatement(before) || !isAboutIt(intent)) return [intent]
    return [{ ...intent, target: { kind: 'words', words: hidden.restore(clauses[at - 1] ?? ''), within: true } }]
  })
type AboutIt = Extract<Intent, { target: unknown }>
const isAboutIt = (intent: Intent): intent is AboutIt =>
  'target' in intent && intent.target.kind === 'it' && intent.do !== 'point'

const readClauses = (words: string, context: Context): Intent[] => {
  const whole = wholly(words, context)
  if (whole) return [whole]
  const beforehand = readBeforehand(words, context)
  if (beforehand) return beforehand
  const halves = readHalves(words, context, (part) => readClauses(part, context))
  if (halves) return halves
  const said = splitClauses(words, context).slice(0, INTENTS_MAX)
  const spoken_to = said.filter((clause) => plainly(`${clause} x`, context.languages[0]) !== 'x')
  const clauses = spoken_to.length ? spoken_to : said
  const read = clauses.map((clause) => restored(readClause(clause, context), context))
  const intents = read.map((intent, at) => {
    const before = read[at - 1]
    // Parts after a request are about what that request was about: “add milk and make it urgent”.
    return before && intent.do === 'parts' && !(before.do === 'list' && before.loose)
      ? ({ do: 'change', target: { kind: 'it' }, change: intent.change } as const)
      : intent
  })
  const meant = spokenOf(intents, read, clauses, context).filter((intent) => !isCourtesy(intent))
  return meant.length ? meant : intents.slice(0, 1)
}

const led = (first: Language, others: Languages): Languages => [first, ...others.filter((one) => one !== first)]

/**
 * Everything a message asks for, in its order. The same words at the same instant always give the same.
 * @param language of the message, when it is known already
 */
export const understand = (message: string, when: When, spoken?: Language, language?: Language): Understood => {
  if (!readableTitle(message))
    return { intents: [{ do: 'talk', topic: 'too_long' }], languages: languagesOf('', when.locale, language ?? spoken) }
  const hidden = hideQuotes(message)
  const told = languagesOf(hidden.words, when.locale, spoken)
  const languages = language ? led(language, told) : told
  const context: Context = { when, languages, hidden }
  const pasted = readPasted(hidden.words, context, isCommand(context))
  if (pasted?.length) return { intents: [{ do: 'add', tasks: pasted }], languages }
  const held = holding(hidden.words, context)
  const wanted = held ? [held] : readClauses(hidden.words, context)
  return { intents: wanted.length ? wanted : [{ do: 'talk', topic: 'nothing' }], languages }
}
