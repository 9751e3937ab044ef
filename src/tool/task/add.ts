/** `add_task`: new to-dos. */
import { Type } from '@sinclair/typebox'
import { addIn } from '../../task/act.ts'
import { TaskTitle, taskParts } from '../../task/schema.ts'
import { defineTool } from '../tool.ts'
import { answer, BATCH_MAX_TASKS, deedOf, oneForm, strict, TaskAnswer } from './form.ts'
import { sayTasks } from './say.ts'

const titlesOf = ({ title, titles }: { title?: string; titles?: string[] }) =>
  oneForm(['title', 'titles'], title, titles)

export const addTask = defineTool({
  name: 'add_task',
  title: 'Add task',
  description:
    'Adds a to-do. Give title for one, or titles for several that share the other parts; call again for tasks that differ. Keep dates and tags out of the title.',
  icon: '✅',
  tier: 'change',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input: Type.Object(
    {
      title: Type.Optional(TaskTitle),
      titles: Type.Optional(
        Type.Array(TaskTitle, {
          minItems: 1,
          maxItems: BATCH_MAX_TASKS,
          description: `Titles of several tasks at once, instead of title; ${BATCH_MAX_TASKS} at most.`,
        }),
      ),
      ...taskParts,
    },
    strict,
  ),
  output: TaskAnswer,
  async execute(args, context) {
    const { title: _, titles, ...parts } = args
    const wanted = titlesOf(args).map((title) => ({ title, ...parts }))
    return answer(await addIn(context.sql, context.caller, wanted, deedOf(context)), titles !== undefined)
  },
  targets(args) {
    titlesOf(args)
    return []
  },
  say: (result) => sayTasks('Added', result),
})
