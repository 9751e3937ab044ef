/** Owns how people point at tasks: “3”, “tasks 2, 3 and 5”, “the milk one”, “all done tasks”, “it”, “the last one”. */
import { fold } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import type { Languages } from '../../../language/languages.ts'
import type { When } from '../../../lib/calendar.ts'
import { type Hidden, isQuoted } from '../../../task/quick-add/quotes.ts'
import { collapseSpaces } from '../../../task/quick-add/text.ts'
import type { Reference } from '../intent.ts'
import { readFilter } from './filter.ts'
import { pattern } from './patterns.ts'

/** Where words are read: the person’s clock and the languages they may be in. */
export interface Context {
  when: When
  languages: Languages
  hidden: Hidden
}

/** Ids named by one message at most; a range counts each. */
const IDS_MAX = 50
const unique = (ids: number[]) => [...new Set(ids)].slice(0, IDS_MAX)

interface Patterns {
  ids: RegExp
  range: RegExp
  place: RegExp
  it: RegExp
  them: RegExp
  both: RegExp
  three: RegExp
  everything: RegExp
  all: RegExp
  plural: RegExp
  except: RegExp
  within: RegExp
  trailing: RegExp
  lead: RegExp
  tail: RegExp
  and: RegExp
  one: RegExp
  places: Map<string, number>
}

const build = ({ list, dates, after, on_list }: Language): Patterns => {
  const noun = `(?:${list.tasks}|${list.task}|numbers?|nos?\\.?|nr\\.?|ids?)`
  const article = `(?:${list.articles})`
  const id = '#?[1-9]\\d{0,8}'
  const ordinals = Object.entries(dates).filter(([key]) => key.startsWith('o'))
  const places = new Map(
    ordinals.flatMap(([key, phrases]) =>
      phrases.split(/\s+/).map((word) => [word.replaceAll('_', ' '), Number(key.slice(1))] as const),
    ),
  )
  const first = [...places.keys()].join('|')
  return {
    ids: new RegExp(
      `^(?:${article} )?(?:${noun} ?){0,2}${id}(?:(?:, ?(?:${list.and}) |, ?| (?:${list.and}) | )(?:${noun} )?${id}){0,49}$`,
    ),
    range: new RegExp(`^(?:${article} )?(?:${noun})? ?#?([1-9]\\d{0,8}) ?(?:-|–|${list.to}) ?#?([1-9]\\d{0,8})$`),
    place: new RegExp(
      `^(?:${article} )?(?:(${first})|(\\d{1,2})(?:st|nd|rd|th|\\.|e|er|eme|º|ª|°|de|ste)|(${list.last_place}))(?: (?:${list.task}|one))?(?: (?:on|in|of|auf|von|de|della|van|op) .{1,12})?$`,
    ),
    it: new RegExp(`^(?:${list.it})$`),
    them: new RegExp(`^(?:${list.them}|${list.both}|${list.all_three})$`),
    both: new RegExp(`^(?:${list.both})$`),
    three: new RegExp(`^(?:${list.all_three})$`),
    everything: new RegExp(`^(?:${list.everything}|(?:${list.all}) (?:${article} )?(?:${list.tasks}))$`),
    all: new RegExp(`^(?:${list.all})(?: |$)`),
    plural: new RegExp(`(?:^|[ ])(?:${list.tasks})(?: |$)`),
    except: new RegExp(`^(.+?),? (?:${list.except}) (.+)$`),
    within: new RegExp(`^(.+) (?:${list.within}) #?(\\S+)$`),
    trailing: new RegExp(`(?:${after}|,? (?:${on_list}))+[.!]*$|[.!?,…]+$`),
    lead: new RegExp(
      `^(?:(?:${article}|${list.all}|${list.about})(?= ) |(?:${list.task}|one|thing)(?: (?:called|named|${list.about}|for|to))? )+`,
    ),
    tail: new RegExp(` (?:${list.task}|${list.tasks}|one)$`),
    and: new RegExp(`, (?:${list.and}) |, | (?:${list.and}) `),
    one: new RegExp(`^${article} .{1,60} (?:one|${list.task})$`),
    places,
  }
}
const built = new Map<string, Patterns>()
const patternsOf = (language: Language) => {
  const known = built.get(language.tag) ?? build(language)
  built.set(language.tag, known)
  return known
}

const idsOf = (folded: string, { ids, range }: Patterns): number[] | undefined => {
  const between = range.exec(folded)
  if (between) {
    const [from, to] = [Number(between[1]), Number(between[2])]
    const length = to - from + 1
    return length >= 1 && length <= IDS_MAX ? Array.from({ length }, (_, i) => from + i) : undefined
  }
  return ids.test(folded) ? unique((folded.match(/[1-9]\d{0,8}/g) ?? []).map(Number)) : undefined
}

const placeOf = (folded: string, { place, places }: Patterns): number | undefined => {
  const [, word, number, last] = place.exec(folded) ?? []
  if (last) return -1
  return number ? Number(number) : word ? places.get(word) : undefined
}

/** The name a reference gives, without the words around it. */
const nameOf = (words: string, { lead, tail }: Patterns) => {
  const folded = fold(words)
  const start = lead.exec(folded)?.[0].length ?? 0
  const cut = words.slice(start)
  const end = tail.exec(fold(cut))
  return (end ? cut.slice(0, end.index) : cut).trim()
}

const many = (words: string, folded: string, patterns: Patterns, context: Context): Reference | undefined => {
  const { filter, rest, any } = readFilter(words, context.when, context.languages)
  const plural = patterns.all.test(folded) || patterns.plural.test(folded)
  if (!plural && !(any && rest === '')) return undefined
  if (plural && !any && rest === '') return { kind: 'all', filter: {} }
  const name = rest === '' ? '' : nameOf(rest, patterns)
  return {
    kind: 'all',
    filter,
    ...(name && { words: name }),
    ...(!plural && patterns.one.test(folded) && { single: true }),
  }
}

const exact = (folded: string, patterns: Patterns): Reference | undefined => {
  const ids = idsOf(folded, patterns)
  if (ids) return { kind: 'ids', ids }
  const place = placeOf(folded, patterns)
  if (place !== undefined) return { kind: 'place', place }
  if (patterns.it.test(folded)) return { kind: 'it' }
  if (patterns.both.test(folded)) return { kind: 'them', count: 2 }
  if (patterns.three.test(folded)) return { kind: 'them', count: 3 }
  if (patterns.them.test(folded)) return { kind: 'them' }
  return patterns.everything.test(folded) ? { kind: 'all', filter: {} } : undefined
}

type Wide = Extract<Reference, { kind: 'all' }>
/** “everything except the gutters in house”: the tag behind the exception bounds the whole. */
const excepting = (base: Wide, words: string, { within }: Patterns, context: Context): Wide => {
  const [, name = '', place = ''] = within.exec(fold(words)) ?? []
  if (base.words || Object.keys(base.filter).length > 0 || place === '')
    return { ...base, except: readReference(words, context) }
  return { ...base, words: words.slice(-place.length), except: readReference(words.slice(0, name.length), context) }
}

const single = (words: string, context: Context): Reference => {
  const folded = fold(words)
  for (const language of context.languages) {
    const found = exact(folded, patternsOf(language))
    if (found) return found
  }
  const patterns = patternsOf(context.languages[0])
  // “Alles ohne Datum”: what narrows is no exception.
  const said = pattern(context.languages[0].list.undated).test(folded)
  const undated = said ? many(words, folded, patterns, context) : undefined
  if (undated?.kind === 'all' && undated.filter.undated && !undated.words) return undated
  const except = patterns.except.exec(folded)
  if (except) {
    const base = single(words.slice(0, except[1]?.length ?? 0), context)
    if (base.kind === 'all') return excepting(base, words.slice(-(except[2]?.length ?? 0)), patterns, context)
  }
  return many(words, folded, patterns, context) ?? { kind: 'words', words: nameOf(words, patterns) || words }
}

const LAYERS_MAX = 3
export const readReference = (input: string, context: Context): Reference => {
  if (isQuoted(input)) {
    const alone = /^\S* ?(\ue000\d+\ue001)(?: \S+)?$/.exec(input.trim())?.[1]
    return { kind: 'words', words: collapseSpaces(context.hidden.inner(alone ?? input)) }
  }
  const patterns = patternsOf(context.languages[0])
  let words = collapseSpaces(input)
  for (let i = 0; i < LAYERS_MAX; i++) {
    const cut = patterns.trailing.exec(fold(words))
    if (cut && cut.index > 0) words = words.slice(0, cut.index).trim()
  }
  if (words === '') return { kind: 'nothing' }
  const one = single(words, context)
  const parts = fold(words).split(patterns.and).filter(Boolean)
  if (one.kind !== 'words' || parts.length < 2) return one
  return { kind: 'several', words: one.words, parts: parts.map((part) => single(part.trim(), context)) }
}

/** Whether words after a verb clearly point at a task: an id, “it”, “the … one”. Then the verb is an order to us. */
export const pointsAtTask = (words: string, context: Context): boolean => {
  const folded = fold(collapseSpaces(words)).replace(/[.!?,]+$/, '')
  const patterns = patternsOf(context.languages[0])
  if (context.languages.some((language) => exact(folded, patternsOf(language)))) return true
  if (patterns.one.test(folded)) return true
  return patterns.and.test(folded) && folded.split(patterns.and).every((part) => exact(part.trim(), patterns))
}
