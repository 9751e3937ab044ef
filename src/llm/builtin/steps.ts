/** Owns turning one request into tool calls and the sentence about them. */
import { fill } from '../../language/fill.ts'
import type { Language } from '../../language/language.ts'
import { addDays, addMinutes, addMonths, timeText, type When, wallNow } from '../../lib/calendar.ts'
import { cutText } from '../../lib/text.ts'
import { sayMoment } from '../../task/format.ts'
import type { ParsedTask } from '../../task/quick-add/parse.ts'
import type { Task } from '../../task/schema.ts'
import {
  type ChangeIntent,
  type Filter,
  type Intent,
  type Lead,
  needsTask,
  type Shift,
  type StatusIntent,
} from './intent.ts'
import { fitting, mentioned } from './likeness.ts'
import type { Seen } from './lookup.ts'
import { batches, type Call, naming, type Step, say, TASK_TITLE_MAX_CHARS } from './plan.ts'
import {
  describing,
  naming as named,
  plainText,
  quoted,
  sayChanged,
  sayDeleted,
  sayTasks,
  sayTrouble,
  sayUndone,
  titlesOf,
  type Voice,
} from './replies.ts'
import { sayFilter } from './say-filter.ts'
import { passes, toolFilters } from './tool-filters.ts'
import type { Outcome } from './tool-result.ts'

/** Tasks shown of a list. */
const SHOWN = 20

/** For a reminder on a day without a time. */
const MORNING = '09:00'
type Due = Pick<Task, 'due_on' | 'due_time'>
/** When a task rings: when it is due, or this long before; undefined when it cannot be counted. */
const momentOf = ({ due_on, due_time }: Due, lead?: boolean | Lead): string | undefined => {
  if (!due_on) return undefined
  if (typeof lead !== 'object') return `${due_on}T${due_time ?? MORNING}`
  if ('minutes' in lead) return due_time ? addMinutes(`${due_on}T${due_time}`, -lead.minutes) : undefined
  return `${addDays(due_on, -lead.days)}T${lead.time ?? due_time ?? MORNING}`
}

const partsOf = ({ due_on, due_time, priority, repeat, tags }: ParsedTask) => ({
  ...(due_on && { due_on }),
  ...(due_on && due_time && { due_time }),
  ...(priority !== 'none' && { priority }),
  ...(repeat && { repeat }),
  ...(tags.length > 0 && { tags }),
})

/** Neighbours with equal parts share one call; order is kept, so ids rise in the order things were said. */
const addCalls = (tasks: ParsedTask[], reminder: boolean | Lead): Call[] => {
  const groups: { key: string; parts: object; titles: string[] }[] = []
  for (const task of tasks) {
    const remind_at = reminder ? momentOf(task, reminder) : undefined
    const parts = { ...partsOf(task), ...(remind_at && { remind_at }) }
    const key = JSON.stringify(parts)
    const last = groups.at(-1)
    if (last?.key === key) last.titles.push(task.title)
    else groups.push({ key, parts, titles: [task.title] })
  }
  return groups.flatMap(({ parts, titles }) => batches(titles).map((some) => addCall(some, parts)))
}
const addCall = (titles: string[], parts: object): Call => ({
  name: 'add_task',
  args: { ...(titles.length === 1 ? { title: titles[0] } : { titles }), ...parts },
})

/** When and where it will ring, or that nothing will. */
const ringing = (tasks: ParsedTask[], reminder: boolean | Lead, { language, when }: Voice) => {
  const moments = new Set(tasks.map((task) => momentOf(task, reminder)))
  const [moment] = moments
  if (moments.has(undefined) || !moment) return [language.say.no_moment]
  const words = moments.size === 1 ? sayMoment(moment, when, language) : '⏰'
  return [fill(language.say.rings, { x: words })]
}

const LONG_SHOWN_CHARS = 40
export const addStep = ({ tasks, reminder }: Extract<Intent, { do: 'add' }>, voice: Voice): Step => {
  const { language } = voice
  const fitting = tasks.filter(({ title }) => title.length <= TASK_TITLE_MAX_CHARS)
  const long = tasks.find((task) => !fitting.includes(task))
  const after = [
    ...(long
      ? [
          fill(language.say.title_long, {
            n: TASK_TITLE_MAX_CHARS,
            x: quoted(cutText(long.title, LONG_SHOWN_CHARS)),
          }),
        ]
      : []),
    ...(reminder ? ringing(fitting, reminder, voice) : []),
  ]
  const line = (task: Task) => describing(task, voice)
  return {
    calls: addCalls(fitting, reminder ?? false),
    tell: (outcomes) =>
      [sayTasks(outcomes, { one: 'added', many: 'added_many', line }, language), ...after].filter(Boolean).join(' '),
  }
}

const STATUS_STEPS = {
  complete: { tool: 'complete_task', extra: {}, one: 'done', many: 'done_many' },
  reopen: { tool: 'update_task', extra: { status: 'pending' }, one: 'reopened', many: 'reopened_many' },
  toggle: { tool: 'toggle_task_status', extra: {}, one: 'switched', many: 'switched' },
} as const

export const statusStep = (intent: StatusIntent, ids: number[], { language }: Voice): Step => {
  if (intent === 'delete') {
    const calls = batches(ids).map((some) => ({ name: 'delete_task', args: naming(some) }))
    return { calls, tell: (outcomes) => sayDeleted(outcomes, language) }
  }
  const { tool, extra, one, many } = STATUS_STEPS[intent]
  const line = (task: Task) =>
    intent === 'toggle'
      ? `${named(task)}, ${task.status === 'completed' ? language.say.done_word : language.say.open_word}`
      : named(task)
  return {
    calls: batches(ids).map((some) => ({ name: tool, args: { ...naming(some), ...extra } })),
    tell: (outcomes) => sayTasks(outcomes, { one, many, line }, language),
  }
}

export const undoStep = (voice: Voice): Step => ({
  calls: [{ name: 'undo_last_change', args: {} }],
  tell: ([outcome]) => sayUndone(outcome, voice),
})

const sayList = (tasks: Task[], total: number, kind: string, count: boolean, voice: Voice): string => {
  const { language } = voice
  if (tasks.length === 0) return fill(language.say.list_none, { kind })
  const head = fill(language.say.list, { n: Number.isFinite(total) ? total : `${tasks.length}+`, kind, x: '' }).replace(
    /[:.\s]+$/,
    '',
  )
  const [first] = tasks
  if (count) return `${head}.`
  if (tasks.length === 1 && first) return `${head}: ${describing(first, voice)}.`
  const rest = total - tasks.length
  const titles = [
    ...tasks.map(({ title }) => title),
    ...(Number.isFinite(rest) ? Array.from({ length: rest }, () => '') : []),
  ]
  return `${head}: ${titlesOf(titles, language)}.`
}

/** The filter with words that are a known tag read as that tag; other words are searched for. */
const withWords = ({ filter, words }: Extract<Intent, { do: 'list' }>, { tasks }: Seen): Filter => {
  if (words === undefined) return filter
  const wanted = words.replace(/^#/, '').toLowerCase()
  const tag = tasks
    .flatMap((task) => task.tags)
    .find((one) => one.toLowerCase() === wanted || one.toLowerCase() === wanted.replace(/s$/, ''))
  return tag ? { ...filter, tag } : { ...filter, q: words }
}

type Listing = Extract<Intent, { do: 'list' }>
/** What the words of a question name: a task, a tag, or with a day or state beside them nothing that matters. */
const loosely = (intent: Listing, seen: Seen, voice: Voice): Step => {
  const { words = '', filter } = intent
  const said = words.split(/[^\p{L}\p{N}#]+/u).filter(Boolean)
  const tagged = said.find((word) => withWords({ ...intent, words: word }, seen).tag !== undefined)
  if (tagged) return listStep({ ...intent, words: tagged, loose: false }, seen, voice)
  const open = seen.tasks.filter(({ status }) => status === (filter.status ?? 'pending'))
  const about = mentioned(open, words)
  if (about.length === 1)
    return whenStep(
      about.map(({ id }) => id),
      seen,
      voice,
    )
  const narrowed = Object.keys(filter).length > 1 || filter.status === 'completed'
  return narrowed ? listStep({ do: 'list', filter }, seen, voice) : say(voice.language.answers.chat)
}

export const listStep = (intent: Listing, seen: Seen, voice: Voice): Step => {
  if (intent.loose) return loosely(intent, seen, voice)
  const asked = withWords(intent, seen)
  if (intent.offer && asked.q !== undefined && fitting(seen.tasks, asked.q).length === 0)
    return say(fill(voice.language.say.offer, { x: quoted(intent.offer.title) }))
  // Words that are no tag: what is done counts too, unless the state was said.
  const filter =
    asked.q !== undefined &&
    intent.filter.status === 'pending' &&
    fitting(
      seen.tasks.filter(({ status }) => status === 'pending'),
      asked.q,
    ).length === 0
      ? { ...asked, status: undefined }
      : asked
  const { known, left } = toolFilters(filter)
  const kind = plainText(sayFilter(filter, voice))
  return {
    calls: [{ name: 'list_tasks', args: { ...known, limit: SHOWN } }],
    tell: ([outcome]) => {
      if (outcome?.kind !== 'list') return sayTrouble(outcome, voice.language)
      const narrowed = Object.keys(left).length > 0
      const tasks = narrowed ? outcome.tasks.filter((task) => passes(task, left)) : outcome.tasks
      return sayList(tasks, narrowed ? tasks.length : outcome.total, kind, intent.count === true, voice)
    },
  }
}

/** The step with the calls there is room for; what is left out is said. */
export const within = (step: Step, room: number, { say }: Language): Step =>
  step.calls.length <= room
    ? step
    : {
        calls: step.calls.slice(0, room),
        tell: (outcomes) => [room > 0 ? step.tell(outcomes) : '', say.left_out].filter(Boolean).join('\n\n'),
      }

/** One task shown, and what could be done with it. */
export const pointStep = (ids: number[], { tasks }: Pick<Seen, 'tasks'>, voice: Voice): Step => {
  const found = tasks.filter(({ id }) => ids.includes(id))
  const missing = ids.filter((id) => !found.some((task) => task.id === id))
  const lines = found.map(
    (task) => `${describing(task, voice)}${task.description ? `: ${plainText(task.description)}` : ''}`,
  )
  const absent = missing.length ? [fill(voice.language.say.no_id, { x: missing.join(', ') })] : []
  return say(
    [...(found.length ? [`📋 ${lines.join('; ')}. ${voice.language.say.what_then}`] : []), ...absent].join('\n\n'),
  )
}

/** When a task is due, in one line. */
export const whenStep = (ids: number[], { tasks }: Pick<Seen, 'tasks'>, voice: Voice): Step => {
  const { say: sentences } = voice.language
  const lines = tasks
    .filter(({ id }) => ids.includes(id))
    .map((task) => {
      const done = task.status === 'completed' ? `, ${sentences.done_word}` : ''
      return `${describing(task, voice)}${done}${task.due_on || done ? '' : `, ${sentences.undated_word}`}`
    })
  return say(lines.length ? `📋 ${lines.join('; ')}.` : fill(sentences.no_id, { x: ids.join(', ') }))
}

const TAGS_MAX = 20

const tagsAfter = (task: Task, more: string[], fewer: string[]) =>
  [...new Set([...task.tags, ...more])].filter((tag) => !fewer.includes(tag)).slice(0, TAGS_MAX)

/** From its own day and hour; without a day, from today. */
const shifted = ({ due_on, due_time }: Task, by: Shift, when: When): { due_on: string; due_time?: string } => {
  const day = due_on ?? wallNow(when).day
  if ('days' in by) return { due_on: addDays(day, by.days) }
  if ('months' in by) return { due_on: addMonths(day, by.months) }
  const there = new Date(`${day}T${due_time ?? '00:00'}:00Z`).getTime() + by.minutes * 60_000
  const moved = new Date(there).toISOString()
  return { due_on: moved.slice(0, 10), due_time: moved.slice(11, 16) }
}

/** A task that an hour cannot be counted from. */
const lacksHour = ({ shift, ahead }: ChangeIntent, { due_on, due_time }: Task) =>
  [shift, ahead].some((by) => by !== undefined && 'minutes' in by) && !(due_on && due_time)

const HALF_DAY_HOURS = 12
/** What is moved further may as well be moved to the other half of the day. */
const NEAR_MINUTES = 180
const WAKING = '05:00'
/** “Make that 6” of what is due at 7 in the morning: the hour said, or the one half a day away. */
const nearest = (said: string, there: string) => {
  const [hour = 0, minute = 0] = said.split(':').map(Number)
  const other = timeText((hour + HALF_DAY_HOURS) % (2 * HALF_DAY_HOURS), minute)
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const apart = (time: string) => Math.abs(minutes(time) - minutes(there))
  // Nobody moves a morning’s task to the middle of the night.
  const asleep = other < WAKING && there >= WAKING
  return apart(other) < apart(said) && apart(other) <= NEAR_MINUTES && !asleep ? other : said
}

/** Tool arguments without the task's id. */
const argumentsFor = (change: ChangeIntent, task: Task | undefined, { when }: Voice): Record<string, unknown> => {
  const { more_tags, fewer_tags, shift, keep_day, near_hour, ahead, ...set } = change
  if (!task) return set
  const tags = more_tags || fewer_tags ? { tags: tagsAfter(task, more_tags ?? [], fewer_tags ?? []) } : {}
  const day = shift === undefined ? {} : shifted(task, shift, when)
  if (near_hour && set.due_time && task.due_time) set.due_time = nearest(set.due_time, task.due_time)
  const { due_on, ...dayless } = set
  const remind_at = ahead && momentOf(task, ahead)
  return { ...(keep_day && task.due_on ? dayless : set), ...tags, ...day, ...(remind_at && { remind_at }) }
}

/** Tasks whose arguments come out equal share a call. */
const updateCalls = (change: ChangeIntent, ids: number[], tasks: Task[], voice: Voice): Call[] => {
  const groups = new Map<string, { args: Record<string, unknown>; ids: number[] }>()
  for (const id of ids) {
    const task = tasks.find((one) => one.id === id)
    const args = argumentsFor(change, task, voice)
    const key = JSON.stringify(args)
    const group = groups.get(key) ?? { args, ids: [] }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ args, ids: same }) =>
    batches(same).map((some) => ({ name: 'update_task', args: { ...naming(some), ...args } })),
  )
}

/** A day alone has passed when it is over. */
const hasPassed = (moment: string, when: When) => {
  const { day, time } = wallNow(when)
  return moment.length > 10 ? moment <= `${day}T${time}` : moment < day
}

/** Why a reminder counted from a task would not ring: no day to count from, or over. */
const untold = (
  lead: Lead,
  ids: number[],
  tasks: Task[],
  { when, language: { say: sentences } }: Pick<Voice, 'when'> & { language: Pick<Language, 'say'> },
): string | undefined => {
  const named = tasks.filter(({ id }) => ids.includes(id))
  if (named.some(({ due_on }) => due_on === null)) return sentences.no_moment
  const moments = named.flatMap((task) => momentOf(task, lead) ?? [])
  return moments.some((moment) => hasPassed(moment, when)) ? sentences.moment_past : undefined
}

const refusal = (
  change: ChangeIntent,
  ids: number[],
  tasks: Task[],
  { when, language: { say: sentences } }: Voice,
): string | undefined => {
  if (change.remind !== undefined && hasPassed(change.remind, when)) return sentences.moment_past
  const early = change.ahead ? untold(change.ahead, ids, tasks, { when, language: { say: sentences } }) : undefined
  if (early) return early
  if (change.title !== undefined && ids.length > 1) return sentences.title_one
  if (change.title !== undefined && change.title.trim() === '') return sentences.title_empty
  if ((change.title?.length ?? 0) > TASK_TITLE_MAX_CHARS)
    return fill(sentences.title_long, {
      n: TASK_TITLE_MAX_CHARS,
      x: quoted(cutText(change.title ?? '', LONG_SHOWN_CHARS)),
    })
  const missing = needsTask(change) ? ids.filter((id) => !tasks.some((task) => task.id === id)) : []
  if (missing.length) return fill(sentences.no_id, { x: missing.join(', ') })
  const timeless = tasks.find((task) => ids.includes(task.id) && lacksHour(change, task))
  return timeless && fill(sentences.no_hour, { x: named(timeless) })
}

/** When and where the reminder rings that was put off, once for all of them. */
const ringsAt = (outcomes: Outcome[], { language, when }: Voice): string[] => {
  const tasks = outcomes.flatMap((outcome) => (outcome.kind === 'tasks' ? outcome.tasks : []))
  const [moment, ...others] = new Set(tasks.flatMap(({ remind_at }) => remind_at ?? []))
  if (moment === undefined) return []
  return [fill(language.say.rings, { x: others.length > 0 ? '⏰' : sayMoment(moment, when, language) })]
}

export const changeStep = (change: ChangeIntent, ids: number[], seen: Pick<Seen, 'tasks'>, voice: Voice): Step => {
  const why = refusal(change, ids, seen.tasks, voice)
  if (why) return say(why)
  const calls = updateCalls(change, ids, seen.tasks, voice).filter(({ args }) => Object.keys(args).length > 1)
  const keys = calls.flatMap(({ args }) => Object.keys(args))
  const line = (task: Task) => sayChanged(task, keys, voice)
  const { language } = voice
  return {
    calls,
    tell: (outcomes: Outcome[]) => {
      const said = sayTasks(outcomes, { one: 'changed', many: 'changed_many', line }, language)
      return change.remind === undefined && change.ahead === undefined
        ? said
        : [said, ...ringsAt(outcomes, voice)].join(' ')
    },
  }
}
