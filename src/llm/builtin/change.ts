/** Owns requests to change a task: its title, day, time, priority, tags, repeat or note. */
import type { When } from '../../plain/clock.ts'
import { type PlainParts, readDate, readOnlyParts, readTask } from '../../plain/plain.ts'
import type { Hidden } from '../../plain/quote.ts'
import type { Change, Intent } from './intent.ts'
import { pointAt, pointsAtTask } from './reference.ts'

/** One way to ask; gives the object and the change, or nothing when the words are something else after all. */
type Reader = (match: string[], when: When, hidden: Hidden) => [object: string, change: Change] | undefined

const LEVELS: Record<string, Change['priority']> = {
  highest: 'high',
  high: 'high',
  top: 'high',
  urgent: 'high',
  important: 'high',
  medium: 'medium',
  normal: 'medium',
  low: 'low',
  lowest: 'low',
  no: 'none',
  none: 'none',
}
const LEVEL = Object.keys(LEVELS).join('|')
const REMOVED: [RegExp, Change][] = [
  [/^(?:due|date|deadline)/i, { due_on: null, due_time: null }],
  [/^time/i, { due_time: null }],
  [/^priority/i, { priority: 'none' }],
  [/^(?:repe|recur)/i, { repeat: null }],
  [/^(?:tag|label)/i, { tags: [] }],
  [/^(?:desc|note)/i, { description: null }],
]
const PART =
  'due dates?|due|dates?|deadlines?|times?|priority|repeats?|repetition|recurrence|tags?|labels?|descriptions?|notes?'

const fromParts = (parts: PlainParts): Change => ({
  ...(parts.due_on && { due_on: parts.due_on }),
  ...(parts.due_time && { due_time: parts.due_time }),
  ...(parts.due_on && !parts.says_day && { keep_day: true }),
  ...(parts.priority !== 'none' && { priority: parts.priority }),
  ...(parts.repeat && { repeat: parts.repeat }),
  ...(parts.tags.length > 0 && { more_tags: parts.tags }),
})

/** “friday 5pm”, “high”, “due tomorrow and urgent”: nothing but parts. */
const partsOf = (words: string, when: When): Change | undefined => {
  const level = new RegExp(`^(?:a )?(${LEVEL})(?: priority)?$`, 'i').exec(words.trim())?.[1]
  if (level) return { priority: LEVELS[level.toLowerCase()] }
  const parts = readOnlyParts(words, when)
  return parts && fromParts(parts)
}

/** Nothing but parts is never this long (UTF-16 units), and many beginnings are tried. */
const PARTS_MAX_CHARS = 80
const shortParts = (words: string, when: When) => (words.length <= PARTS_MAX_CHARS ? partsOf(words, when) : undefined)

/** A new title, with the parts that stand beside it; a quotation is a title whole. */
const titled = (words: string, when: When, hidden: Hidden): Change => {
  const { title, ...parts } = readTask(hidden.restore(words), when)
  return { title, ...fromParts({ ...parts, says_day: true, rest: '' }) }
}

const tagsOf = (words: string) =>
  words
    .split(/,? and |,? /)
    .map((tag) => tag.replace(/^#/, '').replace(/[.,!]+$/, ''))
    .filter((tag) => /^[^\s#,]{1,50}$/.test(tag))

const COUNTS: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4 }
const UNIT_DAYS: Record<string, number> = { day: 1, week: 7, fortnight: 14, month: 30 }
const SHIFT = /^(.+?)(?: back)? (?:by )?(an?|one|two|three|four|\d{1,3}) (?:more )?(day|week|fortnight|month)s?$/i

const shift: Reader = ([object = ''], _when) => {
  const match = SHIFT.exec(object)
  if (!match) return undefined
  const count = COUNTS[(match[2] ?? '').toLowerCase()] ?? Number(match[2])
  return [match[1] ?? '', { shift_days: count * (UNIT_DAYS[(match[3] ?? '').toLowerCase()] ?? 1) }]
}

/** The first “to” behind which nothing but a day stands parts the object from its day (“call to bob to friday”). */
const toParts = (words: string, joints: RegExp, when: When): [string, Change] | undefined => {
  for (const match of words.matchAll(joints)) {
    const change = shortParts(words.slice(match.index + match[0].length), when)
    if (change && Object.keys(change).length) return [words.slice(0, match.index), change]
  }
  return undefined
}

const moved: Reader = ([object = ''], when) => {
  const to = toParts(object, / (?:back )?(?:to|until|till|by|for|on|at|from) /gi, when)
  if (to) return to
  const date = readDate(object, when)
  if (!date || date.rest === '') return undefined
  const { due_on, due_time, says_day } = date
  return [date.rest, { due_on, ...(due_time && { due_time }), ...(!says_day && { keep_day: true }) }]
}

const made: Reader = ([object = ''], when) => {
  const to = toParts(object, / (?:to be |to repeat |to |into |as |be |repeat )/gi, when)
  if (to) return to
  for (const match of object.matchAll(/ /g)) {
    const before = object.slice(0, match.index)
    const change = shortParts(object.slice(match.index + 1), when)
    const sure = change && (Object.keys(change).join() === 'priority' || pointsAtTask(before))
    if (sure && Object.keys(change).length) return [before, change]
  }
  return undefined
}

const changed: Reader = ([object = ''], when, hidden) => {
  const to = toParts(object, / (?:to|into) /gi, when)
  if (to) return to
  const match = /^(.+?) (?:to|into) (.+)$/i.exec(object)
  return match ? [match[1] ?? '', titled(match[2] ?? '', when, hidden)] : undefined
}

const removed: Reader = ([part = '', object = '']) => [
  object,
  REMOVED.find(([pattern]) => pattern.test(part))?.[1] ?? {},
]
const note = (object: string, words: string, hidden: Hidden): [string, Change] => [
  object,
  { description: hidden.inner(words).slice(0, 1000) },
]
const datesOnly = ([object = '', words = '']: string[], when: When): [string, Change] | undefined => {
  const change = partsOf(words, when)
  return change && [object, change]
}

/** “task 3 is due friday”: only where it clearly points at a task, else it is talk. */
const stated: Reader = ([object = '', words = ''], when) =>
  pointsAtTask(object) ? datesOnly([object, words], when) : undefined

const TAGS = '#[^\\s,]{1,50}(?:(?:, and |, | and | )#[^\\s,]{1,50}){0,9}'
const READERS: [RegExp, Reader][] = [
  // “3’s due date to friday”, “task 3 priority to low”
  [
    /^(?:change|set|update|edit) (.+?)(?:['’]s)? (?:title|name|text) to (.+)$/i,
    ([object = '', title = ''], _, hidden) =>
      pointsAtTask(object) ? [object, { title: hidden.bare(title) }] : undefined,
  ],
  [
    /^(?:change|set|update|edit) (.+?)(?:['’]s)? (?:description|notes?) to (.+)$/i,
    ([object = '', words = ''], _, hidden) => (pointsAtTask(object) ? note(object, words, hidden) : undefined),
  ],
  [
    /^(?:change|set|update|edit|move) (.+?)(?:['’]s)? (?:due date|deadline|due|date|time|day|priority|repeat) to (.+)$/i,
    stated,
  ],
  [
    /^(?:rename|retitle) (.+?) (?:to|as|into) (.+)$/i,
    ([object = '', title = ''], _, hidden) => [object, { title: hidden.bare(title) }],
  ],
  [
    /^(?:change|set|update|edit) (?:the )?(?:title|name|text|wording) (?:of|for|on) (.+?) to (.+)$/i,
    ([object = '', title = ''], _, hidden) => [object, { title: hidden.bare(title) }],
  ],
  [
    /^(?:change|set|update|edit) (?:the )?(?:description|notes?|details?) (?:of|for|on) (.+?)(?: to |: ?)(.+)$/i,
    ([object = '', words = ''], _, hidden) => note(object, words, hidden),
  ],
  [
    /^add (?:a |the |this )?(?:note|description|comment|detail) (?:to|on|for) (.+?)(?: ?: ?| saying | that says )(.+)$/i,
    ([object = '', words = ''], _, hidden) => note(object, words, hidden),
  ],
  [
    /^(?:note on|describe) (.+?)(?: ?: ?| as )(.+)$/i,
    ([object = '', words = ''], _, hidden) => note(object, words, hidden),
  ],
  [
    new RegExp(`^(?:remove|delete|clear|drop|erase) (?:the |its |all )?(${PART}) (?:from|of|on|for) (.+)$`, 'i'),
    removed,
  ],
  [
    /^(?:remove|delete|take|drop) (?:the )?tags? #?(\S+) (?:from|off) (.+)$/i,
    ([tag = '', object = '']) => [object, { fewer_tags: tagsOf(tag) }],
  ],
  [
    /^(?:remove|delete|take|drop) #([^\s\d]\S*) (?:from|off) (.+)$/i,
    ([tag = '', object = '']) => [object, { fewer_tags: tagsOf(tag) }],
  ],
  [/^untag (.+?)(?: from)? #(\S+)$/i, ([object = '', tag = '']) => [object, { fewer_tags: tagsOf(tag) }]],
  [/^untag (.+)$/i, ([object = '']) => [object, { tags: [] }]],
  [/^(?:stop repeating|don['’]?t repeat) (.+)$/i, ([object = '']) => [object, { repeat: null }]],
  [/^(?:set|change|update|raise|lower|increase) (?:the )?priority (?:of|for|on) (.+?) (?:to|as) (.+)$/i, datesOnly],
  [new RegExp(`^give (.+?) (?:a )?(${LEVEL}) priority$`, 'i'), datesOnly],
  [/^(?:raise|increase) (?:the )?priority (?:of|for|on) (.+)$/i, ([object = '']) => [object, { priority: 'high' }]],
  [
    /^(?:lower|reduce|decrease) (?:the )?priority (?:of|for|on) (.+)$/i,
    ([object = '']) => [object, { priority: 'low' }],
  ],
  [/^prioriti[sz]e (.+)$/i, ([object = '']) => [object, { priority: 'high' }]],
  [/^deprioriti[sz]e (.+)$/i, ([object = '']) => [object, { priority: 'low' }]],
  [
    /^(?:set|change|update|move|put) (?:the )?(?:due date|due time|due|date|deadline|day|time|repeat)(?: date)? (?:of|for|on) (.+?) (?:to|at|as) (.+)$/i,
    datesOnly,
  ],
  [/^tag (.+?) (?:with|as) (.+)$/i, ([object = '', tags = '']) => [object, { more_tags: tagsOf(tags) }]],
  [new RegExp(`^tag (.+?) (${TAGS})$`, 'i'), ([object = '', tags = '']) => [object, { more_tags: tagsOf(tags) }]],
  [/^add (?:the )?tags? (.+?) to (.+)$/i, ([tags = '', object = '']) => [object, { more_tags: tagsOf(tags) }]],
  [
    new RegExp(`^(?:add|put) (${TAGS}) (?:to|on) (.+)$`, 'i'),
    ([tags = '', object = '']) => [object, { more_tags: tagsOf(tags) }],
  ],
  [/^(?:postpone|push|delay|defer|snooze|put off|move|shift)(?: back)? (.+)$/i, shift],
  [/^(?:move|reschedule|postpone|push|delay|defer|snooze|bump|shift|put off)(?: back)? (.+)$/i, moved],
  [/^(?:postpone|snooze|defer|delay) (.+)$/i, ([object = '']) => [object, { shift_days: 1 }]],
  [/^repeat (.+)$/i, ([object = ''], when) => made([` ${object}`.trim()], when, NOTHING_HIDDEN)],
  [/^(.+?) (?:is|are) (?:now )?(.+)$/i, stated],
  [/^(?:make|set|mark|turn|put) (.+)$/i, made],
  [/^(?:change|update|edit|correct|turn) (.+)$/i, changed],
]
const NOTHING_HIDDEN: Hidden = { words: '', restore: (w) => w, inner: (w) => w, bare: (w) => w }

/** A request to change a task; undefined when the words are something else. */
export const readChange = (clause: string, hidden: Hidden, when: When): Intent | undefined => {
  const words = clause.replace(/[.!]+$/, '')
  for (const [pattern, reader] of READERS) {
    const match = pattern.exec(words)
    const read =
      match &&
      reader(
        match.slice(1).map((group) => group ?? ''),
        when,
        hidden,
      )
    if (read && Object.keys(read[1]).length)
      return { do: 'change', target: pointAt(read[0], hidden, when), change: read[1] }
  }
  return undefined
}
