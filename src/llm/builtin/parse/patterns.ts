/** Owns the request patterns of the language tables: compiled once, matched on folded words, slots given as written. */
import { fold } from '../../../language/fold.ts'
import { type Language, REQUEST_KINDS, type RequestKind } from '../../../language/language.ts'

/** What the slots of a pattern took, as written. */
export type Slots = Partial<Record<'x' | 'w' | 't' | 'g' | 'q' | 'n' | 'o' | 'e', string>>

interface Pattern {
  kind: RequestKind
  /** Slots taken as short as they can be, and as long. */
  lazy: RegExp
  greedy: RegExp
  /** Whether it begins with words of the person’s own, not with a verb of ours. */
  trailing: boolean
}

const SLOT = /\{([xwtgqno])\}/g
const END = '[.!]*$'
/** A question keeps its mark to the end, so that what stands before it is read. */
const ASKED_END = '[.!?]*$'
const compile = (kind: RequestKind, source: string, greedy: boolean) =>
  new RegExp(
    `^(?:${source.replace(SLOT, (_, slot: string) => (slot === 'n' ? '(?<n>\\S+(?: \\S+)?)' : `(?<${slot}>.+${greedy ? '' : '?'})`))})${kind === 'when' ? ASKED_END : END}`,
    'ds',
  )

const built = new Map<string, Pattern[]>()
const patternsOf = (language: Language): Pattern[] => {
  const known = built.get(language.tag)
  if (known) return known
  const made = REQUEST_KINDS.flatMap((kind) =>
    language.requests[kind].map((source) => ({
      kind,
      lazy: compile(kind, source, false),
      greedy: compile(kind, source, true),
      trailing: source.startsWith('{'),
    })),
  )
  // What begins with a verb of ours is surer than what ends like one.
  const rank = ({ kind, trailing }: Pattern) => (kind === 'bare' ? 2 : trailing ? 1 : 0)
  made.sort((a, b) => rank(a) - rank(b))
  built.set(language.tag, made)
  return made
}

export interface Match {
  kind: RequestKind
  slots: Slots
  trailing: boolean
}

const slotsOf = (words: string, match: RegExpExecArray): Slots => {
  const slots: Slots = {}
  for (const [name, place] of Object.entries(match.indices?.groups ?? {}))
    if (place) slots[name as keyof Slots] = words.slice(place[0], place[1]).trim()
  return slots
}

/** A command is shorter than this (UTF-16 units); what is longer can only be something to add. */
const COMMAND_MAX_CHARS = 200
const LONG_KINDS = new Set<RequestKind>(['add', 'remind'])

/** Every reading of the words as a request, the likeliest first. */
export function* matches(words: string, language: Language): Generator<Match> {
  const folded = fold(words)
  const long = folded.length > COMMAND_MAX_CHARS
  for (const { kind, lazy, greedy, trailing } of patternsOf(language)) {
    if (long && !LONG_KINDS.has(kind)) continue
    const short = lazy.exec(folded)
    if (!short) continue
    const slots = slotsOf(words, short)
    yield { kind, slots, trailing }
    const greater = greedy.exec(folded)
    const other = greater ? slotsOf(words, greater) : slots
    if (JSON.stringify(other) !== JSON.stringify(slots)) yield { kind, slots: other, trailing }
  }
}

const ANCHORED = {
  whole: (source: string) => `^(?:${source})[!.,?:)~… ]*$`,
  start: (source: string) => `^(?:${source})`,
  end: (source: string) => `(?:${source})$`,
  any: (source: string) => source,
}
type Anchor = keyof typeof ANCHORED
/** By anchor, so that no look-up has to write a key of some hundred characters. */
const compiled: Record<Anchor, Map<string, RegExp>> = {
  whole: new Map(),
  start: new Map(),
  end: new Map(),
  any: new Map(),
}
/** A pattern of the tables, anchored as given; cached, as many as the tables hold. */
export const pattern = (source: string, anchor: Anchor = 'any'): RegExp => {
  const known = compiled[anchor].get(source)
  if (known) return known
  const made = new RegExp(ANCHORED[anchor](source), 's')
  compiled[anchor].set(source, made)
  return made
}

/** Requests that change what is there; the verbs they begin with are said to us. */
const COMMANDS: readonly RequestKind[] = [
  'move',
  'shift',
  'earlier',
  'rename',
  'make',
  'complete',
  'delete',
  'reopen',
  'untag',
]
const commands = new Map<string, Set<string>>()
/** Verbs that requests begin with: “verschieb”, “sposta”. */
export const commandsOf = (language: Language): Set<string> => {
  const known = commands.get(language.tag)
  if (known) return known
  const heads = COMMANDS.flatMap((kind) => language.requests[kind]).map(
    (source) => /^\(\?:((?:[^()]|\([^()]*\)[?*]?)*)\)[ ({-]/.exec(source)?.[1] ?? '',
  )
  const words = heads.flatMap((head) => head.split('|').flatMap(spelled)).filter((word) => /^\p{L}{4,}$/u.test(word))
  const found = new Set(words)
  commands.set(language.tag, found)
  return found
}
/** “verschiebe?” is spelled both ways. */
const spelled = (word: string) => {
  const plain = word.replace(/\(\?:[^()]*\)\??/g, '')
  return plain.includes('?') ? [plain.replace(/.\?/g, ''), plain.replaceAll('?', '')] : [plain]
}

const vocabularies = new Map<string, Set<string>>()
/** The words of ours that stand in the patterns: what a slip of the fingers may have meant. */
export const vocabularyOf = (language: Language): Set<string> => {
  const known = vocabularies.get(language.tag)
  if (known) return known
  const { done, open, overdue, task, tasks } = language.list
  const sources = [
    ...Object.values(language.requests).flat(),
    ...language.topics.help,
    done,
    open,
    overdue,
    task,
    tasks,
  ]
  const plain = sources.flatMap((source) => {
    const bare = source.replace(/\(\?(?:[:!=]|<[!=]|<\w+>)/g, ' ').replace(/\\./g, ' ')
    // “verschiebe?” is spelled both ways.
    return [bare.replace(/\?/g, ''), bare.replace(/\p{L}\?/gu, '')]
  })
  const found = new Set(plain.flatMap((source) => source.match(/\p{L}{4,}/gu) ?? []))
  vocabularies.set(language.tag, found)
  return found
}
