/** Shapes of to-dos: one definition for REST, tools, MCP and pages. */
import { type Static, Type } from '@sinclair/typebox'
import { nullable, strict } from '../lib/json-schema.ts'
import { oneOf } from '../lib/one-of.ts'

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
const RemindAt = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$',
  description: 'Local date and time YYYY-MM-DDTHH:MM at which it rings, in the user’s time zone.',
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
  remind_at: Type.Optional(nullable(RemindAt)),
}
export const NewTask = Type.Object({ title: TaskTitle, ...taskParts }, strict)
export type NewTask = Static<typeof NewTask>
export const TaskChange = Type.Object(
  { title: Type.Optional(TaskTitle), ...taskParts, status: Type.Optional(oneOf(TASK_STATUSES, 'Open or done.')) },
  strict,
)
export type TaskChange = Static<typeof TaskChange>
/** A change that may also put tags beside the others, take some off, or put the reminder off. */
export type TaskEdit = TaskChange & {
  add_tags?: string[]
  remove_tags?: string[]
  /** Puts the reminder off: where it stood is remembered for the next occurrence. */
  put_off?: true
}

export const Snooze = Type.Object(
  {
    until: Type.String({
      maxLength: 40,
      description:
        'When it rings next: YYYY-MM-DDTHH:MM on the user’s clock, an ISO 8601 instant, or YYYY-MM-DD for that day at the task’s hour; also `hour`, `tomorrow` and `week`, from now.',
    }),
  },
  strict,
)
export type Snooze = Static<typeof Snooze>

/** What a list is sorted by: soonest due, highest priority, A to Z, first created, first completed. */
export const TASK_SORTS = ['due', 'priority', 'title', 'created', 'completed'] as const
export type TaskSort = (typeof TASK_SORTS)[number]
const SORT_WORDS = [...TASK_SORTS, ...TASK_SORTS.map((sort): `-${TaskSort}` => `-${sort}`)] satisfies (
  | TaskSort
  | `-${TaskSort}`
)[]

const DAY_OR_WORD = '^(\\d{4}-\\d{2}-\\d{2}|today|tomorrow)$'
const dayOrWord = (words: string) =>
  Type.Optional(Type.String({ pattern: DAY_OR_WORD, description: `${words}: YYYY-MM-DD, today or tomorrow.` }))

/** Filters that are on or off; off is as if not given. */
export const TASK_FLAGS = ['overdue', 'undated', 'repeats'] as const
const FLAG_WORDS = {
  overdue: 'Only open ones whose day has passed.',
  undated: 'Only those without a date.',
  repeats: 'Only those that repeat.',
}

/** Filters of a list; all are joined by "and". The days of `…_before` and `…_after` count themselves. */
export const taskFilters = {
  status: Type.Optional(oneOf(TASK_STATUSES, 'Only open or only done ones.')),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Words, 8 at most, that must all be in title, description or tags; case does not matter.',
    }),
  ),
  due_before: dayOrWord('Due on this day or earlier'),
  due_after: dayOrWord('Due on this day or later'),
  completed_before: dayOrWord('Completed on this day or earlier'),
  completed_after: dayOrWord('Completed on this day or later'),
  overdue: Type.Optional(Type.Boolean({ description: FLAG_WORDS.overdue })),
  undated: Type.Optional(Type.Boolean({ description: FLAG_WORDS.undated })),
  repeats: Type.Optional(Type.Boolean({ description: FLAG_WORDS.repeats })),
  priority: Type.Optional(oneOf(PRIORITIES, 'Only this priority.')),
  tag: Type.Optional(Tag),
  sort: Type.Optional(
    oneOf(
      SORT_WORDS,
      'Soonest due, highest priority, A to Z, first created or first completed first; a minus sign reverses. Without it open ones lead, then the soonest due.',
    ),
  ),
}
/** The filters as a query string has them, where everything is text. */
export const taskFiltersAsText = {
  ...taskFilters,
  status: Type.Optional(oneOf([...TASK_STATUSES, 'all'], 'Only open or only done ones; all is as if not given.')),
  overdue: Type.Optional(Type.Literal('true', { description: FLAG_WORDS.overdue })),
  undated: Type.Optional(Type.Literal('true', { description: FLAG_WORDS.undated })),
  repeats: Type.Optional(Type.Literal('true', { description: FLAG_WORDS.repeats })),
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
    remind_at: nullableText('Local date and time at which it rings, in the user’s time zone.'),
    created_at: Type.String({ description: 'ISO 8601 UTC.' }),
    updated_at: Type.String({ description: 'ISO 8601 UTC.' }),
    completed_at: nullableText('ISO 8601 UTC.'),
  },
  { ...strict, description: 'One to-do.' },
)
export type Task = Static<typeof Task>

/** Open tasks by where they stand in the calendar, and by tag. */
export interface OpenCounts {
  open: number
  overdue: number
  today: number
  upcoming: number
  undated: number
  tags: { tag: string; open: number }[]
}

/** Formats of an export. */
export const EXPORT_FORMATS = ['csv', 'ics', 'todotxt'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const CHANGE_KINDS = ['added', 'changed', 'completed', 'reopened', 'deleted', 'undone', 'redone'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** A task with what only the database and its history need. */
export interface StoredTask extends Task {
  /** The occurrence that was made when this repeating task was completed. */
  next_id: number | null
  /** Where its reminder stood before it was put off; what repeats goes on from there. */
  remind_from: string | null
}

/** What one act did to one task. */
export interface TaskChangeRow {
  task_id: number
  change: ChangeKind
  before: StoredTask | null
  after: StoredTask | null
}

/** What an act has done so far, for those who must see it before it counts. */
export interface Effects {
  changes: TaskChangeRow[]
  /** It took back what the assistant itself had done in its thread. */
  own_answer?: true
}

/** Who did it, for the history. */
export type Actor = 'person' | 'assistant' | 'api' | 'mcp'
export interface Origin {
  actor: Actor
  run_id?: string
  /** The moment of the act; defaults to now. */
  now?: Date
  /** Called with what the act has done, before it is committed. */
  effects?: Effects
  /** Versions of which each named task must have one. */
  expected?: readonly string[]
}
