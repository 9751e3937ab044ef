/** What the built-in assistant can be asked for, once a message has been understood. */
import type { Topic } from '../../language/language.ts'
import type { ParsedTask } from '../../task/quick-add/parse.ts'
import type { Priority, TaskFilters, TaskStatus } from '../../task/schema.ts'

/** What a list or a reference is narrowed to; the tools know some of it, the rest is looked at here. */
export interface Filter extends TaskFilters {
  undated?: boolean
  repeats?: boolean
  completed_after?: string
  completed_before?: string
}

/** How a message points at tasks. */
export type Reference =
  | { kind: 'ids'; ids: number[] }
  /** `within`: a sentence that names a task, not the name alone. */
  | { kind: 'words'; words: string; within?: boolean }
  /** `single`: said of one task, so several that fit are asked about. */
  | { kind: 'all'; filter: Filter; words?: string; except?: Reference; single?: boolean }
  /** 1 is the first of the list last shown, -1 the last one. */
  | { kind: 'place'; place: number }
  | { kind: 'it' }
  /** `count`: “both” says that there are two. */
  | { kind: 'them'; count?: number }
  /** Several references joined by “and”; `words` is the whole, in case a title reads like that. */
  | { kind: 'several'; words: string; parts: Reference[] }
  | { kind: 'nothing' }

/** How far from the day and hour it is due now. */
export type Shift = { days: number } | { months: number } | { minutes: number }

/** How long before a task is due: so many minutes or days, perhaps at an hour of that day. */
export type Lead = { minutes: number } | { days: number; time?: string }

/** What an update sets; the fields are those of the tool, the rest needs the task as it is. */
export interface ChangeIntent {
  title?: string
  description?: string | null
  priority?: Priority
  due_on?: string | null
  due_time?: string | null
  repeat?: string | null
  status?: TaskStatus
  tags?: string[]
  /** When it is to ring next; a day alone is that day at the task’s hour. Moves no date. */
  remind?: string
  /** It is to ring this long before it is due. */
  ahead?: Lead
  /** Joined to, or taken from, the tags there are. */
  more_tags?: string[]
  fewer_tags?: string[]
  shift?: Shift
  /** `due_on` only serves a task that has no day yet. */
  keep_day?: boolean
  /** An hour without its half of the day: the one that is nearer to the hour the task has. */
  near_hour?: boolean
}

/** Whether the change can only be made knowing the task as it is. */
export const needsTask = ({ more_tags, fewer_tags, shift, keep_day, near_hour, ahead }: ChangeIntent) =>
  [more_tags, fewer_tags, shift, keep_day, near_hour, ahead].some((part) => part !== undefined)

export type StatusIntent = 'complete' | 'reopen' | 'toggle' | 'delete'

/** Written down without a verb of adding, with a day or another part: it may be about a task that is there. */
export interface Jotted {
  /** The words beside the parts. */
  name: string
  change: ChangeIntent
}

export type Intent =
  /** `reminder`: it rings when it is due, or this long before. */
  | { do: 'add'; tasks: ParsedTask[]; reminder?: boolean | Lead; jotted?: Jotted }
  /** `loose`: a question whose other words may name a task, a tag, or nothing on the list. `offer`: when nothing fits. */
  | { do: 'list'; filter: Filter; words?: string; count?: boolean; loose?: boolean; offer?: ParsedTask }
  /** `offer` is what to offer to add when no task fits. */
  | { do: StatusIntent; target: Reference; offer?: ParsedTask }
  | { do: 'change'; target: Reference; change: ChangeIntent; offer?: ParsedTask }
  /** Nothing but parts: a correction of what was spoken of last, or a day to list. */
  | { do: 'parts'; change: ChangeIntent; filter: Filter; correcting: boolean }
  /** Said to have been done; `words` must fit the title of an open task. */
  | { do: 'past'; words: string; offer: ParsedTask }
  | { do: 'when'; target: Reference }
  | { do: 'undo' }
  | { do: 'talk'; topic: Topic | 'nothing' | 'too_long' | 'what_to_add' }
  | { do: 'point'; target: Reference }
  /** Not a request that we know; may be a task. */
  | { do: 'offer'; task: ParsedTask }
  /** Reads like a date and is none. */
  | { do: 'unclear'; words: string }
