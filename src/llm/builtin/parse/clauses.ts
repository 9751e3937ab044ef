/**
 * Owns the cut between several requests in one message: “finish 3 and delete the dentist one, then show my list”.
 * A cut is made only where the next words are a request of their own, because “and” and commas also stand inside
 * titles. Within “add …”, verbs that could begin a title (“finish the report”) count only when they point at a task.
 */
import { fold } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import { cutText } from '../../../lib/text.ts'
import { readOnlyParts, readParts } from '../../../task/quick-add/parse.ts'
import { collapseSpaces, endsWithVerb, startsWithVerb } from '../../../task/quick-add/text.ts'
import type { Intent } from '../intent.ts'
import type { Match } from './patterns.ts'
import { commandsOf, pattern } from './patterns.ts'
import { type Context, pointsAtTask } from './reference.ts'
import { readRequest } from './requests.ts'

/** So many layers of politeness are taken off. */
const LAYERS_MAX = 5

/** “tu peux reporter …”: what is asked for politely is an order. */
const POLITE =
  /(?:^|\s)(?:tu peux|peux-tu|pourrais-tu|pouvez-vous|puoi|potresti|puo|podes?|poderias|consegues|puedes?|podrias)\s/
const ORDERED: Record<string, string> = { mettre: 'mets', mettere: 'metti', por: 'poe', poner: 'pon', mover: 'mueve' }
const ordered = (lead: string, words: string, language: Language): string => {
  const [first = ''] = words.split(' ')
  if (!POLITE.test(fold(lead))) return words
  const verb = fold(first)
  const commands = commandsOf(language)
  const order = ORDERED[verb] ?? [verb.slice(0, -1), verb.slice(0, -2)].find((one) => commands.has(one))
  return order === undefined ? words : `${order}${words.slice(first.length)}`
}

/** The request itself. Words that are nothing but politeness stay as they are. */
export const plainly = (words: string, language: Language): string => {
  const { before, after } = language
  let left = collapseSpaces(words)
  for (let i = 0; i < LAYERS_MAX; i++) {
    const lead = pattern(before, 'start').exec(fold(left))?.[0].length ?? 0
    const cut = ordered(left.slice(0, lead), left.slice(lead).trim(), language)
    const tail = new RegExp(`(?:${after})[.!? ]*$`).exec(fold(cut))
    const next = tail && tail.index > 0 ? cut.slice(0, tail.index).replace(/[ ,]+$/, '') : cut
    if (next === '' || next === left) return left
    // A request put as a question is no question: its mark goes.
    left = lead > 0 ? next.replace(/\s*\?+$/, '') : next
  }
  return left
}

/** What was done, also of several things: “rent is paid and the cellar is swept”. */
export const isPast = (words: string, { past_mark, list }: Language) => {
  const said = fold(words.replace(/[.!\s]+$/, ''))
  const parts = said.split(new RegExp(`,? (?:${list.and}) `))
  const mark = pattern(past_mark)
  return mark.test(said) || parts.filter((part) => mark.test(part)).length > 1
}

/** Requests that are one wherever they stand. */
const SURE = new Set(['undo', 'ahead', 'remind', 'add', 'toggle', 'reopen', 'rename'])
/** A request shows in so many characters at its beginning (UTF-16 units); reading no more keeps long messages cheap. */
const HEAD_CHARS = 120
/** Places looked at for a cut; people do not ask for so much at once. */
const CUTS_MAX = 30

const separatorOf = ({ list }: Language) =>
  new RegExp(
    `\\n+|;|[.!?]+(?=\\s)|,(?: (?:${list.and}))*(?=\\s)|(?<=\\s)(?:${list.and})(?: (?:${list.and}))*(?=\\s)`,
    'g',
  )

/** A title that is announced with a colon goes on to the end of its line, whatever it says. */
const announcedBy = ({ list }: Language) => new RegExp(`(?<!\\p{L})(?:${list.titled}) ?:[^\\n]*$`, 'u')

/** “Dr. Who” and “no. 5” are no ends of sentences. */
const isAbbreviation = (before: string, mark: string) =>
  mark === '.' &&
  /(?<!\p{L})(?:dr|mr|mrs|ms|st|no|nr|rs|vs|e\.g|i\.e|etc|approx|prof|sra?|bzw|ca|\d{1,2})$/iu.test(before)

const pointed = ({ slots: { x, o } }: Match, context: Context) => {
  const words = o?.split(' ') ?? []
  const objects = x === undefined ? words.slice(0, 3).map((_, i) => words.slice(0, i + 1).join(' ')) : [x]
  return objects.some((object) => pointsAtTask(object, context))
}

/** “é”, “è” are verbs where “e” is “and”. */
const isAccented = (message: string, { index, 0: seam }: RegExpExecArray) =>
  /[éèÉÈ]/.test(message.slice(index, index + seam.length))

type Kind = { intent: Intent; match: Match } | undefined

/** Whether what stands before goes on as a title unless something sure follows. */
const isAddition = (left: string, kind: Kind, { languages: [language] }: Context) =>
  kind === undefined
    ? startsWithVerb(left, language) || endsWithVerb(left, language)
    : kind.intent.do === 'add' ||
      ('offer' in kind.intent &&
        kind.intent.offer !== undefined &&
        !kind.match.trailing &&
        startsWithVerb(left, language))

/** “Buy paint, then move the dog to friday”: a day after “then” is no part of what was to be added before. */
const movesThen = (mark: string, { intent, match }: NonNullable<Kind>, { languages: [language] }: Context) =>
  match.kind === 'move' &&
  intent.do === 'change' &&
  intent.target.kind === 'words' &&
  /(?:then|dann|luego|ensuite|puis|depois|poi|daarna|dan)$/.test(mark.trim()) &&
  new RegExp(`^(?:${language.list.articles}) `).test(fold(match.slots.x ?? ''))

const begins = (
  before: string,
  mark: string,
  after: string,
  context: Context,
  read: (words: string) => Kind,
): boolean => {
  const [language] = context.languages
  const [head = ''] = cutText(after, HEAD_CHARS).split(/[;\n]|[.!?]\s/)
  const next = plainly(head, language)
  const left = plainly(cutText(before, HEAD_CHARS), language)
  // “Urgent!! Ring the landlord”, “party!!! tonight 8pm”: parts alone belong to what stands beside them.
  if (/!/.test(mark) && [left, next].some((one) => readOnlyParts(one, context.when, context.languages))) return false
  const found = read(next)
  const hard = /[\n;.!?]/.test(mark)
  const verbal = startsWithVerb(next, language)
  // “rent is done and the cellar is swept”: one thing done, and another.
  if (!found && isPast(next, language)) {
    const kind = read(left)
    if (kind?.intent.do === 'complete' && kind.match.trailing) return true
  }
  // “I fetched the results, tomorrow I call the doctor”: what has been done has no day to come.
  if (!found && isPast(left, language) && !isPast(next, language) && /[,;]/.test(mark))
    if (readParts(next, context.when, context.languages).says_day) return true
  if (!found && !hard && !verbal) return false
  const leftKind = read(left)
  if (found && !found.match.trailing) {
    const { kind } = found.match
    if (kind === 'list' || kind === 'ask' || kind === 'count')
      return found.intent.do === 'list' && (found.intent.words === undefined || hard)
    // “change 5 and 7 to friday”: “7 to friday” is a request only after one that is whole.
    if (kind === 'state' && leftKind === undefined) return false
    if (SURE.has(kind) || pointed(found.match, context) || movesThen(mark, found, context)) return true
    const [first = ''] = next.split(separatorOf(language))
    const short = first === next ? undefined : read(first.trim())
    if (short && pointed(short.match, context)) return true
    return !isAddition(left, leftKind, context)
  }
  if (found && hard) return true
  if (leftKind === undefined || leftKind.intent.do === 'add') return hard && leftKind === undefined
  // A request whose object is closed: what follows can only be something new.
  return (verbal || hard) && pointed(leftKind.match, context)
}

/** Line ends stay: in “add” they part one task from the next. */
const trimClause = (clause: string, { list }: Language) => {
  const lead = pattern(`[,; ]*(?:(?:${list.and}) )?`, 'start').exec(fold(clause.trim()))?.[0].length ?? 0
  return clause
    .trim()
    .slice(lead)
    .replace(/[,;]+$/, '')
    .trim()
}

/** The requests of a message, in order. */
export const splitClauses = (message: string, context: Context): string[] => {
  const [language] = context.languages
  const clauses: string[] = []
  const seen = new Map<string, Kind>()
  // The same words are looked at from both sides of many a seam; only their first language cuts.
  const own = { ...context, languages: [language] as const }
  const read = (words: string) => {
    if (!seen.has(words)) seen.set(words, readRequest(words, own))
    return seen.get(words)
  }
  const announced = announcedBy(language)
  let start = 0
  for (const match of [...fold(message).matchAll(separatorOf(language))].slice(0, CUTS_MAX)) {
    const left = message.slice(start, match.index)
    const right = message.slice(match.index + match[0].length)
    if (left.trim() === '' || isAbbreviation(left, match[0]) || isAccented(message, match)) continue
    if (!match[0].includes('\n') && announced.test(fold(left))) continue
    if (!begins(left, match[0], right, own, read)) continue
    clauses.push(left)
    start = match.index + match[0].length
  }
  return [...clauses, message.slice(start)]
    .map((clause) => trimClause(clause, language))
    .filter((clause) => clause !== '')
}
