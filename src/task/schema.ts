/** Shapes of to-dos: one definition for REST, tools, MCP and pages. */
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { oneOf } from '../lib/one-of.ts'

const strict = { additionalProperties: false }
const nullable = <T extends TSchema>(schema: T) =>
  Type.Union([schema, Type.Null()], { description: `${schema.description} null means none.` })
const nullableText = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

export const TASK_STATUSES = ['pending', 'completed'] as const
export const PRIORITIES = ['none', 'low', 'medium', 'high'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]
export type Priority = (typeof PRIORITIES)[number]

const DATE = '^\\d{4}-\\d{2}-\\d{2}$'
const day = (description: string) => Type.String({ pattern: DATE, description })

/** Lengths in UTF-16 units, counted after trimming. */
export const TaskTitle = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'What is to be done; 1–200 characters.',
})
const Description = Type.String({ maxLength: 1000, description: 'More words; 1000 characters at most.' })
const DueOn = day('Calendar date YYYY-MM-DD in the user’s time zone.')
const DueTime = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'Time of day HH:MM in the user’s time zone; needs due_on.',
})
const Repeat = Type.String({ maxLength: 200, description: 'RFC 5545 recurrence rule, like FREQ=WEEKLY;BYDAY=MO.' })
const Tag = Type.String({
  minLength: 1,
  maxLength: 50,
  pattern: '^[^\\s#,]+$',
  description: 'One tag, without the # sign.',
})
const Tags = Type.Array(Tag, { maxItems: 20, description: 'Tags without the # sign.' })

/** The parts of a task that a person sets, beside its title. */
export const taskParts = {
  description: Type.Optional(nullable(Description)),
  priority: Type.Optional(oneOf(PRIORITIES, 'How urgent it is.')),
  due_on: Type.Optional(nullable(DueOn)),
  due_time: Type.Optional(nullable(DueTime)),
  repeat: Type.Optional(nullable(Repeat)),
  tags: Type.Optional(Tags),
}
export const NewTask = Type.Object({ title: TaskTitle, ...taskParts }, strict)
export type NewTask = Static<typeof NewTask>
export const TaskChange = Type.Object(
  { title: Type.Optional(TaskTitle), ...taskParts, status: Type.Optional(oneOf(TASK_STATUSES, 'Open or done.')) },
  strict,
)
export type TaskChange = Static<typeof TaskChange>

/** Filters of a list; all are joined by "and". `due_before` and `due_after` include the day itself. */
export const taskFilters = {
  status: Type.Optional(oneOf(TASK_STATUSES, 'Only open or only done ones.')),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Words that must all be in title, description or tags; case does not matter.',
    }),
  ),
  due_before: Type.Optional(day('Due on this date YYYY-MM-DD or earlier.')),
  due_after: Type.Optional(day('Due on this date YYYY-MM-DD or later.')),
  priority: Type.Optional(oneOf(PRIORITIES, 'Only this priority.')),
  tag: Type.Optional(Tag),
}
export const TaskFilters = Type.Object(taskFilters, strict)
export type TaskFilters = Static<typeof TaskFilters>

export const Task = Type.Object(
  {
    id: Type.Integer({ description: 'Small number, per user.' }),
    title: Type.String({ description: 'What is to be done.' }),
    description: nullableText('More words.'),
    status: oneOf(TASK_STATUSES, 'Open or done.'),
    priority: oneOf(PRIORITIES, 'How urgent it is.'),
    due_on: nullableText('Calendar date in the user’s time zone.'),
    due_time: nullableText('Time of day HH:MM in the user’s time zone.'),
    repeat: nullableText('RFC 5545 recurrence rule.'),
    tags: Type.Array(Type.String(), { description: 'Tags without the # sign.' }),
    created_at: Type.String({ description: 'ISO 8601 UTC.' }),
    updated_at: Type.String({ description: 'ISO 8601 UTC.' }),
    completed_at: nullableText('ISO 8601 UTC.'),
  },
  { ...strict, description: 'One to-do.' },
)
export type Task = Static<typeof Task>

/** Formats of an export. */
export const EXPORT_FORMATS = ['csv', 'ics', 'todotxt'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Who did it, for the history. */
export type Actor = 'person' | 'assistant' | 'api' | 'mcp'
export interface Deed {
  actor: Actor
  run_id?: string
  /** The moment of the deed; the present unless told. */
  now?: Date
}
