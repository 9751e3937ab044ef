/**
 * Owns the doubt about a to-do jotted down with a day: “yoga slips to friday” is no second yoga when there is one. What
 * only says where that task goes changes it, what may be either is asked about, and all else is added.
 */
import { fold } from '../../language/fold.ts'
import type { Language } from '../../language/language.ts'
import { endsWithVerb, startsWithVerb } from '../../task/quick-add/text.ts'
import type { Task } from '../../task/schema.ts'
import type { Jotted } from './intent.ts'
import { meaningful, sameWord } from './likeness.ts'

/** What a jotted to-do means once the list is known: a change of these tasks, certain when `sure`. */
interface Known {
  ids: number[]
  sure: boolean
}

/** Words that say where a day leads, so that what stands before them is no whole title: “the report to”. */
const TOWARDS = /(?<!\p{L})(?:to|till|until|auf|bis|naar|tot|para|pras?|pros?|al?|as|aos?|alle|au|aux|jusqu'a)$/u

const forms = new Map<string, Set<string>>()
const formsOf = ({ tag, moved, list }: Language): Set<string> => {
  const known = forms.get(tag) ?? new Set([...moved.split(/\s+/), ...list.articles.split('|')])
  forms.set(tag, known)
  return known
}

const wordsOf = (text: string) => fold(text).match(/[\p{L}\p{N}']+/gu) ?? []
const stemmed = (word: string) => meaningful(word)[0] ?? word

interface Fit {
  task: Task
  /** Words that are neither of the title nor a form of moving. */
  left: string[]
  /** Whether a form of moving was said. */
  moved: boolean
  whole: boolean
  /** Whether the title’s own verb is missing: “dentist friday” may be another thing than “call the dentist”. */
  verbless: boolean
}

/** Shorter words are prepositions and the like. */
const FORM_MIN = 3

const verbOf = (title: string, words: string[], language: Language) =>
  startsWithVerb(title, language) ? words[0] : endsWithVerb(title, language) ? words.at(-1) : undefined

const fit = (task: Task, words: string[], moving: Set<string>, language: Language): Fit | undefined => {
  const title = meaningful(task.title)
  const isOf = (word: string) => title.some((other) => sameWord(stemmed(word), other))
  const named = title.filter((other) => words.some((word) => sameWord(stemmed(word), other)))
  const verb = verbOf(task.title, title, language)
  const noun = title.filter((word) => word !== verb)
  const whole = noun.length > 0 && noun.every((word) => named.includes(word))
  if (named.filter((word) => noun.includes(word)).length === 0) return undefined
  const others = words.filter((word) => !isOf(word))
  const articles = new Set(language.list.articles.split('|'))
  const left = others.filter((word) => word.length > 1 && !/^\d+$/.test(word) && !moving.has(word))
  const verbless = verb !== undefined && !named.includes(verb)
  return {
    task,
    left,
    whole,
    verbless,
    moved: others.some((word) => moving.has(word) && word.length >= FORM_MIN && !articles.has(word)),
  }
}

/** Words beside the name at most when the sentence is still about the task. */
const LEFT_MAX = 1
/** And at most when it names all of a title of several words. */
const SENTENCE_LEFT_MAX = 6

/** Which open task a jotted to-do may be about; undefined when it is a new one. */
export const knownTask = ({ name, change }: Jotted, tasks: Task[], language: Language): Known | undefined => {
  const said = fold(name).replace(/[\s.,!?:;–-]+$/, '')
  const words = wordsOf(said)
  const towards = TOWARDS.test(said)
  const moving = formsOf(language)
  const open = tasks.filter(({ status }) => status === 'pending')
  const fits = open.flatMap((task) => fit(task, words, moving, language) ?? [])
  const clean = fits.filter(({ left }) => left.length === 0)
  const best = clean.some(({ whole }) => whole) ? clean.filter(({ whole }) => whole) : clean
  if (best.length > 0) {
    const ids = best.map(({ task }) => task.id)
    if (!towards && best.every(({ moved, verbless }) => !moved && (verbless || change.repeat))) return undefined
    return { ids, sure: best.length === 1 && (towards || best.some(({ moved }) => moved)) }
  }
  const verbal = startsWithVerb(said, language)
  const full = fits.filter(
    ({ task, left, whole, verbless }) =>
      whole && !verbless && !verbal && left.length <= SENTENCE_LEFT_MAX && meaningful(task.title).length > 1,
  )
  if (full.length > 0 && !towards) return { ids: full.map(({ task }) => task.id), sure: false }
  const named = fits.filter(({ left, whole }) => left.length <= LEFT_MAX && (whole || towards))
  if (named.length === 0) return undefined
  const definite = new RegExp(`^(?:\\S+ )?(?:${language.list.articles}) `).test(said) && !startsWithVerb(said, language)
  return towards || definite
    ? { ids: named.map(({ task }) => task.id), sure: named.length === 1 && towards }
    : undefined
}
