/** Owns requests to see tasks: which filter they name, and what is left over to search for. */
import { fold } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import { wallNow } from '../../../lib/calendar.ts'
import { readParts } from '../../../task/quick-add/parse.ts'
import { isQuoted } from '../../../task/quick-add/quotes.ts'
import { collapseSpaces, startsWithVerb } from '../../../task/quick-add/text.ts'
import type { Intent } from '../intent.ts'
import { taskOf } from './add.ts'
import { readFilter } from './filter.ts'
import type { Read } from './matched.ts'
import { pattern } from './patterns.ts'
import type { Context } from './reference.ts'
import { mended } from './slips.ts'

/** The filter of a list; a slip in one of our own words is no word to search for. */
const readList = (q: string, { when, languages }: Context) => {
  const read = readFilter(q, when, languages)
  const other =
    read.rest === ''
      ? undefined
      : mended(q, languages[0])
          .map((words) => readFilter(words, when, languages))
          .find(({ rest }) => rest === '')
  return other ?? read
}

/** A subject has a word or two. */
const SUBJECT_MAX_WORDS = 2
/** “work stuff (for today)”: a word and a name for things. */
const isHeap = (said: string, subject: string, { articles, tasks }: Pick<Language['list'], 'articles' | 'tasks'>) =>
  /^\S+$/.test(subject) &&
  pattern(`(?:(?:${articles}|all|any) )*(\\S+) (?:${tasks})(?: |$)`, 'start').exec(said)?.[1] === subject

/** “(is there anything) for work?”: what is left over is what the question is about, and nothing else. */
const isSubject = (q: string, rest: string, { list }: Language) => {
  const { articles, tasks } = list
  const said = fold(q.replace(/[?!.\s]+$/, ''))
  const subject = fold(rest)
  if (isHeap(said, subject, { articles, tasks })) return true
  if (subject.split(' ').length > SUBJECT_MAX_WORDS || !said.endsWith(subject)) return false
  const before = said.slice(0, -subject.length)
  return pattern(`(?:^| )(?:${list.about})(?: (?:${list.articles}))? $`, 'any').test(before)
}

/** Verbs of to-dos that more often name what things are about. */
const NOUNS = /^(?:work|study|email|exercise|paint)$/

export const listing =
  (strict: boolean, count = false): Read =>
  ({ slots, context, words, language }) => {
    const q = slots.q ?? ''
    const { filter, rest } = readList(q, context)
    if (strict && rest !== '' && !/^#/.test(rest) && !isSubject(q, rest, language)) return undefined
    const all = pattern(`(?:^| )(?:${language.list.all})(?: |$)`).test(fold(q)) && !/\ue000/.test(words)
    const status = filter.status ?? (all && Object.keys(filter).length === 0 ? undefined : 'pending')
    // What is due today or this week includes what is late.
    if (filter.due_after === wallNow(context.when).day && status === 'pending') delete filter.due_after
    // What fits nothing may have been meant as a task.
    const heap = !isQuestion(words, language) && isHeap(fold(q), fold(rest), language.list)
    if (heap && startsWithVerb(q, language) && !NOUNS.test(fold(rest))) return undefined
    const shown = rest === '' ? undefined : collapseSpaces(context.hidden.inner(rest))
    return {
      do: 'list',
      filter: { ...filter, ...(status && { status }) },
      ...(shown && { words: shown }),
      ...(count && { count }),
      ...(heap && { offer: taskOf(words, context) }),
    }
  }

/** “home tasks”; what begins with the verb of a to-do is one (“plan tasks”). */
export const bare: Read = (asked) =>
  asked.trailing && startsWithVerb(asked.words, asked.language) ? undefined : listing(false)(asked)

const Q_MAX_CHARS = 200
export const search: Read = ({ slots, context }) => {
  const said = (slots.q ?? '').replace(/[?!.]+$/, '')
  if (!isQuoted(said)) {
    const { filter, rest } = readFilter(said, context.when, context.languages)
    if (rest === '') return { do: 'list', filter: { status: 'pending', ...filter } }
    return rest.length <= Q_MAX_CHARS ? { do: 'list', filter, words: rest } : undefined
  }
  return { do: 'list', filter: {}, words: collapseSpaces(context.hidden.inner(said)) }
}

/** Whether the words ask something, so that nothing of them is ever added. */
export const isQuestion = (words: string, { questions }: Language) =>
  /\?\s*$/.test(words) || new RegExp(`^(?:${fold(questions)})(?!\\p{L})`, 'u').test(fold(words))

/** A question that no pattern knows: a list of what it narrows, unless it is about something else altogether. */
export const loosely = (words: string, context: Context): Intent => {
  const { when, languages } = context
  const { filter, rest, any } = readFilter(words, when, languages)
  const repeats = readParts(words, when, languages).repeat !== null
  const subject = collapseSpaces(context.hidden.inner(rest))
  if (!any && !repeats && subject === '') return { do: 'talk', topic: 'chat' }
  const narrowed = { ...filter, ...(repeats && { repeats: true }) }
  // What is due today or this week includes what is late.
  if (filter.due_after === wallNow(when).day) delete narrowed.due_after
  return {
    do: 'list',
    filter: { ...narrowed, status: filter.status ?? 'pending' },
    ...(subject !== '' && { words: subject, loose: true }),
  }
}
