/** Owns the arguments of updates: what a change means for each task as it is now. */
import { addDays, type When, wallNow } from '../../plain/clock.ts'
import type { Task } from '../../task/schema.ts'
import { type Change, needsTask } from './intent.ts'
import { batches, type Call, naming, type Step, say, TITLE_MAX_CHARS } from './plan.ts'
import { sayChanged, sayTasks } from './sentence.ts'

const TAGS_MAX = 20

const tagsAfter = (task: Task, more: string[], fewer: string[]) =>
  [...new Set([...task.tags, ...more])].filter((tag) => !fewer.includes(tag)).slice(0, TAGS_MAX)

/** Tool arguments without the task's id. */
const argumentsFor = (change: Change, task: Task | undefined, when: When): Record<string, unknown> => {
  const { more_tags, fewer_tags, shift_days, keep_day, ...set } = change
  if (!task) return set
  const tags = more_tags || fewer_tags ? { tags: tagsAfter(task, more_tags ?? [], fewer_tags ?? []) } : {}
  const day = shift_days === undefined ? {} : { due_on: addDays(task.due_on ?? wallNow(when).day, shift_days) }
  const { due_on, ...dayless } = set
  return { ...(keep_day && task.due_on ? dayless : set), ...tags, ...day }
}

/** Tasks whose arguments come out equal share a call. */
const updateCalls = (change: Change, ids: number[], tasks: Task[], when: When): Call[] => {
  const groups = new Map<string, { args: Record<string, unknown>; ids: number[] }>()
  for (const id of ids) {
    const args = argumentsFor(
      change,
      tasks.find((task) => task.id === id),
      when,
    )
    const key = JSON.stringify(args)
    const group = groups.get(key) ?? { args, ids: [] }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ args, ids: same }) =>
    batches(same).map((some) => ({ name: 'update_task', args: { ...naming(some), ...args } })),
  )
}

const refusal = (change: Change, ids: number[], tasks: Task[], whole: boolean): string | undefined => {
  if (change.title !== undefined && ids.length > 1)
    return 'I can give a new title to one task at a time, so I changed nothing there.'
  if (change.title !== undefined && change.title.trim() === '')
    return 'A task needs a title, so I changed nothing there.'
  if ((change.title?.length ?? 0) > TITLE_MAX_CHARS)
    return `A title may have ${TITLE_MAX_CHARS} characters at most, so I changed nothing there.`
  const missing = needsTask(change) ? ids.filter((id) => !tasks.some((task) => task.id === id)) : []
  if (missing.length === 0) return undefined
  return whole
    ? `There is no task ${missing.join(', ')}, so I changed nothing there.`
    : `I could not look at task ${missing.join(', ')}, so I changed nothing there.`
}

export const changeStep = (
  change: Change,
  ids: number[],
  seen: { tasks: Task[]; whole: boolean },
  when: When,
): Step => {
  const why = refusal(change, ids, seen.tasks, seen.whole)
  if (why) return say(`⚠️ ${why}`)
  const calls = updateCalls(change, ids, seen.tasks, when)
  const keys = calls.flatMap(({ args }) => Object.keys(args))
  return {
    calls,
    tell: (outcomes) =>
      sayTasks(outcomes, {
        tool: 'update_task',
        head: '📝 Changed',
        many: (n) => `📝 Changed ${n} tasks:`,
        line: (task) => sayChanged(task, keys, when),
      }),
  }
}
