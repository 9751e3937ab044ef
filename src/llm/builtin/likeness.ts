/** Owns how well words fit a task’s title: the very title, part of it, its words, a slip of the fingers, or its past. */
import { fold, slips } from '../../language/fold.ts'
import { LANGUAGES } from '../../language/languages.ts'
import { startsWithVerb } from '../../task/quick-add/text.ts'
import type { Task } from '../../task/schema.ts'

const SMALL = new Set(
  'ik heb hab je has he j ai ho eu pra pro para ao aos pelo the teh a an my one ones task tasks to for of and about with on at in der die das den dem ein eine mein meine zu el la los las un una mi de del al le les des du mon ma o os as um uma meu minha do da no na il lo gli i mio mia di het een mijn te van l d s i ve have ich habe ho he ya ja j ai has been got just already is are it up off'.split(
    ' ',
  ),
)

const stem = (word: string) => (word.length > 3 ? word.replace(/(?:es|s)$/, '') : word)
const words = (text: string) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(stem)
export const meaningful = (text: string) => {
  const all = words(text)
  const kept = all.filter((word) => !SMALL.has(word))
  return kept.length ? kept : all
}

/** Shortest beginning of a word that stands for it (“dent” for dentist). */
const PREFIX_MIN = 4
export const sameWord = (wanted: string, there: string) =>
  wanted === there || (wanted.length >= PREFIX_MIN && there.startsWith(wanted))

const saidOf = ({ title, tags, description }: Task) => [
  ...meaningful(title),
  ...tags.flatMap(words),
  ...words(description ?? ''),
]

/** “paying” of “pay”, “writing” of “write”, “planning” of “plan”. */
const isGerundOf = (said: string, verb: string) => {
  const base = /^(\p{L}{3,})ing$/u.exec(said)?.[1]
  return base !== undefined && [base, `${base}e`, base.replace(/(\p{L})\1$/u, '$1')].includes(verb)
}

/**
 * 3: the very title · 2: part of it, word for word · 1: all the words somewhere in title, tags or description · 0.5: the
 * same, one of them as what one is doing (“paying rent”).
 */
const closeness = (task: Task, wanted: string): number => {
  const asked = meaningful(wanted)
  if (asked.length === 0) return 0
  const title = meaningful(task.title)
  if (title.join(' ') === asked.join(' ')) return 3
  if (` ${title.join(' ')} `.includes(` ${asked.join(' ')} `)) return 2
  const there = saidOf(task)
  if (asked.every((word) => there.some((other) => sameWord(word, other)))) return 1
  return asked.every((word) => there.some((other) => sameWord(word, other) || isGerundOf(word, other))) ? 0.5 : 0
}

/** The tasks that fit best, all of them equally well; `prefer` breaks the tie between open and done ones. */
export const matching = (tasks: Task[], wanted: string, prefer?: Task['status']): Task[] => {
  const scored = tasks.map((task) => ({ task, score: closeness(task, wanted) })).filter(({ score }) => score > 0)
  const liked = scored.filter(({ task }) => task.status === prefer)
  const pool = liked.length ? liked : scored
  const best = Math.max(0, ...pool.map(({ score }) => score))
  return pool.filter(({ score }) => score === best).map(({ task }) => task)
}

/** Every task the words fit at all, for “all milk tasks”; words that are a tag mean that tag. */
export const fitting = (tasks: Task[], wanted: string): Task[] => {
  const tag = fold(wanted).replace(/^#/, '').trim()
  const tagged = tasks.filter(({ tags }) => tags.some((one) => fold(one) === tag))
  return tagged.length ? tagged : tasks.filter((task) => closeness(task, wanted) > 0)
}

const LIKE_MIN = 4
const LONG_MIN = 8
const isLike = (wanted: string, there: string) => {
  if (sameWord(wanted, there)) return true
  if (wanted.length < LIKE_MIN || there.length < LIKE_MIN) return false
  const most = there.length >= LONG_MIN ? 2 : 1
  return slips(wanted, there, most) <= most
}

/** Tasks that the words may mean if a word was mistyped or one too many; to be asked about, never acted on. */
export const like = (tasks: Task[], wanted: string): Task[] => {
  const asked = meaningful(wanted).filter((word) => word.length >= LIKE_MIN)
  if (asked.length === 0) return []
  return tasks.filter((task) => {
    const there = saidOf(task)
    return asked.filter((word) => there.some((other) => isLike(word, other))).length >= Math.ceil(asked.length * 0.6)
  })
}

const PAST = new Map(
  LANGUAGES.flatMap(({ past }) =>
    past
      .split(/\s+/)
      .filter(Boolean)
      .map((pair) => pair.split('=') as [string, string]),
  ),
)
const PARTED =
  /^(auf|ab|an|ein|aus|zuruck|mit|nach|um|raus|weg|vor|terug|op|af|over|uit|mee|in|aan|na|schoon)(\p{L}{3,})$/u
const STEM_MIN = 3
/** Whether a word is a form of a verb: they begin alike (“gekauft” for “kaufen”, “payé” for “payer”). */
const isFormOf = (said: string, verb: string) => {
  const told = PAST.get(said)
  if (told !== undefined && DOING.has(told)) return true
  const [, part = '', rest = ''] = PARTED.exec(said) ?? []
  const parted = [rest, rest.replace(/^ge/, '')].flatMap((one) => (PAST.has(one) ? `${part}${PAST.get(one)}` : []))
  const bases = [
    told ?? said,
    said,
    ...parted,
    said.replace(
      /^(auf|ab|an|ein|aus|zu|zuruck|mit|nach|um|her|hin|los|raus|rein|runter|hoch|durch|weg|vor|terug|op|af|over|uit|mee|in|aan|door|na|bij|schoon)?ge(?=\p{L}{3})/u,
      '$1',
    ),
  ]
  return bases.some((base) => alike(base, verb))
}
/** “Did the oven”: verbs that stand for any other. */
const DOING = new Set(['do', 'machen', 'hacer', 'faire', 'fazer', 'fare', 'doen'])
const alike = (base: string, verb: string) => {
  let at = 0
  while (at < base.length && base[at] === verb[at]) at++
  return base === verb || at >= Math.max(STEM_MIN, Math.min(base.length, verb.length) - 3)
}

/** “Is”, “was”, “already” around what has been done. */
const AROUND = new Set(
  'back draussen zuruck terug buiten was were been now finally ist sind war waren wurde wurden ich auch schon jetzt endlich est sont a c ca aussi enfin ja ta esta estao foi tambem e sono stato stata anche gia zijn al nu ook eindelijk era estan fue tambien heute gestern gerade vandaag gisteren oggi ieri hoje ontem hoy ayer hier'.split(
    ' ',
  ),
)

const done = (tasks: Task[], asked: string[]): Task[] =>
  tasks.filter((task) => {
    const title = meaningful(task.title)
    const misses = asked.filter((word) => !title.some((other) => sameWord(stem(word), other)))
    const nouns = asked.length - misses.length
    if (task.status !== 'pending' || nouns === 0 || misses.length > 1) return false
    return misses.every((word) => title.some((other) => isFormOf(word, other)))
  })

/** Open tasks whose title is what was said to have been done: all its words, one of them as a form of its verb. */
export const accomplished = (tasks: Task[], said: string): Task[] => {
  const asked = (fold(said).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !SMALL.has(stem(word)) && !SMALL.has(word))
  const found = done(tasks, asked)
  // A word around it may be part of a name: “de was” is the laundry.
  return found.length
    ? found
    : done(
        tasks,
        asked.filter((word) => !AROUND.has(word)),
      )
}

/** The longest word, to search for when the list is too long to read whole. */
export const keyword = (wanted: string) =>
  (fold(wanted).match(/[\p{L}\p{N}]+/gu) ?? []).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0]

/** Tasks that a sentence names with all the words of their titles, their own verbs perhaps aside. */
export const mentioned = (tasks: Task[], said: string, least = 1): Task[] => {
  const asked = words(said)
  const has = (word: string) =>
    asked.some((other) => other === word || (word.length >= PREFIX_MIN && other.startsWith(word)))
  const named = tasks.flatMap((task) => {
    const title = meaningful(task.title)
    const verb = LANGUAGES.some((language) => startsWithVerb(task.title, language)) ? 1 : 0
    const nouns = title.slice(verb)
    return nouns.length > 0 && title.filter(has).length >= least && nouns.every(has)
      ? [{ task, size: nouns.length }]
      : []
  })
  const most = Math.max(0, ...named.map(({ size }) => size))
  return named.filter(({ size }) => size === most).map(({ task }) => task)
}
