/** Owns turning one request into tool calls and the sentence about them. */
import type { When } from '../../plain/clock.ts'
import type { PlainTask } from '../../plain/plain.ts'
import type { TaskFilters } from '../../task/schema.ts'
import type { Deed, Intent } from './intent.ts'
import type { Seen } from './look.ts'
import { plainText, quoted } from './markdown.ts'
import type { Outcome } from './outcome.ts'
import { batches, type Call, naming, type Step, say, TITLE_MAX_CHARS } from './plan.ts'
import { describing, naming as named, sayDeleted, sayTasks, sayTrouble, sayUndone } from './sentence.ts'

/** Tasks shown of a list. */
const SHOWN = 20

const partsOf = ({ due_on, due_time, priority, repeat, tags }: PlainTask) => ({
  ...(due_on && { due_on }),
  ...(due_on && due_time && { due_time }),
  ...(priority !== 'none' && { priority }),
  ...(repeat && { repeat }),
  ...(tags.length > 0 && { tags }),
})

/** Neighbours with equal parts share one call; order is kept, so ids rise in the order things were said. */
const addCalls = (tasks: PlainTask[]): Call[] => {
  const groups: { key: string; parts: object; titles: string[] }[] = []
  for (const task of tasks) {
    const parts = partsOf(task)
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

export const addStep = (tasks: PlainTask[], when: When): Step => {
  const fitting = tasks.filter(({ title }) => title.length <= TITLE_MAX_CHARS)
  const long =
    tasks.length > fitting.length
      ? [
          `⚠️ A title may have ${TITLE_MAX_CHARS} characters at most, so I did not add ${quoted(tasks.find((task) => !fitting.includes(task))?.title.slice(0, 40) ?? '')}.`,
        ]
      : []
  const told = {
    tool: 'add_task',
    head: '✅ Added',
    many: (n: number) => `✅ Added ${n} tasks:`,
    line: (task: Parameters<typeof describing>[0]) => describing(task, when),
  }
  return {
    calls: addCalls(fitting),
    tell: (outcomes) => [sayTasks(outcomes, told), ...long].filter(Boolean).join('\n\n'),
  }
}

const DEEDS: Record<Exclude<Deed, 'delete'>, { tool: string; extra: object; head: string; many: string }> = {
  complete: { tool: 'complete_task', extra: {}, head: '✅ Done:', many: '✅ Done:' },
  reopen: { tool: 'update_task', extra: { status: 'pending' }, head: '📝 Reopened', many: '📝 Reopened:' },
  toggle: { tool: 'toggle_task_status', extra: {}, head: '📝 Switched', many: '📝 Switched:' },
}

export const deedStep = (deed: Deed, ids: number[]): Step => {
  if (deed === 'delete') {
    return { calls: batches(ids).map((some) => ({ name: 'delete_task', args: naming(some) })), tell: sayDeleted }
  }
  const { tool, extra, head, many } = DEEDS[deed]
  const line = (task: Parameters<typeof describing>[0]) =>
    deed === 'toggle' ? `${named(task)}, now ${task.status === 'completed' ? 'done' : 'open'}` : named(task)
  return {
    calls: batches(ids).map((some) => ({ name: tool, args: { ...naming(some), ...extra } })),
    tell: (outcomes) => sayTasks(outcomes, { tool, head, many: () => many, line }),
  }
}

export const undoStep = (when: When): Step => ({
  calls: [{ name: 'undo_last_change', args: {} }],
  tell: ([outcome]) => sayUndone(outcome, when),
})

/** “3 open tasks due today”: `about` says the kind in the singular. */
const counted = (n: number, about: string) =>
  `${n === 0 ? 'no' : n} ${n === 1 ? about : about.replace(/\btask\b/, 'tasks')}`

const sayList = (
  outcome: Outcome | undefined,
  { about, count }: Extract<Intent, { do: 'list' }>,
  when: When,
): string => {
  if (outcome?.kind !== 'list')
    return sayTrouble('list_tasks', outcome ?? { kind: 'failed', message: 'there is no result' })
  const { tasks } = outcome
  // A list the engine has cut does not tell its total any more.
  const known = Number.isFinite(outcome.total)
  const head = `📋 You have ${known ? counted(outcome.total, plainText(about)) : `many ${plainText(about).replace(/\btask\b/, 'tasks')}`}`
  if (count || tasks.length === 0) return `${head}.`
  const lines = tasks.map((task) => `- ${task.status === 'completed' ? '✅ ' : ''}${describing(task, when)}`)
  const more = known ? outcome.total - tasks.length : 0
  return [`${head}:\n\n${lines.join('\n')}`, ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n\n')
}

export const listStep = (intent: Extract<Intent, { do: 'list' }>, when: When): Step => {
  const filters: TaskFilters = intent.filters
  return {
    calls: [{ name: 'list_tasks', args: { ...filters, limit: SHOWN } }],
    tell: ([outcome]) => sayList(outcome, intent, when),
  }
}

export const LEFT_OUT = '⚠️ That is more than I can do in one answer. I left out the rest; please ask for it again.'
/** The step with the calls there is room for; what is left out is said. */
export const within = (step: Step, room: number): Step =>
  step.calls.length <= room
    ? step
    : {
        calls: step.calls.slice(0, room),
        tell: (outcomes) => [room > 0 ? step.tell(outcomes) : '', LEFT_OUT].filter(Boolean).join('\n\n'),
      }

/** One task shown, and what could be done with it. */
export const pointStep = (ids: number[], { tasks, whole }: Pick<Seen, 'tasks' | 'whole'>, when: When): Step => {
  const found = tasks.filter(({ id }) => ids.includes(id))
  const missing = ids.filter((id) => !found.some((task) => task.id === id))
  const names = found.map(({ id }) => id).join(', ')
  const next = `What shall I do with ${found.length === 1 ? 'it' : 'them'}? Say for example “finish ${names}” or “delete ${names}”.`
  const absent = whole
    ? `⚠️ There is no task ${missing.join(', ')}.`
    : `⚠️ I did not find task ${missing.join(', ')} in the part of your list I looked at.`
  const lines = found.map(
    (task) => `- ${describing(task, when)}${task.description ? `: ${plainText(task.description)}` : ''}`,
  )
  return say(
    [
      ...(found.length ? [`📋 Here you are:\n\n${lines.join('\n')}`, next] : []),
      ...(missing.length ? [absent] : []),
    ].join('\n\n'),
  )
}
