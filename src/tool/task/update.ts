/** `update_task`: overwrites parts of to-dos. */
import { Type } from '@sinclair/typebox'
import { oneOf } from '../../lib/one-of.ts'
import { changeIn, putOffIn } from '../../task/mutations.ts'
import { untilOf } from '../../task/remind/until.ts'
import { TaskChange } from '../../task/schema.ts'
import { defineTool, ToolError } from '../tool.ts'
import { answer, idsOf, originOf, strict, TaskAnswer, taskIds } from './shapes.ts'
import { summarizeTasks } from './text.ts'
import { inWords, readRemind, readWords, remindInWords } from './words.ts'

/** Parts that can be emptied, and what they are then. */
const EMPTY = {
  description: null,
  due_on: null,
  due_time: null,
  repeat: null,
  priority: 'none',
  tags: [],
  remind_at: null,
} as const
const CLEARABLE = ['description', 'due_on', 'due_time', 'repeat', 'priority', 'tags', 'remind_at'] as const

const edits = {
  remind: remindInWords,
  clear: Type.Optional(Type.Array(oneOf(CLEARABLE, 'A part.'), { maxItems: 7, description: 'Parts to empty.' })),
  add_tags: Type.Optional({ ...TaskChange.properties.tags, description: 'Tags to put beside the others.' }),
  remove_tags: Type.Optional({ ...TaskChange.properties.tags, description: 'Tags to take off.' }),
}

export const updateTask = defineTool({
  name: 'update_task',
  verb: 'change',
  title: 'Change task',
  description:
    'Changes the given parts of one task (task_id) or of several alike (task_ids); what is not given stays. clear empties parts. tags replaces all tags, add_tags and remove_tags change some.',
  icon: '📝',
  tier: 'change',
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  input: Type.Object({ ...taskIds, ...TaskChange.properties, ...inWords, ...edits }, strict),
  output: TaskAnswer,
  read: (args, now) => ({
    ...readWords(args, now),
    ...(args.remind !== undefined && { remind: readRemind(args.remind, now) }),
  }),
  async execute({ task_id, task_ids, when: _, clear = [], remind, ...given }, { sql, caller, ...context }) {
    const ids = idsOf({ task_id, task_ids })
    const change = { ...Object.fromEntries(clear.map((part) => [part, EMPTY[part]])), ...given }
    if (Object.keys(change).length === 0 && remind === undefined)
      throw new ToolError('Nothing to change: give at least one part, like title.')
    const origin = originOf({ sql, caller, ...context })
    const tasks =
      remind === undefined
        ? await changeIn(sql, caller, ids, change, origin)
        : await putOffIn(sql, caller, ids, { change, until: (task, now) => untilOf(remind, task, now) }, origin)
    return answer(tasks, task_ids !== undefined, caller)
  },
  targets: idsOf,
  say: (result) => summarizeTasks('Changed', result),
})
