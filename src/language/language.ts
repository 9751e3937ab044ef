/** Owns what a language is to the assistant: one table of words, requests and answers. An eighth language is one more file. */

import type { CardWord } from './card-words.ts'
import { rowsOf } from './fill.ts'

/**
 * Date words by concept: the first character of a key is the concept, the rest its value. Phrases are parted by spaces,
 * words of a phrase by `_`; all are folded (lower case, no accents).
 *
 * W weekday (0 is Monday) · w every such weekday · M month · r day counted from today · q time of today · s day and time (1@09:00) · n number ·
 * o ordinal · u unit (d w m q y f) · h minutes of a unit of time · e every · x every second · N next · T this · L last ·
 * i in (ahead) · O on · A at · B by · F from · Z to · E end · S start · f of · t the · p part of the day · m noon, midnight ·
 * y day of a feast (12-25) · a am, pm · k o’clock · H half · Q quarter · P past · K weekend · D end of a unit · l from now · g ago · R rule ·
 * b rule, only at an end · z zone in minutes · & and · V an evening’s plan · v an early one
 */
type DateWords = Record<string, string>

/**
 * Requests, as regular expressions over folded words; `{x}` is a task, `{w}` a day or another part, `{t}` text, `{g}` tags,
 * `{o}` a task and more of its parts, `(?<n>…)` an amount of time.
 */
type Requests = Record<RequestKind, string[]>

export const REQUEST_KINDS = [
  'undo',
  'refrain',
  'ahead',
  'snooze',
  'untag',
  'tag',
  'note',
  'rename',
  'clear_date',
  'clear_time',
  'clear_priority',
  'clear_repeat',
  'clear_tags',
  'clear_note',
  'raise',
  'lower',
  'move',
  'shift',
  'earlier',
  'make',
  'state',
  'toggle',
  'reopen',
  'complete',
  'delete',
  'remind',
  'add',
  'search',
  'when',
  'show',
  'count',
  'ask',
  'list',
  'bare',
] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** What people say that asks for nothing on the list, by what there is to answer; tried in this order. */
export const TOPICS = [
  'hello',
  'fine',
  'thanks',
  'bye',
  'yes',
  'no',
  'who',
  'human',
  'languages',
  'data',
  'learn',
  'export',
  'repeats_help',
  'can_ring',
  'can_share',
  'can_delete',
  'can_other',
  'help',
  'refrained',
  'condition',
  'sorry',
  'chat',
] as const
export type Topic = (typeof TOPICS)[number]

/** Words around tasks and lists. */
interface ListWords {
  /** “task”, “to-do”: the thing itself; singular and plural. */
  task: string
  tasks: string
  articles: string
  it: string
  them: string
  /** Of `them`, those that say how many there are. */
  both: string
  all_three: string
  everything: string
  /** Words that announce a title, before a colon. */
  titled: string
  all: string
  except: string
  /** What joins an exception and the tag that all of it is about: “all but 5 in house”. */
  within: string
  and: string
  to: string
  done: string
  open: string
  overdue: string
  undated: string
  repeating: string
  by_priority: string
  urgent: string
  low: string
  medium: string
  /** Words that narrow nothing. */
  noise: string
  /** Words before a tag or a subject: “about”, “tagged”. */
  about: string
  since: string
  last_place: string
  /** Which way something goes: “back”, “nach hinten”; “forward”, “nach vorn”. */
  later: string
  earlier: string
}

interface Priorities {
  high: string
  medium: string
  low: string
  none: string
  /** “urgent”, “important”: a priority at either end of the words. */
  urgent: string
  /** “priority”. */
  priority: string
  asap: string
}

/** What sentences of two halves are made of: “because the in-laws come on sunday I need to clean”. */
interface Halves {
  /** Leads to a reason: “because”. */
  because: string
  /** Leads from what is so to what follows from it: “so”. */
  so: string
  /** “I have to”, in either order of its words. */
  duty: string
  /** What happens without anybody’s doing: “my sister comes on saturday”. */
  happens: string
  /** Tells to write down what was said before: “note that”. */
  noted: string
  /** Adds a day or an hour to what was said: “und zwar”. */
  namely: string
  /** Takes back that something was done: “I haven’t paid it yet”. */
  denied: string
}

/** Every sentence of the assistant; `{x}` and the like are put in. */
const SENTENCES = [
  'added',
  'added_many',
  'done',
  'done_many',
  'reopened',
  'reopened_many',
  'switched',
  'changed',
  'changed_many',
  'deleted',
  'deleted_many',
  'undone',
  'confirm',
  'failed',
  'failed_list',
  'list',
  'list_none',
  'more',
  'open_word',
  'done_word',
  'overdue_word',
  'undated_word',
  'repeating_word',
  'due_word',
  'between',
  'due_until',
  'due_from',
  'which',
  'which_of',
  'did_you_mean',
  'not_found',
  'no_such',
  'no_id',
  'too_many',
  'no_list',
  'offer',
  'not_a_date',
  'move_or_add',
  'what_to_add',
  'what_then',
  'left_out',
  'title_long',
  'title_empty',
  'title_one',
  'nothing_said',
  'too_long',
  'rings',
  'no_hour',
  'no_moment',
  'moment_past',
  'yes_card',
  'no_undo',
  'priority_none',
  'priority_low',
  'priority_medium',
  'priority_high',
  'today',
  'tomorrow',
  'yesterday',
  'at',
  'due',
  'no_due',
  'no_repeat',
  'no_tags',
  'no_note',
  'note',
  'title',
] as const
export type Sentence = (typeof SENTENCES)[number]

interface RepeatWords {
  day: [string, string]
  week: [string, string]
  month: [string, string]
  year: [string, string]
  /** A day of the week, where a language says it shorter than “every week on”. */
  each?: string
  on: string
  on_day: string
  last_day: string
  workdays: string
  nth: [string, string, string, string, string]
}

export interface Language {
  /** BCP 47, of two letters. */
  tag: string
  name: string
  /** Words that tell the language from the others. */
  telling: string
  dates: DateWords
  /** Whether “half five” is before five o’clock. */
  half_before: boolean
  /** Whether a bare number after “on” is a day (“el 14”). */
  day_numbers: boolean
  list: ListWords
  priorities: Priorities
  /** Verbs that a to-do begins with, in the form people jot them down in. */
  verbs: string
  /** Whether the verb of a to-do stands last (“Brot kaufen”). */
  verb_last: boolean
  /** Words that only lead to a request. */
  before: string
  after: string
  /** “to my list”, “off the list”. */
  on_list: string
  /** Words that mean nothing between parts. */
  glue: string
  /** Words that lead to a correction: “no”, “sorry”, “I mean”. */
  correcting: string
  /** Words that take back what stands before them in the same message: “no wait”, “I mean”. */
  retracting: string
  /** What begins or marks talk and no task. */
  talking: string
  /** What begins a question or a request to see something. */
  asking: string
  /** Past forms whose stem differs from the verb, as `past=verb`. */
  past: string
  /** What shows that something has been done. */
  past_mark: string
  /** Repeated leads inside a list of tasks: “call mum and remind me to …”. */
  again: string
  company: string
  /** What leads to something to do: “I have to”, “ich muss”. */
  must: string
  halves: Halves
  /** Forms of verbs that say where a task goes, and the small words around them: “slips”, “has been moved to”. */
  moved: string
  /** Answers to “move it, or add a new task?”. */
  moving: string
  anew: string
  /** Words that begin a question. */
  questions: string
  /** “and grandma too”. */
  too: string
  requests: Requests
  topics: Record<Topic, string[]>
  say: Record<Sentence, string>
  card: Record<CardWord, string>
  answers: Record<Topic, string>
  repeats: RepeatWords
}

export const dates = (table: string): DateWords => rowsOf(table)

/** Bun writes a character beyond U+FFFF of `String.raw` as an escape that only expressions with the flag u know. */
const unescaped = (rows: string) =>
  rows.replace(/\\u\{([0-9a-f]+)\}/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))

/** Patterns by kind from a table of `kind: pattern`, one a line. */
const table = <Kind extends string>(kinds: readonly Kind[], rows: string): Record<Kind, string[]> => {
  const made = Object.fromEntries(kinds.map((kind): [Kind, string[]] => [kind, []])) as Record<Kind, string[]>
  for (const row of unescaped(rows).split('\n')) {
    const [, name, pattern = ''] = /^ *(\w+): (.+)$/.exec(row) ?? []
    const kind = kinds.find((one) => one === name)
    if (kind) made[kind].push(pattern)
  }
  return made
}

export const requests = (rows: string): Requests => table(REQUEST_KINDS, rows)
export const topics = (rows: string): Record<Topic, string[]> => table(TOPICS, rows)
