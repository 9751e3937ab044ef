/** `list_tasks`: finds to-dos. */
import { Type } from '@sinclair/typebox'
import { listIn } from '../../task/list.ts'
import { taskFilters } from '../../task/schema.ts'
import { defineTool } from '../tool.ts'
import { strict, ToolTask, todayOf, toToolTask } from './shapes.ts'
import { describeTask } from './text.ts'

const LIMIT = 20

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
    const page = await listIn(sql, caller, filters, { limit, ...(cursor !== undefined && { after: cursor }) })
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
