/** `list_tasks`: finds to-dos. */
import { Type } from '@sinclair/typebox'
import type { Caller } from '../../account/schema.ts'
import type { Sql } from '../../db/database.ts'
import { type ListOptions, listIn, type TaskPage } from '../../task/list.ts'
import { type Task, type TaskFilters, taskFilters } from '../../task/schema.ts'
import { defineTool } from '../tool.ts'
import { strict, ToolTask, todayOf, toToolTask } from './shapes.ts'
import { describeTask } from './text.ts'

const LIMIT = 20

/** All words, else those that most of them find: a model that says “tax bill” means the task “Tax”. */
const pageOf = async (sql: Sql, caller: Caller, filters: TaskFilters, options: ListOptions): Promise<TaskPage> => {
  const page = await listIn(sql, caller, filters, options)
  const words = [...new Set(filters.q?.split(/\s+/).filter((word) => word.length > 2))]
  if (page.total > 0 || words.length < 2) return page
  const found = new Map<number, { task: Task; words: number }>()
  for (const q of words)
    for (const task of (await listIn(sql, caller, { ...filters, q }, { limit: options.limit })).data)
      found.set(task.id, { task, words: (found.get(task.id)?.words ?? 0) + 1 })
  const data = [...found.values()].toSorted((a, b) => b.words - a.words).slice(0, options.limit)
  return { data: data.map(({ task }) => task), has_more: false, total: data.length }
}

export const listTasks = defineTool({
  name: 'list_tasks',
  verb: 'list',
  title: 'List tasks',
  description:
    'Lists to-dos with their ids, open ones first, then by due date. All filters must match. Without filters: everything.',
  icon: '📋',
  tier: 'read',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: Type.Object(
    {
      ...taskFilters,
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 100, description: `Tasks on one page, 1–100; ${LIMIT} if not given.` }),
      ),
      cursor: Type.Optional(
        Type.String({ minLength: 1, maxLength: 512, description: 'next_cursor of the page before, for the next one.' }),
      ),
    },
    strict,
  ),
  output: Type.Object(
    {
      today: Type.String({ description: 'Today where the person is.' }),
      time_zone: Type.String({ description: 'Where the person is.' }),
      tasks: Type.Array(ToolTask, { description: 'One page of them.' }),
      total: Type.Integer({ description: 'How many match in all.' }),
      next_cursor: Type.Optional(Type.String({ description: 'Given when there is another page.' })),
    },
    strict,
  ),
  async execute({ limit = LIMIT, cursor, ...filters }, { sql, caller }) {
    const page = await pageOf(sql, caller, filters, { limit, ...(cursor !== undefined && { after: cursor }) })
    const tasks = page.data.map((task) => toToolTask(task, caller))
    const place = { today: todayOf(caller), time_zone: caller.time_zone }
    return { ...place, tasks, total: page.total, ...(page.after !== undefined && { next_cursor: page.after }) }
  },
  targets: () => [],
  say({ tasks, total, next_cursor }) {
    if (tasks.length === 0) return 'No tasks found.'
    const more = next_cursor === undefined ? '' : ` There are more: cursor ${next_cursor}.`
    return `${tasks.length} of ${total} tasks: ${tasks.map(describeTask).join('; ')}.${more}`
  },
})
