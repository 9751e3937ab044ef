/** Owns the sentences of an answer: one line over the card, in the person’s language, other people’s text as it is. */
import { fill } from '../../language/fill.ts'
import type { Language, Sentence } from '../../language/language.ts'
import type { When } from '../../lib/calendar.ts'
import { shortText } from '../../lib/text.ts'
import { sayDue, sayRepeat } from '../../task/format.ts'
import type { Task } from '../../task/schema.ts'
import type { Outcome } from './tool-result.ts'

/** What Markdown and HTML could make something of. */
const SPECIAL = /[\\`*_[\]<>~|]/g
const SHOWN_MAX_CHARS = 200
/** Titles in one line; the card shows them all. */
const TITLES_MAX = 5

/** Where and how something is said. */
export interface Voice {
  language: Language
  when: When
}

/** On one line, escaped, and bounded. */
export const plainText = (text: string, max = SHOWN_MAX_CHARS) => {
  const line = text.replace(/[\s\u0085\u2028\u2029]+/gu, ' ').trim()
  return shortText(line, max).replace(SPECIAL, '\\$&')
}

/** A title in quotation marks. */
export const quoted = (title: string) => `“${plainText(title)}”`
export const numbered = ({ id, title }: Pick<Task, 'id' | 'title'>) => `#${id} ${quoted(title)}`
export const naming = ({ id, title }: Pick<Task, 'id' | 'title'>) => `${quoted(title)} (#${id})`

const details = (task: Task, { language, when }: Voice): string[] => {
  const { due_on, due_time, priority, tags, repeat } = task
  return [
    ...(due_on ? [fill(language.say.due, { x: sayDue(due_on, due_time, when, language) })] : []),
    ...(priority === 'none' ? [] : [language.say[`priority_${priority}`]]),
    ...tags.map((tag) => `#${plainText(tag)}`),
    ...(repeat ? [plainText(sayRepeat(repeat, language))] : []),
  ]
}

export const describing = (task: Task, voice: Voice) => [naming(task), ...details(task, voice)].join(', ')

/** Titles on one line, the first few by name. */
export const titlesOf = (titles: string[], { say }: Language) => {
  const shown = titles.slice(0, TITLES_MAX).map(quoted).join(', ')
  return titles.length > TITLES_MAX ? `${shown} ${fill(say.more, { n: titles.length - TITLES_MAX })}` : shown
}

/** Errors are written for models; hints about tools are left out for people. */
const failed = (message: string, { say }: Language) => {
  const words = message.replace(/\s*(?:Call|Use|Give) [^.]*\.?/g, '').replace(/[.\s]+$/, '')
  const missing = /^No task (\d+)/.exec(words)?.[1]
  return missing ? fill(say.no_id, { x: missing }) : fill(say.failed, { x: plainText(words) || '…' })
}

export const sayTrouble = (outcome: Outcome | undefined, language: Language): string => {
  if (outcome?.kind === 'waiting') return fill(language.say.confirm, { x: titlesOf(outcome.titles, language) })
  return failed(outcome?.kind === 'failed' ? outcome.message : '', language)
}

export interface Reply {
  one: Sentence
  many: Sentence
  line(task: Task): string
}

/** All good outcomes in one line, then each that was not good. */
export const sayTasks = (outcomes: Outcome[], { one, many, line }: Reply, language: Language): string => {
  const tasks = outcomes.flatMap((outcome) => (outcome.kind === 'tasks' ? outcome.tasks : []))
  const troubles = outcomes.filter(({ kind }) => kind !== 'tasks').map((outcome) => sayTrouble(outcome, language))
  const [first] = tasks
  const titles = titlesOf(
    tasks.map(({ title }) => title),
    language,
  )
  const good = first
    ? [
        tasks.length === 1
          ? fill(language.say[one], { x: line(first) })
          : fill(language.say[many], { n: tasks.length, x: titles }),
      ]
    : []
  return [...good, ...new Set(troubles)].join('\n\n')
}

export const sayDeleted = (outcomes: Outcome[], language: Language): string => {
  const titles = outcomes.flatMap((outcome) => (outcome.kind === 'deleted' ? outcome.titles : []))
  const troubles = outcomes.filter(({ kind }) => kind !== 'deleted').map((outcome) => sayTrouble(outcome, language))
  const sentence = titles.length === 1 ? language.say.deleted : language.say.deleted_many
  const good = titles.length ? [fill(sentence, { n: titles.length, x: titlesOf(titles, language) })] : []
  return [...good, ...new Set(troubles)].join('\n\n')
}

/** The tool's own words are English; elsewhere the titles or the number of what was taken back say it. */
const takenBack = (undone: string, language: Language) => {
  const words = plainText(undone.replace(/[.\s]+$/, ''))
  if (language.tag === 'en') return words
  const titles = words.match(/“[^”]*”/g)
  return titles ? titles.join(', ') : (/\d+/.exec(words)?.[0] ?? words)
}

export const sayUndone = (outcome: Outcome | undefined, { language, when }: Voice): string => {
  if (outcome?.kind !== 'undone') return sayTrouble(outcome, language)
  const what = outcome.task ? describing(outcome.task, { language, when }) : takenBack(outcome.undone, language)
  return fill(language.say.undone, { x: what || '…' })
}

const LOOKS: [keys: string[], say: (task: Task, voice: Voice) => string][] = [
  [['title'], (_, { language }) => language.say.title],
  [
    ['due_on', 'due_time'],
    ({ due_on, due_time }, { language, when }) =>
      due_on ? fill(language.say.due, { x: sayDue(due_on, due_time, when, language) }) : language.say.no_due,
  ],
  [['priority'], ({ priority }, { language }) => language.say[`priority_${priority}`]],
  [
    ['repeat'],
    ({ repeat }, { language }) => (repeat ? plainText(sayRepeat(repeat, language)) : language.say.no_repeat),
  ],
  [
    ['tags'],
    ({ tags }, { language }) =>
      tags.length ? tags.map((tag) => `#${plainText(tag)}`).join(' ') : language.say.no_tags,
  ],
  [
    ['description'],
    ({ description }, { language }) =>
      description ? fill(language.say.note, { x: plainText(description) }) : language.say.no_note,
  ],
]

/** The parts an update touched, as they are now. */
export const sayChanged = (task: Task, keys: string[], voice: Voice): string => {
  const looks = LOOKS.filter(([names]) => names.some((name) => keys.includes(name))).map(([, say]) => say(task, voice))
  return looks.length > 0 ? `${naming(task)}: ${looks.join(', ')}` : naming(task)
}
