/** Judges a conversation by the task list afterwards: right, acceptable, wrong, or harmful (did what was not asked). */
import { createBuiltin } from '../../../../src/llm/builtin/builtin.ts'
import type { Task } from '../../../../src/task/schema.ts'
import { type Asked, Chat, copyOf, FakeList, newTask } from '../fake.ts'
import { dayNamed, instantAt } from './days.ts'
import type { Case } from './read.ts'

export type Verdict = 'right' | 'acceptable' | 'wrong' | 'harmful'
export interface Judged {
  verdict: Verdict
  /** What happened, in the words of the corpus. */
  happened: string
}

type Parts = Partial<Task> & { done?: boolean }

/** `+1 15:00 !high #work ~FREQ=DAILY done` */
const partsOf = (words: string, today: string): Parts => {
  const parts: Parts = {}
  for (const word of words.split(' ').filter(Boolean)) {
    if (word === 'done') parts.status = 'completed'
    else if (/^\d\d:\d\d$/.test(word)) parts.due_time = word
    else if (word.startsWith('!')) parts.priority = word.slice(1) as Task['priority']
    else if (word.startsWith('#')) parts.tags = [...(parts.tags ?? []), word.slice(1)].filter((tag) => tag !== '-')
    else if (word.startsWith('~')) parts.repeat = word === '~-' ? null : word.slice(1)
    else if (word === '-') parts.due_on = null
    else if (!/^(?:due|time)$/.test(word)) parts.due_on = dayNamed(word, today)
  }
  return parts
}

const worldOf = ({ world }: Case, today: string): Task[] =>
  world.map((line) => {
    const [, id, title = '', rest = ''] = /^(\d+) (.+?)(?: \| (.*))?$/.exec(line) ?? []
    const parts = partsOf(rest, today)
    const completed_at = parts.status ? `${dayNamed('-1', today)}T10:00:00Z` : null
    return newTask(Number(id), title, { ...parts, completed_at })
  })

/** What was done, whether at once or waiting for the person’s yes. */
const afterwards = (list: FakeList) => {
  const shadow = new FakeList(copyOf(list.tasks))
  for (const asked of list.waiting as Asked[]) shadow.call(asked)
  return shadow.tasks
}

const FIELDS = ['title', 'description', 'status', 'priority', 'due_on', 'due_time', 'repeat', 'tags'] as const
const bare = (task: Parts) =>
  Object.fromEntries(FIELDS.map((field) => [field, task[field] ?? (field === 'tags' ? [] : null)]))
const same = (a: Parts, b: Parts) => JSON.stringify(bare(a)) === JSON.stringify(bare(b))
const brief = (task: Task) =>
  [task.title, '|', task.due_on, task.due_time, task.priority === 'none' ? '' : `!${task.priority}`]
    .concat(
      task.tags.map((tag) => `#${tag}`),
      [task.repeat ? `~${task.repeat}` : '', task.status[0] === 'c' ? 'done' : ''],
    )
    .filter(Boolean)
    .join(' ')

interface Effects {
  before: Task[]
  after: Task[]
  added: Task[]
  removed: number[]
  changed: Task[]
  answer: string
  lists: number[][]
  today: string
}

const changesOf = (before: Task[], after: Task[]) => ({
  added: after.filter(({ id }) => !before.some((task) => task.id === id)),
  removed: before.filter(({ id }) => !after.some((task) => task.id === id)).map(({ id }) => id),
  changed: after.filter((task) => before.some((old) => old.id === task.id && !same(old, task))),
})

const idsOf = (words: string, lists: number[][]) =>
  words.split(',').flatMap((word) => {
    const n = Number(word.replace('@', ''))
    return word.startsWith('@') ? (lists.at(-1)?.at(n < 0 ? n : n - 1) ?? []) : word === '' ? [] : [n]
  })
const equal = (a: number[], b: number[]) => [...a].sort().join() === [...b].sort().join()

/** Tasks that the expectation accounts for; what is left over was not asked for. */
interface Claim {
  added: Task[]
  ids: number[]
  holds: boolean
}

const added = (words: string, { added, today }: Effects): Claim => {
  const [title = '', rest = ''] = words.split(' | ')
  const wanted = { status: 'pending', priority: 'none', title, ...partsOf(rest, today) } as Parts
  const found = added.filter((task) => same(task, wanted))
  return { added: found.slice(0, 1), ids: [], holds: found.length > 0 }
}

const status =
  (to: Task['status']) =>
  (words: string, { lists, changed }: Effects): Claim => {
    const ids = idsOf(words, lists)
    const holds = ids.length > 0 && ids.every((id) => changed.some((task) => task.id === id && task.status === to))
    return { added: [], ids, holds }
  }

const changed = (words: string, { after, today }: Effects): Claim => {
  const [, id, rest = ''] = /^(\d+) ?(.*)$/.exec(words) ?? []
  const named = /^([tn]):(.+)$/.exec(rest)
  const wanted = named ? { [named[1] === 't' ? 'title' : 'description']: named[2] } : partsOf(rest, today)
  // On some days a task is already where it is to go.
  const task = after.find((one) => one.id === Number(id))
  const holds =
    task !== undefined &&
    Object.entries(wanted).every(([key, value]) => {
      return JSON.stringify(task[key as keyof Task]) === JSON.stringify(value)
    })
  return { added: [], ids: [Number(id)], holds }
}

const removed = (words: string, effects: Effects): Claim => {
  const ids = idsOf(words, effects.lists)
  const gone = [...effects.removed]
  const fresh = ids.filter((id) => !effects.before.some((task) => task.id === id))
  return { added: [], ids, holds: ids.every((id) => gone.includes(id) || fresh.includes(id)) }
}

const listed = (words: string, { lists }: Effects): Claim => ({
  added: [],
  ids: [],
  holds: words === '' ? lists.length > 0 : lists.some((list) => equal(list, idsOf(words, lists))),
})

const KINDS: Record<string, (words: string, effects: Effects) => Claim> = {
  '+': added,
  x: status('completed'),
  o: status('pending'),
  '=': changed,
  '-': removed,
  list: listed,
  nothing: () => ({ added: [], ids: [], holds: true }),
}

const claimOf = (part: string, effects: Effects): Claim => {
  const pattern = /\s*\/(.+)\/i?$/.exec(part)
  const words = part.slice(0, pattern?.index)
  const [kind = '', ...rest] = words.split(' ')
  const claim = KINDS[kind]?.(rest.join(' '), effects)
  if (!claim) throw new Error(`unknown expectation: ${part}`)
  const said = pattern === null || new RegExp(pattern[1] ?? '', 'i').test(effects.answer)
  return { ...claim, holds: claim.holds && said }
}

/** Whether an outcome holds and whether anything happened beside it. */
const judgeOne = (parts: string[], effects: Effects) => {
  const claims = parts.flatMap((part) => part.split(' ; ')).map((part) => claimOf(part.trim(), effects))
  const ids = claims.flatMap((claim) => claim.ids)
  const extra = effects.added.filter((task) => !claims.some((claim) => claim.added.includes(task)))
  const touched = [...effects.removed, ...effects.changed.map(({ id }) => id)].filter((id) => !ids.includes(id))
  const adds = parts.some((part) => part.startsWith('+'))
  const holds = claims.every((claim) => claim.holds)
  return {
    right: holds && extra.length === 0 && touched.length === 0,
    harm: touched.length > 0 || (!adds && extra.length > 0),
  }
}

const verdictOf = (expects: string[][], effects: Effects): Verdict => {
  const all = expects.map((parts) => judgeOne(parts, effects))
  if (all.some(({ right }) => right)) return 'right'
  if (all.every(({ harm }) => harm)) return 'harmful'
  const idle = effects.added.length + effects.changed.length + effects.removed.length === 0
  return idle && effects.answer.includes('?') ? 'acceptable' : 'wrong'
}

const saysWhat = ({ added, removed, changed, lists, answer }: Effects) =>
  [
    ...added.map((task) => `+ ${brief(task)}`),
    ...(removed.length ? [`- ${removed}`] : []),
    ...changed.map((task) => `= ${task.id} ${brief(task)}`),
    ...(lists.length ? [`list ${lists.at(-1)}`] : []),
    `“${answer.replaceAll('\n', ' ').slice(0, 160)}”`,
  ].join(' ; ')

/** @param today the day on the person’s calendar; their clock shows twelve past nine */
export const judge = async (one: Case, today: string): Promise<Judged> => {
  const list = new FakeList(worldOf(one, today), { confirm: true })
  const before = copyOf(list.tasks)
  const clock = { now: instantAt(today, '09:12', one.zone), ...(one.locale && { locale: one.locale }) }
  const chat = new Chat(createBuiltin({ pause: async () => {} }), list, one.zone, clock)
  let answer = ''
  for (const say of one.says) answer = await chat.say(say)
  const after = afterwards(list)
  const effects = { before, after, ...changesOf(before, after), answer, lists: chat.lists, today }
  return { verdict: verdictOf(one.expects, effects), happened: saysWhat(effects) }
}
