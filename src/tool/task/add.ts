/** `add_task`: new to-dos. */
import { type Static, type TProperties, Type } from '@sinclair/typebox'
import { addIn } from '../../task/mutations.ts'
import { TaskTitle, taskParts } from '../../task/schema.ts'
import { defineTool, ToolError } from '../tool.ts'
import { answer, BATCH_MAX_TASKS, originOf, strict, TaskAnswer } from './shapes.ts'
import { summarizeTasks } from './text.ts'
import { inWords, readWords } from './words.ts'

/** The same fields, whose meaning the tool says once: its text is sent with every question to a model. */
const asAbove = <T extends TProperties>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, description: 'As above.' }])) as T

const OneTask = Type.Object({ title: TaskTitle, ...asAbove({ ...taskParts, ...inWords }) }, strict)

interface Forms {
  title?: string
  titles?: string[]
  tasks?: Static<typeof OneTask>[]
}

/** The tasks of whichever form was given, each with its own parts; doubled titles are folded. @throws ToolError */
const wantedOf = <Parts extends object>({ title, titles, tasks, ...parts }: Forms & Parts) => {
  const given = [title, titles, tasks].filter((form) => form !== undefined)
  if (given.length !== 1) throw new ToolError('Give either title, titles or tasks, one of the three.')
  if (tasks) return tasks.map((task) => ({ ...parts, ...task }))
  return [...new Set(titles ?? [title ?? ''])].map((one) => ({ ...parts, title: one }))
}

/** `max_open` is MAX_TASKS_PER_USER. */
export const createAddTask = (max_open: number) =>
  defineTool({
    name: 'add_task',
    verb: 'add',
    title: 'Add task',
    description:
      'Adds a to-do. Give title for one, titles for several that share the other parts, or tasks for several that differ. Keep dates and tags out of the title.',
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
        tasks: Type.Optional(
          Type.Array(OneTask, {
            minItems: 1,
            maxItems: BATCH_MAX_TASKS,
            description: `Several tasks with parts of their own, instead of title; ${BATCH_MAX_TASKS} at most.`,
          }),
        ),
        ...taskParts,
        ...inWords,
      },
      strict,
    ),
    output: TaskAnswer,
    read: (args, now) => ({
      ...readWords(args, now),
      ...(args.tasks && { tasks: args.tasks.map((task) => readWords(task, now)) }),
    }),
    async execute(args, context) {
      const { when: _, ...call } = args
      const tasks = await addIn(context.sql, context.caller, wantedOf(call), { ...originOf(context), max_open })
      return answer(tasks, args.title === undefined, context.caller)
    },
    targets(args) {
      wantedOf(args)
      return []
    },
    say: (result) => summarizeTasks('Added', result),
  })
