/**
 * Owns cutting “add …” into tasks. What parts one task from the next: a line end or semicolon; a to-do verb after
 * “and” or a comma; a day of its own on both sides; commas and “and” in a list of things (“eggs, bread and butter”).
 * What does not: “and” alone after a verb (“buy bread and butter”), quotation marks, names in company.
 */
import { fold } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import { LANGUAGES } from '../../../language/languages.ts'
import { lexiconOf } from '../../../task/quick-add/lexicon.ts'
import { type ParsedTask, readOnlyParts, readParts, readTask } from '../../../task/quick-add/parse.ts'
import { isQuotation } from '../../../task/quick-add/quotes.ts'
import { collapseSpaces, endsWithVerb, isVerbAlone, startsWithVerb } from '../../../task/quick-add/text.ts'
import { kindsOf, tokenize } from '../../../task/quick-add/tokens.ts'
import { pattern } from './patterns.ts'
import type { Context } from './reference.ts'

const HARD =
  /(?:\s*(?:\n+|;)\s*|(?<!(?<!\p{L})(?:dr|mr|mrs|ms|st|no|nr|rs|vs|etc|prof|approx|sra?|d|bzw|ca|\d{1,2}))(?<=\S)[.!?]+\s+(?=\S))(?:(?:[-*•]|\d{1,3}[.)])\s+)?/iu

/** Parts of one line at most; a longer list is one title, which is then too long and said to be. */
const PARTS_MAX = 60
/** A day of its own stands within so many characters of the seam (UTF-16 units). */
const NEAR_CHARS = 120

const isVerbal = (words: string, language: Language) => startsWithVerb(words, language) || endsWithVerb(words, language)

const bare = (part: string, { again }: Language) => {
  const words = collapseSpaces(part)
  const lead = pattern(again, 'start').exec(fold(words))?.[0].length ?? 0
  return words.slice(lead).trim()
}

const saysDay = (part: string, { when, languages }: Context) => {
  const { due_on, repeat } = readParts(part, when, languages)
  return due_on !== null || repeat !== null
}

/** “every mon, wed and fri” is one repeat, and “tres y media” one time, whatever joins their words. */
const isOneTime = (left: string, part: string, { languages }: Context) => {
  const lexicon = lexiconOf(languages)
  const kinds = (words: string) => kindsOf(tokenize(words, lexicon))
  const before = kinds(left.slice(-NEAR_CHARS))
  const after = kinds(part)
  return (/[Ww]-?$/.test(before) && /^[Ot]*[Ww]/.test(after)) || (/[nc]k?$/.test(before) && /^[HQ]/.test(after))
}

/** The line cut at each comma and “and”: parts at even places, what stands between them at odd ones. */
type Cuts = string[]
const cutsOf = (line: string, { list }: Language): Cuts => {
  const seam = new RegExp(`, (?:${list.and}) |, | (?:${list.and}) `, 'g')
  const cuts: Cuts = []
  let at = 0
  for (const match of fold(line).matchAll(seam)) {
    cuts.push(line.slice(at, match.index), match[0])
    at = match.index + match[0].length
  }
  return [...cuts, line.slice(at)]
}

const closed = (cuts: Cuts, closes: (left: string, part: string) => boolean): Cuts => {
  const kept = cuts.slice(0, 1)
  for (let i = 2; i < cuts.length; i += 2) {
    const [left = '', sep = '', part = ''] = [kept.at(-1), cuts[i - 1], cuts[i]]
    if (closes(left, part)) kept[kept.length - 1] = `${left}${sep}${part}`
    else kept.push(sep, part)
  }
  return kept
}
const parts = (cuts: Cuts) => cuts.filter((_, i) => i % 2 === 0)

/** “Text Dave and tell him …”: a person spoken of before. */
const HIM = /^\p{L}+ (?:him|her|them|ihm|ihnen|lui|leur|hem|haar|hen)(?!\p{L})/u

/** Whether “… and part” goes on with the title on the left. */
const belongs = (left: string, part: string, context: Context): boolean => {
  const [language] = context.languages
  if (isQuotation(left) && isQuotation(part)) return false
  const verb = isVerbal(bare(part, language), language) && !isVerbAlone(bare(left, language), language)
  const led = pattern(language.again, 'start').test(fold(part.trim())) && bare(part, language) !== part.trim()
  if (HIM.test(fold(bare(part, language)))) return true
  return !verb && !led && !(saysDay(part, context) && saysDay(left.slice(-NEAR_CHARS), context))
}

/** Whether the list is of things, each a task of its own: commas or several “and”s, and no verb or company before. */
const areThings = (cuts: Cuts, { languages: [language] }: Context) => {
  const [first = ''] = cuts
  const seams = cuts.filter((_, i) => i % 2 === 1)
  const company = new RegExp(` (?:${language.company}) `).test(fold(first))
  // “sweep, mop, dust” is one chore: a verb alone is no title.
  const verbs = parts(cuts).some((part) => isVerbAlone(bare(part, language), language))
  return (
    (seams.some((seam) => seam.startsWith(',')) || seams.length > 1) && !isVerbal(first, language) && !company && !verbs
  )
}

interface Pieces {
  pieces: string[]
  /** Whether they are things in one list, which share what stands after the last. */
  things: boolean
}

const soft = (line: string, context: Context): Pieces => {
  const { languages, when } = context
  const cuts = cutsOf(line, languages[0])
  if (cuts.length > 2 * PARTS_MAX) return { pieces: [line], things: false }
  const whole = closed(cuts, (left, part) => {
    return part.trim() === '' || isOneTime(left, part, context) || readOnlyParts(part, when, languages) !== undefined
  })
  const things = areThings(whole, context)
  const verbal = !things && parts(whole).every((part) => isVerbal(bare(part, languages[0]), languages[0]))
  const pieces = parts(things ? whole : closed(whole, (left, part) => belongs(left, part, context)))
  return { pieces: pieces.map((piece) => bare(piece, languages[0])).filter(Boolean), things: things || verbal }
}

/** A full stop ends the sentence, not the title. */
const unstopped = (piece: string) =>
  /\d\.\d{1,2}\.$/.test(piece)
    ? piece
    : piece.replace(/(?<!\b(?:etc|inc|co|st))(?<=[\p{L}\p{N}])(?:[.!]|\.{3}|!{2,3})$/iu, '')

const isPlain = ({ due_on, priority, repeat, tags }: ParsedTask) =>
  due_on === null && repeat === null && priority === 'none' && tags.length === 0

/** “eggs, bread and butter tomorrow”: what only the last one says is meant for all. */
const shared = (tasks: ParsedTask[], { list }: Language): ParsedTask[] => {
  const all = new RegExp(`,? (?:${list.all})$`, 'i')
  const last = tasks.at(-1)
  if (!last || isPlain(last) || !tasks.slice(0, -1).every(isPlain)) return tasks
  return tasks.map(({ title }, at) => ({ ...last, title: at === tasks.length - 1 ? title.replace(all, '') : title }))
}

/** Bangs that end a sentence are no priority unless there are three. */
const calm = (piece: string) => piece.replace(/(?<=[\p{L}\p{N}])!{1,2}$/u, '').replace(/(?<=[\p{L}\p{N}])!!!$/u, ' !!!')

/** In whatever language: a word that stands for a task is no title of one. */
const isPronoun = (bare: string) => LANGUAGES.some(({ list }) => pattern(`${list.it}|${list.them}`, 'whole').test(bare))

/** A thank-you at the end of a request is no task, nor is a line of dashes, a verb or a pronoun alone. */
export const isTask = (
  { title, due_on, repeat }: ParsedTask,
  languages: readonly Language[],
  /** Whether it is an item of a list, where a verb alone is as good a title as any. */
  item = false,
) => {
  const bare = fold(title.trim())
  const undated = due_on === null && repeat === null
  const verbal = !item && undated && LANGUAGES.some((language) => isVerbAlone(bare, language))
  return (
    /[\p{L}\p{N}\p{S}]/u.test(title) &&
    !verbal &&
    !isPronoun(bare) &&
    !languages.some(({ topics }) => topics.thanks.some((source) => pattern(source, 'whole').test(bare)))
  )
}

/** One task as it is said. */
export const taskOf = (words: string, { hidden, when, languages }: Context): ParsedTask =>
  readTask(hidden.restore(unstopped(calm(words.trim()))), when, languages)

/** “party!!! tonight 8pm”: parts alone, in one line, go with what stands before them. */
const joinedParts = (lines: string[], line: string, content: string, { when, languages }: Context): string[] =>
  lines.length > 0 && !content.includes('\n') && readOnlyParts(line, when, languages)
    ? [...lines.slice(0, -1), `${lines.at(-1)} ${line}`]
    : [...lines, line]

/** @param content what follows “add”, quotations hidden */
export const readTasks = (content: string, context: Context): ParsedTask[] =>
  content
    .replace(/^\s*1[.)]\s+(.*\s2[.)]\s.*)$/s, (_, items: string) => items.replace(/\s+\d{1,2}[.)]\s+/g, '\n'))
    .replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, '')
    .replace(/^(\p{L}+)!+(?=\s)/u, (said, word: string) =>
      readOnlyParts(word, context.when, context.languages) ? `${word}:` : said,
    )
    .split(HARD)
    .reduce((lines: string[], line) => joinedParts(lines, line, content, context), [])
    .flatMap((line) => {
      const { pieces, things } = soft(collapseSpaces(line), context)
      const tasks = pieces.map((piece) => taskOf(piece, context)).filter((task) => isTask(task, context.languages))
      // “5, 10”: of several, a number alone is the rest of something else.
      const whole = pieces.length > 1 ? tasks.filter(({ title }) => !/^\d+$/.test(title)) : tasks
      return things ? shared(whole, context.languages[0]) : whole
    })
