/** Owns turning a matched pattern of the tables into a request; a pattern whose slots do not fit is none. */
import { fold } from '../../../language/fold.ts'
import type { Language, RequestKind } from '../../../language/language.ts'
import { addDays, momentOf, wallNow } from '../../../lib/calendar.ts'
import { cutText } from '../../../lib/text.ts'
import { lexiconOf } from '../../../task/quick-add/lexicon.ts'
import { type ParsedParts, readOnlyParts, readParts } from '../../../task/quick-add/parse.ts'
import { endsWithVerb, startsWithVerb } from '../../../task/quick-add/text.ts'
import { kindsOf, tokenize } from '../../../task/quick-add/tokens.ts'
import type { ChangeIntent, Intent, Reference, Shift, StatusIntent } from '../intent.ts'
import { readTasks, taskOf } from './add.ts'
import { ahead } from './ahead.ts'
import { bare, listing, search } from './listing.ts'
import type { Matched, Read } from './matched.ts'
import { type Match, matches, pattern } from './patterns.ts'
import { type Context, pointsAtTask, readReference } from './reference.ts'
import { readMoved, readShift } from './shift.ts'

const target = ({ slots, context }: Matched): Reference =>
  slots.x === undefined ? { kind: 'it' } : readReference(slots.e ? `${slots.x} ${slots.e}` : slots.x, context)

/** Changes that parts make. */
export const changeOf = (
  parts: Pick<ParsedParts, 'due_on' | 'due_time' | 'says_day' | 'either_half' | 'priority' | 'repeat' | 'tags'>,
): ChangeIntent => ({
  ...(parts.due_on && { due_on: parts.due_on }),
  ...(parts.due_time && { due_time: parts.due_time }),
  ...(parts.due_time && parts.either_half && { near_hour: true }),
  ...(parts.due_on && !parts.says_day && !/BY/.test(parts.repeat ?? '') && { keep_day: true }),
  ...(parts.priority !== 'none' && { priority: parts.priority }),
  ...(parts.repeat && { repeat: parts.repeat }),
  ...(parts.tags.length > 0 && { more_tags: parts.tags }),
})

/** Nothing but parts is never this long (UTF-16 units), and many beginnings are tried. */
const PARTS_MAX_CHARS = 80

/** “friday 5pm”, “high”, “due tomorrow and urgent”: nothing but parts. */
export const readChange = (words: string, context: Context): ChangeIntent | undefined => {
  const { when, languages } = context
  if (words.length > PARTS_MAX_CHARS || words.trim() === '') return undefined
  const folded = fold(words.trim())
  for (const { priorities } of languages)
    for (const level of ['high', 'medium', 'low', 'none'] as const)
      if (
        new RegExp(`^(?:a |to |as )?(?:${priorities[level]}${level === 'high' ? `|${priorities.urgent}` : ''})$`).test(
          folded,
        )
      )
        return { priority: level }
  const shift = readShift(words, context)
  if (shift) return { shift }
  const parts = readOnlyParts(words, when, languages)
  const change =
    parts && !(parts.span && parts.span.from !== parts.span.to && parts.rest !== '') ? changeOf(parts) : undefined
  if (change && Object.keys(change).length) return change
  return joinedChange(words, folded, context)
}

/** “7”, “3.30”: an hour, where nothing else can be meant. */
export const readHour = (words: string, context: Context): ChangeIntent | undefined => {
  if (!/^(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?$/.test(words.trim())) return undefined
  const at = context.languages[0].dates.A?.split(/\s+/)[0]
  const change = readChange(`${at} ${words.trim()}`, context)
  return change && { ...change, near_hour: true }
}

/** “high and due tomorrow”: each side nothing but parts. */
const joinedChange = (words: string, folded: string, context: Context): ChangeIntent | undefined => {
  const seam = new RegExp(` (?:${context.languages[0].list.and}) `).exec(folded)
  if (!seam) return undefined
  const left = readChange(words.trim().slice(0, seam.index), context)
  const right = left && readChange(words.trim().slice(seam.index + seam[0].length), context)
  return right && { ...left, ...right }
}

const isQuestion = ({ words, language }: Matched) =>
  /\?\s*$/.test(words) || pattern(language.asking, 'start').test(fold(words))
const isTalk = (words: string, language: Language) => pattern(language.talking).test(fold(words))

/** What to offer to add when no task fits; talk and pointing words are nothing to add. */
const offerOf = ({ words, context, slots, language }: Matched) => {
  if (slots.x === undefined || pointsAtTask(slots.x, context) || isTalk(words, language)) return {}
  const task = taskOf(words, context)
  return { offer: task }
}

const status =
  (intent: StatusIntent): Read =>
  (asked) => {
    const { slots, language } = asked
    if (isQuestion(asked)) return undefined
    const points = target(asked)
    if (asked.trailing && points.kind === 'words' && isTalk(`${points.words} `, language)) return undefined
    if (points.kind !== 'all' && slots.x !== undefined && pattern(language.asking, 'start').test(`${fold(slots.x)} `))
      return undefined
    // Bulk words mean open tasks unless they say otherwise.
    if (points.kind === 'all' && !points.filter.status && (intent === 'complete' || intent === 'reopen')) {
      const filter = { ...points.filter, status: intent === 'reopen' ? 'completed' : 'pending' } as const
      return { do: intent, target: { ...points, filter } }
    }
    return { do: intent, target: points, ...(intent === 'complete' || intent === 'delete' ? offerOf(asked) : {}) }
  }

const change =
  (set: ChangeIntent): Read =>
  (asked) => ({ do: 'change', target: pending(target(asked)), change: set })

/** A wide change means open tasks. */
const pending = (points: Reference): Reference =>
  points.kind === 'all' && !points.filter.status
    ? { ...points, filter: { ...points.filter, status: 'pending' } }
    : points

const tagsOf = (words: string, { list }: Language) =>
  words
    .split(new RegExp(`,? (?:${list.and}) |,? `))
    .map((tag) => tag.replace(/^#/, '').replace(/[.,!]+$/, ''))
    .filter((tag) => /^[^\s#,]{1,50}$/.test(tag))

const tagging =
  (key: 'more_tags' | 'fewer_tags'): Read =>
  (asked) => {
    const tags = tagsOf(asked.slots.g ?? '', asked.language)
    return tags.length ? { do: 'change', target: pending(target(asked)), change: { [key]: tags } } : undefined
  }

const NOTE_MAX_CHARS = 1000
const note: Read = (asked) => {
  const description = cutText(asked.context.hidden.inner(asked.slots.t ?? ''), NOTE_MAX_CHARS)
  return { do: 'change', target: target(asked), change: { description } }
}

/** “rename book train to Pune to book bus to Pune”: the new title begins like the old one. */
const alikeSeam = (x: string, t: string, { list }: Language) => {
  const [first = ''] = fold(x).split(' ')
  const seam = pattern(` (?:${list.to}|en|zu|in|a|para|em|naar) (?=${first.replace(/[^\p{L}\p{N}]/gu, '.')} )`).exec(
    fold(t),
  )
  if (!seam || first.length < 3 || fold(t).startsWith(`${first} `)) return undefined
  const between = ` ${list.to.split('|')[0]} `
  return { x: `${x}${between}${t.slice(0, seam.index)}`, t: t.slice(seam.index + seam[0].length) }
}

const rename: Read = (asked) => {
  const { slots, context } = asked
  if (!slots.t || readChange(slots.t, context) || isQuestion(asked)) return undefined
  const seam = alikeSeam(slots.x ?? '', slots.t, asked.language)
  if (seam)
    return { do: 'change', target: readReference(seam.x, context), change: { title: context.hidden.bare(seam.t) } }
  return { do: 'change', target: target(asked), change: { title: context.hidden.bare(slots.t) } }
}

/** “mets mamie demain | à 17h”: the day belongs to the parts, so this is not where the task’s name ends. */
const endsInDate = ({ slots: { x = '' }, context }: Matched) => {
  const { due_on, rest } = readParts(x, context.when, context.languages)
  return due_on !== null && rest !== '' && x.startsWith(rest) && readReference(x, context).kind === 'words'
}

/** “Push it to 3”: after what is pointed at, a number alone is an hour. */
const hourAlone = ({ slots: { w = '', x }, context }: Matched) =>
  x === undefined || (pointsAtTask(x, context) && !/\d/.test(x)) ? readHour(w, context) : undefined

const move: Read = (asked) => {
  const { slots, context } = asked
  const set = slots.w === undefined ? undefined : (readChange(slots.w, context) ?? hourAlone(asked))
  if (!set || isQuestion(asked) || /["\ue000]/.test(slots.w ?? '') || endsInDate(asked)) return undefined
  const offer = offerOf(asked)
  // What says where to put it is no part of a new task’s title, unless it is something to do.
  const named = 'offer' in offer && !asked.trailing && !startsWithVerb(asked.words, asked.language)
  const title = named ? { offer: taskOf(`${slots.x} ${slots.w}`, context) } : offer
  return { do: 'change', target: pending(target(asked)), change: set, ...title }
}

/** An amount beside a task, or a day when none is said. */
const shift =
  (sign: 1 | -1): Read =>
  (asked) => {
    const { slots, context } = asked
    if (isQuestion(asked)) return undefined
    if (slots.n === undefined && slots.o === undefined) return shifted(target(asked), { days: sign })
    if (slots.x !== undefined) {
      const by = readMoved(slots.n ?? '', sign, context)
      return by?.name === undefined && by ? shifted(target(asked), by.by) : undefined
    }
    const moved = readMoved(slots.o ?? slots.n ?? '', sign, context)
    if (!moved) return undefined
    return shifted(moved.name === undefined ? { kind: 'it' } : readReference(moved.name, context), moved.by)
  }
const shifted = (points: Reference, by: Shift): Intent => ({
  do: 'change',
  target: pending(points),
  change: { shift: by },
})

const momentIn = (words: string, { when, languages }: Context): string | undefined => {
  const parts = readOnlyParts(words, when, languages)
  if (!parts?.due_on || parts.repeat) return undefined
  return parts.due_time ? `${parts.due_on}T${parts.due_time}` : parts.due_on
}

/** “yesterday”: no day for a task, so that the reader of dates leaves it alone. */
const pastDay = (words: string, { when, languages }: Context): string | undefined => {
  const [day, ...more] = tokenize(words, lexiconOf(languages))
  return day?.kind === 'r' && Number(day.value) < 0 && more.length === 0
    ? addDays(wallNow(when).day, Number(day.value))
    : undefined
}

/** “for an hour” is in an hour, where “until 5” is a time of the clock; nothing said is an hour, as in cards. */
const remindOf = ({ slots: { w, n }, context }: Matched): string | undefined => {
  const ahead = (context.languages[0].dates.i ?? 'in').split(/\s+/)[0]?.replaceAll('_', ' ')
  if (n !== undefined) return momentIn(`${ahead} ${n}`, context) ?? momentIn(n, context)
  if (w !== undefined) return momentIn(w, context) ?? momentIn(`${ahead} ${w}`, context) ?? pastDay(w, context)
  const { now, time_zone } = context.when
  return momentOf(new Date(new Date(now).getTime() + HOUR_MS), time_zone).slice(0, 16)
}
const HOUR_MS = 60 * 60_000

/** Rings later, and moves no date. */
const snooze: Read = (asked) => {
  if (/\?\s*$/.test(asked.words)) return undefined
  const { x, w } = asked.slots
  const remind = remindOf(asked)
  if (remind !== undefined) return { do: 'change', target: pending(target(asked)), change: { remind } }
  const sure = w !== undefined && x !== undefined && pointsAtTask(x, asked.context)
  return sure ? { do: 'unclear', words: asked.context.hidden.restore(w) } : undefined
}

/** Seams tried from the end: parts are never longer. */
const SEAMS_MAX = 16

/** “mow the lawn high priority”: the earliest seam behind which nothing but parts stands. */
const make: Read = (asked) => {
  const { slots, context, language } = asked
  const object = slots.o ?? ''
  if (isQuestion(asked)) return undefined
  // “Make high priority”: nothing but parts is about what was spoken of.
  const whole = readChange(object, context)
  if (whole?.priority !== undefined) return { do: 'change', target: { kind: 'it' }, change: whole }
  const joint = new RegExp(`^(?:to be |to repeat |${language.glue}|as|repeat|into)(?= )`)
  for (const { index } of [...object.matchAll(/ /g)].slice(-SEAMS_MAX)) {
    const left = object.slice(0, index)
    const right = object.slice(index + 1)
    const led = joint.exec(fold(right))
    const said = led ? right.slice(led[0].length) : right
    const hour = /\./.test(said) ? readHour(said, context) : undefined
    const set = readChange(said, context) ?? hour
    if (!set) continue
    const sure = led !== null || set === hour || pointsAtTask(left, context) || set.priority !== undefined
    const points = readReference(left, context)
    if (sure || points.kind === 'all')
      return {
        do: 'change',
        target: pending(points),
        change: set,
        ...(led || set.due_on ? { offer: taskOf(asked.words, context) } : {}),
      }
  }
  return undefined
}

const state: Read = (asked) => {
  const { slots, words, context, language } = asked
  const set = slots.w === undefined ? undefined : readChange(slots.w, context)
  if (!set || isQuestion(asked) || slots.x === undefined) return undefined
  const colon = /^[^\ue000]+ ?:/.test(words.slice(slots.x.length - 1, slots.x.length + 2))
  if (colon && !pointsAtTask(slots.x, context)) return undefined
  const named = pattern(`(?:${language.list.articles}) \\S{3,}`, 'start').test(fold(slots.x))
  if (isTalk(slots.x, language) && !named && !pointsAtTask(slots.x, context)) return undefined
  const offered = isTalk(words, language) && !pointsAtTask(slots.x, context) ? { offer: taskOf(words, context) } : {}
  return { do: 'change', target: target(asked), change: set, ...offered, ...offerOf(asked) }
}

const reopen: Read = (asked) => status('reopen')(asked)

const adding = (asked: Matched, content: string | undefined, reminder: boolean): Intent | undefined => {
  const { context, language, slots } = asked
  const thing = new RegExp(
    `^(?:(?:${language.list.articles}|new|another) )*(?:${language.list.task}|${language.list.tasks})$`,
  )
  if (content === undefined || thing.test(fold(content))) return { do: 'talk', topic: 'what_to_add' }
  if (reminder && pattern(language.asking, 'start').test(fold(content))) return undefined
  const said = reminder && slots.w !== undefined ? ` ${slots.w}` : ''
  if (slots.w !== undefined && !readChange(slots.w, context)) return undefined
  const said_list = new RegExp(`,? (?:${language.on_list})(?=[\\s.!,:?]|$)[?]*`).exec(fold(content))
  const words = said_list
    ? `${content.slice(0, said_list.index)}${content.slice(said_list.index + said_list[0].length)}`
    : content
  const unread = unclearIn(words, context)
  if (unread) return { do: 'unclear', words: unread }
  // “… to put the slow cooker on”: what it ends in belongs to it, so that the hour stands before.
  const open = said !== '' && /[OAFBi]$/.test(kindsOf(tokenize(words, lexiconOf(context.languages))))
  const whole = open ? `${slots.w}: ${words}` : `${words}${slots.w !== undefined && !reminder ? ` ${slots.w}` : said}`
  const tasks = readTasks(whole, context)
  return tasks.length ? { do: 'add', tasks, ...(reminder && { reminder }) } : { do: 'talk', topic: 'what_to_add' }
}

/** “I have a haircut on the 23rd at 4”: with a day ahead or an hour it is something to keep in mind. */
const appointment: Read = (asked) => {
  const { when, languages } = asked.context
  const said = asked.slots.o ?? ''
  const { due_on, due_time } = readParts(said, when, languages)
  const ahead = due_time !== null || (due_on !== null && due_on !== wallNow(when).day)
  return ahead && !/\?\s*$/.test(asked.words) ? adding(asked, said, false) : undefined
}

/** What looks like a date and is none; it is asked about and never guessed. */
export const unclearIn = (words: string, { when, languages, hidden }: Context): string | undefined => {
  const { unclear } = readParts(words, when, languages)
  return unclear === null ? undefined : hidden.restore(unclear)
}

const about: Read = (asked) => {
  const { slots, context } = asked
  const said = (slots.x ?? '').replace(/[?!. ]+$/, '')
  const points = readReference(said, context)
  return points.kind === 'words' || points.kind === 'it' || points.kind === 'ids' || points.kind === 'place'
    ? { do: 'when', target: points }
    : undefined
}

const show: Read = ({ slots, context }) => {
  const said = (slots.x ?? '').replace(/[?!.]+$/, '')
  if (!pointsAtTask(said, context)) return undefined
  const points = readReference(said, context)
  return ['ids', 'place', 'it'].includes(points.kind) ? { do: 'point', target: points } : undefined
}

const READERS: Record<RequestKind, Read> = {
  undo: () => ({ do: 'undo' }),
  ahead,
  refrain: ({ words }) => (/\?\s*$/.test(words) ? undefined : { do: 'talk', topic: 'refrained' }),
  snooze,
  untag: tagging('fewer_tags'),
  tag: tagging('more_tags'),
  note,
  rename,
  clear_date: change({ due_on: null, due_time: null }),
  clear_time: change({ due_time: null }),
  clear_priority: change({ priority: 'none' }),
  clear_repeat: change({ repeat: null }),
  clear_tags: change({ tags: [] }),
  clear_note: change({ description: null }),
  raise: change({ priority: 'high' }),
  lower: change({ priority: 'low' }),
  move,
  shift: shift(1),
  earlier: shift(-1),
  make,
  state,
  toggle: status('toggle'),
  reopen,
  complete: status('complete'),
  delete: status('delete'),
  remind: (asked) => adding(asked, asked.slots.t, true),
  add: (asked) => (asked.slots.o === undefined ? adding(asked, asked.slots.t, false) : appointment(asked)),
  count: listing(true, true),
  when: about,
  show,
  search,
  ask: listing(true),
  list: listing(false),
  bare,
}

/** “viré le loyer” tells what was done, where “vire” is an order. */
const PARTICIPLE = /^\p{L}+é(?=\s)/u
const ORDERS = new Set<RequestKind>(['delete', 'move', 'shift', 'earlier', 'rename', 'untag', 'add'])

/** The request the words are, in any of their languages; undefined when they are none. */
export const readRequest = (words: string, context: Context): { intent: Intent; match: Match } | undefined => {
  const [first] = context.languages
  // A to-do of the language is no command of another: “buscar” is to fetch in Portuguese and to search in Spanish.
  const own = startsWithVerb(words, first) || endsWithVerb(words, first)
  for (const language of own ? [first] : context.languages)
    for (const match of matches(words, language)) {
      if (!match.trailing && ORDERS.has(match.kind) && PARTICIPLE.test(words)) continue
      const asked = {
        slots: match.slots,
        trailing: match.trailing,
        words,
        context: { ...context, languages: inFront(language, context) },
        language,
      }
      const intent = READERS[match.kind](asked)
      // One word of another language is no request to search for the rest: “show dia 14” is a concert.
      if (intent && !(language !== first && intent.do === 'list' && intent.words)) return { intent, match }
    }
  return undefined
}
const inFront = (language: Language, { languages }: Context): Context['languages'] =>
  language === languages[0] ? languages : [language, ...languages.filter((one) => one !== language)]
