/**
 * Runs the corpora whose every case has a clock and a list of its own, one a line as JSON, and judges each by the whole
 * list afterwards and by what the answer shows. Run by hand with a path and a pattern of ids it names what is not right.
 */
import { readFileSync } from 'node:fs'
import { fold } from '../../../../src/language/fold.ts'
import { createBuiltin } from '../../../../src/llm/builtin/builtin.ts'
import type { Task } from '../../../../src/task/schema.ts'
import { Chat, copyOf, FakeList, newTask } from '../fake.ts'
import { instantAt } from './days.ts'
import type { Verdict } from './judge.ts'

type Parts = Partial<Pick<Task, 'title' | 'due_on' | 'due_time' | 'priority' | 'tags' | 'repeat' | 'remind_at'>>
interface Wanted extends Parts {
  title_also?: string[]
  due_also?: Pick<Parts, 'due_on' | 'due_time'>[]
  repeat_also?: (string | null)[]
}
interface Changed extends Pick<Wanted, 'title_also' | 'due_also'> {
  task: string
  set: Parts
}
/** Changes of the list, tasks named by their titles before. */
interface Changes {
  added?: Wanted[]
  changed?: Changed[]
  completed?: string[]
  reopened?: string[]
  deleted?: string[]
}
interface Outcome {
  after?: Changes
  /** Nothing has changed and the answer asks, on a card or in words. */
  asks?: boolean
  proposes?: Changes
  nothing?: boolean
}
export interface ClockedCase extends Outcome {
  id: string
  language: string
  group: string
  clock: { local: string; zone: string; locale: string }
  tasks: (Parts & { id: number; title: string; completed_on?: string | null })[]
  says: string[]
  also?: Outcome[]
  words?: { must?: string[]; must_not?: string[] }
}
export interface ClockedResult {
  one: ClockedCase
  verdict: Verdict
  happened: string
}

export const readClocked = (path: string): ClockedCase[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ClockedCase)

const bare = (title: string) =>
  fold(title)
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/^(?:(?:to|the|a|my) )+/, '')
const isTitle = (title: string, wanted: string[]) => wanted.some((one) => bare(one) === bare(title))

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
/** A rule by its meaning: what only repeats the day it begins on says nothing. */
const ruleOf = (rule: string | null | undefined, due_on: string | null | undefined) => {
  if (!rule) return ''
  const day = due_on ? new Date(`${due_on}T12:00:00Z`) : undefined
  const same = new Set([
    'INTERVAL=1',
    ...(/FREQ=WEEKLY/.test(rule) && day ? [`BYDAY=${DAYS[day.getUTCDay()]}`] : []),
    ...(/FREQ=(?:MONTHLY|YEARLY)/.test(rule) && day ? [`BYMONTHDAY=${day.getUTCDate()}`] : []),
    ...(/FREQ=YEARLY/.test(rule) && day ? [`BYMONTH=${day.getUTCMonth() + 1}`] : []),
  ])
  const ordered = rule.replace(/BYDAY=([A-Z,]+)/, (_, days: string) => `BYDAY=${days.split(',').sort().join(',')}`)
  return ordered
    .split(';')
    .filter((part) => !same.has(part))
    .sort()
    .join(';')
}
const isDue = ({ due_on, due_time }: Parts, wanted: Pick<Parts, 'due_on' | 'due_time'>) =>
  (due_on ?? null) === (wanted.due_on ?? null) && (due_time ?? null) === (wanted.due_time ?? null)
const tagsOf = ({ tags }: Parts) =>
  [...(tags ?? [])]
    .map((tag) => tag.toLowerCase())
    .sort()
    .join()

const fits = (task: Task, wanted: Wanted) =>
  task.status === 'pending' &&
  isTitle(task.title, [wanted.title ?? '', ...(wanted.title_also ?? [])]) &&
  [wanted, ...(wanted.due_also ?? [])].some((due) => isDue(task, due)) &&
  task.priority === (wanted.priority ?? 'none') &&
  tagsOf(task) === tagsOf(wanted) &&
  [wanted.repeat, ...(wanted.repeat_also ?? [])].some(
    (rule) => ruleOf(task.repeat, task.due_on) === ruleOf(rule, task.due_on),
  ) &&
  (wanted.remind_at === undefined || task.remind_at === wanted.remind_at)

const FIELDS = ['title', 'description', 'status', 'priority', 'due_on', 'due_time', 'repeat', 'tags'] as const
const same = (a: Task, b: Task, but: ReadonlySet<string> = new Set()) =>
  FIELDS.every((field) => but.has(field) || JSON.stringify(a[field]) === JSON.stringify(b[field]))

const isChanged = (before: Task, now: Task, { set, title_also = [], due_also = [] }: Changed) => {
  const { title, due_on, due_time, priority, tags, repeat, remind_at } = set
  const dues = [set, ...due_also].filter((due) => 'due_on' in due || 'due_time' in due)
  return (
    same(before, now, new Set(Object.keys(set))) &&
    (title === undefined || isTitle(now.title, [title, ...title_also])) &&
    (dues.length === 0 ||
      dues.some((due) =>
        isDue(now, { due_on: before.due_on, due_time: before.due_time, ...pick({ due_on, due_time }), ...pick(due) }),
      )) &&
    (priority === undefined || now.priority === priority) &&
    (tags === undefined || tagsOf(now) === tagsOf({ tags })) &&
    (repeat === undefined || ruleOf(now.repeat, now.due_on) === ruleOf(repeat, now.due_on)) &&
    (remind_at === undefined || now.remind_at === remind_at)
  )
}
const pick = (due: Pick<Parts, 'due_on' | 'due_time'>) =>
  Object.fromEntries(
    ['due_on', 'due_time'].flatMap((key) => (due[key as 'due_on'] === undefined ? [] : [[key, due[key as 'due_on']]])),
  )

interface World {
  before: Task[]
  after: Task[]
}
const difference = ({ before, after }: World) => ({
  added: after.filter(({ id }) => !before.some((task) => task.id === id)),
  gone: before.filter(({ id }) => !after.some((task) => task.id === id)),
  changed: before.flatMap((old) => {
    const now = after.find(({ id }) => id === old.id)
    return now && (!same(old, now) || old.remind_at !== now.remind_at) ? [{ old, now }] : []
  }),
})
const isIdle = (world: World) => Object.values(difference(world)).every((some) => some.length === 0)

/** The changes hold, and nothing beside them happened. */
const holds = (world: World, { added = [], changed = [], completed = [], reopened = [], deleted = [] }: Changes) => {
  const done = difference(world)
  const left = [...done.added]
  const all = added.every((wanted) => {
    const at = left.findIndex((task) => fits(task, wanted))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  const named = [...changed.map(({ task }) => task), ...completed, ...reopened]
  const to = (title: string, status: Task['status']) =>
    done.changed.some(
      ({ old, now }) => old.title === title && now.status === status && same(old, now, new Set(['status'])),
    )
  return (
    all &&
    left.length === 0 &&
    done.gone
      .map(({ title }) => title)
      .sort()
      .join('|') === [...deleted].sort().join('|') &&
    done.changed.every(({ old }) => named.includes(old.title)) &&
    changed.every((one) => {
      const old = world.before.find(({ title }) => title === one.task)
      const now = old && world.after.find(({ id }) => id === old.id)
      return old !== undefined && now !== undefined && isChanged(old, now, one)
    }) &&
    completed.every((title) => to(title, 'completed')) &&
    reopened.every((title) => to(title, 'pending'))
  )
}

interface Ended {
  /** At once, and once the card that waits is confirmed. */
  now: World
  confirmed: World
  answer: string
  shown: string
}
const isOutcome = (outcome: Outcome, { now, confirmed, answer }: Ended) => {
  const waits = !isIdle({ before: now.after, after: confirmed.after })
  if (outcome.asks)
    return (
      isIdle(now) &&
      (waits ? outcome.proposes !== undefined && holds(confirmed, outcome.proposes) : answer.includes('?'))
    )
  if (outcome.nothing) return isIdle(now) && !waits
  if (!outcome.after) return false
  // A card that proposes just that is as good.
  return waits ? holds(confirmed, outcome.after) : holds(now, outcome.after)
}

const brief = (task: Task) =>
  [
    task.title,
    '|',
    task.due_on,
    task.due_time,
    task.priority === 'none' ? '' : `!${task.priority}`,
    ...task.tags.map((tag) => `#${tag}`),
  ]
    .concat(
      task.repeat ? `~${task.repeat}` : '',
      task.remind_at ? `^${task.remind_at}` : '',
      task.status === 'completed' ? 'done' : '',
    )
    .filter(Boolean)
    .join(' ')
const saysWhat = ({ confirmed, now, answer, shown }: Ended) => {
  const { added, gone, changed } = difference(confirmed)
  return [
    ...(isIdle({ before: now.after, after: confirmed.after }) ? [] : ['(card)']),
    ...added.map((task) => `+ ${brief(task)}`),
    ...gone.map(({ title }) => `- ${title}`),
    ...changed.map(({ now: task }) => `= ${brief(task)}`),
    `“${answer.replaceAll('\n', ' ').slice(0, 170)}”`,
    ...(shown ? [`[${shown}]`] : []),
  ].join(' ; ')
}

const ended = async ({ tasks, clock, says }: ClockedCase): Promise<Ended> => {
  const [day = '', time = ''] = clock.local.split('T')
  const world = tasks.map(({ id, title, completed_on, ...parts }) =>
    newTask(id, title, {
      ...parts,
      ...(completed_on && { status: 'completed', completed_at: `${completed_on}T10:00:00Z` }),
    }),
  )
  const list = new FakeList(world, { confirm: true })
  const before = copyOf(world)
  const chat = new Chat(createBuiltin({ pause: async () => {} }), list, clock.zone, {
    now: instantAt(day, time, clock.zone),
    locale: clock.locale,
  })
  let answer = ''
  for (const say of says) {
    list.waiting.length = 0
    chat.lists.length = 0
    answer = await chat.say(say)
  }
  const shadow = new FakeList(copyOf(list.tasks))
  for (const asked of list.waiting) shadow.call(asked)
  const shown = chat.lists.flat().map((id) => list.tasks.find((task) => task.id === id)?.title ?? '')
  return {
    now: { before, after: list.tasks },
    confirmed: { before, after: shadow.tasks },
    answer,
    shown: shown.join(' · '),
  }
}

const verdictOf = (one: ClockedCase, end: Ended): Verdict => {
  const outcomes: Outcome[] = [one, ...(one.also ?? [])]
  const said = `${end.answer}\n${end.shown}`
  const matches = (source: string) => new RegExp(source, 'is').test(said)
  const words = (one.words?.must ?? []).every(matches) && !(one.words?.must_not ?? []).some(matches)
  if (outcomes.some((outcome) => isOutcome(outcome, end))) return words ? 'right' : 'wrong'
  const idle = isIdle(end.now) && isIdle(end.confirmed)
  const effect = outcomes.some(({ after, proposes }) => after || proposes)
  if (idle) return effect && end.shown === '' ? 'acceptable' : 'wrong'
  if (!effect) return 'harmful'
  const { gone, changed } = difference(end.confirmed)
  const meant = outcomes.flatMap(({ after, proposes }) => [after ?? {}, proposes ?? {}])
  const named = meant.flatMap((some) => [
    ...(some.changed ?? []).map(({ task }) => task),
    ...(some.completed ?? []),
    ...(some.reopened ?? []),
    ...(some.deleted ?? []),
  ])
  const adds = meant.some((some) => some.added?.length)
  const stray = [...gone, ...changed.map(({ old }) => old)].some(({ title }) => !named.includes(title))
  const { added } = difference(end.confirmed)
  return stray || (!adds && added.length > 0) ? 'harmful' : 'wrong'
}

const judgeClocked = async (one: ClockedCase): Promise<ClockedResult> => {
  const end = await ended(one)
  return { one, verdict: verdictOf(one, end), happened: saysWhat(end) }
}

export const runClocked = async (path: string): Promise<ClockedResult[]> => {
  const results: ClockedResult[] = []
  for (const one of readClocked(path)) results.push(await judgeClocked(one))
  return results
}

const VERDICTS: Verdict[] = ['right', 'acceptable', 'wrong', 'harmful']
/** Right, acceptable, wrong and harmful, by group, by language and in all. */
export const clockedTable = (results: ClockedResult[]) => {
  const row = (name: string, some: ClockedResult[]) => {
    const counts = VERDICTS.map((verdict) => some.filter((one) => one.verdict === verdict).length)
    return `${name.padEnd(22)} ${[some.length, ...counts].map((n) => String(n).padStart(5)).join('')}  ${((100 * (counts[0] ?? 0)) / some.length).toFixed(1)} %`
  }
  const by = (key: 'group' | 'language') =>
    [...new Set(results.map(({ one }) => one[key]))].map((name) =>
      row(
        name,
        results.filter(({ one }) => one[key] === name),
      ),
    )
  return [
    `${''.padEnd(22)}  all  right acc wrong harmful`,
    ...by('group'),
    ...by('language'),
    row('all', results),
  ].join('\n')
}

const wantedOf = ({ after, asks, nothing, proposes }: Outcome) =>
  JSON.stringify(nothing ? 'nothing' : asks ? { asks: proposes ?? true } : after)
    .replaceAll(/"(\w+)":/g, '$1:')
    .replaceAll(/,?\w+:(?:null|"none"|\[\])/g, '')
export const clockedLine = ({ one, verdict, happened }: ClockedResult) =>
  `${verdict.toUpperCase()} ${one.id} ${one.language} ${one.group} [${one.clock.local}] ${one.says.join(' // ').replaceAll('\n', '\\n')}\n    wanted ${[one, ...(one.also ?? [])].map(wantedOf).join(' || ')} ${one.words ? JSON.stringify(one.words) : ''}\n    got ${happened}`

if (import.meta.main) {
  const results = await runClocked(process.argv[2] ?? '')
  const shown = new RegExp(process.argv[3] ?? 'wrong|harmful')
  for (const result of results) if (shown.test(result.verdict)) process.stdout.write(`${clockedLine(result)}\n`)
  process.stdout.write(`${clockedTable(results)}\n`)
}
